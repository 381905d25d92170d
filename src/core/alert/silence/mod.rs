//! Silences and maintenance windows: alerts that match are recorded and page nobody until it ends; then what fires still pages, and each
//! department is told what was kept quiet.

mod cards;
pub(crate) mod store;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::calendar::{read_span, read_when};
use crate::chat::{Text, UserId};
use crate::clock::{At, Span};
use crate::core::alert::matcher::Matchers;
use crate::core::alert::rules::Item;
use crate::core::alert::timers::{AT_ONCE, release};
use crate::core::alert::types::{Alert, Integration};
use crate::core::alert::{SILENCE_BEGINS, SILENCE_ENDS, store as alerts};
use crate::core::incident;
use crate::core::journal::{self, Entry};
use crate::core::org;
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// A silence is no longer than this.
const LONGEST: Span = Span::days(31);
/// Characters of a reason.
const REASON: usize = 300;
/// Open incidents that a silence is tried on, and titles of its summary.
const TRIED: i64 = 200;
const TITLES: usize = 10;

/// Where a silence stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Waiting,
    Active,
    Ended,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Active => "active",
            State::Ended => "ended",
        }
    }
    fn read(text: &str) -> Option<State> {
        let all = [State::Waiting, State::Active, State::Ended];
        all.into_iter().find(|s| s.name() == text)
    }
}

/// A silence as it is stored.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Silence {
    pub(crate) number: i64,
    pub(crate) matchers: Matchers,
    pub(crate) reason: String,
    pub(crate) begins: At,
    pub(crate) ends: At,
    pub(crate) state: State,
    pub(crate) by: UserId,
    pub(crate) at: At,
}

impl Silence {
    fn key(&self) -> String {
        format!("SIL-{}", self.number)
    }
}

/// `/silence create`
#[derive(Clone, Debug)]
pub(crate) struct Create {
    pub(crate) actor: Actor,
    pub(crate) matching: String,
    pub(crate) length: String,
    pub(crate) reason: Option<String>,
    pub(crate) from: Option<String>,
}

/// `/silence end`
#[derive(Clone, Debug)]
pub(crate) struct End {
    pub(crate) actor: Actor,
    pub(crate) silence: String,
}

/// What a matcher of a silence looks at: the labels, and what every alert has besides.
fn looked_at(
    labels: &BTreeMap<String, String>,
    title: &str,
    source: &str,
    integration: Option<&Integration>,
) -> BTreeMap<String, String> {
    let mut all = labels.clone();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() && !all.contains_key(name) {
            all.insert(name.to_owned(), value.to_owned());
        }
    };
    add("title", title);
    add("source", source);
    if let Some(integration) = integration {
        add("integration", &integration.name);
    }
    all
}

/// The active silence that fits this report.
pub(super) fn fitting(
    silences: &[Silence],
    item: &Item<'_>,
    integration: Option<&Integration>,
) -> Option<i64> {
    if silences.is_empty() {
        return None;
    }
    let report = item.report;
    let mut labels = looked_at(&report.labels, &report.title, &report.source, integration);
    if let Some(word) = &report.severity {
        labels
            .entry("severity".to_owned())
            .or_insert_with(|| word.clone());
    }
    first_of(silences, &labels)
}

fn first_of(silences: &[Silence], labels: &BTreeMap<String, String>) -> Option<i64> {
    let found = silences.iter().find(|s| s.matchers.fit(labels))?;
    Some(found.number)
}

/// What keeps an alert with these labels quiet at a moment, as it is called, and until when; silences that follow on one
/// another are one.
pub(crate) async fn quiet_at(
    tx: &mut Tx,
    labels: &BTreeMap<String, String>,
    at: At,
) -> anyhow::Result<Option<(String, At)>> {
    let mut left = store::standing(tx).await?;
    left.retain(|s| s.state != State::Ended && s.matchers.fit(labels));
    let mut found: Option<(String, At)> = None;
    loop {
        let moment = found.as_ref().map_or(at, |(_, until)| *until);
        let next = left
            .iter()
            .position(|s| s.begins <= moment && moment < s.ends);
        let Some(place) = next else { return Ok(found) };
        let silence = left.remove(place);
        let name = format!("{} ({})", silence.key(), silence.matchers.text());
        found = Some(match found {
            Some((before, _)) => (format!("{before}, {name}"), silence.ends),
            None => (name, silence.ends),
        });
    }
}

/// Those in force now.
pub(super) async fn active(tx: &mut Tx) -> anyhow::Result<Vec<Silence>> {
    let now = tx.now();
    let mut standing = store::standing(tx).await?;
    standing.retain(|s| s.state == State::Active && s.begins <= now && now < s.ends);
    Ok(standing)
}

/// Makes a silence, from now or from a moment on.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "silence-create", None).await?;
    let matchers = Matchers::read(&req.matching)?;
    let length = read_span(&req.length).filter(|length| *length <= LONGEST);
    let length = length.ok_or_else(|| {
        Refusal::new("refuse-silence-length").with("typed", Text::echo(&req.length))
    })?;
    let now = tx.now();
    let begins = match &req.from {
        None => now,
        Some(from) => {
            let zone = org::person(tx, req.actor.user).await?.zone;
            let at = read_when(from, now, zone).filter(|at| *at - now <= Span::days(366));
            at.ok_or_else(|| Refusal::new("refuse-silence-from").with("typed", Text::echo(from)))?
        }
    };
    let ends = begins + length;
    if ends <= now {
        let refusal = Refusal::new("refuse-silence-past");
        return Err(refusal.with("when", crate::chat::time_full(ends)).into());
    }
    let reason = req.reason.as_deref().unwrap_or_default().trim();
    let waits = begins > now;
    let silence = Silence {
        number: tx.next_key("SIL").await?,
        matchers,
        reason: reason.chars().take(REASON).collect(),
        begins,
        ends,
        state: if waits { State::Waiting } else { State::Active },
        by: req.actor.user,
        at: now,
    };
    store::save(tx, &silence);
    note(tx, Some(req.actor.user), &silence, "silence.created").await?;
    let quiet = if waits {
        arm(tx, SILENCE_BEGINS, silence.number, begins).await?;
        0
    } else {
        begin(tx, &silence).await?
    };
    Ok(Reply::Private(cards::created(
        req.actor.lang,
        &silence,
        quiet,
    )))
}

async fn arm(tx: &mut Tx, kind: &'static str, number: i64, due: At) -> anyhow::Result<()> {
    let timer = Timer {
        kind,
        subject: number.to_string(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// From now on it is in force; incidents whose alerts all match are quiet until its end. Says how many.
async fn begin(tx: &mut Tx, silence: &Silence) -> anyhow::Result<usize> {
    arm(tx, SILENCE_ENDS, silence.number, silence.ends).await?;
    let covered = covered(tx, std::slice::from_ref(silence)).await?;
    for number in &covered {
        incident::silenced(tx, *number, Some(silence.ends)).await?;
    }
    Ok(covered.len())
}

/// Open incidents of which every alert that fires is matched by one of these.
async fn covered(tx: &mut Tx, silences: &[Silence]) -> anyhow::Result<Vec<i64>> {
    let integrations = super::setup::store::all(tx).await?;
    let mut found = Vec::new();
    for group in alerts::open_groups(tx, TRIED).await? {
        let firing = alerts::of_incident(tx, group.incident, AT_ONCE).await?;
        let fits = |alert: &Alert| {
            let integration = integrations.iter().find(|i| i.number == alert.integration);
            let labels = looked_at(&alert.labels, &alert.title, &alert.source, integration);
            first_of(silences, &labels).is_some()
        };
        if !firing.is_empty() && firing.iter().all(fits) {
            found.push(group.incident);
        }
    }
    Ok(found)
}

/// A planned one begins.
pub(super) async fn on_begin(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(mut silence) = store::one(tx, number).await? else {
        return Ok(());
    };
    if silence.state != State::Waiting {
        return Ok(());
    }
    silence.state = State::Active;
    silence.at = tx.now();
    store::save(tx, &silence);
    note(tx, None, &silence, "silence.begun").await?;
    begin(tx, &silence).await.map(drop)
}

/// Its time is over.
pub(super) async fn on_end(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(silence) = store::one(tx, number).await? else {
        return Ok(());
    };
    if silence.state != State::Active {
        return Ok(());
    }
    end_now(tx, silence, None).await
}

/// Ends it: what it kept quiet and fires still pages, unless another one fits. Each department is told.
async fn end_now(tx: &mut Tx, mut silence: Silence, by: Option<UserId>) -> anyhow::Result<()> {
    let was_active = silence.state == State::Active;
    silence.state = State::Ended;
    silence.by = by.unwrap_or(silence.by);
    silence.at = tx.now();
    store::save(tx, &silence);
    note(tx, by, &silence, "silence.ended").await?;
    if !was_active {
        return Ok(());
    }
    tell(tx, &silence).await?;
    let others = active(tx).await?;
    loop {
        let mut kept = alerts::of_silence(tx, silence.number, AT_ONCE).await?;
        if kept.is_empty() {
            break;
        }
        let integrations = super::setup::store::all(tx).await?;
        let mut free = Vec::new();
        for alert in &mut kept {
            let integration = integrations.iter().find(|i| i.number == alert.integration);
            let labels = looked_at(&alert.labels, &alert.title, &alert.source, integration);
            match first_of(&others, &labels) {
                Some(other) => alert.silence = other,
                None => free.push(alert.clone()),
            }
        }
        alerts::save(tx, kept.iter().filter(|a| a.silence != silence.number))?;
        release(tx, &free).await?;
    }
    Ok(())
}

/// Tells each department what was kept quiet.
async fn tell(tx: &mut Tx, silence: &Silence) -> anyhow::Result<()> {
    let mut counts: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    for (department, firing, alerts) in store::kept_quiet(tx, silence.number).await? {
        let (fires, over) = counts.entry(department).or_default();
        *(if firing { fires } else { over }) += alerts;
    }
    let firing = alerts::of_silence(tx, silence.number, AT_ONCE).await?;
    for (number, (fires, over)) in counts {
        let Some(department) = org::department_by_id(tx, number).await? else {
            continue;
        };
        let Some(channel) = department.channel else {
            continue;
        };
        let of = firing.iter().filter(|a| a.department == number);
        let titles: Vec<String> = of.map(|a| a.title.clone()).take(TITLES).collect();
        let post = Post {
            key: format!("silence/{}/summary/{number}", silence.number),
            target: Target::Channel(channel),
            op: Op::Create(cards::summary(
                department.lang,
                silence,
                fires,
                over,
                &titles,
            )),
            priority: Priority::Notice,
            why: json!({ "rule": "alert:silence-over", "key": silence.key() }),
        };
        outbox::post(tx, &post).await?;
    }
    Ok(())
}

/// Ends one before its time.
pub(crate) async fn end(tx: &mut Tx, req: &End) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "silence-end", None).await?;
    let typed = req.silence.trim().to_lowercase();
    let number = typed.strip_prefix("sil-").unwrap_or(&typed).parse();
    let found = match number {
        Ok(number) => store::one(tx, number).await?,
        Err(_) => None,
    };
    let silence = found.ok_or_else(|| {
        Refusal::new("refuse-silence-unknown").with("typed", Text::echo(&req.silence))
    })?;
    if silence.state == State::Ended {
        let refusal = Refusal::new("refuse-silence-ended").with("key", silence.key());
        let when = crate::chat::time_full(silence.at);
        return Err(refusal
            .with("user", Text::mention(silence.by))
            .with("when", when)
            .into());
    }
    jobs::disarm(tx, SILENCE_BEGINS, &silence.number.to_string()).await?;
    jobs::disarm(tx, SILENCE_ENDS, &silence.number.to_string()).await?;
    if silence.state == State::Active {
        for number in covered(tx, std::slice::from_ref(&silence)).await? {
            incident::silenced(tx, number, None).await?;
        }
    }
    let card = cards::ended(req.actor.lang, &silence);
    end_now(tx, silence, Some(req.actor.user)).await?;
    Ok(Reply::Private(card))
}

/// Those that stand.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "silence-list", None).await?;
    let standing = store::standing(tx).await?;
    Ok(Reply::Private(cards::list(actor.lang, &standing)))
}

/// Offers silences while somebody types.
pub(crate) async fn suggest(tx: &mut Tx, typed: &str) -> Result<Vec<Suggestion>, Error> {
    let typed = typed.trim().to_lowercase();
    let standing = store::standing(tx).await?;
    let shown = standing.iter().map(|s| Suggestion {
        label: format!("{} · {}", s.key(), s.matchers.text()),
        value: s.key(),
    });
    let fits = |s: &Suggestion| s.label.to_lowercase().contains(&typed);
    Ok(shown.filter(fits).take(25).collect())
}

async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    silence: &Silence,
    action: &'static str,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("silence/{}", silence.number),
        action,
        before: Value::Null,
        after: json!({ "match": silence.matchers.text(), "reason": silence.reason, "until": silence.ends.0 }),
    };
    journal::append(tx, &entry).await
}
