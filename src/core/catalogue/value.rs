//! What somebody answered to a field, as it is kept. It is a promise to tomorrow's program: variants and fields are only added.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Day;
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::money::Money;

/// One answer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "kebab-case")]
pub(crate) enum Value {
    Number(f64),
    /// 95 is 95 %.
    Percent(f64),
    Money(Money),
    /// The key of a choice.
    Choice(String),
    /// 1 to 5.
    Rating(u8),
    /// An address, `https://…`.
    Link(String),
    /// A file, by the address it is found at.
    File {
        name: String,
        url: String,
    },
    Person(UserId),
    /// As it was typed: escape before showing.
    Text(String),
    Date(Day),
    Moment(At),
    Duration(Span),
}

impl Value {
    /// The figure of a number, percentage or rating.
    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(n) | Value::Percent(n) => Some(*n),
            Value::Rating(n) => Some(f64::from(*n)),
            Value::Money(_)
            | Value::Choice(_)
            | Value::Link(_)
            | Value::File { .. }
            | Value::Person(_)
            | Value::Text(_)
            | Value::Date(_)
            | Value::Moment(_)
            | Value::Duration(_) => None,
        }
    }
}

/// Answers by the keys of their fields, as one stored text.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Values {
    /// The form of this text; 1 is the first.
    #[serde(default = "first")]
    version: u8,
    #[serde(default)]
    said: BTreeMap<String, Value>,
}

fn first() -> u8 {
    1
}

impl Values {
    /// The answer to a field.
    pub(crate) fn get(&self, field: &str) -> Option<&Value> {
        self.said.get(field)
    }
    /// Keeps an answer, in place of an earlier one.
    pub(crate) fn put(&mut self, field: &str, value: Value) {
        self.said.insert(field.to_owned(), value);
    }
    /// Takes over the answers of another form.
    pub(crate) fn extend(&mut self, other: Values) {
        self.said.extend(other.said);
    }
    /// Nothing was answered.
    pub(crate) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
    /// The amount a field holds.
    pub(crate) fn money(&self, field: &str) -> Option<&Money> {
        match self.get(field) {
            Some(Value::Money(money)) => Some(money),
            _ => None,
        }
    }
    /// The day a field holds.
    pub(crate) fn date(&self, field: &str) -> Option<Day> {
        match self.get(field) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        }
    }
    /// The moment a field holds.
    pub(crate) fn moment(&self, field: &str) -> Option<At> {
        match self.get(field) {
            Some(Value::Moment(at)) => Some(*at),
            _ => None,
        }
    }
    /// The key of the choice a field holds.
    pub(crate) fn choice(&self, field: &str) -> Option<&str> {
        match self.get(field) {
            Some(Value::Choice(key)) => Some(key),
            _ => None,
        }
    }
    /// The text a field holds, as it was typed: escape before showing.
    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        match self.get(field) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
    /// As it is stored.
    pub(crate) fn stored(&self) -> anyhow::Result<String> {
        let whole = Values {
            version: first(),
            said: self.said.clone(),
        };
        Ok(serde_json::to_string(&whole)?)
    }
    /// What was stored; an empty text is no answers.
    pub(crate) fn from_stored(text: &str) -> anyhow::Result<Values> {
        if text.is_empty() {
            return Ok(Values::default());
        }
        let values: Values = serde_json::from_str(text)?;
        anyhow::ensure!(
            values.version == first(),
            "answers of the form {} are not known here",
            values.version
        );
        Ok(values)
    }
}
