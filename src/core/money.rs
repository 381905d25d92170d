//! Money: whole minor units of an ISO 4217 currency, exact; written for readers and read as people write it. Pure.
//!
//! Hides how many decimals a currency has, what a sign or word such as `¥`, `块` or `美元` stands for, and which of several ways
//! of writing a number is meant. What could mean two amounts is refused, never guessed. Arithmetic is in 128 bits and checked.

use std::fmt;

use iso_currency::Currency as Iso;
use serde::{Deserialize, Serialize};

use crate::chat::Text;
use crate::core::Refusal;
use crate::core::words::TOGETHER;
use crate::i18n::{Lang, say};

/// The largest amount that is read, in minor units: so far from the end of 64 bits that a ledger of thousands of such
/// amounts still adds up.
pub(crate) const MOST: i64 = 1_000_000_000_000_000;
/// Longer than this is no amount.
const LONGEST: usize = 60;

/// A currency with minor units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(crate) struct Currency(Iso);

impl Currency {
    /// The Chinese yuan.
    #[cfg(test)]
    pub(crate) const CNY: Currency = Currency(Iso::CNY);

    /// Reads an ISO 4217 code in any case. Codes without minor units (gold, drawing rights, the code for tests) are none.
    pub(crate) fn read(code: &str) -> Option<Currency> {
        let code = code.trim().to_ascii_uppercase();
        let found = Iso::from_code(&code)?;
        let money = found.exponent().is_some_and(|decimals| decimals <= 4);
        (money && !matches!(code.as_str(), "XXX" | "XTS")).then_some(Currency(found))
    }

    /// The currency of a workspace or an envelope: what is stored was read once, so this falls back to the dollar only for rows
    /// of an older binary.
    pub(crate) fn stored(code: &str) -> Currency {
        Currency::read(code).unwrap_or(Currency(Iso::USD))
    }

    /// `CNY`
    pub(crate) fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals it has: 0 (JPY), 2 (CNY), 3 (KWD).
    pub(crate) fn decimals(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }

    /// Minor units in one unit: 1, 100, 1000.
    pub(crate) fn unit(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Currency::read(&code).ok_or(code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount. Negative ones are refunds or what is missing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub(crate) struct Money {
    /// Fen, cents, yen, fils.
    pub(crate) minor: i64,
    pub(crate) currency: Currency,
}

impl Money {
    /// So many minor units.
    pub(crate) fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// As a table or a file holds it: `-12000.50`.
    pub(crate) fn exact(self) -> String {
        let (whole, fraction) = self.parts();
        let sign = if self.minor < 0 { "-" } else { "" };
        format!("{sign}{whole}{}", self.with_point(fraction))
    }

    /// The number alone, grouped: `12,000.50`.
    pub(crate) fn digits(self) -> String {
        let (whole, fraction) = self.parts();
        let plain = whole.to_string();
        let mut grouped = String::new();
        for (place, digit) in plain.chars().enumerate() {
            if place > 0 && (plain.len() - place).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.minor < 0 { "−" } else { "" };
        format!("{sign}{grouped}{}", self.with_point(fraction))
    }

    /// With its currency, as a reader of this language writes it, on one line: `CNY 12,000.50`, `12,000.50 元`.
    pub(crate) fn say(self, lang: Lang) -> String {
        let args = [
            ("amount", self.digits().into()),
            ("currency", self.currency.code().into()),
        ];
        say(lang, "money", &args).replace(' ', TOGETHER)
    }

    fn parts(self) -> (u64, u64) {
        let unit = self.currency.unit().unsigned_abs();
        let whole = self.minor.unsigned_abs();
        (whole / unit, whole % unit)
    }

    fn with_point(self, fraction: u64) -> String {
        match usize::try_from(self.currency.decimals()) {
            Ok(decimals) if decimals > 0 => format!(".{fraction:0decimals$}"),
            _ => String::new(),
        }
    }

    /// Reads an amount as people write it: `12000`, `¥12,000.50`, `12k`, `1.2万`, `3亿2000万`, `USD 12.50`, `1 234,56`,
    /// `一万`, `（12.50）`. One without a currency is in `default`.
    pub(crate) fn read(text: &str, default: Currency) -> Result<Money, Refusal> {
        read(text, default).map_err(|wrong| wrong.refusal(text, default))
    }
}

/// How many units of an envelope's currency one unit of another one is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Rate {
    /// In billionths.
    pub(crate) nano: i64,
}

impl Rate {
    const ONE: i64 = 1_000_000_000;

    /// Reads `7.1234`: a plain positive number of at most nine decimals.
    pub(crate) fn read(text: &str) -> Option<Rate> {
        let text = narrow(text)?;
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || fraction.len() > 9 || !digits(whole) {
            return None;
        }
        if !digits(fraction) || text.ends_with('.') {
            return None;
        }
        let nano = format!("{whole}{fraction:0<9}").parse().ok()?;
        (nano > 0).then_some(Rate { nano })
    }

    /// As it is written in a table: `7.1234`.
    pub(crate) fn exact(self) -> String {
        let text = format!("{}.{:09}", self.nano / Self::ONE, self.nano % Self::ONE);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The amount in another currency, half a minor unit rounded away from zero. `None`: too large.
    pub(crate) fn apply(self, money: Money, to: Currency) -> Option<Money> {
        let value = i128::from(money.minor) * i128::from(self.nano) * i128::from(to.unit());
        let by = i128::from(Self::ONE) * i128::from(money.currency.unit());
        let rounded = (value.abs() + by / 2) / by * value.signum();
        let minor = i64::try_from(rounded).ok()?;
        (minor.abs() <= MOST).then_some(Money::new(minor, to))
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wrong {
    NotAnAmount,
    /// It can mean two amounts.
    Ambiguous,
    /// It has more decimals than its currency.
    Precise(Currency),
    TooLarge,
    /// Its sign or word stands for several currencies, or for none, or it names two.
    Currency,
}

impl Wrong {
    fn refusal(self, typed: &str, default: Currency) -> Refusal {
        let of = match self {
            Wrong::Precise(currency) => currency,
            _ => default,
        };
        let id = match self {
            Wrong::NotAnAmount => "refuse-money",
            Wrong::Ambiguous => "refuse-money-ambiguous",
            Wrong::Precise(_) => "refuse-money-precise",
            Wrong::TooLarge => "refuse-money-large",
            Wrong::Currency => "refuse-money-currency",
        };
        let example = Money::new(12_500 * of.unit(), of).digits();
        Refusal::new(id)
            .with("typed", Text::echo(typed))
            .with("currency", of.code())
            .with("decimals", i64::from(of.decimals()))
            .with("example", format!("{} {example}", of.code()))
    }
}

/// What stands for a currency: the text, those it may stand for (the one at hand wins), and what it means elsewhere.
type Sign = (&'static str, &'static [&'static str], Option<&'static str>);

/// The longest first, so that `us$` is not taken for `$`.
const SIGNS: &[Sign] = &[
    ("人民币", &["CNY"], None),
    ("新加坡元", &["SGD"], None),
    ("新台币", &["TWD"], None),
    ("澳门元", &["MOP"], None),
    ("瑞士法郎", &["CHF"], None),
    ("美元", &["USD"], None),
    ("美金", &["USD"], None),
    ("欧元", &["EUR"], None),
    ("日元", &["JPY"], None),
    ("日圆", &["JPY"], None),
    ("英镑", &["GBP"], None),
    ("港元", &["HKD"], None),
    ("港币", &["HKD"], None),
    ("台币", &["TWD"], None),
    ("韩元", &["KRW"], None),
    ("韩币", &["KRW"], None),
    ("新元", &["SGD"], None),
    ("坡币", &["SGD"], None),
    ("澳元", &["AUD"], None),
    ("加元", &["CAD"], None),
    ("纽元", &["NZD"], None),
    ("卢布", &["RUB"], None),
    ("泰铢", &["THB"], None),
    ("卢比", &["INR", "PKR", "LKR", "NPR", "IDR"], None),
    ("元整", &["CNY", "HKD", "TWD", "MOP"], Some("CNY")),
    ("块钱", &["CNY"], None),
    ("元", &["CNY", "HKD", "TWD", "MOP"], Some("CNY")),
    ("圆", &["CNY", "JPY", "TWD"], Some("CNY")),
    ("块", &["CNY", "TWD"], Some("CNY")),
    ("rmb", &["CNY"], None),
    ("us$", &["USD"], None),
    ("hk$", &["HKD"], None),
    ("nt$", &["TWD"], None),
    ("a$", &["AUD"], None),
    ("c$", &["CAD"], None),
    ("s$", &["SGD"], None),
    ("r$", &["BRL"], None),
    ("zł", &["PLN"], None),
    ("kč", &["CZK"], None),
    ("kr", &["SEK", "NOK", "DKK", "ISK"], None),
    ("yuan", &["CNY"], None),
    ("yen", &["JPY"], None),
    ("euros", &["EUR"], None),
    ("euro", &["EUR"], None),
    ("dollars", DOLLARS, None),
    ("$", DOLLARS, None),
    ("¥", &["CNY", "JPY"], None),
    ("€", &["EUR"], None),
    ("£", &["GBP", "EGP", "GIP", "FKP", "SHP"], Some("GBP")),
    ("₩", &["KRW", "KPW"], Some("KRW")),
    ("₹", &["INR"], None),
    ("฿", &["THB"], None),
    ("₫", &["VND"], None),
    ("₽", &["RUB"], None),
    ("₺", &["TRY"], None),
    ("₴", &["UAH"], None),
    ("₪", &["ILS"], None),
    ("₱", &["PHP"], None),
    ("₦", &["NGN"], None),
];
const DOLLARS: &[&str] = &[
    "USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD", "MXN", "ARS", "CLP", "COP", "BND", "FJD",
    "JMD", "TTD", "BSD", "BBD", "BZD", "NAD",
];

/// What follows a number and multiplies it, the longest first.
const SCALES: &[(&str, i128)] = &[
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("mio", 1_000_000),
    ("bn", 1_000_000_000),
    ("mn", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
    ("k", 1_000),
    ("w", 10_000),
    ("m", 1_000_000),
    ("b", 1_000_000_000),
];

/// Full-width forms made plain, lower case, one kind of blank, apostrophe and minus.
fn narrow(text: &str) -> Option<String> {
    let plain: String = text
        .trim()
        .chars()
        .take(LONGEST + 1)
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '￥' => '¥',
            '￡' => '£',
            '￦' => '₩',
            '−' | '–' => '-',
            '’' => '\'',
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.trim().to_owned();
    (!plain.is_empty() && plain.chars().count() <= LONGEST).then_some(plain)
}

/// Reads an amount, or says why it is none.
pub(super) fn read(text: &str, default: Currency) -> Result<Money, Wrong> {
    let plain = narrow(text).ok_or(Wrong::NotAnAmount)?;
    let (plain, bracketed) = match plain.strip_prefix('(').and_then(|p| p.strip_suffix(')')) {
        Some(inner) => (inner.trim(), true),
        None => (plain.as_str(), false),
    };
    let (rest, negative) = signed(plain);
    let (rest, before) = leading_currency(rest, default)?;
    let (rest, inner_negative) = signed(rest);
    let (rest, after) = trailing_currency(rest, default)?;
    let signs = [bracketed, negative, inner_negative];
    if signs.iter().filter(|on| **on).count() > 1 {
        return Err(Wrong::NotAnAmount);
    }
    let currency = match (before, after) {
        (Some(a), Some(b)) if a != b => return Err(Wrong::Currency),
        (Some(named), _) | (None, Some(named)) => named,
        (None, None) => default,
    };
    let minor = i64::try_from(number(rest, currency)?).ok();
    let minor = minor.filter(|m| *m <= MOST).ok_or(Wrong::TooLarge)?;
    let negative = signs.contains(&true);
    Ok(Money::new(if negative { -minor } else { minor }, currency))
}

fn signed(text: &str) -> (&str, bool) {
    match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(rest), _) => (rest.trim_start(), true),
        (None, Some(rest)) => (rest.trim_start(), false),
        (None, None) => (text, false),
    }
}

fn leading_currency(text: &str, default: Currency) -> Result<(&str, Option<Currency>), Wrong> {
    let figure = text.find(|c: char| c.is_numeric() || !c.is_ascii());
    figure.ok_or(Wrong::NotAnAmount)?;
    let (word, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_lowercase).count());
    if word.len() == 3 && !rest.starts_with('$') {
        if let Some(currency) = Currency::read(word) {
            return Ok((rest.trim_start(), Some(currency)));
        }
        if word != "rmb" && word != "yen" {
            return Err(Wrong::Currency);
        }
    }
    match SIGNS.iter().find(|sign| text.starts_with(sign.0)) {
        Some(sign) => {
            let rest = text.strip_prefix(sign.0).unwrap_or(text);
            Ok((rest.trim_start(), Some(meant(sign, default)?)))
        }
        None => Ok((text, None)),
    }
}

fn trailing_currency(text: &str, default: Currency) -> Result<(&str, Option<Currency>), Wrong> {
    let letters = text.bytes().rev().take_while(u8::is_ascii_lowercase);
    let (rest, word) = text.split_at(text.len() - letters.count());
    if word.len() == 3 && word != "mio" {
        if let Some(currency) = Currency::read(word) {
            return Ok((rest.trim_end(), Some(currency)));
        }
        if word != "rmb" && word != "yen" {
            return Err(Wrong::Currency);
        }
    }
    match SIGNS.iter().find(|sign| text.ends_with(sign.0)) {
        Some(sign) => {
            let rest = text.strip_suffix(sign.0).unwrap_or(text);
            Ok((rest.trim_end(), Some(meant(sign, default)?)))
        }
        None => Ok((text, None)),
    }
}

fn meant(sign: &Sign, default: Currency) -> Result<Currency, Wrong> {
    let code = match (sign.1, sign.2) {
        (several, _) if several.contains(&default.code()) => default.code(),
        ([only], _) => only,
        (_, Some(elsewhere)) => elsewhere,
        _ => return Err(Wrong::Currency),
    };
    Currency::read(code).ok_or(Wrong::Currency)
}

/// Minor units of a number without sign and currency.
fn number(text: &str, currency: Currency) -> Result<i128, Wrong> {
    let scale = SCALES.iter().find_map(|(word, by)| {
        let rest = text.strip_suffix(word)?;
        Some((rest.trim_end(), *by))
    });
    let (digits, by) = scale.unwrap_or((text, 1));
    let is_plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'');
    if !digits.is_empty() && digits.chars().all(is_plain) {
        return western(digits, by, currency);
    }
    let whole = chinese(text)?;
    let unit = i128::from(currency.unit());
    whole.checked_mul(unit).ok_or(Wrong::TooLarge)
}

/// A number in figures. Both readings of its separators are tried: with the point before the decimals, as in English and
/// Chinese, and with the comma, as in much of Europe.
fn western(text: &str, by: i128, currency: Currency) -> Result<i128, Wrong> {
    let with_point = reading(text, '.', ',');
    let with_comma = reading(text, ',', '.');
    let decimals = usize::try_from(currency.decimals()).unwrap_or(2);
    // A comma before three digits groups thousands, unless the currency has three decimals.
    let fits = |r: &Reading| by == 1 && r.decimals <= decimals;
    match (with_point, with_comma) {
        // `12.500` in a currency of three decimals: the point stands where it does in both our languages.
        (Some(point), Some(comma)) if comma.decimals == 0 && point.decimals <= decimals => {
            point.minor(by, currency)
        }
        (Some(point), Some(comma)) if fits(&comma) && comma != point => {
            let (a, b) = (point.minor(by, currency), comma.minor(by, currency));
            if a == b { a } else { Err(Wrong::Ambiguous) }
        }
        (Some(point), _) => point.minor(by, currency),
        (None, Some(comma)) => comma.minor(by, currency),
        (None, None) => Err(Wrong::NotAnAmount),
    }
}

/// A number as one of its readings: 1234.5 is 12345 with one decimal.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reading {
    value: i128,
    decimals: usize,
}

impl Reading {
    fn minor(self, by: i128, currency: Currency) -> Result<i128, Wrong> {
        let places = u32::try_from(self.decimals).map_err(|_many| Wrong::TooLarge)?;
        let divisor = 10_i128.checked_pow(places).ok_or(Wrong::TooLarge)?;
        let unit = i128::from(currency.unit());
        let scaled = self.value.checked_mul(by).and_then(|v| v.checked_mul(unit));
        let scaled = scaled.ok_or(Wrong::TooLarge)?;
        if scaled % divisor == 0 {
            Ok(scaled / divisor)
        } else {
            Err(Wrong::Precise(currency))
        }
    }
}

/// Reads figures with this sign before the decimals; thousands may be grouped by `group`, blanks or apostrophes, but by one of
/// them throughout.
fn reading(text: &str, point: char, group: char) -> Option<Reading> {
    let (whole, fraction) = match text.split_once(point) {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut groups = whole.chars().filter(|c| !c.is_ascii_digit());
    let by = groups.next();
    let one_kind = by.is_none_or(|by| by == group || by == ' ' || by == '\'');
    if !one_kind || groups.any(|c| Some(c) != by) {
        return None;
    }
    if let Some(by) = by {
        let mut parts = whole.split(by);
        let first = parts.next()?;
        if first.is_empty() || first.len() > 3 || first.starts_with('0') {
            return None;
        }
        if parts.any(|part| part.len() != 3) {
            return None;
        }
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() && fraction.is_empty() || digits.len() + fraction.len() > 36 {
        return None;
    }
    Some(Reading {
        value: format!("{digits}{fraction}").parse().ok()?,
        decimals: fraction.len(),
    })
}

/// A whole number with Chinese units: 三亿, 一百二十万, 3亿2000万, 1万零5. `1万2` may mean 12,000 or 10,002.
fn chinese(text: &str) -> Result<i128, Wrong> {
    let (mut total, mut section, mut pending) = (0_i128, 0_i128, None::<i128>);
    let (mut last_unit, mut zero, mut figures) = (i128::MAX, false, 0_u32);
    for c in text.chars() {
        if let Some(figure) = figure(c) {
            zero |= figure == 0 && pending.is_none();
            let before = pending.unwrap_or(0).checked_mul(10);
            let joined = before.and_then(|b| b.checked_add(figure));
            pending = Some(joined.ok_or(Wrong::TooLarge)?);
            figures += 1;
            continue;
        }
        let unit: i128 = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => return Err(Wrong::NotAnAmount),
        };
        let large = unit >= 10_000;
        let count = match pending.take() {
            Some(count) => count,
            None if unit == 10 => 1,
            None if large && section > 0 => 0,
            // 万亿
            None if unit > last_unit && last_unit == 10_000 => 0,
            None => return Err(Wrong::NotAnAmount),
        };
        let more = section.checked_add(count).ok_or(Wrong::TooLarge)?;
        if !large {
            if unit >= last_unit && last_unit < 10_000 {
                return Err(Wrong::NotAnAmount);
            }
            let more = count.checked_mul(unit).ok_or(Wrong::TooLarge)?;
            section = section.checked_add(more).ok_or(Wrong::TooLarge)?;
        } else if unit > last_unit && last_unit >= 10_000 {
            if figures == 1 && section == 0 {
                return Err(Wrong::NotAnAmount);
            }
            let sum = total.checked_add(more).and_then(|s| s.checked_mul(unit));
            (total, section) = (sum.ok_or(Wrong::TooLarge)?, 0);
        } else {
            if unit == last_unit {
                return Err(Wrong::NotAnAmount);
            }
            let sum = more.checked_mul(unit).and_then(|s| total.checked_add(s));
            (total, section) = (sum.ok_or(Wrong::TooLarge)?, 0);
        }
        (last_unit, zero, figures) = (unit, false, 0);
    }
    if let Some(rest) = pending {
        if figures == 1 && !zero && (100..i128::MAX).contains(&last_unit) {
            return Err(Wrong::Ambiguous);
        }
        if rest >= last_unit {
            return Err(Wrong::NotAnAmount);
        }
        section += rest;
    }
    total.checked_add(section).ok_or(Wrong::TooLarge)
}

fn figure(c: char) -> Option<i128> {
    let value = match c {
        '0'..='9' => return c.to_digit(10).map(i128::from),
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}
