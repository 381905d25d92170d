//! What a department does and what can be asked of it, in words. Pure.

use std::collections::BTreeMap;

use crate::chat::{Card, Field, Text};
use crate::core::catalogue::{
    self, Approval, Clock, Flow, Kind, Length, Playbook, Seat, Side, Visibility,
};
use crate::core::org::cards::{field, text};
use crate::i18n::{Lang, say};

/// What departments are called, by key.
pub(super) type Names = BTreeMap<String, String>;

/// The fields of a department's card that say what it does and what can be asked of it.
pub(super) fn of_department(lang: Lang, key: &str) -> Vec<Field> {
    let kinds: Vec<Text> = catalogue::kinds_of(key)
        .into_iter()
        .map(|kind| kind_line(lang, kind))
        .collect();
    let incoming = catalogue::playbooks()
        .iter()
        .filter(|p| p.to.includes(key) || p.both_ways && p.from.includes(key));
    let incoming: Vec<Text> = incoming.map(|p| playbook_line(lang, p)).collect();
    let mut fields = Vec::new();
    for (id, lines) in [("department-work", kinds), ("department-asked", incoming)] {
        // A field holds about a thousand characters: what is longer goes on in another.
        for (at, part) in lines.chunks(8).enumerate() {
            let value = Text::join(part.iter().cloned(), "\n");
            let mut made = field(lang, id, value);
            if at > 0 {
                made.name = Text::trusted("\u{200b}");
            }
            fields.push(made);
        }
    }
    fields
}

fn kind_line(lang: Lang, kind: &Kind) -> Text {
    let needs = [
        kind.proof.is_some().then_some("work-needs-proof"),
        (!kind.stages.is_empty()).then_some("work-has-stages"),
        kind.decision.is_some().then_some("work-needs-decision"),
        kind.csat.then_some("work-asks-csat"),
    ];
    line(lang, kind.name(lang), &kind.key, &kind.finish, needs)
}

fn playbook_line(lang: Lang, playbook: &Playbook) -> Text {
    let needs = [
        playbook.proof.is_some().then_some("work-needs-proof"),
        playbook.both_sign.then_some("work-needs-signatures"),
        playbook.urgent.then_some("work-is-urgent"),
        None,
    ];
    let name = playbook.name(lang);
    line(lang, name, &playbook.key, &playbook.complete, needs)
}

fn line(
    lang: Lang,
    name: &str,
    key: &str,
    clock: &Clock,
    needs: [Option<&'static str>; 4],
) -> Text {
    let said = needs.into_iter().flatten().map(|id| say(lang, id, &[]));
    let parts: Vec<String> = [span(lang, clock)].into_iter().chain(said).collect();
    text(
        lang,
        "work-line",
        &[
            ("name", Text::user(name).into()),
            ("key", key.into()),
            ("needs", parts.join(" · ").into()),
        ],
    )
}

/// `2 working days`
fn length(lang: Lang, length: Length) -> String {
    let (hours, minutes) = (length.minutes / 60, length.minutes % 60);
    let parts = [
        ("work-days", length.days),
        ("work-hours", hours),
        ("work-minutes", minutes),
    ];
    let said = parts.into_iter().filter(|(_, n)| *n > 0);
    let said: Vec<String> = said
        .map(|(id, n)| say(lang, id, &[("number", i64::from(n).into())]))
        .collect();
    said.join(" ")
}

/// A clock's only length, or its shortest and longest.
fn span(lang: Lang, clock: &Clock) -> String {
    let all = clock.lengths();
    match (all.first(), all.last()) {
        (Some(first), Some(last)) if first != last => say(
            lang,
            "work-between",
            &[
                ("least", length(lang, *first).into()),
                ("most", length(lang, *last).into()),
            ],
        ),
        (Some(only), _) => length(lang, *only),
        (None, _) => String::new(),
    }
}

/// What is offered while somebody types.
pub(super) fn kind_label(lang: Lang, kind: &Kind) -> String {
    say(lang, "work-kind-label", &[("name", kind.name(lang).into())])
}

/// What is offered while somebody types.
pub(super) fn playbook_label(lang: Lang, playbook: &Playbook) -> String {
    let name = playbook.name(lang);
    say(lang, "work-playbook-label", &[("name", name.into())])
}

/// Everything about a kind of work that somebody who is about to do it wants to know.
pub(super) fn kind(lang: Lang, kind: &Kind, names: &Names) -> Card {
    let flow = match kind.flow {
        Flow::Task => "work-flow-task",
        Flow::Record => "work-flow-record",
        Flow::Run => "work-flow-run",
        Flow::Case => "work-flow-case",
    };
    let mut fields = vec![field(lang, "work-of", side(lang, &kind.of, names))];
    if let Some(respond) = &kind.respond {
        fields.push(inline(lang, "work-respond", span(lang, respond)));
    }
    fields.push(inline(lang, "work-finish", span(lang, &kind.finish)));
    if let Some(every) = &kind.every {
        fields.push(inline(lang, "work-every", every.in_(lang).to_owned()));
    }
    asked(lang, "work-particulars", &kind.particulars, &mut fields);
    if !kind.checklist.is_empty() {
        let lines = kind.checklist.iter();
        let lines = lines.map(|l| Text::trusted(format!("• {}", Text::user(l.in_(lang)))));
        fields.push(field(lang, "work-checklist", Text::join(lines, "\n")));
    }
    if !kind.stages.is_empty() {
        let stages = kind.stages.iter().map(|s| Text::user(s.names.in_(lang)));
        fields.push(field(lang, "work-stages", Text::join(stages, " → ")));
    }
    asked(lang, "work-outcome", &kind.outcome, &mut fields);
    if let Some(proof) = &kind.proof {
        fields.push(field(lang, "work-proof", Text::user(proof.in_(lang))));
    }
    if let Some(decision) = &kind.decision {
        fields.push(field(lang, "work-decision", decides(lang, decision, names)));
    }
    rest(lang, kind.review_days, kind.visible, &mut fields);
    if kind.csat {
        fields.push(field(lang, "work-csat", text(lang, "work-csat-asked", &[])));
    }
    let example = match &kind.of {
        Side::Of(keys) => keys.first().map_or("it", String::as_str),
        Side::Any => "ops",
    };
    Card {
        title: Some(Text::user(kind.name(lang))),
        body: Some(text(lang, flow, &[])),
        fields,
        footer: Some(text(
            lang,
            "work-kind-example",
            &[
                ("department", example.into()),
                ("kind", kind.key.as_str().into()),
            ],
        )),
        ..Card::default()
    }
}

/// Everything about a playbook that somebody who asks or is asked wants to know.
pub(super) fn playbook(lang: Lang, playbook: &Playbook, names: &Names) -> Card {
    let way = if playbook.both_ways {
        "work-between-both"
    } else {
        "work-from-to"
    };
    let ends = [
        ("from", side(lang, &playbook.from, names).into()),
        ("to", side(lang, &playbook.to, names).into()),
    ];
    let mut fields = vec![
        field(lang, "work-who", text(lang, way, &ends)),
        inline(lang, "work-respond", span(lang, &playbook.respond)),
        inline(lang, "work-complete", span(lang, &playbook.complete)),
    ];
    asked(lang, "work-particulars", &playbook.particulars, &mut fields);
    asked(lang, "work-delivery", &playbook.delivery, &mut fields);
    if let Some(proof) = &playbook.proof {
        fields.push(field(lang, "work-proof", Text::user(proof.in_(lang))));
    }
    if playbook.both_sign {
        fields.push(field(
            lang,
            "work-signed",
            text(lang, "work-both-sign", &[]),
        ));
    }
    if playbook.urgent {
        fields.push(field(
            lang,
            "work-hours-title",
            text(lang, "work-any-hour", &[]),
        ));
    }
    rest(lang, playbook.review_days, playbook.visible, &mut fields);
    let example = match &playbook.to {
        Side::Of(keys) => keys.first().map_or("ops", String::as_str),
        Side::Any => "ops",
    };
    Card {
        title: Some(Text::user(playbook.name(lang))),
        body: Some(Text::user(playbook.about.in_(lang))),
        fields,
        footer: Some(text(
            lang,
            "work-playbook-example",
            &[
                ("department", example.into()),
                ("playbook", playbook.key.as_str().into()),
            ],
        )),
        ..Card::default()
    }
}

fn inline(lang: Lang, id: &'static str, value: String) -> Field {
    Field {
        inline: true,
        ..field(lang, id, Text::trusted(value))
    }
}

/// What a form asks for, a line each.
fn asked(lang: Lang, id: &'static str, asked: &[catalogue::Field], fields: &mut Vec<Field>) {
    if asked.is_empty() {
        return;
    }
    let lines = asked.iter().map(|f| {
        let name = Text::user(f.name(lang)).into();
        let id = if f.required {
            "work-field"
        } else {
            "work-field-optional"
        };
        text(lang, id, &[("field", name)])
    });
    fields.push(field(lang, id, Text::join(lines, "\n")));
}

/// How often it is looked at again, and who sees it.
fn rest(lang: Lang, review: Option<u32>, visible: Visibility, fields: &mut Vec<Field>) {
    if let Some(days) = review {
        let days = [("days", i64::from(days).into())];
        fields.push(field(
            lang,
            "work-review",
            text(lang, "work-review-days", &days),
        ));
    }
    let seen = match visible {
        Visibility::Everyone => return,
        Visibility::Department => "work-seen-department",
        Visibility::Lead => "work-seen-lead",
    };
    fields.push(field(lang, "work-seen", text(lang, seen, &[])));
}

fn side(lang: Lang, side: &Side, names: &Names) -> Text {
    match side {
        Side::Any => text(lang, "work-any", &[]),
        Side::Of(keys) => {
            let named = keys.iter().map(|key| named(key, names));
            Text::join(named, &say(lang, "work-list-between", &[]))
        }
    }
}

fn named(key: &str, names: &Names) -> Text {
    Text::user(names.get(key).map_or(key, String::as_str))
}

fn decides(lang: Lang, decision: &Approval, names: &Names) -> Text {
    let seats = decision.by.iter().map(|seat| match seat {
        Seat::OwnLead => text(lang, "work-seat-own", &[]),
        Seat::LeadOf(key) => {
            let name = named(key, names).into();
            text(lang, "work-seat-of", &[("department", name)])
        }
    });
    let seats = Text::join(seats, &say(lang, "work-list-between", &[]));
    let id = if decision.needed == decision.by.len() {
        "work-decided-all"
    } else {
        "work-decided-some"
    };
    let mut args = vec![("seats", seats.into())];
    if decision.needed < decision.by.len() {
        args.push(("needed", decision.needed.into()));
    }
    text(lang, id, &args)
}
