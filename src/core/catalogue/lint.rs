//! What a catalogue must keep to beyond its form: everything in it can be reached, is owned, and ends. Pure.

use crate::calendar::{Schedule, WorkingDays, Zone};
use crate::clock::At;
use crate::core::catalogue::clock::Clock;
use crate::core::catalogue::field::{Field, FieldKind};
use crate::core::catalogue::read::{BadCatalogue, Place};
use crate::core::catalogue::types::{
    Effect, Flow, Kind, Names, Playbook, SECTIONS, Seat, Side, Stage, Visibility,
};

/// The departments of a side are there.
pub(super) fn known(
    place: Place<'_>,
    whose: &str,
    side: &Side,
    departments: &[String],
) -> Result<(), BadCatalogue> {
    let Side::Of(keys) = side else {
        return Ok(());
    };
    if keys.is_empty() {
        return place.bad(format!("{whose} names no department; `any` is every one"));
    }
    match keys.iter().find(|k| !departments.contains(k)) {
        Some(unknown) => place.bad(format!(
            "{whose} names the department {unknown}, which there is none of"
        )),
        None => Ok(()),
    }
}

/// The sections of a department's digest are there, each once.
pub(super) fn digest(
    place: Place<'_>,
    whose: &str,
    sections: &[String],
) -> Result<(), BadCatalogue> {
    for (n, section) in sections.iter().enumerate() {
        if !SECTIONS.contains(&section.as_str()) {
            return place.bad(format!(
                "{whose}: its digest names the section {section}, which there is none of; there are {}",
                SECTIONS.join(", ")
            ));
        }
        if sections.iter().take(n).any(|known| known == section) {
            return place.bad(format!("{whose}: its digest names {section} twice"));
        }
    }
    Ok(())
}

/// A kind as a whole.
pub(super) fn kind(
    place: Place<'_>,
    kind: &Kind,
    departments: &[String],
) -> Result<(), BadCatalogue> {
    let whose = format!("the kind {}", kind.key);
    known(place, &whose, &kind.of, departments)?;
    if let Some(decision) = &kind.decision {
        let seats = decision.by.iter().filter_map(|seat| match seat {
            Seat::LeadOf(key) => Some(key.clone()),
            Seat::OwnLead => None,
        });
        let seats: Vec<String> = seats.collect();
        if !seats.is_empty() {
            known(
                place,
                &format!("the decision of {whose}"),
                &Side::Of(seats),
                departments,
            )?;
        }
    }
    if kind.csat && kind.flow != Flow::Case {
        return place.bad(format!(
            "{whose}: only a case has somebody to ask how satisfied they are"
        ));
    }
    if kind.review_days == Some(0) {
        return place.bad(format!("{whose}: a review after no days is none"));
    }
    clock_fields(
        place,
        &whose,
        kind.respond.iter().chain([&kind.finish]),
        &kind.particulars,
    )
}

/// A playbook as a whole.
pub(super) fn playbook(place: Place<'_>, playbook: &Playbook) -> Result<(), BadCatalogue> {
    let whose = format!("the playbook {}", playbook.key);
    if playbook.review_days == Some(0) {
        return place.bad(format!("{whose}: a review after no days is none"));
    }
    for effect in &playbook.effects {
        for (on_delivery, key, takes, fits) in needs(*effect) {
            let fields = if *on_delivery {
                &playbook.delivery
            } else {
                &playbook.particulars
            };
            let there = fields
                .iter()
                .any(|f| f.key == *key && f.required && fits(&f.kind));
            if !there {
                let list = if *on_delivery {
                    "delivery"
                } else {
                    "particulars"
                };
                return place.bad(format!(
                    "{whose}: its effect needs the required field `{key}` ({takes}) among its {list}"
                ));
            }
        }
    }
    let clocks = [&playbook.respond, &playbook.complete];
    clock_fields(place, &whose, clocks.into_iter(), &playbook.particulars)
}

/// What a delivery opens is a run of the department that asked, and seen by no more than the handoff is.
pub(super) fn opens(
    place: Place<'_>,
    playbook: &Playbook,
    kinds: &[Kind],
) -> Result<(), BadCatalogue> {
    let Some(key) = &playbook.opens else {
        return Ok(());
    };
    let whose = format!("the playbook {}", playbook.key);
    let Some(kind) = kinds.iter().find(|kind| kind.key == *key) else {
        return place.bad(format!("{whose} opens {key}, which is no kind of work"));
    };
    if kind.flow != Flow::Run {
        return place.bad(format!(
            "{whose} opens {key}, which is no run: nothing passes or fails by it"
        ));
    }
    let Side::Of(senders) = &playbook.from else {
        return place.bad(format!(
            "{whose} opens {key} and is from `any`: only who does such runs can ask for it"
        ));
    };
    if playbook.both_ways || senders.iter().any(|sender| !kind.of.includes(sender)) {
        return place.bad(format!(
            "{whose} opens {key}, which not every department that asks has"
        ));
    }
    if playbook.both_sign {
        return place.bad(format!(
            "{whose} is signed by both, so no {key} can decide about it"
        ));
    }
    let public = kind.visible == Visibility::Everyone;
    if public && playbook.visible != Visibility::Everyone {
        return place.bad(format!(
            "{whose} is for few and opens {key}, which everyone sees"
        ));
    }
    Ok(())
}

/// On delivery rather than with the request; the field's key; what it takes, in words and as a question.
type Need = (bool, &'static str, &'static str, fn(&FieldKind) -> bool);

/// The fields an effect reads.
fn needs(effect: Effect) -> &'static [Need] {
    const TEXT: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Text | FieldKind::Long);
    const CHOICE: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Choice(_));
    const DAY: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Date);
    const MOMENT: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Moment);
    const MONEY: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Money);
    const NUMBER: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Number { .. });
    const PERCENT: fn(&FieldKind) -> bool = |k| matches!(k, FieldKind::Percent);
    match effect {
        Effect::OpensSecurityIncident
        | Effect::MayBecomeIncident
        | Effect::Verifies
        | Effect::FeedsKnowledge => &[],
        Effect::GivenBack => &[(false, "until", "date", DAY)],
        Effect::FeedsGate => &[
            (false, "build", "text", TEXT),
            (true, "result", "choice", CHOICE),
        ],
        Effect::AnswerTravelsBack => &[(true, "answer", "text", TEXT)],
        Effect::ChecksFreeze => &[
            (false, "from", "moment", MOMENT),
            (false, "until", "moment", MOMENT),
        ],
        Effect::MovesMilestone => &[(false, "days", "number", NUMBER)],
        Effect::Allocates => &[
            (false, "from", "date", DAY),
            (false, "until", "date", DAY),
            (false, "percent", "percent", PERCENT),
        ],
        Effect::FeedsBudget => &[
            (false, "amount", "money", MONEY),
            (true, "approved", "money", MONEY),
        ],
    }
}

/// A clock that goes by a field has it answered.
fn clock_fields<'a>(
    place: Place<'_>,
    whose: &str,
    clocks: impl Iterator<Item = &'a Clock>,
    fields: &[Field],
) -> Result<(), BadCatalogue> {
    for field in clocks.filter_map(|c| c.field()) {
        if !fields.iter().any(|f| f.key == field && f.required) {
            return place.bad(format!(
                "{whose}: its clock goes by {field}, which may be left empty"
            ));
        }
    }
    Ok(())
}

/// Every stage is led to from the first one, and from every one some last one is led to.
pub(super) fn reachable(
    whose: &str,
    stages: &[Stage],
    places: &[Place<'_>],
) -> Result<(), BadCatalogue> {
    let Some(first) = stages.first() else {
        return Ok(());
    };
    let from_first = led_to(stages, &first.key);
    for (stage, place) in stages.iter().zip(places) {
        if !from_first.contains(&stage.key.as_str()) {
            return place.bad(format!("{whose}: no stage leads to {}", stage.key));
        }
        let ends = led_to(stages, &stage.key)
            .iter()
            .any(|key| stages.iter().any(|s| s.key == *key && s.next.is_empty()));
        if !ends {
            return place.bad(format!(
                "{whose}: from the stage {} there is no way to an end",
                stage.key
            ));
        }
    }
    Ok(())
}

/// The stages that can follow one, itself among them.
fn led_to<'a>(stages: &'a [Stage], from: &'a str) -> Vec<&'a str> {
    let mut found = vec![from];
    let mut at = 0;
    while let Some(key) = found.get(at).copied() {
        let next = stages.iter().filter(|s| s.key == key).flat_map(|s| &s.next);
        for key in next {
            if !found.contains(&key.as_str()) {
                found.push(key);
            }
        }
        at += 1;
    }
    found
}

/// Both languages can be read as a schedule, and fire alike.
pub(super) fn recurrence(place: Place<'_>, whose: &str, words: &Names) -> Result<(), BadCatalogue> {
    let read = |text: &str| match Schedule::parse(text) {
        Ok(schedule) => Ok(schedule),
        Err(_) => place.bad(format!("{whose}: \"{text}\" cannot be read as a schedule")),
    };
    let (en, zh) = (read(&words.en)?, read(&words.zh)?);
    let start = At(1_767_225_600_000);
    let fires = |schedule: &Schedule| {
        let mut at = Some(start);
        let days = WorkingDays::default();
        let mut found = Vec::new();
        for _ in 0..12 {
            at = at.and_then(|at| schedule.next_working(at, Zone::UTC, &days));
            found.push(at);
        }
        found
    };
    if fires(&en) == fires(&zh) {
        return Ok(());
    }
    place.bad(format!(
        "{whose}: \"{}\" and \"{}\" are not the same schedule",
        words.en, words.zh
    ))
}
