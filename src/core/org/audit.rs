//! `/audit`: what was done by whom, and what could not be delivered.

use serde_json::Value;

use crate::calendar::{Day, moment, read_day};
use crate::chat::{Card, ChannelId, RoleId, Text, UserId, time_full};
use crate::clock::{At, Span};
use crate::core::journal::{self, Filter, Recorded};
use crate::core::org::special::bad_day;
use crate::core::org::types::Who;
use crate::core::org::{Department, cards, require, rules, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::i18n::{Lang, find, say};
use crate::outbox::{self, DeadLetter, Target};
use crate::store::Tx;

/// `/audit`
#[derive(Clone, Debug)]
pub(crate) struct Audit {
    pub(crate) actor: Actor,
    pub(crate) subject: Option<String>,
    pub(crate) user: Option<Who>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

/// What is asked for, as it stands in the buttons.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Wanted {
    subject: String,
    user: i64,
    from: i64,
    to: i64,
}

/// So many entries are looked through.
const MOST: i64 = 600;

impl Wanted {
    /// Reads what [`Wanted::written`] wrote.
    pub(super) fn read(text: &str) -> Wanted {
        let mut parts = text.splitn(4, '.');
        let mut number = || parts.next().and_then(|p| p.parse().ok()).unwrap_or(0);
        Wanted {
            user: number(),
            from: number(),
            to: number(),
            subject: parts.next().unwrap_or_default().to_owned(),
        }
    }
    fn written(&self) -> String {
        format!(
            "audit.{}.{}.{}.{}",
            self.user, self.from, self.to, self.subject
        )
    }
}

/// What happened, newest first.
pub(crate) async fn audit(tx: &mut Tx, req: &Audit) -> Result<Reply, Error> {
    let zone = super::person(tx, req.actor.user).await?.zone;
    let now = tx.now();
    let read = |text: &Option<String>| -> Result<Option<Day>, Refusal> {
        text.as_deref()
            .map(|t| read_day(t, now, zone).ok_or_else(|| bad_day(t, now, zone)))
            .transpose()
    };
    let (from, to) = (read(&req.from)?, read(&req.to)?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        let refusal = Refusal::new("refuse-away-order")
            .with("from", from.to_string())
            .with("to", to.to_string());
        return Err(refusal.into());
    }
    let end = to.and_then(|d| d.succ_opt()).map(|d| moment(d, 0, zone));
    let wanted = Wanted {
        subject: subject(req.subject.as_deref().unwrap_or_default())?,
        user: req.user.as_ref().map_or(0, |w| w.user.0),
        from: from.map_or(0, |d| moment(d, 0, zone).seconds()),
        to: end.map_or(0, At::seconds),
    };
    Ok(Reply::Private(page(tx, &req.actor, &wanted, 0).await?))
}

/// `STD-7`, `ops` or `department/ops` as the journal has it.
fn subject(typed: &str) -> Result<String, Refusal> {
    let plain = typed.trim().to_lowercase();
    let fine = |c: char| c.is_ascii_alphanumeric() || c == '/' || c == '-';
    if plain.len() > 40 || !plain.chars().all(fine) {
        return Err(Refusal::new("refuse-subject").with("subject", rules::shown(typed)));
    }
    for (short, long) in [
        ("std-", "standup/"),
        ("dig-", "digest/"),
        ("inc-", "incident/"),
        ("dec-", "decision/"),
        ("kb-", "knowledge/"),
        ("task-", "task/"),
        ("rec-", "recurring/"),
        ("ho-", "handoff/"),
    ] {
        if let Some(number) = plain.strip_prefix(short) {
            return Ok(format!("{long}{number}"));
        }
    }
    let whole = plain.is_empty()
        || plain.contains('/')
        || [
            "workspace",
            "calendar",
            "user",
            "standup",
            "digest",
            "incident",
            "decision",
            "knowledge",
            "task",
            "recurring",
            "handoff",
            "freeze",
            "department",
            "delivery",
        ]
        .contains(&plain.as_str());
    Ok(if whole {
        plain
    } else {
        format!("department/{plain}")
    })
}

/// One page of what is wanted.
pub(super) async fn page(
    tx: &mut Tx,
    actor: &Actor,
    wanted: &Wanted,
    page: usize,
) -> Result<Card, Error> {
    require(tx, actor, "audit", None).await?;
    let all = super::standing(tx, actor, "audit-all", None).await?.is_ok();
    let own = if all {
        None
    } else {
        Some(own(tx, actor).await?)
    };
    let to = if wanted.to == 0 {
        tx.now() + Span::days(1)
    } else {
        At(wanted.to * 1000)
    };
    let filter = Filter {
        subject: wanted.subject.clone(),
        by: (wanted.user != 0).then_some(UserId(wanted.user)),
        from: At(wanted.from * 1000),
        to,
    };
    let mut lines: Vec<(At, Text)> = Vec::new();
    for entry in journal::read(tx, &filter, MOST).await? {
        if own.as_ref().is_none_or(|o| o.concerns(&entry)) {
            lines.push((entry.at, line(actor.lang, &entry)));
        }
    }
    if wanted.user == 0 && (wanted.subject.is_empty() || wanted.subject == "delivery") {
        for dead in outbox::dead_letters(tx, 200).await? {
            let mine = own.as_ref().is_none_or(|o| o.addressed(&dead.target));
            if mine && dead.at >= filter.from && dead.at < filter.to {
                lines.push((dead.at, dead_line(actor.lang, &dead)));
            }
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.0));
    let lines: Vec<Text> = lines.into_iter().map(|l| l.1).collect();
    Ok(cards::listing(
        actor.lang,
        "audit-title",
        "audit-empty",
        &lines,
        page,
        &wanted.written(),
    ))
}

/// What a lead may look at: their departments and the people in them.
struct Own {
    departments: Vec<Department>,
    people: Vec<UserId>,
}

impl Own {
    fn concerns(&self, entry: &Recorded) -> bool {
        let of_department = self
            .departments
            .iter()
            .any(|d| entry.subject == format!("department/{}", d.key));
        let of_person = entry
            .subject
            .strip_prefix("user/")
            .and_then(|id| id.parse().ok())
            .is_some_and(|id| self.people.contains(&UserId(id)));
        of_department || of_person || entry.by.is_some_and(|by| self.people.contains(&by))
    }
    fn addressed(&self, target: &Target) -> bool {
        match target {
            Target::Channel(c) => self.departments.iter().any(|d| d.channel == Some(*c)),
            Target::Direct { user, .. } => self.people.contains(user),
            Target::ThreadOf(_) | Target::Mail { .. } | Target::Hook { .. } => false,
        }
    }
}

async fn own(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Own> {
    let mut departments = super::departments(tx).await?;
    departments.retain(|d| d.leads.contains(&actor.user));
    let mut people = vec![actor.user];
    for department in &departments {
        people.extend(
            store::members(tx, department.id)
                .await?
                .iter()
                .map(|m| m.user),
        );
    }
    Ok(Own {
        departments,
        people,
    })
}

/// What an action is called; one without words of its own is named as it is.
pub(crate) fn action(lang: Lang, action: &str) -> String {
    find(lang, &format!("journal-{}", action.replace('.', "-")))
        .unwrap_or_else(|| action.to_owned())
}

fn about(subject: &str) -> Text {
    match subject.split_once('/') {
        Some(("user", id)) => id
            .parse()
            .map_or_else(|_bad| Text::user(subject), |id| Text::mention(UserId(id))),
        Some(("standup", n)) => Text::trusted(format!("STD-{n}")),
        Some(("digest", n)) => Text::trusted(format!("DIG-{n}")),
        Some(("incident", n)) => Text::trusted(format!("INC-{n}")),
        Some(("decision", n)) => Text::trusted(format!("DEC-{n}")),
        Some(("knowledge", n)) => Text::trusted(format!("KB-{n}")),
        Some(("handoff", n)) => Text::trusted(format!("HO-{n}")),
        Some(("department", key)) => Text::trusted(format!("`{key}`")),
        _ => Text::user(subject),
    }
}

/// What those may know who have a part in it, and nobody who only reads the record.
const PRIVATE: &str = "private";
/// How much of a value is shown.
const SHOWN: usize = 60;

/// What changed, as far as it can be said in a line. `fact` says a value, given what it is the value of.
pub(crate) fn changes(
    lang: Lang,
    entry: &Recorded,
    fact: impl Fn(&str, &Value) -> String,
) -> String {
    let Some(after) = entry.after.as_object() else {
        return String::new();
    };
    // What is for few stands apart, and is not told here.
    let told = after.iter().filter(|(name, _)| *name != PRIVATE);
    let parts = told.filter_map(|(name, value)| {
        let before = entry.before.get(name).filter(|b| !b.is_null());
        let word = say(lang, "audit-fact-name", &[("name", name.as_str().into())]);
        let told = |v: &Value| fact(name, v);
        match before {
            Some(before) if before == value => None,
            Some(before) => Some(say(
                lang,
                "audit-fact-change",
                &[
                    ("name", word.into()),
                    ("before", told(before).into()),
                    ("after", told(value).into()),
                ],
            )),
            None if value.is_null() || value == "" || value == false => None,
            None if value == true => Some(word),
            None => {
                let args = [("name", word.into()), ("value", told(value).into())];
                Some(say(lang, "audit-fact", &args))
            }
        }
    });
    let parts: Vec<String> = parts.collect();
    parts.join(&say(lang, "audit-fact-and", &[]))
}

/// A value of an entry as it was kept: neither escaped nor cut.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) => {
            let all = all
                .iter()
                .map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
            all.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A value of an entry: who and where as mentions, lists with commas, the rest as it is.
fn fact(name: &str, value: &Value) -> String {
    let plain = plain(value);
    match (name, plain.parse::<i64>()) {
        ("channel", Ok(id)) => Text::channel(ChannelId(id)).to_string(),
        ("user" | "delegate" | "holder", Ok(id)) => Text::mention(UserId(id)).to_string(),
        ("role", Ok(id)) => Text::role(RoleId(id)).to_string(),
        _ => {
            let short: String = plain.chars().take(SHOWN).collect();
            Text::user(&short).to_string()
        }
    }
}

fn line(lang: Lang, entry: &Recorded) -> Text {
    let by = entry.by.map_or_else(
        || say(lang, "audit-liaison", &[]),
        |u| Text::mention(u).to_string(),
    );
    let args = [
        ("when", time_full(entry.at).into()),
        ("by", by.into()),
        ("action", action(lang, &entry.action).into()),
        ("subject", about(&entry.subject).into()),
    ];
    let changes = changes(lang, entry, fact);
    let head = say(lang, "audit-line", &args);
    Text::trusted(if changes.is_empty() {
        head
    } else {
        format!("{head} · {changes}")
    })
}

fn dead_line(lang: Lang, dead: &DeadLetter) -> Text {
    let place = match &dead.target {
        Target::Channel(c) => Text::channel(*c),
        Target::Direct { user, .. } => Text::mention(*user),
        Target::ThreadOf(key) => Text::user(key),
        // An address is its owner's, and may hold a key.
        Target::Mail { .. } => cards::text(lang, "delivery-mail", &[]),
        Target::Hook { .. } => cards::text(lang, "delivery-hook", &[]),
    };
    cards::text(
        lang,
        "audit-dead",
        &[
            ("when", time_full(dead.at).into()),
            ("key", Text::user(&dead.key).into()),
            ("place", place.into()),
            ("why", super::events::reason(lang, dead.code).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_call_a_thing_is_found_in_the_journal() {
        for (typed, meant) in [
            ("STD-7", "standup/7"),
            ("ops", "department/ops"),
            ("user/12", "user/12"),
            ("", ""),
            ("calendar", "calendar"),
        ] {
            assert_eq!(subject(typed).unwrap(), meant, "{typed}");
        }
        assert_eq!(subject("部门").unwrap_err().id, "refuse-subject");
        assert_eq!(
            subject(&"x".repeat(4_000)).unwrap_err().id,
            "refuse-subject"
        );
    }

    #[test]
    fn what_changed_is_told_in_the_readers_words() {
        let entry = |before: Value, after: Value| Recorded {
            number: 1,
            at: At(0),
            by: None,
            subject: "standup/1".into(),
            action: "standup.answered".into(),
            before,
            after,
        };
        let none = Value::Null;
        let answered = entry(
            none.clone(),
            serde_json::json!({ "day": "2026-01-05", "again": false, "missing": 2 }),
        );
        assert_eq!(
            changes(Lang::En, &answered, fact),
            "day: 2026-01-05; missing: 2"
        );
        assert_eq!(
            changes(Lang::Zh, &answered, fact),
            "日期：2026-01-05；未填写：2"
        );
        let again = entry(none, serde_json::json!({ "again": true, "user": 7 }));
        assert_eq!(changes(Lang::Zh, &again, fact), "事后修改；成员：<@7>");
        let renamed = entry(
            serde_json::json!({ "name": "Daily", "window": 120 }),
            serde_json::json!({ "name": "Morning", "window": 120 }),
        );
        assert_eq!(changes(Lang::En, &renamed, fact), "name: Daily → Morning");
    }

    #[test]
    fn a_filter_reads_back_from_its_button() {
        let wanted = Wanted {
            subject: "department/ops".into(),
            user: 1_234_567_890_123_456_789,
            from: 1_767_571_200,
            to: 1_767_657_600,
        };
        let written = wanted.written();
        assert!(written.len() < 85, "{written}");
        assert_eq!(
            Wanted::read(written.strip_prefix("audit.").unwrap()),
            wanted
        );
    }
}
