//! The clock people move. However far, it stops at each moment at which something is due, until that has happened: what a day
//! brings comes in its order and at its time.

use std::collections::HashMap;
use std::time::Duration;

use axum::Json;
use axum::extract::Query;
use axum::extract::State;
use chrono::NaiveTime;
use chrono::TimeZone as _;
use serde_json::Value;
use serde_json::json;

use crate::clock::At;
use crate::clock::HandClock;
use crate::clock::Span;
use crate::sandbox::NextDue;
use crate::sandbox::Server;
use crate::sandbox::lock;

/// At most so many stops on one way.
const STOPS: usize = 500;
/// What is due may take so long before the clock goes on.
const PATIENCE: Duration = Duration::from_secs(2);
/// It has happened when no request came for so long.
const QUIET: Duration = Duration::from_millis(30);
const LOOK: Duration = Duration::from_millis(5);

/// Moves the clock.
pub(crate) async fn clock(
    State(server): State<Server>,
    Query(q): Query<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let options = &server.0.options;
    let Some(hand) = &options.hand else {
        return Json(json!({"error": "this clock cannot be moved"}));
    };
    let now = options.clock.now();
    let tz = q
        .get("tz")
        .map(String::as_str)
        .or(body["tz"].as_str())
        .unwrap_or("UTC");
    let to = if let Some(ms) = body["by_ms"].as_i64() {
        Ok(now + Span::millis(ms.max(0)))
    } else if body["to"] == "next_morning" {
        next_morning(now, tz).ok_or("there is no such time zone")
    } else if let Some(due) = options
        .next_due
        .as_ref()
        .filter(|_| body["to"] == "next_due")
    {
        due().await.ok_or("nothing is due")
    } else {
        Err("by_ms, or to: next_morning or next_due")
    };
    match to {
        Ok(at) => {
            walk(&server, hand, at.max(now)).await;
            let now_ms = options.clock.now().0;
            server.with(|m| m.tell_web(json!({"type": "clock", "now_ms": now_ms})));
            Json(json!({"now_ms": now_ms}))
        }
        Err(error) => Json(json!({"now_ms": now.0, "error": error})),
    }
}

/// Goes there by way of every moment at which something is due.
async fn walk(server: &Server, hand: &HandClock, to: At) {
    let Some(next_due) = &server.0.options.next_due else {
        return hand.set(to);
    };
    for _ in 0..STOPS {
        match next_due().await {
            Some(due) if due < to => {
                hand.set(due);
                happened(server, next_due).await;
            }
            _ => break,
        }
    }
    hand.set(to);
    happened(server, next_due).await;
}

/// Waits until nothing is due any more and what came of it has been said.
async fn happened(server: &Server, next_due: &NextDue) {
    let clock = &server.0.options.clock;
    let done = async {
        while next_due().await.is_some_and(|due| due <= clock.now()) {
            tokio::time::sleep(LOOK).await;
        }
        let said = || lock(&server.0.log).count;
        let mut before = None;
        while before != Some(said()) {
            before = Some(said());
            tokio::time::sleep(QUIET).await;
        }
    };
    // What takes longer goes on while the clock does.
    drop(tokio::time::timeout(PATIENCE, done).await);
}

/// The next nine o'clock in a time zone.
fn next_morning(now: At, tz: &str) -> Option<At> {
    let tz: chrono_tz::Tz = tz.parse().ok()?;
    let mut day = now.utc().with_timezone(&tz).date_naive();
    for _ in 0..3 {
        let nine = day.and_time(NaiveTime::from_hms_opt(9, 0, 0)?);
        if let Some(at) = tz
            .from_local_datetime(&nine)
            .earliest()
            .map(|t| At(t.timestamp_millis()))
            && at > now
        {
            return Some(at);
        }
        day = day.succ_opt()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::Mutex;

    use futures::FutureExt as _;

    use super::*;
    use crate::clock::Clock as _;
    use crate::sandbox::Limits;
    use crate::sandbox::Options;

    type Shared = Arc<Mutex<Vec<At>>>;

    /// Whoever runs timers does so between two looks.
    fn timers(clock: Arc<HandClock>, due: Shared, seen: Shared) -> NextDue {
        Arc::new(move || {
            let mut due = due.lock().unwrap();
            while due.last().is_some_and(|at| *at <= clock.now()) {
                seen.lock().unwrap().push(clock.now());
                due.pop();
            }
            std::future::ready(due.last().copied()).boxed()
        })
    }

    #[tokio::test]
    async fn the_clock_stops_wherever_something_is_due() {
        let clock = Arc::new(HandClock::standing(At(0)));
        let due = Arc::new(Mutex::new(vec![At(60_000), At(30_000), At(20_000)]));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let next_due = timers(clock.clone(), due.clone(), seen.clone());
        let server = Server::start(Options {
            addr: "127.0.0.1:0".parse().unwrap(),
            clock: clock.clone(),
            hand: Some(clock.clone()),
            token: "t".to_owned(),
            limits: Limits::Generous,
            next_due: Some(next_due),
            data: None,
            tips: Vec::new(),
        })
        .await
        .unwrap();
        walk(&server, &clock, At(50_000)).await;
        assert_eq!(*seen.lock().unwrap(), [At(20_000), At(30_000)]);
        assert_eq!(clock.now(), At(50_000));
    }
}
