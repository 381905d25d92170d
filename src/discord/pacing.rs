//! When a request may be made without being refused: buckets and the global limit, learned from what Discord says.
//!
//! Pure: moments are arguments. They are real time (`Instant`), never the domain's clock: the limits are Discord's.
//! A route nobody has answered for yet sends one request at a time. Requests that are not pages leave a slot of each window,
//! and a few of each second, unused until others are about to become free, so that a page finds the road open.
//! Nobody knows when a request on its way is counted: somewhere between its sending and its answer. So a place in the second is
//! free a second after the *answer*, less the time that a request and its answer take at least.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Requests a second for a bot over all routes (Discord's documentation), and how many of them only pages may use.
const GLOBAL: usize = 50;
const GLOBAL_FOR_PAGES: usize = 1;
const GLOBAL_WINDOW: Duration = Duration::from_millis(1_002);
/// What is kept for pages is free for everybody when the next becomes free so soon: a page waits no longer than that. Any longer
/// and pages are late; any shorter and a rush takes longer than it need.
const RELEASE: Duration = Duration::from_millis(290);
/// When so many places in the second are left over, a few channels may use the place kept for pages early: one in sixteen of
/// those that were sent to of late, twice as many if they hold the others up by so much.
const LEFT_OVER: usize = 4;
const EARLY: usize = 16;
const HOLDS_UP: Duration = Duration::from_millis(725);
const OF_LATE: Duration = Duration::from_secs(5);
/// Added to a window's end: Discord rounds it to milliseconds.
const MARGIN: Duration = Duration::from_millis(2);
/// Two ends of windows that differ by less are the same.
const SAME: Duration = Duration::from_millis(200);
/// Look again so soon when what decides is an answer on its way.
const AWAIT: Duration = Duration::from_millis(10);
/// A slot that was taken and never answered for (the claim was lost to another process) is given back after so long.
const LOST: Duration = Duration::from_secs(10);
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
    limit: Option<u32>,
    /// Of the present window.
    used: u32,
    /// Unknown until the first answer in a window: it begins when Discord counts its first request.
    ends: Option<Instant>,
    /// When the requests that are on their way were sent.
    flying: VecDeque<Instant>,
    blocked_until: Option<Instant>,
    /// A page was sent here.
    pages: bool,
}

/// In a rush the places kept for pages become free in all channels at the same moment, more of them than the next second can
/// take. A few that are used before, when nothing else can be sent, keep the rush from waiting for another second at its end.
#[derive(Default)]
struct Early {
    /// When windows began, of late.
    windows: VecDeque<Instant>,
    /// Until when places kept for pages are used.
    used: VecDeque<Instant>,
}

/// The places in a second over all routes.
#[derive(Default)]
struct Global {
    flying: VecDeque<Instant>,
    /// When the places of answered requests become free, in order.
    frees: VecDeque<Instant>,
    /// The shortest time between a request and its answer, of late.
    trip: Option<Duration>,
    blocked_until: Option<Instant>,
}

/// The state of all limits.
#[derive(Default)]
pub(super) struct Pacing {
    /// Route and major parameter → bucket; until it is known the route is its own.
    names: HashMap<String, String>,
    buckets: HashMap<String, Bucket>,
    global: Global,
    early: Early,
    invalid: VecDeque<Instant>,
}

impl Pacing {
    /// How long a request on `route` must wait; `None` takes its slot.
    pub(super) fn admit(&mut self, route: &str, page: bool, now: Instant) -> Option<Duration> {
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
        if let Some(pause) = self.global.pause(page, now) {
            return Some(pause);
        }
        let name = self
            .names
            .get(route)
            .map_or(route, String::as_str)
            .to_owned();
        let bucket = self.buckets.entry(name).or_default();
        if let Some((pause, kept)) = bucket.pause(page, now) {
            if !kept || bucket.pages || !self.early.would_help(pause, now) {
                return Some(pause);
            }
            let idle = self.global.idle_in(now);
            if !idle.is_zero() {
                return Some(pause.min(idle));
            }
            self.early.used.push_back(now + pause);
        }
        bucket.pages |= page;
        bucket.used += 1;
        if bucket.used == 1 {
            self.early.windows.push_back(now);
        }
        bucket.flying.push_back(now);
        self.global.flying.push_back(now);
        None
    }

    /// What was admitted on `route` is not sent after all: its slot is free again.
    pub(super) fn give_back(&mut self, route: &str) {
        let name = self.names.get(route).map_or(route, String::as_str);
        let Some(bucket) = self.buckets.get_mut(name) else {
            return;
        };
        let Some(taken) = bucket.flying.pop_back() else {
            return;
        };
        bucket.used = bucket.used.saturating_sub(1);
        let flying = &mut self.global.flying;
        if let Some(place) = flying.iter().rposition(|at| *at == taken) {
            flying.remove(place);
        }
    }

    /// An answer came; or none did (`None`).
    pub(super) fn learn(&mut self, route: &str, told: Option<&Told>, now: Instant) {
        let name = self
            .names
            .get(route)
            .cloned()
            .unwrap_or_else(|| route.to_owned());
        let mut bucket = self.buckets.remove(&name).unwrap_or_default();
        if let Some(sent) = bucket.flying.pop_front() {
            self.global.answered(sent, told.is_some(), now);
        }
        let Some(told) = told else {
            self.buckets.insert(name, bucket);
            return;
        };
        if told.invalid {
            self.invalid.push_back(now);
        }
        match told.retry_after {
            Some(retry) if told.global => self.global.blocked_until = Some(now + retry + MARGIN),
            Some(retry) => bucket.blocked_until = Some(now + retry + MARGIN),
            None => {}
        }
        let name = match &told.bucket {
            Some(hash) => {
                // The same bucket for another channel is another bucket: the route carries the major parameter.
                let major = route.split_once(' ').map_or(route, |(major, _)| major);
                let known = format!("{major} {hash}");
                self.names.insert(route.to_owned(), known.clone());
                known
            }
            None => name,
        };
        // Another route may have led to this bucket before.
        let mut bucket = match self.buckets.remove(&name) {
            Some(known) => known.joined(bucket),
            None => bucket,
        };
        bucket.learn(told, now);
        self.buckets.insert(name, bucket);
        self.forget_idle(now);
    }

    /// A bot lives for months and meets many channels: windows long over are forgotten.
    fn forget_idle(&mut self, now: Instant) {
        if self.buckets.len() > 4_096 {
            self.buckets
                .retain(|_, b| !b.flying.is_empty() || b.ends.is_some_and(|ends| ends > now));
            let buckets = &self.buckets;
            self.names.retain(|_, name| buckets.contains_key(name));
        }
    }
}

fn drop_lost(flying: &mut VecDeque<Instant>, now: Instant) {
    while flying
        .front()
        .is_some_and(|sent| now.saturating_duration_since(*sent) > LOST)
    {
        flying.pop_front();
    }
}

impl Early {
    fn would_help(&mut self, pause: Duration, now: Instant) -> bool {
        let old = |at: &Instant| now.saturating_duration_since(*at) > OF_LATE;
        while self.windows.front().is_some_and(old) {
            self.windows.pop_front();
        }
        self.used.retain(|until| *until > now);
        let twice = if pause >= HOLDS_UP { 2 } else { 1 };
        self.used.len() < self.windows.len() * twice / EARLY
    }
}

impl Global {
    /// When places are left over.
    fn idle_in(&self, now: Instant) -> Duration {
        let Some(most) = (GLOBAL - LEFT_OVER).checked_sub(self.flying.len()) else {
            return AWAIT;
        };
        match self.frees.len().checked_sub(most + 1) {
            None => Duration::ZERO,
            Some(place) => self.frees.get(place).map_or(Duration::ZERO, |at| *at - now),
        }
    }

    fn pause(&mut self, page: bool, now: Instant) -> Option<Duration> {
        if let Some(until) = self.blocked_until.filter(|until| *until > now) {
            return Some(until - now);
        }
        drop_lost(&mut self.flying, now);
        while self.frees.front().is_some_and(|at| *at <= now) {
            self.frees.pop_front();
        }
        let free = GLOBAL.saturating_sub(self.flying.len() + self.frees.len());
        if free == 0 {
            let next = self.frees.front().map(|at| *at - now);
            return Some(next.unwrap_or(AWAIT).max(Duration::from_millis(1)));
        }
        // So many others must be about to become free before one of the kept ones may be used.
        let wanted = (GLOBAL_FOR_PAGES + 1).saturating_sub(free);
        if page || wanted == 0 {
            return None;
        }
        let left = self
            .frees
            .get(wanted - 1)
            .map(|at| (*at - now).saturating_sub(RELEASE));
        left.map_or(Some(AWAIT), |left| {
            Some(left).filter(|left| !left.is_zero())
        })
    }

    fn answered(&mut self, sent: Instant, heard: bool, now: Instant) {
        if let Some(place) = self.flying.iter().position(|at| *at == sent) {
            self.flying.remove(place);
        }
        let trip = now.saturating_duration_since(sent);
        let shortest = self
            .trip
            .map_or(trip, |s| if trip < s { trip } else { s + (trip - s) / 512 });
        if heard {
            self.trip = Some(shortest);
        }
        let at = now + GLOBAL_WINDOW - (shortest / 2).min(GLOBAL_WINDOW / 2);
        let place = self.frees.partition_point(|known| *known <= at);
        self.frees.insert(place, at);
    }
}

impl Bucket {
    /// How long to wait, and whether only because the last place is kept for pages.
    fn pause(&mut self, page: bool, now: Instant) -> Option<(Duration, bool)> {
        if let Some(until) = self.blocked_until.filter(|until| *until > now) {
            return Some((until - now, false));
        }
        drop_lost(&mut self.flying, now);
        let flying = u32::try_from(self.flying.len()).unwrap_or(u32::MAX);
        let Some(limit) = self.limit else {
            // A page does not wait for a stranger's first answer, but for its own.
            let most = if page { 2 } else { 1 };
            return (flying >= most).then_some((AWAIT, false));
        };
        if self.ends.is_none_or(|ends| ends <= now) && (self.ends.is_some() || flying == 0) {
            // The next window begins with its first request. What is on its way may be counted in it.
            self.ends = None;
            self.used = flying;
        }
        let left = self.ends.map(|ends| ends - now);
        if self.used >= limit {
            let pause = left.unwrap_or(AWAIT).max(Duration::from_millis(1));
            return Some((pause, false));
        }
        if page || limit < 3 || self.used + 1 < limit {
            return None;
        }
        let Some(left) = left else {
            return Some((AWAIT, false));
        };
        let pause = left.saturating_sub(RELEASE);
        (!pause.is_zero()).then_some((pause, true))
    }

    fn learn(&mut self, told: &Told, now: Instant) {
        let (Some(limit), Some(remaining), Some(reset)) =
            (told.limit, told.remaining, told.reset_after)
        else {
            if told.bucket.is_none() && told.retry_after.is_none() {
                // A route without a limit of its own.
                self.limit = Some(u32::MAX);
            }
            return;
        };
        self.limit = Some(limit.max(1));
        let (spent, told_end) = (limit.saturating_sub(remaining), now + reset + MARGIN);
        match self.ends {
            // The answer comes later than Discord wrote it: the earliest end it told is the best.
            Some(ends) if told_end <= ends + SAME => {
                self.ends = Some(ends.min(told_end));
                self.used = self.used.max(spent);
            }
            // Counted in a window that was over before this one began.
            None if reset.is_zero() => {}
            _ => {
                let flying = u32::try_from(self.flying.len()).unwrap_or(u32::MAX);
                self.ends = Some(told_end);
                self.used = spent.saturating_add(flying);
            }
        }
    }

    fn joined(mut self, other: Bucket) -> Bucket {
        self.used += other.used;
        self.flying.extend(other.flying);
        self.flying.make_contiguous().sort();
        self.blocked_until = self.blocked_until.max(other.blocked_until);
        self
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
    fn what_is_given_back_is_free_again() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        for _ in 0..100 {
            assert_eq!(pacing.admit("c POST", true, now), None);
            pacing.give_back("c POST");
        }
        assert_eq!(pacing.admit("c POST", false, now), None);
        pacing.learn("c POST", Some(&told(5, 4, 5_000)), now);
        assert_eq!(pacing.admit("c POST", false, now), None);
        pacing.give_back("c POST");
        let taken = (0..10)
            .filter(|_| pacing.admit("c POST", false, now).is_none())
            .count();
        assert_eq!(taken, 3);
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
        for left in (0..4).rev() {
            pacing.learn("c POST", Some(&told(5, left, 5_000)), now);
        }
        assert_eq!(
            pacing.admit("c POST", false, now + wait),
            None,
            "the next window"
        );
    }

    #[test]
    fn what_is_still_on_its_way_may_be_counted_in_the_next_window() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        pacing.admit("c POST", false, now);
        pacing.learn("c POST", Some(&told(5, 4, 5_000)), now);
        assert_eq!(pacing.admit("c POST", true, now), None);
        let later = now + Duration::from_secs(6);
        let taken = (0..10)
            .filter(|_| pacing.admit("c POST", true, later).is_none())
            .count();
        assert_eq!(taken, 4);
    }

    #[test]
    fn a_slot_taken_and_never_used_is_given_back() {
        let (mut pacing, now) = (Pacing::default(), Instant::now());
        assert_eq!(pacing.admit("c POST", false, now), None);
        assert!(pacing.admit("c POST", false, now + LOST).is_some());
        assert_eq!(pacing.admit("c POST", false, now + LOST * 2), None);
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
        assert_eq!(
            pacing.admit("other POST", true, now),
            Some(AWAIT),
            "until one is answered"
        );
        for n in 0..taken {
            pacing.learn(&format!("c{n} POST"), Some(&told(5, 4, 5_000)), now);
        }
        let wait = pacing
            .admit("other POST", true, now)
            .expect("the second is full");
        assert!(wait <= GLOBAL_WINDOW);
        assert_eq!(pacing.admit("other POST", false, now + wait), None);
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
