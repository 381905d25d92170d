//! The addresses that other systems call: `/hooks/{kind}/{token}`, and PagerDuty's `/v2/enqueue` and `/v2/change/enqueue`.
//!
//! 202 only after the commit, with a result for each item; 4xx for what would fail again, 429 and 503 for what is worth repeating, 500 for
//! nothing. Tokens are looked up by their hash, which is remembered here with whose it is; whether it is still good is decided in the transaction.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};

use crate::chat::WorkspaceId;
use crate::core::alert::scan::{self, Scanned};
use crate::core::alert::{self, Answer, Door, Kind, Received, Report, Taken};
use crate::core::measure::Sample;
use crate::core::{self, Measured};
use crate::http::hooks::mapping::Mapping;
use crate::http::hooks::{
    self, Action, BODY_CAP, BadItem, Batch, Rel, Signal, Unreadable, generic, github, pagerduty,
};
use crate::http::intake::Intake;
use crate::http::limit::{BURST, Limits, PER_SECOND};
use crate::http::turned::{Turned, refused_body, unread};
use crate::metrics::METRICS;
use crate::store::Store;

/// Whose tokens are remembered, and how long without looking again.
const DOORS: usize = 1_024;
const REMEMBERED: Duration = Duration::from_secs(30);

/// What the routes need. Cheap to clone.
#[derive(Clone)]
pub(super) struct Inbound {
    store: Store,
    intake: Intake,
    limits: Arc<Limits>,
    doors: Arc<Mutex<Doors>>,
}

/// Tokens by their hash, as they were when they were last looked up.
type Doors = HashMap<String, (Arc<Known>, Instant)>;

/// Whose token it is, with its mapping read.
struct Known {
    door: Door,
    mapping: Mapping,
}

impl Inbound {
    pub(super) fn new(store: Store) -> Inbound {
        Inbound {
            intake: Intake::new(store.clone()),
            store,
            limits: Arc::new(Limits::new(BURST, PER_SECOND)),
            doors: Arc::default(),
        }
    }
}

/// The routes.
pub(super) fn routes(inbound: Inbound) -> Router {
    Router::new()
        .route("/hooks/{kind}/{token}", post(hook))
        .route("/v2/enqueue", post(enqueue))
        .route("/v2/change/enqueue", post(change))
        .layer(DefaultBodyLimit::max(BODY_CAP))
        .with_state(inbound)
}

/// What is wrong with a mapping, for who set it; nothing if it can be used.
pub(crate) fn bad_mapping(text: &str) -> Option<String> {
    Mapping::read(text).err().map(|bad| bad.to_string())
}

fn counted(kind: &str, outcome: &str, by: u64) {
    METRICS
        .events_total
        .with_label_values(&[kind, outcome])
        .inc_by(by);
}

async fn hook(
    State(inbound): State<Inbound>,
    Path((kind, token)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Some(kind) = Kind::read(&kind) else {
        return Turned::NotThere.into_response();
    };
    match inbound.hook(kind, &token, &headers, body).await {
        Ok(body) => (StatusCode::ACCEPTED, axum::Json(body)).into_response(),
        Err(turned) => {
            counted(kind.name(), turned.outcome(), 1);
            turned.into_response()
        }
    }
}

impl Inbound {
    async fn hook(
        &self,
        kind: Kind,
        token: &str,
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Result<Value, Turned> {
        let hash = alert::hash(token);
        let known = self.door(&hash).await?;
        // Alertmanager and Grafana are told apart by what they send, so that either address takes both.
        let monitoring = |k| matches!(k, Kind::Alertmanager | Kind::Grafana);
        if known.door.kind != kind && !(monitoring(kind) && monitoring(known.door.kind)) {
            return Err(Turned::NotThere);
        }
        let body = body.map_err(refused_body)?;
        if kind.is_figures() {
            let read = match kind {
                Kind::JUnit => hooks::junit::read(&body),
                _ => hooks::measure::read(&body),
            };
            let read = read.map_err(Turned::Unreadable)?;
            return self.measured(&known.door, hash, read).await;
        }
        if kind == Kind::Scanner {
            let read = hooks::scanner::read(&body).map_err(Turned::Unreadable)?;
            return self.scanned(&known.door, hash, read).await;
        }
        let batch = self.read(&known, token, headers, &body)?;
        self.slow_down(&hash, batch.items.len())?;
        if batch.is_unreadable() {
            let bad = batch.items.into_iter().filter_map(Result::err);
            return Err(Turned::Nothing(bad.collect()));
        }
        let (request, read) = received(&known.door, hash.clone(), batch);
        let taken = self.store(known.door.workspace, &hash, request).await?;
        count(kind, &taken);
        let mut taken = taken.iter();
        let results: Vec<Value> = read
            .iter()
            .filter_map(|bad| match bad {
                Some(bad) => Some(unread(bad)),
                None => taken.next().map(result),
            })
            .collect();
        let accepted = read.iter().filter(|bad| bad.is_none()).count();
        Ok(json!({ "accepted": accepted, "results": results }))
    }

    /// Whose token it is.
    async fn door(&self, hash: &String) -> Result<Arc<Known>, Turned> {
        let now = Instant::now();
        if let Some((known, at)) = self.doors().get(hash)
            && now.saturating_duration_since(*at) < REMEMBERED
        {
            return Ok(Arc::clone(known));
        }
        let found = self.store.read(WorkspaceId(0), alert::door, hash).await;
        let door = found.map_err(|error| {
            tracing::error!(
                error = format!("{error:#}"),
                "a token could not be looked up"
            );
            Turned::Later
        })?;
        let door = door.ok_or(Turned::Unknown)?;
        let mapping = Mapping::read(&door.mapping).unwrap_or_default();
        let known = Arc::new(Known { door, mapping });
        let mut doors = self.doors();
        if doors.len() >= DOORS {
            doors.clear();
        }
        doors.insert(hash.clone(), (Arc::clone(&known), now));
        Ok(known)
    }

    fn doors(&self) -> std::sync::MutexGuard<'_, HashMap<String, (Arc<Known>, Instant)>> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slow_down(&self, hash: &str, items: usize) -> Result<(), Turned> {
        let taken = self.limits.take(hash, items, Instant::now());
        taken.map_err(Turned::Slower)
    }

    fn read(
        &self,
        known: &Known,
        token: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Batch, Turned> {
        let now = self.store.clock().now();
        let named = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let read = match known.door.kind {
            Kind::Alertmanager | Kind::Grafana => hooks::monitoring(body, now),
            Kind::GitHub => {
                let form = "application/x-www-form-urlencoded";
                if named("content-type").is_some_and(|kind| kind.starts_with(form)) {
                    return Err(Turned::Form);
                }
                let headers = github::Headers {
                    event: named("x-github-event"),
                    delivery: named("x-github-delivery"),
                    signature: named("x-hub-signature-256"),
                };
                github::read(headers, alert::signing_secret(token).as_bytes(), body)
            }
            Kind::Generic => {
                let signature = named("x-signature");
                let secret = signature.map(|_| alert::signing_secret(token));
                let setup = generic::Setup {
                    mapping: &known.mapping,
                    secret: secret.as_deref().map(str::as_bytes),
                };
                let once = named("idempotency-key");
                generic::read(setup, generic::Headers { signature, once }, body, now)
            }
            // They send no alerts.
            Kind::Measure | Kind::JUnit | Kind::Scanner => Err(Unreadable::NotThis),
            Kind::PagerDuty => {
                let event = pagerduty::event(body, &generated());
                let signal = event.map(|event| event.signal);
                let read = signal.map_err(|_refused| Unreadable::NotThis);
                read.map(|signal| Batch {
                    items: vec![Ok(signal)],
                    ..Batch::default()
                })
            }
        };
        read.map_err(Turned::Unreadable)
    }

    /// Stores values of measures; returns after the commit.
    async fn measured(
        &self,
        door: &Door,
        hash: String,
        (read, over): hooks::measure::Readings,
    ) -> Result<Value, Turned> {
        self.slow_down(&hash, read.len())?;
        let samples: Vec<Sample> = read.iter().flatten().map(sample).collect();
        let request = Measured {
            integration: door.integration,
            token_hash: hash.clone(),
            samples,
        };
        let stored = self.store.run(door.workspace, core::measured, &request);
        let taken = stored.await.map_err(|error| {
            tracing::error!(
                workspace.id = door.workspace.0,
                error = format!("{error:#}"),
                "values could not be stored"
            );
            Turned::Later
        })?;
        let Some(taken) = taken else {
            self.doors().remove(&hash);
            return Err(Turned::Unknown);
        };
        let mut taken = taken.into_iter();
        let mut accepted = 0_u64;
        let mut results = Vec::with_capacity(read.len());
        for (index, item) in read.iter().enumerate() {
            let came = item.as_ref().map(|_| taken.next());
            results.push(match came {
                Err(why) => json!({ "index": index, "error": why }),
                Ok(Some(Ok(kept))) => {
                    accepted += 1;
                    json!({ "measure": kept.measure, "value": kept.value, "outcome": kept.kept.name() })
                }
                Ok(Some(Err(wrong))) => json!({ "index": index, "error": wrong.reason() }),
                Ok(None) => json!({ "index": index, "error": "not stored" }),
            });
        }
        if accepted == 0 && !read.is_empty() {
            return Err(Turned::NoValue(results));
        }
        counted(door.kind.name(), "stored", accepted);
        Ok(json!({ "accepted": accepted, "truncated": over, "results": results }))
    }

    /// Stores what a scanner found; returns after the commit. One result for each vulnerability, after what could not be read.
    async fn scanned(
        &self,
        door: &Door,
        hash: String,
        (read, over): hooks::scanner::Findings,
    ) -> Result<Value, Turned> {
        self.slow_down(&hash, read.len())?;
        let wrong = read.iter().enumerate().filter_map(|(index, item)| {
            let why = item.as_ref().err()?;
            Some(json!({ "index": index, "error": why }))
        });
        let mut results: Vec<Value> = wrong.collect();
        let accepted = read.len() - results.len();
        if accepted == 0 && !read.is_empty() {
            return Err(Turned::NoValue(results));
        }
        let request = Scanned {
            integration: door.integration,
            token_hash: hash.clone(),
            findings: read.into_iter().flatten().map(finding).collect(),
        };
        let stored = self.store.run(door.workspace, scan::scanned, &request);
        let came = stored.await.map_err(|error| {
            tracing::error!(
                workspace.id = door.workspace.0,
                error = format!("{error:#}"),
                "findings could not be stored"
            );
            Turned::Later
        })?;
        let Some(came) = came else {
            self.doors().remove(&hash);
            return Err(Turned::Unknown);
        };
        for one in came {
            counted(door.kind.name(), one.outcome.name(), 1);
            results.push(json!({
                "finding": one.finding, "made": one.made, "outcome": one.outcome.name(),
            }));
        }
        Ok(json!({ "accepted": accepted, "truncated": over, "results": results }))
    }

    /// Stores it; returns after the commit.
    async fn store(
        &self,
        workspace: WorkspaceId,
        hash: &str,
        request: Received,
    ) -> Result<Vec<Taken>, Turned> {
        let answer = self.intake.store(workspace, request).await;
        match answer.map_err(|_later| Turned::Later)? {
            Answer::Taken(taken) => Ok(taken),
            Answer::Unknown => {
                self.doors().remove(hash);
                Err(Turned::Unknown)
            }
        }
    }
}

fn count(kind: Kind, taken: &[Taken]) {
    for (outcome, times) in alert::tally(taken) {
        counted(kind.name(), outcome, times);
    }
}

fn result(taken: &Taken) -> Value {
    json!({
        "incident": taken.incident.map(|number| format!("INC-{number}")),
        "dedup_key": taken.key,
        "is_new": taken.is_new,
        "outcome": taken.outcome.name(),
    })
}

/// As the core takes it, and which items could not be read.
fn received(door: &Door, hash: String, batch: Batch) -> (Received, Vec<Option<BadItem>>) {
    let mut reports = Vec::with_capacity(batch.items.len());
    let mut read = Vec::with_capacity(batch.items.len());
    for item in batch.items {
        match item {
            Ok(signal) => {
                reports.push(report(signal));
                read.push(None);
            }
            Err(bad) => read.push(Some(bad)),
        }
    }
    let request = Received {
        integration: door.integration,
        token_hash: hash,
        reports,
        note: None,
        group: batch.group,
        truncated: batch.truncated,
        once: batch.once,
        test: false,
    };
    (request, read)
}

fn report(signal: Signal) -> Report {
    // A runbook helps more than the place it was seen at.
    let best = [
        Rel::Runbook,
        Rel::Dashboard,
        Rel::Panel,
        Rel::Source,
        Rel::Other,
    ];
    let link = best
        .iter()
        .find_map(|rel| signal.links.iter().find(|link| link.rel == *rel));
    let link = link.map(|link| link.href.clone()).unwrap_or_default();
    Report {
        key: signal.key,
        action: match signal.action {
            Action::Fire => alert::Action::Fire,
            Action::Acknowledge => alert::Action::Acknowledge,
            Action::Resolve => alert::Action::Resolve,
        },
        title: signal.title,
        message: signal.message.unwrap_or_default(),
        severity: signal.severity,
        department: signal.department,
        source: signal.source.unwrap_or_default(),
        labels: signal.labels,
        link,
        starts_at: signal.starts_at,
        ends_at: signal.ends_at,
        lapses: signal.lapses,
    }
}

fn sample(reading: &hooks::measure::Reading) -> Sample {
    Sample {
        measure: reading.measure.clone(),
        value: reading.value.clone(),
        unit: reading.unit.clone(),
        at: reading.at,
        note: reading.note.clone(),
    }
}

fn finding(found: hooks::scanner::Finding) -> scan::Finding {
    scan::Finding {
        id: found.id,
        title: found.title,
        score: found.score,
        place: found.place,
        details: found.details,
        link: found.link,
        fixed: found.fixed,
    }
}

/// The key of a trigger that has none.
fn generated() -> String {
    format!("{:032x}", rand::random::<u128>())
}

async fn enqueue(State(inbound): State<Inbound>, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return refused_body(rejection).into_response(),
    };
    let event = match pagerduty::event(&body, &generated()) {
        Ok(event) => event,
        Err(refused) => return invalid(&refused),
    };
    let answer = event.answer();
    let batch = Batch {
        items: vec![Ok(event.signal)],
        ..Batch::default()
    };
    let key = event.routing_key.expose();
    accepted(inbound.enqueue(key, batch, None).await, answer)
}

async fn change(State(inbound): State<Inbound>, body: Result<Bytes, BytesRejection>) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return refused_body(rejection).into_response(),
    };
    let change = match pagerduty::change(&body) {
        Ok(change) => change,
        Err(refused) => return invalid(&refused),
    };
    let note = match &change.note.source {
        Some(source) => format!("{} ({source})", change.note.title),
        None => change.note.title.clone(),
    };
    let key = change.routing_key.expose();
    let taken = inbound.enqueue(key, Batch::default(), Some(note)).await;
    accepted(taken, pagerduty::Change::answer())
}

/// PagerDuty's senders read its own words.
fn invalid(refused: &pagerduty::Refused) -> Response {
    counted(Kind::PagerDuty.name(), "unreadable", 1);
    let status = StatusCode::from_u16(refused.status).unwrap_or(StatusCode::BAD_REQUEST);
    (status, axum::Json(refused.answer())).into_response()
}

fn accepted(taken: Result<(), Turned>, answer: Value) -> Response {
    match taken {
        Ok(()) => (StatusCode::ACCEPTED, axum::Json(answer)).into_response(),
        Err(turned) => {
            counted(Kind::PagerDuty.name(), turned.outcome(), 1);
            if let Turned::Unknown | Turned::NotThere = turned {
                let refused = pagerduty::Refused {
                    status: 400,
                    errors: vec!["Invalid routing key".to_owned()],
                };
                return invalid(&refused);
            }
            turned.into_response()
        }
    }
}

impl Inbound {
    async fn enqueue(&self, key: &str, batch: Batch, note: Option<String>) -> Result<(), Turned> {
        let hash = alert::hash(key);
        let known = self.door(&hash).await?;
        if known.door.kind != Kind::PagerDuty {
            return Err(Turned::NotThere);
        }
        self.slow_down(&hash, 1)?;
        let (request, _) = received(&known.door, hash.clone(), batch);
        let request = Received { note, ..request };
        let taken = self.store(known.door.workspace, &hash, request).await?;
        count(Kind::PagerDuty, &taken);
        Ok(())
    }
}
