//! What is said about decisions: pure.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Choice as Option_, Field, Form, Input, Menu, Text, Tone,
    UserId, time_full, time_relative,
};
use crate::clock::At;
use crate::core::decision::types::{Choice, Decision, Group, State, Vote, Voter};
use crate::core::decision::who::View;
use crate::core::org::{Department, Person};
use crate::i18n::{Arg, Lang, say};

/// So many people are named before it only says how many more there are.
const NAMED: usize = 8;

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// A private sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

/// A moment in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

/// People by name, without calling them.
pub(super) fn people(lang: Lang, people: &[UserId]) -> Text {
    let mut named: Vec<Text> = people
        .iter()
        .take(NAMED)
        .map(|u| Text::mention(*u))
        .collect();
    let more = people.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(text(lang, "decision-more-people", &[("more", more.into())]));
    }
    Text::join(named, " · ")
}

fn department(lang: Lang, view: &View, id: i64) -> Text {
    let found = view.departments.iter().find(|d| d.id == id);
    found.map_or_else(Text::default, |d| Text::user(d.name_in(lang)))
}

fn voter(lang: Lang, view: &View, voter: &Voter) -> Text {
    let of = |id: i64| [("department", department(lang, view, id).into())];
    match voter {
        Voter::LeadsOf(id) => text(lang, "decision-who-leads", &of(*id)),
        Voter::MembersOf(id) => text(lang, "decision-who-members", &of(*id)),
        Voter::AnyLead => text(lang, "decision-who-any-lead", &[]),
        Voter::Office => text(lang, "decision-who-office", &[]),
        Voter::People(users) => people(lang, users),
    }
}

/// One of the leads of Operations: @mei · @jun
fn group(lang: Lang, view: &View, position: usize, group: &Group) -> Text {
    let of = group.any.iter().map(|v| voter(lang, view, v));
    let or = say(lang, "decision-or", &[]);
    let mut who = Text::join(of, &or);
    if view.electorate.office.get(position).copied() == Some(true) {
        let office = text(lang, "decision-who-office", &[]);
        who = Text::join([who, office], &or);
    }
    let args = [("need", i64::from(group.need).into()), ("who", who.into())];
    let line = text(lang, "decision-need", &args);
    let empty = Vec::new();
    let able = view.electorate.groups.get(position).unwrap_or(&empty);
    let able = if able.is_empty() {
        text(lang, "decision-nobody", &[])
    } else {
        people(lang, able)
    };
    Text::join([line, able], "\n")
}

/// ✅ @mei for @jun
pub(super) fn vote(lang: Lang, vote: &Vote) -> Text {
    let mut args = vec![("person", Text::mention(vote.person).into())];
    let id = match (vote.choice, vote.hand == vote.person) {
        (Choice::Approve, true) => "decision-vote-for",
        (Choice::Approve, false) => "decision-vote-for-by",
        (Choice::Reject, true) => "decision-vote-against",
        (Choice::Reject, false) => "decision-vote-against-by",
    };
    if vote.hand != vote.person {
        args.push(("hand", Text::mention(vote.hand).into()));
    }
    if vote.choice == Choice::Reject {
        args.push(("reason", Text::brief(&vote.reason, 300).into()));
    }
    text(lang, id, &args)
}

fn tone(state: State) -> Tone {
    match state {
        State::Open => Tone::Warn,
        State::Approved => Tone::Good,
        State::Rejected => Tone::Bad,
        State::Expired | State::Voided | State::Ended => Tone::Quiet,
    }
}

/// Where it stands, in a sentence.
pub(super) fn standing(lang: Lang, decision: &Decision) -> Text {
    let mut args = vec![("when", when(decision.state_at).into())];
    let id = match decision.state {
        State::Open => {
            args = vec![("when", when(decision.expires).into())];
            "decision-stands-open"
        }
        State::Approved => "decision-stands-approved",
        State::Rejected => "decision-stands-rejected",
        State::Expired => "decision-stands-expired",
        State::Voided => {
            args.push(("reason", voided(lang, &decision.reason).into()));
            "decision-stands-voided"
        }
        State::Ended => "decision-stands-ended",
    };
    text(lang, id, &args)
}

/// Why it was voided: by us (a word), or as its owner says.
fn voided(lang: Lang, reason: &str) -> Text {
    match reason {
        super::EDITED => text(lang, "decision-voided-edited", &[]),
        super::ASKED_ANEW => text(lang, "decision-voided-anew", &[]),
        super::WITHDRAWN => text(lang, "decision-voided-withdrawn", &[]),
        other => Text::brief(other, 300),
    }
}

/// The live card.
pub(super) fn card(lang: Lang, view: &View) -> Card {
    let decision = &view.decision;
    let field = |id: &str, value: Text, inline: bool| Field {
        name: text(lang, id, &[]),
        value,
        inline,
    };
    let mut fields = vec![field(
        "decision-field-asker",
        Text::mention(decision.asker),
        true,
    )];
    if !decision.amount.is_empty() {
        let amount = Text::brief(&decision.amount, 200);
        fields.push(field("decision-field-amount", amount, true));
    }
    if let Some(until) = decision.holds_until {
        let until = Text::trusted(when(until));
        fields.push(field("decision-field-holds", until, true));
    }
    if decision.state == State::Open {
        let groups = decision.groups.iter().enumerate();
        let groups = groups.map(|(n, g)| group(lang, view, n, g));
        let groups = Text::join(groups, "\n");
        fields.push(field("decision-field-who", groups, false));
        let represented = represented(lang, view);
        if !represented.is_empty() {
            fields.push(field("decision-field-represented", represented, false));
        }
    }
    if !view.votes.is_empty() {
        let votes = view.votes.iter().map(|v| vote(lang, v));
        let votes = Text::join(votes, "\n");
        fields.push(field("decision-field-votes", votes, false));
    }
    let why = (!decision.why.is_empty()).then(|| Text::brief(&decision.why, 1_000));
    let body = [why, Some(standing(lang, decision))];
    let args = [
        ("key", decision.key().into()),
        ("title", Text::user(&decision.title).into()),
    ];
    Card {
        tone: tone(decision.state),
        title: Some(text(lang, "decision-title", &args)),
        body: Some(Text::join(body.into_iter().flatten(), "\n\n")),
        fields,
        buttons: buttons(lang, decision),
        ..Card::default()
    }
}

fn represented(lang: Lang, view: &View) -> Text {
    let lines = view.electorate.represented.iter().map(|r| {
        let args = [
            ("by", Text::mention(r.by).into()),
            ("person", Text::mention(r.person).into()),
        ];
        let id = if r.away {
            "decision-represented-away"
        } else {
            "decision-represented"
        };
        text(lang, id, &args)
    });
    Text::join(lines, "\n")
}

fn buttons(lang: Lang, decision: &Decision) -> Vec<Vec<Button>> {
    if decision.state != State::Open {
        return Vec::new();
    }
    let button = |label: &str, action: &str, style| Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("decision", action, decision.number),
        style,
        disabled: false,
    };
    vec![vec![
        button("decision-button-approve", "approve", ButtonStyle::Success),
        button("decision-button-reject", "reject", ButtonStyle::Danger),
        button(
            "decision-button-delegate",
            "delegate",
            ButtonStyle::Secondary,
        ),
    ]]
}

/// Asks why it is rejected.
pub(super) fn reject_form(lang: Lang, decision: &Decision) -> Form {
    let args = [("key", decision.key().into())];
    Form {
        action: ActionId::new("decision", "reject", decision.number),
        title: say(lang, "decision-reject-title", &args),
        inputs: vec![Input {
            id: "reason".to_owned(),
            label: say(lang, "decision-reject-reason", &[]),
            value: None,
            placeholder: None,
            long: true,
            required: true,
            most: u16::try_from(super::rules::TEXT_MOST).ok(),
        }],
    }
}

/// To whom it may be passed on.
pub(super) fn delegate_menu(lang: Lang, decision: &Decision, people: &[Person]) -> Card {
    let args = [("key", decision.key().into())];
    let choices = people.iter().take(25).map(|person| Option_ {
        label: person.name.chars().take(100).collect(),
        value: person.user.0.to_string(),
        description: None,
        chosen: false,
    });
    let choices: Vec<Option_> = choices.collect();
    let menus = if choices.is_empty() {
        Vec::new()
    } else {
        vec![Menu {
            action: ActionId::new("decision", "delegate", decision.number),
            placeholder: say(lang, "decision-delegate-choose", &[]),
            choices,
            most: 1,
        }]
    };
    Card {
        body: Some(text(lang, "decision-delegate-how", &args)),
        menus,
        ..Card::default()
    }
}

/// One decision in a list.
pub(super) fn line(lang: Lang, decision: &Decision) -> Text {
    let args = [
        ("key", decision.key().into()),
        ("title", Text::brief(&decision.title, 100).into()),
        ("standing", standing(lang, decision).into()),
    ];
    text(lang, "decision-line", &args)
}

/// What somebody is asked to decide, for themselves or for somebody they stand in for.
pub(super) fn today_line(lang: Lang, decision: &Decision, for_person: Option<UserId>) -> Text {
    let mut args = vec![
        ("key", decision.key().into()),
        ("title", Text::brief(&decision.title, 100).into()),
        ("when", when(decision.expires).into()),
    ];
    let Some(person) = for_person else {
        return text(lang, "decision-today-line", &args);
    };
    args.push(("person", Text::mention(person).into()));
    text(lang, "decision-today-line-for", &args)
}

/// One decision in a digest: what, until when, who is waited for.
pub(super) fn digest_line(lang: Lang, view: &View) -> Text {
    let decision = &view.decision;
    let said: Vec<UserId> = view.votes.iter().map(|v| v.person).collect();
    let mut waits = view.electorate.people();
    waits.retain(|person| !said.contains(person));
    let who = if waits.is_empty() {
        text(lang, "decision-nobody", &[])
    } else {
        people(lang, &waits)
    };
    let args = [
        ("key", decision.key().into()),
        ("title", Text::brief(&decision.title, 100).into()),
        ("when", when(decision.expires).into()),
        ("who", who.into()),
    ];
    text(lang, "decision-digest-line", &args)
}

/// What `/decision list` shows: what waits for the reader, what they asked, what else is open or was settled lately.
pub(super) fn list(lang: Lang, parts: &[(&str, Vec<&Decision>)]) -> Card {
    const MOST: usize = 10;
    let mut fields = Vec::new();
    for (title, of) in parts {
        let mut lines: Vec<Text> = of.iter().take(MOST).map(|d| line(lang, d)).collect();
        if lines.is_empty() {
            continue;
        }
        let more = of.len().saturating_sub(MOST);
        if more > 0 {
            lines.push(text(lang, "decision-list-more", &[("more", more.into())]));
        }
        fields.push(Field {
            name: text(lang, title, &[]),
            value: Text::join(lines, "\n"),
            inline: false,
        });
    }
    let empty = fields.is_empty();
    Card {
        title: Some(text(lang, "decision-list-title", &[])),
        body: empty.then(|| text(lang, "decision-list-empty", &[])),
        fields,
        ..Card::default()
    }
}

/// Where it is posted, for words: the first department.
pub(super) fn place(view: &View) -> Option<&Department> {
    let first = view.decision.posted.first()?;
    view.departments.iter().find(|d| d.id == *first)
}
