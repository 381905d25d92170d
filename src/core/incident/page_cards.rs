//! What a page says, and what is left of it once somebody has come.

use crate::chat::{
    ActionId, Audience, Button, ButtonStyle, Card, Text, Tone, UserId, time_relative, time_short,
};
use crate::clock::At;
use crate::core::incident::cards::{level, open_name, text};
use crate::core::incident::explain::Rank;
use crate::core::incident::paging::{Page, Phase, Reason, Who};
use crate::core::incident::rules::{Growth, Severity};
use crate::core::incident::timeline::{Medium, Voice};
use crate::core::incident::timeline_words;
use crate::core::incident::types::Incident;
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

/// So many things it grew by are named.
const GROWN: usize = 5;

/// Whom it is read by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Somebody with a part in it, alone.
    Person,
    /// Everybody in a channel.
    Channel,
}

/// A page with all that it says.
pub(super) struct Ringing<'a> {
    pub(super) lang: Lang,
    pub(super) incident: &'a Incident,
    pub(super) department: &'a Department,
    pub(super) page: &'a Page,
    pub(super) reader: Reader,
    /// Who is pinged.
    pub(super) users: Vec<UserId>,
}

/// The title, as far as it is for this reader.
fn name(ringing: &Ringing<'_>) -> Text {
    match ringing.reader {
        Reader::Person => Text::user(&ringing.incident.title),
        Reader::Channel => open_name(ringing.lang, ringing.incident),
    }
}

/// The line a phone shows: who is meant, how bad it is, what it is.
fn lead(ringing: &Ringing<'_>) -> Text {
    let incident = ringing.incident;
    let mark = match incident.severity {
        Severity::Sev1 | Severity::Sev2 => "🚨",
        Severity::Sev3 | Severity::Sev4 => "🔔",
    };
    let users = ringing.users.iter().map(|user| Text::mention(*user));
    let line = format!(
        "{mark} {} · {} · {}",
        level(incident.severity),
        incident.key(),
        name(ringing)
    );
    let parts = users.chain([Text::trusted(line)]);
    Text::join(parts, " ")
}

/// A page that asks for somebody.
pub(super) fn ringing(ringing: &Ringing<'_>) -> Card {
    let (lang, incident) = (ringing.lang, ringing.incident);
    // What it grew by, and where, is for those with a part in it.
    let hidden = incident.is_private() && ringing.reader == Reader::Channel;
    let mut lines = match &ringing.page.reason {
        Reason::Grew(_) if hidden => vec![text(lang, "page-reason-grew-private", &[])],
        why => vec![reason(lang, why)],
    };
    let mut place = vec![Text::user(ringing.department.name_in(lang))];
    if !incident.service.is_empty() && !hidden {
        place.push(Text::brief(&incident.service, 100));
    }
    lines.push(Text::join(place, " · "));
    if ringing.reader == Reader::Person && !incident.details.is_empty() {
        lines.push(Text::brief(&incident.details, 300));
    }
    lines.extend(standing(ringing));
    Card {
        tone: tone(incident.severity),
        lead: Some(lead(ringing)),
        body: Some(Text::join(lines, "\n")),
        buttons: vec![buttons(lang, incident.number)],
        audience: Audience {
            users: ringing.users.clone(),
            roles: Vec::new(),
        },
        ..Card::default()
    }
}

/// The same where nothing can be pressed.
pub(super) fn elsewhere(card: Card, ringing: &Ringing<'_>) -> Card {
    let key = ("incident", ringing.incident.key().into());
    Card {
        footer: Some(text(ringing.lang, "page-elsewhere", &[key])),
        buttons: Vec::new(),
        ..card
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Sev1 | Severity::Sev2 => Tone::Bad,
        Severity::Sev3 => Tone::Warn,
        Severity::Sev4 => Tone::Info,
    }
}

/// Which level this is, and what comes if nobody does.
fn standing(ringing: &Ringing<'_>) -> Option<Text> {
    let (lang, paging) = (ringing.lang, &ringing.incident.paging);
    let levels = paging.policy.levels.len();
    let place = [
        ("level", (ringing.page.level + 1).into()),
        ("levels", levels.into()),
        ("round", (i64::from(ringing.page.round) + 1).into()),
    ];
    let next = paging.deadlines.level?;
    let [a, b, c] = place;
    let at: (&'static str, Arg) = ("at", time_short(next).into());
    let when = ("when", time_relative(next).into());
    Some(text(lang, "page-level", &[a, b, c, at, when]))
}

/// Why it rings, in a sentence.
pub(super) fn reason(lang: Lang, reason: &Reason) -> Text {
    let told = |id: &str| text(lang, id, &[]);
    let person = |id: &str, user: UserId| text(lang, id, &[("user", Text::mention(user).into())]);
    match reason {
        Reason::Opened => told("page-reason-opened"),
        Reason::Reopened => told("page-reason-reopened"),
        Reason::Grew(what) => text(
            lang,
            "page-reason-grew",
            &[("what", grown(lang, what).into())],
        ),
        Reason::Expired(user) => person("page-reason-expired", *user),
        Reason::Handover(user) => person("page-reason-handover", *user),
        Reason::ShiftChanged => told("page-reason-shift"),
        Reason::PolicyChanged => told("page-reason-policy"),
        Reason::SilenceOver => told("page-reason-silence"),
        Reason::Escalated(user) => person("page-reason-escalated", *user),
        Reason::Exhausted => told("page-reason-exhausted"),
        Reason::StillUnowned => told("page-reason-unowned"),
        Reason::NoCommander => told("page-reason-commander"),
        Reason::NoUpdate => told("page-reason-update"),
        Reason::StillOpen => told("page-reason-stale"),
    }
}

/// What it grew by, the first few of it.
pub(super) fn grown(lang: Lang, what: &[Growth]) -> Text {
    let voice = Voice {
        lang,
        medium: Medium::Chat,
    };
    timeline_words::grown_by(voice, what, GROWN)
}

fn buttons(lang: Lang, number: i64) -> Vec<Button> {
    let button = |label: &str, action: &str, style| Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("incident", action, number),
        style,
        disabled: false,
    };
    vec![
        button("incident-acknowledge", "ack", ButtonStyle::Success),
        button("incident-show", "show", ButtonStyle::Secondary),
        button("incident-escalate", "escalate", ButtonStyle::Secondary),
    ]
}

/// What is left of a page once it asks for nobody any more.
pub(super) fn settled(ringing: &Ringing<'_>, now: At) -> Card {
    let (lang, incident) = (ringing.lang, ringing.incident);
    let at = ("when", time_relative(now).into());
    let body = match incident.paging.holder.filter(|_| incident.state.is_open()) {
        Some(holder) => text(
            lang,
            "page-settled-by",
            &[("user", Text::mention(holder.by).into()), at],
        ),
        None if incident.state.is_open() => text(lang, "page-settled-open", &[at]),
        None => text(lang, "page-settled-over", &[at]),
    };
    let show = buttons(lang, incident.number).into_iter().nth(1);
    Card {
        tone: Tone::Quiet,
        lead: Some(lead(ringing)),
        body: Some(body),
        buttons: vec![show.into_iter().collect()],
        ..Card::default()
    }
}

/// What is said to the project office and in the thread: nobody has to press it.
pub(super) fn notice(ringing: &Ringing<'_>) -> Card {
    let (lang, incident) = (ringing.lang, ringing.incident);
    let mut lines = vec![reason(lang, &ringing.page.reason)];
    if let Some(since) = incident.paging.unowned_since {
        let since = [("when", time_relative(since).into())];
        lines.push(text(lang, "incident-unowned", &since));
    }
    let loud = matches!(
        ringing.page.reason,
        Reason::Exhausted | Reason::StillUnowned
    );
    Card {
        tone: if loud { Tone::Bad } else { Tone::Warn },
        lead: Some(lead(ringing)),
        body: Some(Text::join(lines, "\n")),
        buttons: vec![buttons(lang, incident.number)],
        audience: Audience {
            users: ringing.users.clone(),
            roles: Vec::new(),
        },
        ..Card::default()
    }
}

/// How it stands with its policy: where it is, who holds it, and who would be called in which order.
pub(super) fn standing_now(lang: Lang, incident: &Incident, ranks: &[Rank]) -> Text {
    let paging = &incident.paging;
    let policy = paging.policy.to_string().replace('`', "'");
    let mut lines = vec![text(lang, "why-policy", &[("policy", policy.into())])];
    let holder = paging.holder.filter(|_| paging.phase == Phase::Held);
    let when = |at: Option<At>| at.map_or_else(|| "–".to_owned(), time_relative);
    match (paging.phase, holder) {
        (Phase::Held, Some(holder)) => {
            let user = ("user", Text::mention(holder.by).into());
            let until = ("when", when(paging.deadlines.held).into());
            lines.push(text(lang, "why-held", &[user, until]));
        }
        (Phase::Ringing, _) => {
            let level = ("level", (paging.level + 1).into());
            let next = ("when", when(paging.deadlines.level).into());
            lines.push(text(lang, "why-ringing", &[level, next]));
        }
        (Phase::Unowned, _) => lines.push(text(lang, "page-reason-exhausted", &[])),
        (Phase::Idle | Phase::Held | Phase::Resting | Phase::Over, _) => {}
    }
    lines.push(text(lang, "why-order", &[]));
    lines.extend(ranks.iter().map(|rank| rank_line(lang, rank)));
    Text::join(lines, "\n")
}

fn rank_line(lang: Lang, rank: &Rank) -> Text {
    let paged = rank.paged.iter().map(|(who, _)| match who {
        Who::Person(user) => Text::mention(*user),
        Who::Channel(channel) => Text::channel(*channel),
        Who::Office | Who::Thread => text(lang, "why-office", &[]),
    });
    let not = rank.not.iter().map(|(target, who, missing)| {
        let target = match who {
            Who::Person(user) => Text::mention(*user),
            _ => Text::trusted(format!("`{}`", target.to_string().replace('`', "'"))),
        };
        let args = [
            ("target", target.into()),
            ("missing", missing.name().into()),
        ];
        text(lang, "timeline-missing", &args)
    });
    let and = say(lang, "audit-fact-and", &[]);
    let args = |who: Text| [("level", (rank.level + 1).into()), ("who", who.into())];
    if rank.at.is_none() {
        return text(lang, "why-rank-skipped", &args(Text::join(not, &and)));
    }
    let line = text(lang, "why-rank", &args(Text::join(paged, " ")));
    if rank.not.is_empty() {
        return line;
    }
    let not = [("who", Text::join(not, &and).into())];
    Text::join([line, text(lang, "why-rank-not", &not)], "")
}
