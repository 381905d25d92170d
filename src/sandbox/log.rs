//! What came in: the last requests, and everything that broke the rules.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

use crate::clock::At;
use crate::clock::Clock as _;
use crate::clock::SystemClock;
use crate::sandbox::Violation;

/// How many requests are kept.
const KEPT: usize = 20_000;
/// How many of them with their bodies.
const BODIES: usize = 4_000;

/// A request that was answered.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// When, by the server's clock.
    pub at: At,
    /// When, in seconds of the real time since 1970.
    pub real: f64,
    /// GET, POST, …
    pub method: String,
    /// The path after `/api/v10`.
    pub path: String,
    /// What it was answered with.
    pub status: u16,
    /// The JSON body; null where there was none, or where it is long ago.
    pub body: Value,
}

impl Seen {
    /// The real time in seconds since 1970.
    pub(crate) fn epoch() -> f64 {
        let ms = SystemClock::new().now().0;
        std::time::Duration::from_millis(u64::try_from(ms).unwrap_or(0)).as_secs_f64()
    }
}

/// The log.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) seen: VecDeque<Seen>,
    pub(crate) violations: Vec<Violation>,
    /// How many requests there were.
    pub(crate) count: u64,
}

impl Log {
    /// Notes a request.
    pub(crate) fn note(&mut self, at: At, method: &str, path: &str, status: u16, body: &Value) {
        self.count += 1;
        self.seen.push_back(Seen {
            at,
            real: Seen::epoch(),
            method: method.to_owned(),
            path: path.to_owned(),
            status,
            body: body.clone(),
        });
        if let Some(old) = self
            .seen
            .len()
            .checked_sub(BODIES)
            .and_then(|n| self.seen.get_mut(n))
        {
            old.body = Value::Null;
        }
        if self.seen.len() > KEPT {
            self.seen.pop_front();
        }
    }
}
