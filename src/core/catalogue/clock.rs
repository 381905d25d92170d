//! How long something may take, in working time: always the same, by priority, or by what a field says. Pure.

use crate::calendar::Hours;
use crate::core::catalogue::types::Priority;
use crate::core::catalogue::value::{Value, Values};

/// A length of working time. A day is a working day of whoever does the work, however long theirs is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Length {
    pub(crate) days: u16,
    /// Besides the days.
    pub(crate) minutes: u16,
}

impl Length {
    /// Reads `30m`, `4h`, `2d`, `1d 4h`; a week is five days.
    pub(crate) fn read(text: &str) -> Option<Length> {
        let mut found = Length::default();
        for part in text.split_whitespace() {
            let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
            let number: u16 = number.parse().ok()?;
            match unit {
                "w" => found.days = found.days.checked_add(number.checked_mul(5)?)?,
                "d" => found.days = found.days.checked_add(number)?,
                "h" => found.minutes = found.minutes.checked_add(number.checked_mul(60)?)?,
                "m" => found.minutes = found.minutes.checked_add(number)?,
                _ => return None,
            }
        }
        (found != Length::default() && found.days <= 500).then_some(found)
    }

    /// In working minutes of somebody with these hours.
    pub(crate) fn working_minutes(self, hours: &Hours) -> i64 {
        let day = i64::from(hours.to.saturating_sub(hours.from)).max(1);
        i64::from(self.days) * day + i64::from(self.minutes)
    }
}

/// What a clock goes by.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum By {
    Priority(Vec<(Priority, Length)>),
    /// A choice's key → length.
    Choice(String, Vec<(String, Length)>),
    /// A number at least this → length, highest first.
    AtLeast(String, Vec<(f64, Length)>),
}

/// How long something may take.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Clock {
    pub(super) otherwise: Length,
    pub(super) by: Option<By>,
}

impl Clock {
    /// The length for work of this priority, about which this was said.
    pub(crate) fn length(&self, priority: Priority, said: &Values) -> Length {
        let found = match &self.by {
            None => None,
            Some(By::Priority(table)) => table.iter().find(|t| t.0 == priority).map(|t| t.1),
            Some(By::Choice(field, table)) => match said.get(field) {
                Some(Value::Choice(chosen)) => table.iter().find(|t| t.0 == *chosen).map(|t| t.1),
                _ => None,
            },
            Some(By::AtLeast(field, table)) => said
                .get(field)
                .and_then(Value::number)
                .and_then(|number| table.iter().find(|t| number >= t.0).map(|t| t.1)),
        };
        found.unwrap_or(self.otherwise)
    }

    /// Every length it may come to, for whoever wants to say so beforehand: shortest first, each once.
    pub(crate) fn lengths(&self) -> Vec<Length> {
        let mut all = vec![self.otherwise];
        match &self.by {
            None => {}
            Some(By::Priority(table)) => all.extend(table.iter().map(|t| t.1)),
            Some(By::Choice(_, table)) => all.extend(table.iter().map(|t| t.1)),
            Some(By::AtLeast(_, table)) => all.extend(table.iter().map(|t| t.1)),
        }
        all.sort_by_key(|l| l.working_minutes(&Hours::default()));
        all.dedup();
        all
    }

    /// The field it goes by, if it goes by one.
    pub(super) fn field(&self) -> Option<&str> {
        match &self.by {
            Some(By::Choice(field, _) | By::AtLeast(field, _)) => Some(field),
            Some(By::Priority(_)) | None => None,
        }
    }
}
