//! Amounts short enough for the axis of a picture: `12k`, `1.2万`. Pure.
//!
//! Three figures are kept, and no decimals that are nothing; the exact amount stands in the text beside the picture.

use crate::core::money::Money;
use crate::i18n::{Lang, say};

/// What large numbers are counted in, the largest first.
fn scales(lang: Lang) -> &'static [(i128, &'static str)] {
    match lang {
        Lang::En => &[(1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k")],
        Lang::Zh => &[(100_000_000, "yi"), (10_000, "wan")],
    }
}

/// The number without its currency.
pub(crate) fn amount(lang: Lang, money: Money) -> String {
    let unit = i128::from(money.currency.unit());
    let exact = i128::from(money.minor).abs();
    let scales = scales(lang);
    // Below the smallest of them whole numbers are short enough.
    let small = scales.last().is_some_and(|(by, _)| exact < by * unit);
    let rounded = match exact / unit {
        whole if small && whole >= 100 => round(exact, unit),
        _ => three_figures(exact),
    };
    let scale = scales.iter().find(|(by, _)| rounded >= by * unit);
    let (by, word) = scale.copied().unwrap_or((1, "one"));
    let sign = if money.minor < 0 && rounded > 0 {
        "−"
    } else {
        ""
    };
    let number = format!("{sign}{}", decimal(rounded, by * unit));
    say(
        lang,
        "money-short",
        &[("number", number.into()), ("scale", word.into())],
    )
}

/// To the nearest multiple, halves up.
fn round(value: i128, to: i128) -> i128 {
    (value + to / 2) / to * to
}

fn three_figures(value: i128) -> i128 {
    let mut to = 1;
    while value / to >= 1_000 {
        to *= 10;
    }
    round(value, to)
}

/// A fraction in decimals, without idle zeros.
fn decimal(num: i128, den: i128) -> String {
    let mut text = (num / den).to_string();
    let mut rest = num % den;
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        rest *= 10;
        text.push_str(&(rest / den).to_string());
        rest %= den;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::money::Currency;

    #[test]
    fn amounts_are_short_in_both_languages() {
        let yuan = |minor| Money::new(minor, Currency::CNY);
        for (minor, english, chinese) in [
            (0, "0", "0"),
            (5, "0.05", "0.05"),
            (-1_250, "−12.5", "−12.5"),
            (95_055, "951", "951"),
            (200_000, "2k", "2000"),
            (987_650, "9.88k", "9877"),
            (1_200_000, "12k", "1.2万"),
            (99_999_999, "1M", "100万"),
            (12_345_678, "123k", "12.3万"),
            (-250_000_000_000, "−2.5bn", "−25亿"),
            (i64::MAX, "92200000bn", "922000000亿"),
        ] {
            assert_eq!(amount(Lang::En, yuan(minor)), english, "{minor}");
            assert_eq!(amount(Lang::Zh, yuan(minor)), chinese, "{minor}");
        }
        let yen = Money::new(12_500, Currency::stored("JPY"));
        assert_eq!(amount(Lang::En, yen), "12.5k");
        assert_eq!(amount(Lang::Zh, yen), "1.25万");
    }
}
