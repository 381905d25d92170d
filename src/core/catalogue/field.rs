//! A field: what is asked, how an answer is read from what people type, and how it is shown. Pure.

use crate::calendar::{Zone, read_day, read_span, read_when};
use crate::chat::{Text, UserId, time_full};
use crate::clock::{At, Span};
use crate::core::catalogue::form::plain;
use crate::core::catalogue::types::Names;
use crate::core::catalogue::value::Value;
use crate::core::money::{Currency, Money};
use crate::core::{Refusal, words};
use crate::i18n::{Lang, say};

/// Characters of a text on one line, and of a long one.
const SHORT: usize = 200;
const LONG: usize = 1_500;
/// Characters of an address.
const ADDRESS: usize = 500;
/// Nobody counts further.
const LARGEST: f64 = 1e15;

/// One of the answers to choose from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Choice {
    pub(crate) key: String,
    pub(crate) names: Names,
}

/// What kind of answer a field takes.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum FieldKind {
    /// Between these, both included.
    Number {
        least: f64,
        most: f64,
        whole: bool,
    },
    /// 0 to 100.
    Percent,
    /// More than nothing.
    Money,
    Choice(Vec<Choice>),
    /// 1 to 5.
    Rating,
    Link,
    File,
    Person,
    Text,
    /// Several lines.
    Long,
    Date,
    Moment,
    Duration,
}

/// Something asked about a piece of work or a request.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Field {
    /// ASCII, unique among the fields of its form.
    pub(crate) key: String,
    pub(crate) names: Names,
    pub(crate) kind: FieldKind,
    pub(crate) required: bool,
    /// The measure its figure is recorded under, if it is.
    pub(crate) measure: Option<String>,
}

/// What an answer is read with: the moment, the clock and money of who answers, and the people who can be meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) now: At,
    pub(crate) zone: Zone,
    /// Meant where an amount names none.
    pub(crate) currency: Currency,
    /// With the names they go by.
    pub(crate) people: &'a [(UserId, String)],
}

impl Field {
    /// What it is called.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        self.names.in_(lang)
    }

    /// As much of these words as it takes.
    pub(crate) fn cut(&self, text: &str) -> String {
        let most = match self.kind {
            FieldKind::Text => SHORT,
            _ => LONG,
        };
        text.chars().take(most).collect()
    }

    /// Reads one answer as people type it. What it cannot be is refused with what works, in the language of who answers.
    pub(crate) fn read(
        &self,
        typed: &str,
        lang: Lang,
        with: &Reading<'_>,
    ) -> Result<Value, Refusal> {
        let typed = typed.trim();
        // Invisible signs alone are no answer.
        if Text::user(typed).as_str().trim().is_empty() {
            return Err(self.refuse("refuse-field-empty", lang));
        }
        match &self.kind {
            FieldKind::Number { least, most, whole } => {
                let number = self.number(typed, lang)?;
                let fits = (*least..=*most).contains(&number) && (!whole || is_whole(number));
                let bad = || self.out_of_range(lang, typed, *least, *most, *whole);
                fits.then_some(Value::Number(number)).ok_or_else(bad)
            }
            FieldKind::Percent => {
                let bare = typed.trim_end_matches(['%', '％']).trim_end();
                let number = self.number(bare, lang)?;
                let fits = (0.0..=100.0).contains(&number);
                let bad = || self.out_of_range(lang, typed, 0.0, 100.0, false);
                fits.then_some(Value::Percent(number)).ok_or_else(bad)
            }
            FieldKind::Rating => {
                let stars = "★⭐";
                let bare = typed.trim_end_matches("/5").trim_end_matches('分');
                let number = if typed.chars().all(|c| stars.contains(c)) {
                    typed.chars().count().to_string()
                } else {
                    plain(bare)
                };
                let read = number.parse::<u8>().ok().filter(|n| (1..=5).contains(n));
                let bad = || self.out_of_range(lang, typed, 1.0, 5.0, true);
                read.map(Value::Rating).ok_or_else(bad)
            }
            FieldKind::Money => match Money::read(typed, with.currency)? {
                amount if amount.minor > 0 => Ok(Value::Money(amount)),
                _ => Err(self.unread("refuse-field-positive", typed, lang)),
            },
            FieldKind::Choice(choices) => self.chosen(choices, typed, lang),
            FieldKind::Link => self.address(typed, lang).map(Value::Link),
            FieldKind::File => self.address(typed, lang).map(|url| Value::File {
                name: file_name(&url).to_owned(),
                url,
            }),
            FieldKind::Person => self.person(typed, lang, with.people),
            FieldKind::Text => self.text(typed, SHORT, lang),
            FieldKind::Long => self.text(typed, LONG, lang),
            FieldKind::Date => read_day(typed, with.now, with.zone)
                .map(Value::Date)
                .ok_or_else(|| self.unread("refuse-field-date", typed, lang)),
            FieldKind::Moment => read_when(typed, with.now, with.zone)
                .map(Value::Moment)
                .ok_or_else(|| self.unread("refuse-field-moment", typed, lang)),
            FieldKind::Duration => read_span(typed)
                .map(Value::Duration)
                .ok_or_else(|| self.unread("refuse-field-duration", typed, lang)),
        }
    }

    fn number(&self, typed: &str, lang: Lang) -> Result<f64, Refusal> {
        let plain = plain(typed);
        let bare: String = plain.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
        // What else counts as a number for the machine (`inf`, `1e9`) is none that people type.
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        let read = Some(bare).filter(|b| b.chars().all(digits));
        read.and_then(|b| b.parse::<f64>().ok())
            .filter(|n| n.abs() <= LARGEST)
            .ok_or_else(|| self.unread("refuse-field-number", typed, lang))
    }

    fn chosen(&self, choices: &[Choice], typed: &str, lang: Lang) -> Result<Value, Refusal> {
        let wanted = plain(typed);
        let exact = choices
            .iter()
            .find(|c| c.key == wanted || c.names.are(&wanted));
        let mut begun = choices.iter().filter(|c| {
            let names = [&c.names.en, &c.names.zh].map(|n| n.to_lowercase());
            c.key.starts_with(&wanted) || names.iter().any(|n| n.starts_with(&wanted))
        });
        // A beginning counts when only one choice begins so.
        let found = exact.or_else(|| begun.next().filter(|_| begun.next().is_none()));
        if let Some(choice) = found {
            return Ok(Value::Choice(choice.key.clone()));
        }
        let names: Vec<String> = choices
            .iter()
            .map(|c| format!("`{}`", c.names.in_(lang)))
            .collect();
        Err(self
            .unread("refuse-field-choice", typed, lang)
            .with("choices", names.join(" ")))
    }

    fn address(&self, typed: &str, lang: Lang) -> Result<String, Refusal> {
        let bare = typed.trim_start_matches('<').trim_end_matches('>');
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| bare.strip_prefix(scheme));
        let fine = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"`|".contains(c);
        let host = rest.and_then(|r| r.split(['/', '?', '#']).next());
        if host.is_some_and(|h| !h.is_empty())
            && bare.chars().all(fine)
            && bare.chars().count() <= ADDRESS
        {
            Ok(bare.to_owned())
        } else {
            Err(self.unread("refuse-field-link", typed, lang))
        }
    }

    fn person(
        &self,
        typed: &str,
        lang: Lang,
        people: &[(UserId, String)],
    ) -> Result<Value, Refusal> {
        let bare = typed.trim_start_matches(['<', '@', '!', '＠']);
        let bare = bare.trim_end_matches('>').trim();
        if let Ok(number) = bare.parse::<i64>()
            && number > 0
        {
            return Ok(Value::Person(UserId(number)));
        }
        let wanted = plain(bare);
        let exact = people.iter().filter(|p| plain(&p.1) == wanted);
        let mut begun = people
            .iter()
            .filter(|p| !wanted.is_empty() && plain(&p.1).starts_with(&wanted));
        let mut exact = exact.peekable();
        let found = if exact.peek().is_some() {
            exact.next().filter(|_| exact.next().is_none())
        } else {
            begun.next().filter(|_| begun.next().is_none())
        };
        found.map(|p| Value::Person(p.0)).ok_or_else(|| {
            let mut near: Vec<(f64, &str)> = people
                .iter()
                .map(|p| (strsim::jaro_winkler(&plain(&p.1), &wanted), p.1.as_str()))
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0));
            let near = near.iter().take(3).map(|n| Text::brief(n.1, 40));
            let nearest = Text::join(near, " · ");
            let id = if nearest.is_empty() {
                "refuse-field-person"
            } else {
                "refuse-field-person-near"
            };
            let refusal = self.unread(id, typed, lang);
            if nearest.is_empty() {
                refusal
            } else {
                refusal.with("nearest", nearest)
            }
        })
    }

    fn text(&self, typed: &str, most: usize, lang: Lang) -> Result<Value, Refusal> {
        let length = typed.chars().count();
        if length > most {
            return Err(self
                .refuse("refuse-field-long", lang)
                .with("length", length)
                .with("most", most));
        }
        Ok(Value::Text(typed.to_owned()))
    }

    fn refuse(&self, id: &'static str, lang: Lang) -> Refusal {
        Refusal::new(id).with("field", Text::user(self.name(lang)))
    }
    fn unread(&self, id: &'static str, typed: &str, lang: Lang) -> Refusal {
        self.refuse(id, lang).with("typed", Text::echo(typed))
    }
    fn out_of_range(&self, lang: Lang, typed: &str, least: f64, most: f64, whole: bool) -> Refusal {
        let open = most >= LARGEST;
        let id = match (open, whole) {
            (true, true) => "refuse-field-least-whole",
            (true, false) => "refuse-field-least",
            (false, true) => "refuse-field-range-whole",
            (false, false) => "refuse-field-range",
        };
        let refusal = self.unread(id, typed, lang).with("least", figure(least));
        if open {
            refusal
        } else {
            refusal.with("most", figure(most))
        }
    }

    /// Shows an answer: what people typed is escaped, people are named without being pinged, moments stand on the reader's clock.
    pub(crate) fn show(&self, value: &Value, lang: Lang) -> Text {
        match value {
            Value::Number(n) => Text::trusted(figure(*n)),
            Value::Percent(n) => {
                Text::trusted(say(lang, "value-percent", &[("number", figure(*n).into())]))
            }
            Value::Money(amount) => Text::trusted(amount.say(lang)),
            Value::Choice(key) => {
                let choices = match &self.kind {
                    FieldKind::Choice(choices) => choices.as_slice(),
                    _ => &[],
                };
                let known = choices.iter().find(|c| c.key == *key);
                Text::user(known.map_or(key.as_str(), |c| c.names.in_(lang)))
            }
            Value::Rating(n) => Text::trusted(say(
                lang,
                "value-rating",
                &[("number", i64::from(*n).into())],
            )),
            // In angle brackets an address is a link and nothing else, whatever is in it.
            Value::Link(url) => Text::trusted(format!("<{url}>")),
            Value::File { name, url } => Text::join(
                [Text::brief(name, 80), Text::trusted(format!("<{url}>"))],
                " ",
            ),
            Value::Person(user) => Text::mention(*user),
            Value::Text(text) => Text::user(text),
            Value::Date(day) => Text::trusted(words::day(*day)),
            Value::Moment(at) => Text::trusted(time_full(*at)),
            Value::Duration(Span(ms)) => Text::trusted(words::length(lang, Span(*ms))),
        }
    }
}

fn is_whole(n: f64) -> bool {
    n.fract().abs() < f64::EPSILON
}

/// A figure as people write it: thousands apart, at most four places, no idle zeros.
pub(super) fn figure(n: f64) -> String {
    let fixed = format!("{:.4}", n.abs());
    let (whole, places) = fixed.split_once('.').unwrap_or((&fixed, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let places = places.trim_end_matches('0');
    let sign = if n < 0.0 && (grouped != "0" || !places.is_empty()) {
        "-"
    } else {
        ""
    };
    let point = if places.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{places}")
}

/// The last part of an address, as far as it names a file.
fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or(path)
}
