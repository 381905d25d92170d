//! From a catalogue's text to the catalogue: what is written is checked piece by piece, and laid over what is known. Pure.

use std::ops::Range;

use toml::Spanned;

use crate::core::catalogue::clock::{By, Clock, Length};
use crate::core::catalogue::draft::{
    ApprovalDraft, Both, ClockDraft, DepartmentDraft, Document, FieldDraft, Keys, KindDraft,
    PlaybookDraft, StageDraft, Takes,
};
use crate::core::catalogue::field::{Choice, Field, FieldKind};
use crate::core::catalogue::lint;
use crate::core::catalogue::types::{
    Approval, Department, Kind, Names, Playbook, Priority, Recurrence, Seat, Side, Stage,
};
use crate::core::catalogue::{Catalogue, key_fits, key_is_fine};

/// Why a catalogue is refused, with the line of its text (1 is the first).
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub(crate) struct BadCatalogue {
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// Where a piece of the text being read begins, in bytes: lines are counted only for what is refused.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    text: &'a str,
    at: usize,
}

impl Place<'_> {
    fn of(self, span: Range<usize>) -> Self {
        Place {
            at: span.start,
            ..self
        }
    }
    /// Refuses the catalogue for what stands here.
    pub(super) fn bad<T>(self, what: impl Into<String>) -> Result<T, BadCatalogue> {
        let before = self.text.bytes().take(self.at);
        Err(BadCatalogue {
            line: before.filter(|b| *b == b'\n').count() + 1,
            what: what.into(),
        })
    }
}

/// Keys of kinds, playbooks, fields, choices and stages are at most so long: they travel in ids of buttons.
const KEY: usize = 32;

/// Reads a text and lays it over what is known.
pub(super) fn over(known: &Catalogue, text: &str) -> Result<Catalogue, BadCatalogue> {
    let start = Place { text, at: 0 };
    let document: Document = toml::from_str(text).or_else(|e| {
        let place = e.span().map_or(start, |span| start.of(span));
        place.bad(e.message())
    })?;
    let mut whole = known.clone();
    let mut own = Vec::new();
    for (place, draft) in placed(start, document.department) {
        once(place, "department", &draft.key, &mut own)?;
        lay(&mut whole.departments, department(place, draft)?, |d| {
            &d.key
        });
    }
    let departments: Vec<String> = whole.departments.iter().map(|d| d.key.clone()).collect();
    own.clear();
    for (place, draft) in placed(start, document.kind) {
        once(place, "kind", &draft.key, &mut own)?;
        let kind = kind(place, draft)?;
        lint::kind(place, &kind, &departments)?;
        lay(&mut whole.kinds, kind, |k| &k.key);
    }
    own.clear();
    for (place, draft) in placed(start, document.playbook) {
        once(place, "playbook", &draft.key, &mut own)?;
        let opens = draft.opens.as_ref().map(|kind| place.of(kind.span()));
        let playbook = playbook(place, draft, &departments)?;
        lint::playbook(place, &playbook)?;
        lint::opens(opens.unwrap_or(place), &playbook, &whole.kinds)?;
        lay(&mut whole.playbooks, playbook, |p| &p.key);
    }
    Ok(whole)
}

/// The drafts with where they stand.
fn placed<T>(start: Place<'_>, drafts: Vec<Spanned<T>>) -> impl Iterator<Item = (Place<'_>, T)> {
    drafts
        .into_iter()
        .map(move |spanned| (start.of(spanned.span()), spanned.into_inner()))
}

fn once(
    place: Place<'_>,
    what: &str,
    key: &str,
    own: &mut Vec<String>,
) -> Result<(), BadCatalogue> {
    if own.iter().any(|k| k == key) {
        return place.bad(format!("the {what} {key} is there twice"));
    }
    own.push(key.to_owned());
    Ok(())
}

fn lay<T>(known: &mut Vec<T>, entry: T, key: fn(&T) -> &String) {
    match known.iter_mut().find(|k| key(k) == key(&entry)) {
        Some(same) => *same = entry,
        None => known.push(entry),
    }
}

/// What it is called, complete and short enough for where it is shown.
fn names(
    place: Place<'_>,
    whose: &str,
    (en, zh): (String, String),
    most: usize,
) -> Result<Names, BadCatalogue> {
    for (lang, text) in [("en", &en), ("zh", &zh)] {
        if text.trim().is_empty() {
            return place.bad(format!("{whose} has no {lang}"));
        }
        let length = text.chars().count();
        if length > most {
            return place.bad(format!(
                "{whose}: its {lang} has {length} characters; at most {most} are shown"
            ));
        }
    }
    Ok(Names { en, zh })
}

/// Words that must be there in both languages when they are there at all.
fn both(
    start: Place<'_>,
    whose: &str,
    draft: Spanned<Both>,
    most: usize,
) -> Result<Names, BadCatalogue> {
    let place = start.of(draft.span());
    let Both { en, zh } = draft.into_inner();
    names(place, whose, (en, zh), most)
}

fn fitting_key(place: Place<'_>, what: &str, key: &str) -> Result<(), BadCatalogue> {
    if key_fits(key, KEY) {
        return Ok(());
    }
    place.bad(format!(
        "the key \"{key}\" of {what} is not 2 to {KEY} lower-case letters, digits or hyphens"
    ))
}

fn department(place: Place<'_>, d: DepartmentDraft) -> Result<Department, BadCatalogue> {
    if !key_is_fine(&d.key) {
        return place.bad(format!(
            "the key \"{}\" is not 2 to 20 lower-case letters, digits or hyphens",
            d.key
        ));
    }
    let whose = format!("the department {}", d.key);
    for (field, value) in [
        ("channel-en", &d.channel_en),
        ("channel-zh", &d.channel_zh),
        ("topic-en", &d.topic_en),
        ("topic-zh", &d.topic_zh),
    ] {
        if value.trim().is_empty() {
            return place.bad(format!("{whose} has no {field}"));
        }
    }
    lint::digest(place, &whose, &d.digest)?;
    Ok(Department {
        names: names(place, &whose, (d.en, d.zh), 100)?,
        channel: Names {
            en: d.channel_en,
            zh: d.channel_zh,
        },
        topic: Names {
            en: d.topic_en,
            zh: d.topic_zh,
        },
        key: d.key,
        set: d.set,
        initials: d.initials,
        digest: d.digest,
    })
}

fn kind(place: Place<'_>, d: KindDraft) -> Result<Kind, BadCatalogue> {
    let whose = format!("the kind {}", d.key);
    fitting_key(place, "a kind", &d.key)?;
    let Some(of) = d.of else {
        return place.bad(format!("{whose} belongs to nobody: it has no `of`"));
    };
    let Some(finish) = d.finish else {
        return place.bad(format!(
            "{whose}: a clock without an end: it has no `finish`"
        ));
    };
    let particulars = fields(place, &whose, d.particulars)?;
    let checklist = d
        .checklist
        .into_iter()
        .map(|line| both(place, &format!("a line of {whose}'s checklist"), line, 150))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Kind {
        of: side(of),
        names: names(place, &whose, (d.en, d.zh), 100)?,
        initials: d.initials,
        flow: d.flow,
        priority: d.priority,
        respond: d
            .respond
            .map(|c| clock(place, &whose, c, &particulars))
            .transpose()?,
        finish: clock(place, &whose, finish, &particulars)?,
        particulars,
        checklist,
        outcome: fields(place, &whose, d.outcome)?,
        proof: d
            .proof
            .map(|p| both(place, &format!("the proof of {whose}"), p, 200))
            .transpose()?,
        stages: stages(place, &whose, d.stages)?,
        every: d.every.map(|e| recurrence(place, &whose, e)).transpose()?,
        visible: d.visible,
        review_days: d.review_days,
        decision: d.decision.map(|a| approval(place, &whose, a)).transpose()?,
        csat: d.csat,
        duties: d.duties,
        key: d.key,
    })
}

fn playbook(
    place: Place<'_>,
    d: PlaybookDraft,
    departments: &[String],
) -> Result<Playbook, BadCatalogue> {
    let whose = format!("the playbook {}", d.key);
    fitting_key(place, "a playbook", &d.key)?;
    let ends = |name: &str, keys: Option<Spanned<Keys>>| {
        let Some(keys) = keys else {
            return place.bad(format!(
                "{whose} does not say {name} whom: it has no `{name}`"
            ));
        };
        let place = place.of(keys.span());
        let side = side(keys.into_inner());
        lint::known(place, &whose, &side, departments)?;
        Ok(side)
    };
    let (from, to) = (ends("from", d.from)?, ends("to", d.to)?);
    let (Some(respond), Some(complete)) = (d.respond, d.complete) else {
        return place.bad(format!(
            "{whose}: a clock without an end: it needs both `respond` and `complete`"
        ));
    };
    let particulars = fields(place, &whose, d.particulars)?;
    let about = (d.about_en, d.about_zh);
    Ok(Playbook {
        from,
        to,
        both_ways: d.both_ways,
        names: names(place, &whose, (d.en, d.zh), 100)?,
        initials: d.initials,
        about: names(place, &format!("what {whose} is about"), about, 200)?,
        priority: d.priority,
        respond: clock(place, &whose, respond, &particulars)?,
        complete: clock(place, &whose, complete, &particulars)?,
        particulars,
        urgent: d.urgent,
        delivery: fields(place, &whose, d.delivery)?,
        proof: d
            .proof
            .map(|p| both(place, &format!("the proof of {whose}"), p, 200))
            .transpose()?,
        opens: d.opens.map(Spanned::into_inner),
        both_sign: d.both_sign,
        review_days: d.review_days,
        visible: d.visible,
        effects: d.effects,
        duties: d.duties,
        key: d.key,
    })
}

fn side(keys: Keys) -> Side {
    match keys {
        Keys::One(key) if key == "any" => Side::Any,
        Keys::One(key) => Side::Of(vec![key]),
        Keys::Several(keys) => Side::Of(keys),
    }
}

fn fields(
    start: Place<'_>,
    whose: &str,
    drafts: Vec<Spanned<FieldDraft>>,
) -> Result<Vec<Field>, BadCatalogue> {
    let mut found: Vec<Field> = Vec::new();
    for (place, draft) in placed(start, drafts) {
        fitting_key(place, "a field", &draft.key)?;
        if found.iter().any(|f| f.key == draft.key) {
            return place.bad(format!("{whose} asks for {} twice", draft.key));
        }
        if found.len() == 5 {
            return place.bad(format!(
                "{whose} asks for {} as well: a form holds five fields",
                draft.key
            ));
        }
        let mine = format!("the field {} of {whose}", draft.key);
        found.push(Field {
            kind: field_kind(place, &mine, &draft)?,
            names: names(place, &mine, (draft.en, draft.zh), 45)?,
            key: draft.key,
            required: !draft.optional,
            measure: draft.measure,
        });
    }
    Ok(found)
}

fn field_kind(
    place: Place<'_>,
    whose: &str,
    draft: &FieldDraft,
) -> Result<FieldKind, BadCatalogue> {
    if (draft.least.is_some() || draft.most.is_some())
        && !matches!(draft.kind, Takes::Number | Takes::Whole)
    {
        return place.bad(format!("{whose}: only numbers have `least` and `most`"));
    }
    if !draft.choices.is_empty() && draft.kind != Takes::Choice {
        return place.bad(format!("{whose}: only a choice has `choices`"));
    }
    let number = |whole| {
        let (least, most) = (draft.least.unwrap_or(0.0), draft.most.unwrap_or(1e15));
        if least < most {
            Ok(FieldKind::Number { least, most, whole })
        } else {
            place.bad(format!("{whose}: its `least` is not below its `most`"))
        }
    };
    Ok(match draft.kind {
        Takes::Number => number(false)?,
        Takes::Whole => number(true)?,
        Takes::Percent => FieldKind::Percent,
        Takes::Money => FieldKind::Money,
        Takes::Choice => FieldKind::Choice(choices(place, whose, draft)?),
        Takes::Rating => FieldKind::Rating,
        Takes::Link => FieldKind::Link,
        Takes::File => FieldKind::File,
        Takes::Person => FieldKind::Person,
        Takes::Text => FieldKind::Text,
        Takes::Long => FieldKind::Long,
        Takes::Date => FieldKind::Date,
        Takes::Moment => FieldKind::Moment,
        Takes::Duration => FieldKind::Duration,
    })
}

fn choices(start: Place<'_>, whose: &str, draft: &FieldDraft) -> Result<Vec<Choice>, BadCatalogue> {
    if !(2..=25).contains(&draft.choices.len()) {
        return start.bad(format!(
            "{whose} offers {} choices; 2 to 25 can be offered",
            draft.choices.len()
        ));
    }
    let mut found: Vec<Choice> = Vec::new();
    for choice in &draft.choices {
        let place = start.of(choice.span());
        let choice = choice.get_ref();
        fitting_key(place, "a choice", &choice.key)?;
        let mine = format!("the choice {} of {whose}", choice.key);
        let names = names(place, &mine, (choice.en.clone(), choice.zh.clone()), 100)?;
        let same =
            |c: &Choice| c.key == choice.key || c.names.en == names.en || c.names.zh == names.zh;
        if found.iter().any(same) {
            return place.bad(format!("{mine} is there twice"));
        }
        found.push(Choice {
            key: choice.key.clone(),
            names,
        });
    }
    Ok(found)
}

fn stages(
    start: Place<'_>,
    whose: &str,
    drafts: Vec<Spanned<StageDraft>>,
) -> Result<Vec<Stage>, BadCatalogue> {
    let keys: Vec<String> = drafts.iter().map(|d| d.get_ref().key.clone()).collect();
    let mut found: Vec<Stage> = Vec::new();
    let mut places = Vec::new();
    for (at, (place, draft)) in placed(start, drafts).enumerate() {
        fitting_key(place, "a stage", &draft.key)?;
        let mine = format!("the stage {} of {whose}", draft.key);
        if found.iter().any(|s| s.key == draft.key) {
            return place.bad(format!("{mine} is there twice"));
        }
        let following = || keys.get(at + 1).cloned().into_iter().collect();
        let next: Vec<String> = draft.next.unwrap_or_else(following);
        if let Some(unknown) = next.iter().find(|n| !keys.contains(n)) {
            return place.bad(format!(
                "{mine} leads to {unknown}, which is no stage of it"
            ));
        }
        found.push(Stage {
            names: names(place, &mine, (draft.en, draft.zh), 100)?,
            key: draft.key,
            next,
        });
        places.push(place);
    }
    lint::reachable(whose, &found, &places)?;
    Ok(found)
}

fn recurrence(
    start: Place<'_>,
    whose: &str,
    draft: Spanned<Both>,
) -> Result<Recurrence, BadCatalogue> {
    let place = start.of(draft.span());
    let words = both(start, &format!("`every` of {whose}"), draft, 100)?;
    lint::recurrence(place, whose, &words)?;
    Ok(words)
}

fn approval(
    start: Place<'_>,
    whose: &str,
    draft: Spanned<ApprovalDraft>,
) -> Result<Approval, BadCatalogue> {
    let place = start.of(draft.span());
    let draft = draft.into_inner();
    let needed = draft.needed.unwrap_or(draft.by.len());
    if needed == 0 || needed > draft.by.len() {
        return place.bad(format!(
            "{whose}: {needed} of {} cannot decide",
            draft.by.len()
        ));
    }
    let seat = |key: String| match key.as_str() {
        "lead" => Seat::OwnLead,
        _ => Seat::LeadOf(key),
    };
    Ok(Approval {
        by: draft.by.into_iter().map(seat).collect(),
        needed,
    })
}

fn clock(
    start: Place<'_>,
    whose: &str,
    draft: Spanned<ClockDraft>,
    fields: &[Field],
) -> Result<Clock, BadCatalogue> {
    let place = start.of(draft.span());
    let length = |text: &str| match Length::read(text) {
        Some(length) => Ok(length),
        None => place.bad(format!(
            "{whose}: \"{text}\" is no length of working time; `30m`, `4h`, `2d` and `1d 4h` are"
        )),
    };
    let (by, steps, otherwise) = match draft.into_inner() {
        ClockDraft::Always(text) => {
            let otherwise = length(&text)?;
            return Ok(Clock {
                otherwise,
                by: None,
            });
        }
        ClockDraft::By {
            by,
            steps,
            otherwise,
        } => (by, steps, otherwise),
    };
    let Some(otherwise) = otherwise else {
        return place.bad(format!(
            "{whose}: a clock without an end: it goes by {by} and has no `otherwise`"
        ));
    };
    let otherwise = length(&otherwise)?;
    let mut read = Vec::new();
    for (value, text) in steps {
        read.push((value, length(&text)?));
    }
    let by = by_what(place, whose, by, read, fields)?;
    Ok(Clock {
        otherwise,
        by: Some(by),
    })
}

fn by_what(
    place: Place<'_>,
    whose: &str,
    by: String,
    steps: Vec<(String, Length)>,
    fields: &[Field],
) -> Result<By, BadCatalogue> {
    let no = |value: &str| place.bad(format!("{whose}: a clock by {by} has no \"{value}\""));
    if by == "priority" {
        let mut table = Vec::new();
        for (value, length) in steps {
            match Priority::of(&value) {
                Some(priority) => table.push((priority, length)),
                None => return no(&value),
            }
        }
        return Ok(By::Priority(table));
    }
    match fields.iter().find(|f| f.key == by).map(|f| &f.kind) {
        Some(FieldKind::Choice(choices)) => {
            if let Some((value, _)) = steps
                .iter()
                .find(|(value, _)| !choices.iter().any(|c| c.key == *value))
            {
                return no(value);
            }
            Ok(By::Choice(by, steps))
        }
        Some(FieldKind::Number { .. } | FieldKind::Percent | FieldKind::Rating) => {
            let mut table = Vec::new();
            for (value, length) in steps {
                match value.parse::<f64>() {
                    Ok(least) => table.push((least, length)),
                    Err(_) => return no(&value),
                }
            }
            table.sort_by(|a, b| b.0.total_cmp(&a.0));
            Ok(By::AtLeast(by, table))
        }
        _ => place.bad(format!(
            "{whose}: a clock goes by `priority`, or by a choice or number among its particulars; {by} is neither"
        )),
    }
}
