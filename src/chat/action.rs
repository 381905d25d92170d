//! What a button, menu or form means, carried in its id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// `capability:action:number[:argument]`, ASCII, at most 100 characters, as the platform demands.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionId {
    /// `standup`
    pub capability: String,
    /// `answer`
    pub action: String,
    /// The number of the key it is about (7 in STD-7); 0 when it is about nothing numbered.
    pub number: i64,
    /// What else the action needs to know.
    pub argument: Option<String>,
}

/// The text is not an action id.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not an action id: capability:action:number[:argument], ASCII, at most 100 characters")]
pub struct BadActionId;

impl ActionId {
    /// An action about `number`.
    pub fn new(capability: &str, action: &str, number: i64) -> Self {
        ActionId {
            capability: capability.into(),
            action: action.into(),
            number,
            argument: None,
        }
    }
    /// The same with an argument.
    #[must_use]
    pub fn with(mut self, argument: impl fmt::Display) -> Self {
        self.argument = Some(argument.to_string());
        self
    }
}

impl fmt::Display for ActionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.capability, self.action, self.number)?;
        self.argument.as_ref().map_or(Ok(()), |a| write!(f, ":{a}"))
    }
}

impl FromStr for ActionId {
    type Err = BadActionId;
    fn from_str(s: &str) -> Result<Self, BadActionId> {
        if s.len() > 100 || !s.is_ascii() {
            return Err(BadActionId);
        }
        let mut parts = s.splitn(4, ':');
        let mut word = || parts.next().filter(|p| !p.is_empty()).ok_or(BadActionId);
        let (capability, action, number) = (word()?, word()?, word()?);
        let number = number.parse::<i64>().map_err(|_bad| BadActionId)?;
        let argument = parts.next().map(str::to_owned);
        Ok(ActionId {
            capability: capability.into(),
            action: action.into(),
            number,
            argument,
        })
    }
}

impl TryFrom<String> for ActionId {
    type Error = BadActionId;
    fn try_from(s: String) -> Result<Self, BadActionId> {
        s.parse()
    }
}
impl From<ActionId> for String {
    fn from(a: ActionId) -> String {
        a.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_id_reads_back_as_it_was_written() {
        for text in ["standup:answer:7", "standup:page:7:2026-01-04", "x:y:0:a:b"] {
            assert_eq!(text.parse::<ActionId>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_not_an_action_id_is_refused() {
        for text in [
            "",
            "a",
            "a:b",
            "a:b:c",
            ":b:1",
            "标:b:1",
            &format!("a:b:1:{}", "x".repeat(100)),
        ] {
            assert_eq!(text.parse::<ActionId>(), Err(BadActionId), "{text}");
        }
    }
}
