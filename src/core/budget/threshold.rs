//! The rules of an envelope: on which basis, at which share of the limit, how urgent. As data, as people type it. Pure.

use serde::{Deserialize, Serialize};

use crate::chat::Text;
use crate::core::{Refusal, words};

/// What a rule looks at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Basis {
    Actual,
    Forecast,
    Committed,
    /// Spending too fast: threshold 2 is fast, 1 slow.
    Burn,
    /// There is no budget at all, and something was spent.
    Unbudgeted,
}

/// How urgent it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Class {
    Info,
    Warn,
    Critical,
}

impl Class {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::Info => "info",
            Class::Warn => "warn",
            Class::Critical => "critical",
        }
    }
    pub(crate) fn read(text: &str) -> Option<Class> {
        let all = [Class::Info, Class::Warn, Class::Critical];
        all.into_iter().find(|c| c.name() == text)
    }
}

/// Which rule: within an envelope there is one of a basis and threshold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub(crate) struct RuleId {
    pub(crate) basis: Basis,
    /// Hundredths of a percent of the limit.
    pub(crate) threshold: i64,
}

/// The thresholds of [`Basis::Burn`].
pub(crate) const SLOW: i64 = 1;
pub(crate) const FAST: i64 = 2;

impl Basis {
    /// `actual`: what people type and files hold.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Basis::Actual => "actual",
            Basis::Forecast => "forecast",
            Basis::Committed => "committed",
            Basis::Burn => "burn",
            Basis::Unbudgeted => "unbudgeted",
        }
    }
    fn read(text: &str) -> Option<Basis> {
        let found = match text {
            "actual" | "实际" => Basis::Actual,
            "forecast" | "预测" => Basis::Forecast,
            "committed" | "承诺" | "占用" => Basis::Committed,
            "burn" | "消耗" => Basis::Burn,
            _ => return None,
        };
        Some(found)
    }
}

impl RuleId {
    /// `actual-8000`, `burn-2`: as stored, and part of message keys.
    pub(crate) fn text(self) -> String {
        format!("{}-{}", self.basis.name(), self.threshold)
    }
    /// Reads what [`RuleId::text`] wrote.
    pub(crate) fn read(text: &str) -> Option<RuleId> {
        let (basis, threshold) = text.split_once('-')?;
        let basis = match basis {
            "unbudgeted" => Basis::Unbudgeted,
            other => Basis::read(other)?,
        };
        Some(RuleId {
            basis,
            threshold: threshold.parse().ok()?,
        })
    }
}

/// A rule of an envelope.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Rule {
    pub(crate) id: RuleId,
    pub(crate) class: Class,
}

impl Rule {
    pub(crate) const fn new(basis: Basis, threshold: i64, class: Class) -> Rule {
        Rule {
            id: RuleId { basis, threshold },
            class,
        }
    }
}

/// What an envelope is watched by unless it says otherwise.
pub(crate) const DEFAULTS: [Rule; 10] = [
    Rule::new(Basis::Actual, 5_000, Class::Info),
    Rule::new(Basis::Actual, 8_000, Class::Warn),
    Rule::new(Basis::Actual, 10_000, Class::Critical),
    Rule::new(Basis::Actual, 12_000, Class::Critical),
    Rule::new(Basis::Forecast, 10_000, Class::Warn),
    Rule::new(Basis::Forecast, 12_000, Class::Critical),
    Rule::new(Basis::Committed, 9_000, Class::Warn),
    Rule::new(Basis::Committed, 10_000, Class::Critical),
    Rule::new(Basis::Burn, SLOW, Class::Warn),
    Rule::new(Basis::Burn, FAST, Class::Critical),
];

/// At most so many thresholds of one basis.
const MANY: usize = 10;

/// How urgent a threshold is when nobody says.
fn usual_class(basis: Basis, threshold: i64) -> Class {
    let (warn, critical) = match basis {
        Basis::Forecast => (0, 12_000),
        Basis::Committed => (0, 10_000),
        Basis::Actual | Basis::Burn | Basis::Unbudgeted => (8_000, 10_000),
    };
    if threshold >= critical {
        Class::Critical
    } else if threshold >= warn {
        Class::Warn
    } else {
        Class::Info
    }
}

/// Reads `50 80 100` (actual spending), `actual 80 100; forecast 110; committed off; burn off`, `实际 80 100；预测 关`.
/// What is not named stays as usual.
pub(crate) fn read(text: &str) -> Result<Vec<Rule>, Refusal> {
    let wrong = || Refusal::new("refuse-budget-thresholds").with("typed", Text::echo(text));
    let plain: String = text
        .chars()
        .take(200)
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '、' => ',',
            other => other,
        })
        .collect::<String>()
        .to_lowercase();
    let mut rules = DEFAULTS.to_vec();
    let mut basis = Basis::Actual;
    let mut seen = Vec::new();
    let words = plain.split([' ', ',', ';', '\n', '\u{3000}', ':', '%']);
    let mut any = false;
    for word in words.filter(|w| !w.is_empty()) {
        any = true;
        if let Some(named) = Basis::read(word) {
            basis = named;
            continue;
        }
        if matches!(word, "off" | "none" | "关" | "无") {
            rules.retain(|r| r.id.basis != basis);
            seen.push(basis);
            continue;
        }
        if matches!(word, "on" | "开") && basis == Basis::Burn {
            continue;
        }
        let threshold = basis_points(word).filter(|_| basis != Basis::Burn);
        let threshold = threshold.ok_or_else(wrong)?;
        if !seen.contains(&basis) {
            rules.retain(|r| r.id.basis != basis);
            seen.push(basis);
        }
        let rule = Rule::new(basis, threshold, usual_class(basis, threshold));
        if !rules.contains(&rule) {
            rules.push(rule);
        }
        if rules.iter().filter(|r| r.id.basis == basis).count() > MANY {
            return Err(wrong());
        }
    }
    if !any {
        return Err(wrong());
    }
    rules.sort_by_key(|r| r.id);
    Ok(rules)
}

/// `80`, `82.5`: hundredths of a percent, from 1 % to 1,000 %.
fn basis_points(word: &str) -> Option<i64> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    if whole.len() > 4 || fraction.len() > 2 {
        return None;
    }
    let bp: i64 = format!("{whole}{fraction:0<2}").parse().ok()?;
    (100..=100_000).contains(&bp).then_some(bp)
}

/// 8250 as people read it: `82.5`.
pub(crate) fn shown(threshold: i64) -> String {
    let text = format!("{}.{:02}", threshold / 100, threshold % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The same as a percentage: `82.5 %`.
pub(crate) fn percent(threshold: i64) -> String {
    words::percent(&shown(threshold))
}

/// As stored: `actual-8000:warn burn-1:warn`.
pub(crate) fn write(rules: &[Rule]) -> String {
    let all = rules
        .iter()
        .map(|r| format!("{}:{}", r.id.text(), r.class.name()));
    all.collect::<Vec<_>>().join(" ")
}

/// Reads what [`write()`] wrote.
pub(crate) fn parse(text: &str) -> Option<Vec<Rule>> {
    let one = |part: &str| {
        let (id, class) = part.split_once(':')?;
        Some(Rule {
            id: RuleId::read(id)?,
            class: Class::read(class)?,
        })
    };
    text.split_whitespace().map(one).collect()
}
