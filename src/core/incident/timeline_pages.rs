//! The pages of an incident on its timeline: whom they were for, by which road, at which level, and what became of each. Pure.

use crate::chat::{Text, UserId};
use crate::clock::{At, Span};
use crate::core::incident::paging::{Page, Reason, Route, Who};
use crate::core::incident::timeline::{Line, Medium, Voice};
use crate::core::incident::timeline_words;
use crate::core::words::length;
use crate::i18n::{Arg, say};

/// A page that was given out, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sent {
    pub(crate) page: Page,
    pub(crate) at: At,
    pub(crate) came: Came,
}

/// What became of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Came {
    /// It is on its way, or nobody told what became of it.
    Sent,
    /// It is tried still, and has been for a while.
    Late,
    /// It stands where it was sent, since this moment if that is known.
    Delivered(Option<At>),
    Refused,
}

/// A page that took longer than this is told with how long it took.
const SLOW: Span = Span::seconds(10);

/// The people pages were for.
pub(crate) fn people(sent: &[Sent]) -> Vec<UserId> {
    let who = sent.iter().filter_map(|sent| match sent.page.to {
        Who::Person(user) => Some(user),
        Who::Channel(_) | Who::Office | Who::Thread => None,
    });
    who.collect()
}

/// The pages as lines, those that rang at once in one, the oldest first. `mentioned`: people are mentioned in a channel besides.
pub(crate) fn lines(sent: &[Sent], mentioned: bool, voice: Voice<'_>) -> Vec<Line> {
    let mut groups: Vec<Vec<&Sent>> = Vec::new();
    for one in sent {
        let same = |group: &&mut Vec<&Sent>| {
            let first = group.first();
            first.is_some_and(|first| rang_together(first, one))
        };
        match groups.iter_mut().rfind(same) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let line = |group: Vec<&Sent>| {
        let first = group.first()?;
        Some(Line {
            at: first.at,
            by: None,
            what: words(first, &group, mentioned, voice),
        })
    };
    groups.into_iter().filter_map(line).collect()
}

fn rang_together(one: &Sent, other: &Sent) -> bool {
    let which = |sent: &Sent| (sent.at, sent.page.level, sent.page.round);
    which(one) == which(other) && one.page.reason == other.page.reason
}

fn words(first: &Sent, group: &[&Sent], mentioned: bool, voice: Voice<'_>) -> Text {
    let told = |id: &str, args: &[(&'static str, Arg)]| Text::trusted(say(voice.lang, id, args));
    let why: (&'static str, Arg) = ("why", reason(&first.page.reason).into());
    // What is said in the thread, or to the project office, is of no level.
    if first.page.to == Who::Thread {
        return told("timeline-asked", &[why]);
    }
    if first.page.to == Who::Office {
        let office = receiver(first, voice);
        return told("timeline-office", &[why, ("who", office.into())]);
    }
    let all = group.iter().map(|sent| receiver(sent, voice));
    let who = Text::join(all, &timeline_words::and(voice));
    let people = group.iter().any(|s| matches!(s.page.to, Who::Person(_)));
    let again = group
        .iter()
        .any(|s| matches!(s.page.route, Some(Route::Mail | Route::Hook)));
    let mut line = told(
        "timeline-rang",
        &[
            ("level", (first.page.level + 1).into()),
            ("round", (i64::from(first.page.round) + 1).into()),
            why,
            ("who", who.into()),
        ],
    );
    // Who is tried on the next road has been mentioned already.
    if mentioned && people && !again {
        line = Text::trusted(format!("{line}{}", told("timeline-mentioned", &[])));
    }
    line
}

/// Whom one page was for, by which road, and what became of it.
fn receiver(sent: &Sent, voice: Voice<'_>) -> Text {
    let (id, who) = match (sent.page.to, voice.medium) {
        (Who::Person(user), _) => ("timeline-page-person", voice.person(user)),
        (Who::Channel(channel), Medium::Chat) => ("timeline-page-channel", Text::channel(channel)),
        (Who::Channel(_), Medium::File(_)) | (Who::Thread, _) => {
            ("timeline-page-channel", Text::default())
        }
        (Who::Office, _) => ("timeline-page-office", Text::default()),
    };
    let road = match sent.page.route {
        None | Some(Route::Direct) => "direct",
        Some(Route::Mail) => "mail",
        Some(Route::Hook) => "hook",
    };
    let took = match sent.came {
        Came::Delivered(Some(at)) if at - sent.at > SLOW => length(voice.lang, at - sent.at),
        _ => String::new(),
    };
    let came = match sent.came {
        Came::Sent => "sent",
        Came::Late => "late",
        Came::Delivered(_) if took.is_empty() => "delivered",
        Came::Delivered(_) => "slow",
        Came::Refused => "refused",
    };
    let came = say(
        voice.lang,
        "timeline-page-came",
        &[("came", came.into()), ("took", took.into())],
    );
    let args = [
        ("user", who.into()),
        ("road", road.into()),
        ("came", came.into()),
    ];
    Text::trusted(say(voice.lang, id, &args).trim().to_owned())
}

/// What the message that says why calls a reason.
fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Opened => "opened",
        Reason::Reopened => "reopened",
        Reason::Grew(_) => "grew",
        Reason::Expired(_) => "expired",
        Reason::Handover(_) => "handover",
        Reason::ShiftChanged => "shift",
        Reason::PolicyChanged => "policy",
        Reason::SilenceOver => "silence",
        Reason::Escalated(_) => "escalated",
        Reason::Exhausted => "exhausted",
        Reason::StillUnowned => "unowned",
        Reason::NoCommander => "commander",
        Reason::NoUpdate => "update",
        Reason::StillOpen => "stale",
    }
}

#[cfg(test)]
#[path = "timeline_pages_tests.rs"]
pub(super) mod tests;
