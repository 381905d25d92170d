//! What is to be done after an incident, and when it is asked for. Pure.

use crate::calendar::{Day, Hours, WorkingDays, Zone, add_working, moment};
use crate::chat::UserId;
use crate::clock::{At, Span};

/// Something to be done after an incident, by one person, by a day on their calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Action {
    pub(crate) number: i64,
    pub(crate) incident: i64,
    /// As typed: escape before showing.
    pub(crate) text: String,
    pub(crate) owner: UserId,
    /// Who filed it.
    pub(crate) by: UserId,
    pub(crate) due: Day,
    /// When, and by whom: done, or cancelled.
    pub(crate) done: Option<(At, UserId)>,
    /// It was decided that it is not to be done.
    pub(crate) cancelled: bool,
    /// The task it became: `TASK-31`; empty: none.
    pub(crate) task: String,
}

/// An action somebody filed after an incident, as it is passed up: a task can be made of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Filed {
    /// The action's own number, for [`became_task`](super::became_task).
    pub(crate) number: i64,
    /// `INC-7`
    pub(crate) incident: String,
    /// The words are for those with a part in the incident only.
    pub(crate) private: bool,
    /// The department that has the incident.
    pub(crate) department: i64,
    /// As typed: escape before showing.
    pub(crate) text: String,
    /// Who filed it.
    pub(crate) by: UserId,
    pub(crate) who: UserId,
    /// On that person's calendar.
    pub(crate) due: Day,
}

/// The conversation about what was learnt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Review {
    pub(crate) incident: i64,
    pub(crate) due: At,
    pub(crate) asked: (At, UserId),
    pub(crate) held: Option<(At, UserId)>,
}

/// So many working days after the postmortem its review is due, and as many later it is asked for again.
pub(super) const REVIEW_DAYS: i64 = 5;
/// An action is asked about again so often, in days.
const AGAIN: i64 = 7;

/// When somebody works: whole hours of a day are what a working day is.
pub(super) struct Working {
    pub(super) hours: Hours,
    pub(super) days: WorkingDays,
    pub(super) zone: Zone,
}

impl Working {
    /// So many working days later; without any working time, so many days.
    pub(super) fn days_after(&self, from: At, days: i64) -> At {
        let day = i64::from(self.hours.to.saturating_sub(self.hours.from)).max(1);
        let later = add_working(from, days * day, &self.hours, &self.days, self.zone);
        later.unwrap_or(from + Span::days(days))
    }

    /// This moment if it is one of work, or else the beginning of the next one.
    pub(super) fn at_work(&self, at: At) -> At {
        let minute = add_working(at, 1, &self.hours, &self.days, self.zone);
        minute
            .map_or(at, |minute| minute - Span::minutes(1))
            .max(at)
    }
}

/// When the owner of an action is told that it is due: on that day, when they begin to work.
pub(super) fn told_at(due: Day, hours: &Hours, zone: Zone) -> At {
    moment(due, hours.from, zone)
}

/// When they are asked again.
pub(super) fn again(after: At) -> At {
    after + Span::days(AGAIN)
}

/// `<@7>` or `7`, as people are pasted; a name is for others to look up.
pub(super) fn read_mention(text: &str) -> Option<UserId> {
    let text = text.trim();
    let inner = text
        .strip_prefix("<@")
        .and_then(|rest| rest.strip_suffix('>'))
        .map(|rest| rest.trim_start_matches('!'));
    let digits = inner.or_else(|| (text.len() >= 15).then_some(text))?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain).map(UserId)
}

/// The one of these people who is called so: exactly, or else the only one whose name begins so.
pub(super) fn called<'a>(
    typed: &str,
    people: &'a [(UserId, String)],
) -> Option<&'a (UserId, String)> {
    let wanted = typed.trim().trim_start_matches('@').to_lowercase();
    if wanted.is_empty() {
        return None;
    }
    let exact = people
        .iter()
        .find(|(_, name)| name.to_lowercase() == wanted);
    let mut begin = people
        .iter()
        .filter(|(_, name)| name.to_lowercase().starts_with(&wanted));
    exact.or_else(|| match (begin.next(), begin.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::day_of;

    /// Monday 2026-01-05, 16:00 in Shanghai.
    const AFTERNOON: At = At(1_767_600_000_000);

    fn working() -> Working {
        Working {
            hours: Hours::default(),
            days: WorkingDays::default(),
            zone: chrono_tz::Asia::Shanghai,
        }
    }

    #[test]
    fn a_review_is_due_in_working_days() {
        let at = |days| working().days_after(AFTERNOON, days);
        assert_eq!(at(1), AFTERNOON + Span::days(1));
        assert_eq!(at(5), AFTERNOON + Span::days(7), "over a weekend");
        let never = Working {
            days: WorkingDays {
                week: [false; 7],
                ..WorkingDays::default()
            },
            ..working()
        };
        assert_eq!(never.days_after(AFTERNOON, 5), AFTERNOON + Span::days(5));
    }

    #[test]
    fn nobody_is_asked_outside_working_hours() {
        let zone = chrono_tz::Asia::Shanghai;
        assert_eq!(working().at_work(AFTERNOON), AFTERNOON);
        let evening = AFTERNOON + Span::hours(4);
        let morning = AFTERNOON + Span::hours(17);
        assert_eq!(working().at_work(evening), morning);
        let friday = working().at_work(AFTERNOON + Span::days(4) + Span::hours(4));
        assert_eq!(day_of(friday, zone).to_string(), "2026-01-12");
        assert_eq!(
            told_at("2026-01-06".parse().unwrap(), &Hours::default(), zone),
            morning
        );
    }

    #[test]
    fn people_are_named_as_people_are() {
        assert_eq!(read_mention("<@12>"), Some(UserId(12)));
        assert_eq!(read_mention("<@!12>"), Some(UserId(12)));
        assert_eq!(
            read_mention("123456789012345678"),
            Some(UserId(123_456_789_012_345_678))
        );
        for none in ["12", "", "<@>", "<@x>", "<@&12>", "Bo"] {
            assert_eq!(read_mention(none), None, "{none}");
        }
        let people = [
            (UserId(1), "Bo".to_owned()),
            (UserId(2), "Bob".to_owned()),
            (UserId(3), "王芳".to_owned()),
        ];
        let found = |typed: &str| called(typed, &people).map(|p| p.0.0);
        assert_eq!(found("bo"), Some(1));
        assert_eq!(found("@Bob"), Some(2));
        assert_eq!(found("王"), Some(3));
        assert_eq!(found("b"), None, "two are called so");
        assert_eq!(found(" "), None);
    }
}
