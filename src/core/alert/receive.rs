//! What has been received becomes alerts, and alerts become incidents: one transaction for many requests.
//!
//! Load all that the reports touch in a few statements, let the rules decide in memory, write. Each incident is told once.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use serde_json::json;

use crate::chat::{Text, Tone};
use crate::clock::{At, Span};
use crate::core::alert::rules::{self, Board, Effect, HOLD, Item, STORM_TIME};
use crate::core::alert::silence::Silence;
use crate::core::alert::types::{
    Action, Answer, Group, Integration, Outcome, Received, Report, Taken,
};
use crate::core::alert::{
    FORGET, HOLDING, LAPSE, drill, grouping, setup, silence, store, token, words,
};
use crate::core::incident::{self, Brief, Opening, Origin, Severity};
use crate::core::org::{self, Department};
use crate::i18n::say;
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// A delivery is known by its name for so long.
pub(crate) const ONCE: Span = Span::hours(24);
/// When something came last is kept to this.
const SEEN: Span = Span::minutes(1);
/// Characters of an alert's message that an incident is opened with.
const DETAILS: usize = 1_500;
/// Open incidents of a department that a note is written to, at most.
const NOTED: usize = 10;
/// What was merged is followed so far.
const MERGES: usize = 5;

/// What the rules need to know besides the alerts.
pub(super) struct Around {
    pub(super) integrations: Vec<Integration>,
    pub(super) departments: Vec<Department>,
    silences: Vec<Silence>,
}

impl Around {
    pub(super) async fn read(tx: &mut Tx) -> anyhow::Result<Around> {
        Ok(Around {
            integrations: setup::store::all(tx).await?,
            departments: org::departments(tx).await?,
            silences: silence::active(tx).await?,
        })
    }

    pub(super) fn integration(&self, number: i64) -> Option<&Integration> {
        self.integrations.iter().find(|i| i.number == number)
    }

    fn department(&self, number: i64) -> Option<&Department> {
        self.departments.iter().find(|d| d.id == number)
    }

    /// The department a sender asks for, if it is one.
    fn asked_for(&self, key: Option<&str>) -> Option<i64> {
        let key = key?.trim().to_lowercase();
        let found = self.departments.iter().find(|d| d.key == key)?;
        Some(found.id)
    }
}

/// Takes these requests, all in the caller's transaction: an answer each.
pub(crate) async fn receive(tx: &mut Tx, requests: &Vec<Received>) -> anyhow::Result<Vec<Answer>> {
    let around = Around::read(tx).await?;
    let now = tx.now();
    let mut answers: Vec<Option<Answer>> = Vec::with_capacity(requests.len());
    for request in requests {
        let known = around.integration(request.integration);
        let known = known.filter(|i| request.test || setup::is_of(i, &request.token_hash, now));
        answers.push(match (known, &request.once) {
            (None, _) => Some(Answer::Unknown),
            (Some(_), Some(once)) => before(tx, request.integration, once).await?,
            (Some(_), None) => None,
        });
    }
    let fresh: Vec<&Received> = requests
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer.is_none())
        .map(|(request, _)| request)
        .collect();
    let mut taken = take(tx, &around, &fresh).await?.into_iter();
    let mut given = Vec::with_capacity(requests.len());
    for (request, answer) in requests.iter().zip(answers) {
        given.push(match answer {
            Some(answer) => answer,
            None => {
                let taken = taken.next().context("an answer for each request")?;
                remember(tx, request, &taken)?;
                Answer::Taken(taken)
            }
        });
    }
    Ok(given)
}

/// What was answered to this delivery when it came first.
async fn before(tx: &mut Tx, integration: i64, once: &str) -> anyhow::Result<Option<Answer>> {
    let known = store::once(tx, integration, &format!("request/{once}")).await?;
    let read = |text: String| serde_json::from_str(&text).map(Answer::Taken);
    Ok(known.map(read).transpose()?)
}

fn remember(tx: &mut Tx, request: &Received, taken: &[Taken]) -> anyhow::Result<()> {
    if let Some(once) = &request.once {
        let until = tx.now() + ONCE;
        let key = format!("request/{once}");
        let answer = serde_json::to_string(taken)?;
        store::set_once(tx, request.integration, &key, &answer, until);
    }
    Ok(())
}

async fn take(
    tx: &mut Tx,
    around: &Around,
    requests: &[&Received],
) -> anyhow::Result<Vec<Vec<Taken>>> {
    let items: Vec<Item<'_>> = requests
        .iter()
        .flat_map(|request| {
            let one = |report| item(around, request, report);
            request.reports.iter().filter_map(one)
        })
        .collect();
    let mut board = load(tx, &items).await?;
    let mut outcomes: Vec<(Taken, Option<usize>)> =
        items.iter().map(|item| board.take(item)).collect();
    let test = requests.iter().any(|r| r.test);
    apply(tx, around, &mut board, test).await?;
    for (taken, place) in &mut outcomes {
        taken.incident = place.map(|place| board.incident(place));
    }
    for request in requests {
        attend(tx, around, request).await?;
    }
    if items.iter().any(|item| item.report.lapses) {
        arm_lapse(tx).await?;
    }
    let mut outcomes = outcomes.into_iter().map(|(taken, _)| taken);
    Ok(requests
        .iter()
        .map(|request| outcomes.by_ref().take(request.reports.len()).collect())
        .collect())
}

/// A report with what its integration makes of it.
fn item<'a>(around: &Around, request: &'a Received, report: &'a Report) -> Option<Item<'a>> {
    let integration = around.integration(request.integration)?;
    let asked = around.asked_for(report.department.as_deref());
    let mut item = Item {
        integration: integration.number,
        department: asked.unwrap_or(integration.department),
        severity: integration.severities.severity(report.severity.as_deref()),
        silence: None,
        group: request.group.as_deref(),
        report,
    };
    // No silence keeps a drill from being held.
    if integration.number != drill::INTEGRATION {
        item.silence = silence::fitting(&around.silences, &item, Some(integration));
    }
    Some(item)
}

/// Reads all that these items touch.
pub(super) async fn load(tx: &mut Tx, items: &[Item<'_>]) -> anyhow::Result<Board> {
    let mut keys: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
    for item in items {
        let of = keys.entry(item.integration).or_default();
        of.insert(item.report.key.as_str());
    }
    let mut alerts = Vec::with_capacity(items.len());
    for (integration, keys) in &keys {
        let keys: Vec<&str> = keys.iter().copied().collect();
        alerts.extend(store::by_keys(tx, *integration, &keys).await?);
    }
    let belong: BTreeSet<i64> = alerts
        .iter()
        .map(|a| a.incident)
        .filter(|n| *n > 0)
        .collect();
    let belong: Vec<i64> = belong.into_iter().collect();
    let mut groups = store::groups_of(tx, &belong).await?;
    let mut wanted: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    for item in items.iter().filter(|i| i.report.action == Action::Fire) {
        let repeats = alerts.iter().any(|a| {
            a.firing
                && a.incident > 0
                && a.integration == item.integration
                && a.key == item.report.key
        });
        if !repeats || groups.iter().any(|g| !g.open) {
            let of = wanted.entry(item.integration).or_default();
            of.insert(grouping::group_key(item));
            of.insert(rules::storm_key(item.department));
        }
    }
    let mut opened = BTreeMap::new();
    if !wanted.is_empty() {
        let since = tx.now() - STORM_TIME;
        opened = store::opened_since(tx, since).await?;
    }
    for (integration, keys) in &wanted {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        for group in store::groups_by_key(tx, *integration, &keys).await? {
            if !groups.iter().any(|g| g.incident == group.incident) {
                groups.push(group);
            }
        }
    }
    settle(tx, &mut groups, &mut alerts).await?;
    Ok(Board::new(tx.now(), alerts, groups, opened))
}

/// Groups as their incidents stand now: ended by somebody, opened again, merged into another.
async fn settle(
    tx: &mut Tx,
    groups: &mut Vec<Group>,
    alerts: &mut [crate::core::alert::types::Alert],
) -> anyhow::Result<()> {
    for _ in 0..MERGES {
        let numbers: Vec<i64> = groups.iter().map(|g| g.incident).collect();
        let briefs = incident::briefs(tx, &numbers).await?;
        let mut merged = Vec::new();
        for group in groups.iter_mut() {
            let Some(brief) = briefs.iter().find(|b| b.number == group.incident) else {
                continue;
            };
            stand(group, brief);
            merged.extend(brief.merged_into.map(|into| (group.incident, into)));
        }
        if merged.is_empty() {
            return Ok(());
        }
        for (from, into) in merged {
            merge(tx, groups, from, into).await?;
            for alert in alerts.iter_mut().filter(|a| a.incident == from) {
                alert.incident = into;
            }
        }
    }
    Ok(())
}

fn stand(group: &mut Group, brief: &Brief) {
    group.open = brief.state.is_open();
    group.ended = (!group.open).then_some(brief.state_at);
    group.severity = brief.severity;
    group.department = brief.department;
}

/// The alerts of an incident that was merged are counted where it was merged into.
async fn merge(tx: &mut Tx, groups: &mut Vec<Group>, from: i64, into: i64) -> anyhow::Result<()> {
    if !groups.iter().any(|g| g.incident == into) {
        groups.extend(store::groups_of(tx, &[into]).await?);
    }
    let Some(at) = groups.iter().position(|g| g.incident == from) else {
        return Ok(());
    };
    let mut gone = groups.remove(at);
    store::move_to(tx, from, into);
    store::drop_group(tx, from);
    if let Some(group) = groups.iter_mut().find(|g| g.incident == into) {
        group.firing += gone.firing;
        group.recovered += gone.recovered;
        group.flapping += gone.flapping;
        group.reports += gone.reports;
        group.lines.append(&mut gone.lines);
        group.hosts.append(&mut gone.hosts);
        store::save_group(tx, group)
    } else {
        gone.incident = into;
        store::save_group(tx, &gone)?;
        groups.push(gone);
        Ok(())
    }
}

/// Writes what the rules decided, and tells each incident once.
pub(super) async fn apply(
    tx: &mut Tx,
    around: &Around,
    board: &mut Board,
    test: bool,
) -> anyhow::Result<()> {
    let told: Vec<(usize, Group, Effect)> = board
        .outcome()
        .enumerate()
        .filter(|(_, (_, effect))| **effect != Effect::default())
        .map(|(place, (group, effect))| (place, group.clone(), effect.clone()))
        .collect();
    for (place, mut group, effect) in told {
        if effect.opens.is_some() {
            let opening = opening(tx, around, &group, &effect, test);
            group.incident = incident::open(tx, &opening).await?;
            if group.integration == drill::INTEGRATION {
                drill::received(tx, group.incident).await?;
            }
            board.opened(place, group.incident);
        }
        tell(tx, &group, &effect).await?;
        store::save_group(tx, &group)?;
    }
    store::save(tx, board.changes())
}

fn opening(tx: &Tx, around: &Around, group: &Group, effect: &Effect, test: bool) -> Opening {
    let opens = effect.opens.as_ref();
    let name = around
        .integration(group.integration)
        .map(|i| i.name.clone());
    let name = name.unwrap_or_default();
    let lang = around
        .department(group.department)
        .map(|d| d.lang)
        .unwrap_or_default();
    let drill = group.integration == drill::INTEGRATION;
    let told = |id: &str| say(lang, id, &[("name", name.as_str().into())]);
    let title = match opens {
        _ if drill => say(lang, "drill-title", &[]),
        _ if test => told("alert-test-title"),
        Some(opens) if opens.storm => told("alert-storm-title"),
        Some(opens) => opens.title.clone(),
        None => String::new(),
    };
    let number = group.integration;
    let origin = match (drill, test) {
        (true, _) => Origin::Drill,
        (false, true) => Origin::Test { number, name },
        (false, false) => Origin::Integration { number, name },
    };
    let details = opens.map(|o| o.message.chars().take(DETAILS).collect());
    Opening {
        department: group.department,
        kind: incident::Kind::Fault,
        severity: if drill {
            Severity::Sev4
        } else {
            group.severity
        },
        title,
        service: opens.map(|o| o.service.clone()).unwrap_or_default(),
        project: opens.map(|o| o.project.clone()).unwrap_or_default(),
        details: details.unwrap_or_default(),
        customers: false,
        origin,
        alerts: group.alerts(),
        // A test is seen and pages nobody.
        silenced_until: test.then_some(tx.now() + Span::days(1)),
    }
}

/// Tells an incident what became of its alerts.
async fn tell(tx: &mut Tx, group: &Group, effect: &Effect) -> anyhow::Result<()> {
    let (number, alerts) = (group.incident, group.alerts());
    if !effect.growth.is_empty() {
        incident::grew(tx, number, &effect.growth, &alerts).await?;
    }
    if effect.recovered && group.open {
        incident::recovered(tx, number, &alerts).await?;
    } else if effect.counted && effect.growth.is_empty() && effect.opens.is_none() {
        incident::counted(tx, number, &alerts).await?;
    }
    if effect.acknowledged {
        incident::acknowledged(tx, number).await?;
    }
    if effect.hold {
        let timer = Timer {
            kind: HOLDING,
            subject: number.to_string(),
            due: tx.now() + HOLD,
            catch_up: CatchUp::Always,
            payload: json!({}),
        };
        jobs::arm(tx, &timer).await?;
    }
    Ok(())
}

/// What a request brings besides its alerts: that it came, a note, a warning.
async fn attend(tx: &mut Tx, around: &Around, request: &Received) -> anyhow::Result<()> {
    let Some(integration) = around.integration(request.integration) else {
        return Ok(());
    };
    let now = tx.now();
    if integration.last_at.is_none_or(|at| now - at >= SEEN) {
        setup::store::seen(tx, integration.number);
        arm_forget(tx).await?;
    }
    if request.truncated > 0 {
        warn(tx, integration, request).await?;
    }
    if let Some(note) = &request.note {
        let open = incident::open_ones(tx).await?;
        let of = |i: &&incident::Incident| i.department == integration.department;
        let numbers: Vec<i64> = open
            .iter()
            .filter(of)
            .map(|i| i.number)
            .take(NOTED)
            .collect();
        for number in numbers {
            incident::noted(tx, number, note).await?;
        }
    }
    Ok(())
}

/// What is long over is forgotten from now on, if it is not yet.
pub(super) async fn arm_forget(tx: &mut Tx) -> anyhow::Result<()> {
    if jobs::armed(tx, FORGET, "").await?.is_some() {
        return Ok(());
    }
    let timer = Timer {
        kind: FORGET,
        subject: String::new(),
        due: tx.now() + Span::days(1),
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// Some alerts were left off before they came here: the department is told once a day for each group.
async fn warn(tx: &mut Tx, integration: &Integration, request: &Received) -> anyhow::Result<()> {
    let group = request.group.as_deref().unwrap_or_default();
    let key = format!("told/truncated/{}", token::hash(group));
    if store::once(tx, integration.number, &key).await?.is_some() {
        return Ok(());
    }
    let until = tx.now() + ONCE;
    store::set_once(tx, integration.number, &key, "", until);
    let department = org::department_by_id(tx, integration.department).await?;
    let Some((lang, channel)) = department.and_then(|d| Some((d.lang, d.channel?))) else {
        return Ok(());
    };
    let left_off = i64::try_from(request.truncated).unwrap_or(i64::MAX);
    let args = [
        ("key", integration.key().into()),
        ("name", Text::user(&integration.name).into()),
        ("alerts", left_off.into()),
    ];
    let post = Post {
        key: format!("integration/{}/{key}/{}", integration.number, until.0),
        target: Target::Channel(channel),
        op: Op::Create(words::sentence(lang, Tone::Warn, "alert-truncated", &args)),
        priority: Priority::Notice,
        why: json!({ "rule": "alert:truncated", "key": integration.key() }),
    };
    outbox::post(tx, &post).await
}

/// The timer stands at the next moment something lapses.
pub(super) async fn arm_lapse(tx: &mut Tx) -> anyhow::Result<()> {
    let next: Option<At> = store::next_lapse(tx).await?;
    let Some(due) = next else {
        return jobs::disarm(tx, LAPSE, "").await;
    };
    let timer = Timer {
        kind: LAPSE,
        subject: String::new(),
        due,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

/// In how many ways the reports of a request came out, for metrics.
pub(crate) fn tally(taken: &[Taken]) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for outcome in taken.iter().map(|t: &Taken| -> Outcome { t.outcome }) {
        *counts.entry(outcome.name()).or_default() += 1;
    }
    counts
}
