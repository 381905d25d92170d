//! When a request may be made without being refused: buckets and the global limit, learned from what Discord says.
//!
//! Pure: moments are arguments. They are real time (`Instant`), never the domain's clock: the limits are Discord's.
//! A route nobody has answered for yet sends one request at a time. Requests that are not pages leave a slot of each window
//! unused until the window is nearly over, so that a page finds the road open.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Requests a second for a bot over all routes (Discord's documentation), and how many of them only pages may use.
const GLOBAL: usize = 50;
const GLOBAL_FOR_PAGES: usize = 1;
/// A second, and what the network may squeeze out of it on the way.
const GLOBAL_WINDOW: Duration = Duration::from_millis(1_010);
/// The kept slot of a bucket is free for everybody this long before the window ends.
const RELEASE: Duration = Duration::from_millis(900);
/// Added to a window's end: our clock is not the server's.
const MARGIN: Duration = Duration::from_millis(15);
/// Refused requests in ten minutes (401, 403, 429 of our own) after which Discord would shut an address out.
const INVALID: usize = 10_000;
const INVALID_WINDOW: Duration = Duration::from_secs(600);

/// What the headers of an answer said.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Told {
    pub(super) bucket: Option<String>,
    pub(super) limit: Option<u32>,
    pub(super) remaining: Option<u32>,
    pub(super) reset_after: Option<Duration>,
    /// Of a 429: how long, and whether it is about everything.
    pub(super) retry_after: Option<Duration>,
    pub(super) global: bool,
    /// Counts towards being shut out.
    pub(super) invalid: bool,
}

#[derive(Default)]
struct Bucket {
    /// Unknown until the first answer.
    window: Option<Window>,
    flying: u32,
    blocked_until: Option<Instant>,
}

struct Window {
    limit: u32,
    remaining: u32,
    ends: Instant,
}

/// The state of all limits.
#[derive(Default)]
pub(super) struct Pacing {
    /// Route and major parameter → bucket; until it is known the route is its own.
    names: HashMap<String, String>,
    buckets: HashMap<String, Bucket>,
    sent: VecDeque<Instant>,
    blocked_until: Option<Instant>,
    invalid: VecDeque<Instant>,
}

impl Pacing {
    /// How long a request on `route` must wait; `None` takes its slot.
    pub(super) fn admit(&mut self, route: &str, page: bool, now: Instant) -> Option<Duration> {
        while self
            .sent
            .front()
            .is_some_and(|at| now.saturating_duration_since(*at) >= GLOBAL_WINDOW)
        {
            self.sent.pop_front();
        }
        while self
            .invalid
            .front()
            .is_some_and(|at| now.saturating_duration_since(*at) >= INVALID_WINDOW)
        {
            self.invalid.pop_front();
        }
        if let Some(oldest) = self
            .invalid
            .front()
            .filter(|_| self.invalid.len() >= INVALID - 100)
        {
            return Some((*oldest + INVALID_WINDOW).saturating_duration_since(now));
        }
        if let Some(until) = self.blocked_until.filter(|until| *until > now) {
            return Some(until - now);
        }
        let most = if page {
            GLOBAL
        } else {
            GLOBAL - GLOBAL_FOR_PAGES
        };
        if self.sent.len() >= most {
            let frees = self
                .sent
                .get(self.sent.len() - most)
                .map_or(now, |at| *at + GLOBAL_WINDOW);
            return Some(
                frees
                    .saturating_duration_since(now)
                    .max(Duration::from_millis(1)),
            );
        }
        let name = self
            .names
            .get(route)
            .map_or(route, String::as_str)
            .to_owned();
        let bucket = self.buckets.entry(name).or_default();
        if let Some(pause) = bucket.admit(page, now) {
            return Some(pause);
        }
        self.sent.push_back(now);
        None
    }

    /// An answer came; or none did (`None`).
    pub(super) fn learn(&mut self, route: &str, told: Option<&Told>, now: Instant) {
        let name = self
            .names
            .get(route)
            .cloned()
            .unwrap_or_else(|| route.to_owned());
        let flying = match self.buckets.get_mut(&name) {
            Some(bucket) => {
                bucket.flying = bucket.flying.saturating_sub(1);
                bucket.flying
            }
            None => 0,
        };
        let Some(told) = told else { return };
        if told.invalid {
            self.invalid.push_back(now);
        }
        if let (Some(retry), true) = (told.retry_after, told.global) {
            self.blocked_until = Some(now + retry + MARGIN);
        }
        let name = match &told.bucket {
            Some(hash) => {
                // The same bucket for another channel is another bucket: the route carries the major parameter.
                let major = route.split_once(' ').map_or(route, |(major, _)| major);
                let known = format!("{major} {hash}");
                self.names.insert(route.to_owned(), known.clone());
                if known != name {
                    self.buckets.remove(&name);
                }
                known
            }
            None => name,
        };
        let bucket = self.buckets.entry(name).or_default();
        bucket.flying = flying;
        if let (Some(retry), false) = (told.retry_after, told.global) {
            bucket.blocked_until = Some(now + retry + MARGIN);
        }
        if let (Some(limit), Some(remaining), Some(reset)) =
            (told.limit, told.remaining, told.reset_after)
        {
            let remaining = remaining.saturating_sub(flying);
            bucket.window = Some(Window {
                limit,
                remaining,
                ends: now + reset + MARGIN,
            });
        }
        self.forget_idle(now);
    }

    /// A bot lives for months and meets many channels: windows long over are forgotten.
    fn forget_idle(&mut self, now: Instant) {
        if self.buckets.len() > 4_096 {
            self.buckets
                .retain(|_, b| b.flying > 0 || b.window.as_ref().is_some_and(|w| w.ends > now));
            let buckets = &self.buckets;
            self.names.retain(|_, name| buckets.contains_key(name));
        }
    }
}

impl Bucket {
    fn admit(&mut self, page: bool, now: Instant) -> Option<Duration> {
        if let Some(until) = self.blocked_until.filter(|until| *until > now) {
            return Some(until - now);
        }
        let Some(window) = &mut self.window else {
            if self.flying > 0 && !page {
                return Some(Duration::from_millis(20));
            }
            self.flying += 1;
            return None;
        };
        if window.ends <= now {
            // The next window begins with its first request; until the answer says more it is as long as limits usually are.
            window.remaining = window.limit.saturating_sub(self.flying);
            window.ends = now + Duration::from_secs(5);
        }
        let left = window.ends.saturating_duration_since(now);
        let kept = u32::from(!page && window.limit >= 3 && left > RELEASE);
        if window.remaining > kept {
            window.remaining -= 1;
            self.flying += 1;
            return None;
        }
        let frees = if window.remaining > 0 {
            left.saturating_sub(RELEASE)
        } else {
            left
        };
        Some(frees.max(Duration::from_millis(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(limit: u32, remaining: u32, reset: u64) -> Told {
        Told {
            bucket: Some("b".into()),
            limit: Some(limit),
            remaining: Some(remaining),
            reset_after: Some(Duration::from_millis(reset)),
            ..Told::default()
        }
    }

    #[test]
    fn an_unknown_route_sends_one_at_a_time() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        assert_eq!(pacing.admit("c1 POST", false, now), None);
        assert!(pacing.admit("c1 POST", false, now).is_some());
        assert_eq!(pacing.admit("c2 POST", false, now), None, "another channel");
        pacing.learn("c1 POST", Some(&told(5, 4, 5_000)), now);
        assert_eq!(pacing.admit("c1 POST", false, now), None);
    }

    #[test]
    fn a_window_is_used_up_but_for_the_slot_kept_for_pages() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        pacing.admit("c POST", false, now);
        pacing.learn("c POST", Some(&told(5, 4, 5_000)), now);
        let taken = (0..10)
            .filter(|_| pacing.admit("c POST", false, now).is_none())
            .count();
        assert_eq!(taken, 3);
        assert_eq!(
            pacing.admit("c POST", true, now),
            None,
            "a page takes the kept one"
        );
        let wait = pacing.admit("c POST", true, now).expect("all are used");
        assert!(wait >= Duration::from_millis(5_000));
        (0..4).for_each(|_| pacing.learn("c POST", None, now));
        assert_eq!(
            pacing.admit("c POST", false, now + wait),
            None,
            "the next window"
        );
    }

    #[test]
    fn the_kept_slot_is_free_when_the_window_is_nearly_over() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        pacing.admit("c POST", false, now);
        pacing.learn("c POST", Some(&told(5, 1, 5_000)), now);
        let wait = pacing.admit("c POST", false, now).expect("kept for a page");
        assert!(wait < Duration::from_millis(5_000));
        assert_eq!(pacing.admit("c POST", false, now + wait), None);
    }

    #[test]
    fn no_second_sees_more_than_fifty() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        let taken = (0..80)
            .filter(|n| pacing.admit(&format!("c{n} POST"), false, now).is_none())
            .count();
        assert_eq!(taken, GLOBAL - GLOBAL_FOR_PAGES);
        assert_eq!(pacing.admit("page POST", true, now), None);
        let wait = pacing
            .admit("other POST", true, now)
            .expect("the second is full");
        assert!(wait <= GLOBAL_WINDOW);
        assert_eq!(pacing.admit("other POST", false, now + GLOBAL_WINDOW), None);
    }

    #[test]
    fn a_refusal_is_honoured() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        pacing.admit("c POST", false, now);
        let refused = Told {
            retry_after: Some(Duration::from_millis(1_500)),
            invalid: true,
            ..Told::default()
        };
        pacing.learn("c POST", Some(&refused), now);
        assert!(
            pacing.admit("c POST", true, now).expect("blocked") >= Duration::from_millis(1_500)
        );
        assert_eq!(pacing.admit("d POST", false, now), None, "only that route");
        pacing.learn(
            "d POST",
            Some(&Told {
                global: true,
                ..refused
            }),
            now,
        );
        assert!(pacing.admit("e POST", true, now).is_some(), "everything");
        assert_eq!(
            pacing.admit("e POST", true, now + Duration::from_secs(2)),
            None
        );
    }
}
