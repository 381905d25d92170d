//! What people type about an envelope, as values or a refusal. Pure.

use chrono::Datelike;

use crate::calendar::{Day, Zone, day_of, read_day};
use crate::chat::Text;
use crate::clock::At;
use crate::core::Refusal;
use crate::core::budget::Options;
use crate::core::budget::period::Cycle;
use crate::core::budget::types::Rollover;
use crate::core::money::{Currency, Money};

/// Characters of a name, and of a category, vendor, note or reference.
const NAME: usize = 80;
pub(super) const WORDS: usize = 80;
pub(super) const NOTE: usize = 300;
/// A budget that is filled once is no longer.
const LONGEST: i64 = 366 * 5;

/// A name with something in it.
pub(super) fn name(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().filter(|c| !c.is_control()).count();
    if length == 0 {
        return Err(Refusal::new("refuse-name-empty"));
    }
    if length > NAME {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", NAME));
    }
    Ok(text.chars().filter(|c| !c.is_control()).collect())
}

/// What somebody typed about an entry, short enough to keep.
pub(super) fn words(text: Option<&str>, most: usize) -> Result<String, Refusal> {
    let text = text.unwrap_or_default().trim();
    let length = text.chars().count();
    if length > most {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", most));
    }
    Ok(text.chars().filter(|c| !c.is_control()).collect())
}

/// An amount in a currency, not in another one.
pub(super) fn amount(text: &str, currency: Currency) -> Result<i64, Refusal> {
    let money = Money::read(text, currency)?;
    if money.currency != currency {
        return Err(Refusal::new("refuse-budget-currency")
            .with("typed", money.currency.code())
            .with("currency", currency.code()));
    }
    Ok(money.minor)
}

/// An amount that is not negative.
pub(super) fn positive(text: &str, currency: Currency) -> Result<i64, Refusal> {
    let minor = amount(text, currency)?;
    if minor < 0 {
        return Err(Refusal::new("refuse-budget-negative").with("typed", Text::echo(text)));
    }
    Ok(minor)
}

/// A day, or a refusal with an example.
pub(super) fn day(text: &str, now: At, zone: Zone) -> Result<Day, Refusal> {
    read_day(text, now, zone).ok_or_else(|| {
        Refusal::new("refuse-day")
            .with("day", Text::echo(text))
            .with("example", day_of(now, zone).to_string())
    })
}

/// How often it is filled, and with which month the business year begins.
pub(super) fn cycle(options: &Options, now: At, zone: Zone) -> Result<(Cycle, u32), Refusal> {
    let fiscal = match options.fiscal_start {
        None => 1,
        Some(month) => u32::try_from(month)
            .ok()
            .filter(|m| (1..=12).contains(m))
            .ok_or_else(|| Refusal::new("refuse-budget-fiscal"))?,
    };
    let cycle = match options.period.as_deref().unwrap_or("month") {
        "month" => Cycle::Month,
        "quarter" => Cycle::Quarter,
        "year" => Cycle::Year,
        _ => {
            let today = day_of(now, zone);
            let start = match &options.start {
                Some(text) => day(text, now, zone)?,
                None => today,
            };
            let last = match &options.end {
                Some(text) => day(text, now, zone)?,
                None => today
                    .with_month(12)
                    .and_then(|d| d.with_day(31))
                    .unwrap_or(today),
            };
            once(start, last, today)?
        }
    };
    Ok((cycle, fiscal))
}

/// Filled once, for these days; `today` is for examples.
pub(super) fn once(start: Day, last: Day, today: Day) -> Result<Cycle, Refusal> {
    let wrong = |id: &'static str| Refusal::new(id).with("example", today.to_string());
    let end = last.succ_opt().unwrap_or(last);
    let days = (end - start).num_days();
    if days < 1 {
        return Err(wrong("refuse-budget-days"));
    }
    if days > LONGEST {
        return Err(wrong("refuse-budget-long"));
    }
    Ok(Cycle::Once { start, end })
}

/// It is filled once and nobody said until when.
pub(super) fn has_open_end(options: &Options) -> bool {
    options.period.as_deref() == Some("once") && options.end.is_none()
}

/// `none`, `under`, `over`, `both`; the face offers nothing else.
pub(super) fn rollover(text: Option<&str>) -> Rollover {
    text.and_then(Rollover::read).unwrap_or(Rollover::None)
}

/// Planned shares of the months of a period: `10 20 30`, one for each.
pub(super) fn curve(text: &str, months: usize) -> Result<Vec<i64>, Refusal> {
    if matches!(text.trim().to_lowercase().as_str(), "even" | "平均") {
        return Ok(Vec::new());
    }
    let wrong = || {
        Refusal::new("refuse-budget-curve")
            .with("typed", Text::echo(text))
            .with("months", months)
    };
    let parts = text
        .split([' ', ',', '，', '、', ';'])
        .filter(|p| !p.is_empty());
    let read = |part: &str| part.trim_end_matches('%').parse::<i64>().ok();
    let shares: Option<Vec<i64>> = parts
        .map(|p| read(p).filter(|n| (0..=1_000_000).contains(n)))
        .collect();
    let shares = shares.filter(|s| s.len() == months && s.iter().sum::<i64>() > 0);
    shares.ok_or_else(wrong)
}
