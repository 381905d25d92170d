//! Amounts as people write them, and what is refused.

use proptest::prelude::*;

use crate::core::money::{Currency, MOST, Money, Rate, Wrong, read};
use crate::core::testing::refused;
use crate::i18n::Lang;

fn in_currency(text: &str, code: &str) -> Result<String, Wrong> {
    let money = read(text, Currency::read(code).unwrap())?;
    Ok(format!("{} {}", money.currency, money.exact()))
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for (typed, default, read) in [
        ("12000", "CNY", "CNY 12000.00"),
        ("¥12,000.50", "CNY", "CNY 12000.50"),
        ("￥１２，０００．５０", "CNY", "CNY 12000.50"),
        ("¥12,000", "JPY", "JPY 12000"),
        ("12k", "CNY", "CNY 12000.00"),
        ("1.5 m", "USD", "USD 1500000.00"),
        ("2bn", "USD", "USD 2000000000.00"),
        ("1.2万", "CNY", "CNY 12000.00"),
        ("1.2w", "CNY", "CNY 12000.00"),
        ("1,234万元", "CNY", "CNY 12340000.00"),
        ("1.23456万", "CNY", "CNY 12345.60"),
        ("3亿", "CNY", "CNY 300000000.00"),
        ("3亿2000万", "CNY", "CNY 320000000.00"),
        ("1万5000元", "CNY", "CNY 15000.00"),
        ("1万零5", "CNY", "CNY 10005.00"),
        ("一百二十万", "CNY", "CNY 1200000.00"),
        ("十五", "CNY", "CNY 15.00"),
        ("两千元整", "CNY", "CNY 2000.00"),
        ("一万亿", "JPY", "JPY 1000000000000"),
        ("500块钱", "CNY", "CNY 500.00"),
        ("人民币 500", "USD", "CNY 500.00"),
        ("USD 12.50", "CNY", "USD 12.50"),
        ("12.50usd", "CNY", "USD 12.50"),
        ("usd12k", "CNY", "USD 12000.00"),
        ("$99", "USD", "USD 99.00"),
        ("$99", "HKD", "HKD 99.00"),
        ("US$99", "HKD", "USD 99.00"),
        ("HK$ 99", "CNY", "HKD 99.00"),
        ("1 234,56 €", "EUR", "EUR 1234.56"),
        ("1.234,56", "EUR", "EUR 1234.56"),
        ("1'234.50", "CHF", "CHF 1234.50"),
        ("1.234.567", "EUR", "EUR 1234567.00"),
        ("12,5", "EUR", "EUR 12.50"),
        (".5", "USD", "USD 0.50"),
        ("0,500", "EUR", "EUR 0.50"),
        ("12.500", "KWD", "KWD 12.500"),
        ("1.234", "KWD", "KWD 1.234"),
        ("-12.50", "CNY", "CNY -12.50"),
        ("−¥12.50", "CNY", "CNY -12.50"),
        ("¥-12.50", "CNY", "CNY -12.50"),
        ("（12.50）", "CNY", "CNY -12.50"),
        ("+3", "CNY", "CNY 3.00"),
        ("12.50 美元", "CNY", "USD 12.50"),
        ("0", "CNY", "CNY 0.00"),
        ("10 000 000 000 000", "CNY", "CNY 10000000000000.00"),
    ] {
        assert_eq!(in_currency(typed, default), Ok(read.into()), "{typed}");
    }
}

#[test]
fn what_is_no_amount_or_more_than_one_is_refused() {
    let kwd = Wrong::Precise(Currency::read("KWD").unwrap());
    let jpy = Wrong::Precise(Currency::read("JPY").unwrap());
    for (typed, default, wrong) in [
        ("", "CNY", Wrong::NotAnAmount),
        ("free", "CNY", Wrong::NotAnAmount),
        ("a lot", "CNY", Wrong::NotAnAmount),
        ("twelve-ish", "CNY", Wrong::NotAnAmount),
        ("12..5", "CNY", Wrong::NotAnAmount),
        ("1,23,4", "CNY", Wrong::NotAnAmount),
        ("5.", "CNY", Wrong::NotAnAmount),
        ("--5", "CNY", Wrong::NotAnAmount),
        ("(-5)", "CNY", Wrong::NotAnAmount),
        ("12元5角", "CNY", Wrong::NotAnAmount),
        ("1万2亿", "CNY", Wrong::NotAnAmount),
        ("1e5", "CNY", Wrong::NotAnAmount),
        ("1.234", "CNY", Wrong::Ambiguous),
        ("1.000", "JPY", Wrong::Ambiguous),
        ("1,234", "KWD", Wrong::Ambiguous),
        ("1万2", "CNY", Wrong::Ambiguous),
        ("一百二", "CNY", Wrong::Ambiguous),
        ("12.345678", "CNY", Wrong::Precise(Currency::CNY)),
        ("12.5", "JPY", jpy),
        ("1.2345", "KWD", kwd),
        ("0.001234k", "CNY", Wrong::Precise(Currency::CNY)),
        ("10000000000000.01", "CNY", Wrong::TooLarge),
        ("99999999亿", "CNY", Wrong::TooLarge),
        ("¥5", "USD", Wrong::Currency),
        ("$5", "CNY", Wrong::Currency),
        ("abc 5", "CNY", Wrong::Currency),
        ("XAU 5", "CNY", Wrong::Currency),
        ("usd 5 eur", "CNY", Wrong::Currency),
    ] {
        let got = in_currency(typed, default);
        assert_eq!(got, Err(wrong), "{typed}");
    }
}

#[test]
fn a_refusal_shows_an_amount_that_works() {
    for typed in ["free", "1.234", "12.3456789", "9e99亿亿", "$5"] {
        let refusal = Money::read(typed, Currency::CNY).unwrap_err();
        for lang in Lang::ALL {
            let text = refused(lang, &refusal);
            assert!(text.contains("CNY 12,500.00"), "{text}");
        }
    }
    let works = Money::read("CNY 12,500.00", Currency::CNY).unwrap();
    assert_eq!(works.minor, 1_250_000);
}

#[test]
fn currencies_have_the_decimals_that_the_standard_gives_them() {
    for (code, decimals) in [
        ("CNY", 2),
        ("usd", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("VND", 0),
        ("CLP", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("TND", 3),
        ("XCG", 2),
    ] {
        assert_eq!(Currency::read(code).unwrap().decimals(), decimals, "{code}");
    }
    for none in ["XAU", "XXX", "XTS", "ABC", "", "CN", "元"] {
        assert_eq!(Currency::read(none), None, "{none}");
    }
}

#[test]
fn an_amount_is_written_for_its_readers() {
    let write = |minor, code: &str| Money::new(minor, Currency::read(code).unwrap());
    for (money, english, chinese) in [
        (write(1_200_050, "CNY"), "CNY 12,000.50", "12,000.50 元"),
        (write(-5, "CNY"), "CNY −0.05", "−0.05 元"),
        (write(1_234_567, "JPY"), "JPY 1,234,567", "1,234,567 日元"),
        (write(1_234_567, "KWD"), "KWD 1,234.567", "KWD 1,234.567"),
        (write(100, "USD"), "USD 1.00", "1.00 美元"),
        (
            write(i64::MIN, "JPY"),
            "JPY −9,223,372,036,854,775,808",
            "−9,223,372,036,854,775,808 日元",
        ),
    ] {
        // Nobody reads “12,000” at the end of a line and “元” at the beginning of the next as one amount.
        assert_eq!(money.say(Lang::En), english.replace(' ', "\u{a0}"));
        assert_eq!(money.say(Lang::Zh), chinese.replace(' ', "\u{a0}"));
    }
}

#[test]
fn another_currency_is_converted_by_its_rate() {
    let usd = Currency::read("USD").unwrap();
    let jpy = Currency::read("JPY").unwrap();
    for (minor, from, rate, to, wanted) in [
        (10_000, usd, "7.1234", Currency::CNY, 71_234),
        (1, usd, "7.15", Currency::CNY, 7),
        (-10, usd, "7.15", Currency::CNY, -72),
        (1_000, jpy, "0.0485", Currency::CNY, 4_850),
        (10_000, usd, "155.255", jpy, 15_526),
    ] {
        let rate = Rate::read(rate).unwrap();
        let got = rate.apply(Money::new(minor, from), to).unwrap();
        assert_eq!((got.minor, got.currency), (wanted, to));
    }
    for wrong in ["", "0", "-1", "7,1", "7.", "1.2345678901", "x"] {
        assert_eq!(Rate::read(wrong), None, "{wrong}");
    }
    assert_eq!(Rate::read("７.10").unwrap().exact(), "7.1");
    let huge = Rate { nano: i64::MAX };
    assert_eq!(huge.apply(Money::new(MOST, usd), jpy), None);
}

const CODES: [&str; 7] = ["CNY", "USD", "JPY", "KRW", "KWD", "EUR", "CHF"];

proptest! {
    /// In either language, in a table, and with any other currency at hand.
    #[test]
    fn what_is_written_is_read_back(minor in prop_oneof![-MOST..=MOST, -99_999_i64..99_999], code in 0..CODES.len(), default in 0..CODES.len()) {
        let currency = Currency::read(CODES[code]).unwrap();
        let default = Currency::read(CODES[default]).unwrap();
        let money = Money::new(minor, currency);
        for lang in Lang::ALL {
            prop_assert_eq!(read(&money.say(lang), default), Ok(money));
        }
        prop_assert_eq!(read(&money.exact(), currency), Ok(money));
        prop_assert_eq!(read(&money.digits(), currency), Ok(money));
    }

    /// However it is scaled, no minor unit is lost: what cannot be said exactly is refused.
    #[test]
    fn a_scaled_amount_is_exact_or_refused(units in 0_i64..1_000_000, decimals in 0_usize..8, code in 0..CODES.len()) {
        let currency = Currency::read(CODES[code]).unwrap();
        let text = format!("{units}.{:0decimals$}万", 1);
        if let Ok(money) = read(&text, currency) {
            let shift = 10_i128.pow(u32::try_from(decimals.max(1)).unwrap());
            let exact = (i128::from(units) * shift + 1) * 10_000 * i128::from(currency.unit());
            prop_assert_eq!(i128::from(money.minor) * shift, exact);
        }
    }

    #[test]
    fn nothing_that_is_typed_is_more_than_refused(text in "\\PC{0,70}", figures in "[-+0-9., '¥$元万亿千百十一二kmwUSDCNY（）]{0,30}") {
        for typed in [text, figures] {
            if let Ok(money) = read(&typed, Currency::CNY) {
                prop_assert!(money.minor.abs() <= MOST);
            }
        }
    }
}
