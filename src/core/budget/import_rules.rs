//! A file of entries, read: rows that can be booked, and each place where one cannot, with why. Pure.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::calendar::Day;
use crate::chat::Text;
use crate::core::budget::books::Tree;
use crate::core::budget::types::{Envelope, Expense, Kind};
use crate::core::budget::{find, reading, spend};
use crate::core::money::Money;
use crate::core::{Refusal, token, words};
use crate::i18n::Lang;

/// Rows of one file.
pub(super) const MOST: usize = 200_000;
/// Characters of the reference that a row without one is given.
const MADE: usize = 32;

/// A column, and what people call it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    Budget,
    Day,
    Amount,
    Currency,
    Rate,
    Kind,
    OneOff,
    Category,
    Vendor,
    Note,
    Reference,
}

const COLUMNS: &[(Column, &[&str])] = &[
    (Column::Budget, &["budget", "envelope", "预算"]),
    (Column::Day, &["day", "date", "日期"]),
    (Column::Amount, &["amount", "sum", "金额"]),
    (Column::Currency, &["currency", "币种", "货币"]),
    (Column::Rate, &["rate", "汇率"]),
    (Column::Kind, &["kind", "type", "类型"]),
    (Column::OneOff, &["one_off", "one-off", "一次性"]),
    (Column::Category, &["category", "类别", "科目"]),
    (Column::Vendor, &["vendor", "supplier", "供应商"]),
    (Column::Note, &["note", "description", "备注", "摘要"]),
    (
        Column::Reference,
        &["reference", "ref", "invoice", "单号", "发票号"],
    ),
];

impl Column {
    /// What it is called in a language: of a file that has no such column.
    fn name(self, lang: Lang) -> &'static str {
        let found = COLUMNS.iter().find(|(column, _)| *column == self);
        let names = found.map_or(&[][..], |(_, names)| names);
        let own = names
            .iter()
            .find(|name| name.is_ascii() == (lang == Lang::En));
        own.copied().unwrap_or_default()
    }
    fn read(text: &str) -> Option<Column> {
        let plain = text.trim().to_lowercase();
        let found = COLUMNS
            .iter()
            .find(|(_, names)| names.contains(&plain.as_str()));
        found.map(|(column, _)| *column)
    }
}

/// A row that can be booked.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Row {
    /// Its line in the file; the header is line 1.
    pub(super) line: i64,
    pub(super) expense: Expense,
}

/// A place of the file that cannot be booked.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Bad {
    pub(super) line: i64,
    /// None: the line as a whole.
    pub(super) column: Option<Column>,
    pub(super) why: Refusal,
}

/// A file as it was read.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Reading {
    pub(super) rows: Vec<Row>,
    pub(super) bad: Vec<Bad>,
    /// Rows that stand in the file twice with the same reference and contents.
    pub(super) repeated: usize,
    /// The columns of the file, by its own words for them.
    header: Vec<(Column, String)>,
}

impl Reading {
    /// What a column is called: as its file calls it, or as this language does where the file has none.
    pub(super) fn called(&self, column: Column, lang: Lang) -> &str {
        let own = self.header.iter().find(|(known, _)| *known == column);
        own.map_or_else(|| column.name(lang), |(_, name)| name.as_str())
    }
}

/// Reads a file. `default` is the envelope of rows that name none; `last` the last day that may be booked.
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
pub(super) fn read(
    bytes: &[u8],
    tree: &Tree,
    default: Option<&Envelope>,
    last: Day,
) -> Result<Reading, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_bad| Refusal::new("refuse-import-encoding"))?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|d| first.bytes().filter(|b| b == d).count())
        .unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|_bad| Refusal::new("refuse-import-header"))?;
    let columns: Vec<Option<Column>> = header.iter().map(Column::read).collect();
    let has = |column: Column| columns.contains(&Some(column));
    if !has(Column::Day) || !has(Column::Amount) {
        return Err(Refusal::new("refuse-import-header"));
    }
    if !has(Column::Budget) && default.is_none() {
        return Err(Refusal::new("refuse-import-budget"));
    }
    let mut reading = Reading {
        header: named(header),
        ..Reading::default()
    };
    let mut known = Known::default();
    let mut record = csv::StringRecord::new();
    let mut names: HashMap<String, Option<i64>> = HashMap::new();
    loop {
        let line = i64::try_from(reader.position().line()).unwrap_or(i64::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                reading.bad.push(Bad {
                    line,
                    column: None,
                    why: Refusal::new("refuse-import-line"),
                });
                break;
            }
        }
        let line = record
            .position()
            .map_or(line, |p| i64::try_from(p.line()).unwrap_or(line));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if reading.rows.len() + reading.bad.len() >= MOST {
            return Err(Refusal::new("refuse-import-long").with("most", MOST));
        }
        let cell = |column: Column| {
            let place = columns.iter().position(|c| *c == Some(column));
            place.and_then(|p| record.get(p)).unwrap_or_default().trim()
        };
        let envelope = match cell(Column::Budget) {
            "" => default,
            typed => {
                let number = names
                    .entry(typed.to_owned())
                    .or_insert_with(|| find::envelope(tree, typed).ok().map(|e| e.number));
                number.and_then(|n| tree.get(n))
            }
        };
        let Some(envelope) = envelope else {
            let typed = cell(Column::Budget);
            let why = find::envelope(tree, typed).err();
            let why = why.unwrap_or_else(|| Refusal::new("refuse-import-budget"));
            reading.bad.push(Bad {
                line,
                column: Some(Column::Budget),
                why,
            });
            continue;
        };
        match row(&cell, envelope, last) {
            Ok(expense) => known.add(line, expense, &mut reading),
            Err((column, why)) => reading.bad.push(Bad {
                line,
                column: Some(column),
                why,
            }),
        }
    }
    Ok(reading)
}

/// The columns that are known, each as the file calls it.
fn named(header: &csv::StringRecord) -> Vec<(Column, String)> {
    let known = header.iter().filter_map(|name| {
        let short = name.trim().chars().take(MADE).collect();
        Some((Column::read(name)?, short))
    });
    known.collect()
}

/// Which rows have been seen: by envelope and reference, and how often one without a reference was.
#[derive(Default)]
struct Known {
    by_reference: HashMap<(i64, String), usize>,
    plain: HashMap<String, usize>,
}

impl Known {
    fn add(&mut self, line: i64, mut expense: Expense, reading: &mut Reading) {
        if expense.reference.is_empty() {
            // The same row of the same file gets the same reference again; equal rows of one file are told apart.
            let print = format!("{expense:?}");
            let times = self.plain.entry(print.clone()).or_default();
            *times += 1;
            let hash = token::hash(&format!("{print}/{times}"));
            let short: String = hash.chars().take(MADE).collect();
            expense.reference = format!("row-{short}");
        }
        let key = (expense.envelope, expense.reference.clone());
        match self
            .by_reference
            .get(&key)
            .and_then(|place| reading.rows.get(*place))
        {
            Some(there) if there.expense == expense => reading.repeated += 1,
            Some(there) => {
                let why = Refusal::new("refuse-import-twice")
                    .with("reference", Text::echo(&expense.reference))
                    .with("line", there.line);
                reading.bad.push(Bad {
                    line,
                    column: Some(Column::Reference),
                    why,
                });
            }
            None => {
                self.by_reference.insert(key, reading.rows.len());
                reading.rows.push(Row { line, expense });
            }
        }
    }
}

fn row<'a>(
    cell: &impl Fn(Column) -> &'a str,
    envelope: &Envelope,
    last: Day,
) -> Result<Expense, (Column, Refusal)> {
    let at = |column: Column| move |why: Refusal| (column, why);
    let currency = match cell(Column::Currency) {
        "" => envelope.currency,
        code => crate::core::money::Currency::read(code).ok_or_else(|| {
            let why = Refusal::new("refuse-currency").with("currency", Text::echo(code));
            (Column::Currency, why)
        })?,
    };
    let money = Money::read(cell(Column::Amount), currency).map_err(at(Column::Amount))?;
    let rate = Some(cell(Column::Rate)).filter(|r| !r.is_empty());
    let (money, original) = spend::convert(money, rate, envelope).map_err(at(Column::Rate))?;
    if money.minor == 0 {
        return Err((Column::Amount, Refusal::new("refuse-budget-zero")));
    }
    let day = date(cell(Column::Day)).map_err(at(Column::Day))?;
    if day > last {
        let why = Refusal::new("refuse-budget-future")
            .with("day", words::day(day))
            .with("today", words::day(last.pred_opt().unwrap_or(last)));
        return Err((Column::Day, why));
    }
    spend::in_period(envelope, day).map_err(at(Column::Day))?;
    let kind = match cell(Column::Kind).to_lowercase().as_str() {
        "" => Kind::Actual,
        word => Kind::read(word).ok_or_else(|| {
            let why = Refusal::new("refuse-import-kind").with("typed", Text::echo(word));
            (Column::Kind, why)
        })?,
    };
    let words =
        |column: Column, most: usize| reading::words(Some(cell(column)), most).map_err(at(column));
    Ok(Expense {
        envelope: envelope.number,
        day,
        minor: money.minor,
        kind,
        one_off: matches!(
            cell(Column::OneOff).to_lowercase().as_str(),
            "1" | "yes" | "y" | "true" | "是"
        ),
        category: words(Column::Category, reading::WORDS)?,
        vendor: words(Column::Vendor, reading::WORDS)?,
        note: words(Column::Note, reading::NOTE)?,
        reference: words(Column::Reference, reading::WORDS)?,
        original,
        commitment: 0,
        corrects: 0,
        receipt: None,
    })
}

/// A date as files hold it: `2026-04-01`, `2026/4/1`, `2026.4.1`, `20260401`, `2026年4月1日`. Which of two numbers is the
/// month is never guessed.
fn date(text: &str) -> Result<Day, Refusal> {
    let formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"];
    let read = formats
        .iter()
        .find_map(|f| NaiveDate::parse_from_str(text, f).ok());
    let sane = |day: &Day| (1970..=2200).contains(&chrono::Datelike::year(day));
    read.filter(sane)
        .ok_or_else(|| Refusal::new("refuse-import-day").with("typed", Text::echo(text)))
}
