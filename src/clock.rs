//! Time as the program knows it: moments, lengths, and the one place they are read from.
//!
//! Production reads the system's clock; the sandbox and the tests move theirs by hand. Nothing else
//! may ask the operating system what time it is, so that a week can be played through in seconds.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct At(pub i64);

/// A length of time in milliseconds; may be negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Span(pub i64);

impl At {
    /// The same moment for calendar arithmetic. Moments beyond chrono's range are clamped to its ends.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_millis_opt(self.0)
            .single()
            .unwrap_or(if self.0 < 0 {
                DateTime::<Utc>::MIN_UTC
            } else {
                DateTime::<Utc>::MAX_UTC
            })
    }

    /// Whole seconds since the epoch, as Discord's `<t:…>` wants them.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }
}

impl From<DateTime<Utc>> for At {
    fn from(t: DateTime<Utc>) -> Self {
        At(t.timestamp_millis())
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// So many milliseconds.
    pub const fn millis(n: i64) -> Self {
        Span(n)
    }
    /// So many seconds.
    pub const fn seconds(n: i64) -> Self {
        Span(n * 1000)
    }
    /// So many minutes.
    pub const fn minutes(n: i64) -> Self {
        Span(n * 60_000)
    }
    /// So many hours.
    pub const fn hours(n: i64) -> Self {
        Span(n * 3_600_000)
    }
    /// So many times 24 hours.
    pub const fn days(n: i64) -> Self {
        Span(n * 86_400_000)
    }
    /// As a `Duration`; a negative length is none.
    pub fn duration(self) -> Duration {
        Duration::from_millis(u64::try_from(self.0).unwrap_or(0))
    }
}

impl Add<Span> for At {
    type Output = At;
    fn add(self, s: Span) -> At {
        At(self.0.saturating_add(s.0))
    }
}
impl Sub<Span> for At {
    type Output = At;
    fn sub(self, s: Span) -> At {
        At(self.0.saturating_sub(s.0))
    }
}
impl Sub for At {
    type Output = Span;
    fn sub(self, o: At) -> Span {
        Span(self.0.saturating_sub(o.0))
    }
}
impl fmt::Debug for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.utc().format("%Y-%m-%dT%H:%M:%S%.3fZ"))
    }
}
impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}ms", self.0)
    }
}

/// Where time is read from.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> At;
    /// Changes whenever the clock is moved by hand, so that who waits for a moment looks again.
    fn moved(&self) -> watch::Receiver<u64>;
}

/// Waits until the clock shows `at` or later. With a hand-moved clock that stands still this ends
/// only when somebody moves it.
pub async fn sleep_until(clock: &dyn Clock, at: At) {
    let mut moved = clock.moved();
    loop {
        moved.borrow_and_update();
        let left = at - clock.now();
        if left <= Span::ZERO {
            return;
        }
        // A long wait is cut up, so that a system clock that was set is noticed within a minute.
        let nap = left.duration().min(Duration::from_secs(60));
        tokio::select! {
            () = tokio::time::sleep(nap) => {}
            changed = moved.changed() => if changed.is_err() { tokio::time::sleep(nap).await; },
        }
    }
}

/// The system's clock.
pub struct SystemClock(watch::Sender<u64>);

impl SystemClock {
    /// The system's clock.
    pub fn new() -> Self {
        SystemClock(watch::Sender::new(0))
    }
}
impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the system's clock"
)]
fn system_now() -> At {
    At(Utc::now().timestamp_millis())
}

impl Clock for SystemClock {
    fn now(&self) -> At {
        system_now()
    }
    fn moved(&self) -> watch::Receiver<u64> {
        self.0.subscribe()
    }
}

/// A clock that is moved by hand: either it runs along with the system's at an offset (the sandbox),
/// or it stands still between moves (tests).
pub struct HandClock {
    face: RwLock<Face>,
    moved: watch::Sender<u64>,
}

#[derive(Clone, Copy)]
enum Face {
    Standing(At),
    /// So far from the system's.
    Running(Span),
}

impl Face {
    fn now(self) -> At {
        match self {
            Face::Standing(at) => at,
            Face::Running(ahead) => system_now() + ahead,
        }
    }
}

impl HandClock {
    fn showing(face: Face) -> Self {
        HandClock {
            face: RwLock::new(face),
            moved: watch::Sender::new(0),
        }
    }
    /// Stands at `at` until it is moved.
    pub fn standing(at: At) -> Self {
        Self::showing(Face::Standing(at))
    }
    /// Shows `at` now and runs on from there.
    pub fn running(at: At) -> Self {
        Self::showing(Face::Running(at - system_now()))
    }
    /// Sets the clock. It never goes back: an earlier moment is ignored.
    pub fn set(&self, at: At) {
        self.change(|face| match face {
            Face::Standing(now) => Face::Standing(now.max(at)),
            Face::Running(ahead) => Face::Running(ahead.max(at - system_now())),
        });
    }
    /// Moves the clock forward.
    pub fn advance(&self, by: Span) {
        self.set(self.now() + by);
    }
    /// Runs on from what it shows.
    pub fn run(&self) {
        self.change(|face| Face::Running(face.now() - system_now()));
    }
    fn change(&self, to: impl FnOnce(Face) -> Face) {
        let mut face = self.face.write().unwrap_or_else(PoisonError::into_inner);
        *face = to(*face);
        drop(face);
        self.moved.send_modify(|n| *n += 1);
    }
}

impl Clock for HandClock {
    fn now(&self) -> At {
        let face = self.face.read().unwrap_or_else(PoisonError::into_inner);
        face.now()
    }
    fn moved(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }
}
