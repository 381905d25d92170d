//! Plays a rush against a Discord of the test's own, in virtual time: what is refused, how long it all takes, how long pages wait.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::discord::pacing::{Pacing, Told};

const MS: Duration = Duration::from_millis(1);
/// The bot starts so many milliseconds after its clock began.
const BEGIN: u64 = 1_000;

/// How the network and Discord behave.
#[derive(Clone, Copy, Debug)]
struct World {
    /// One way, at least and at most, in milliseconds.
    latency: (u64, u64),
    /// The global limit counts over any second (else: a second that begins with its first request).
    sliding: bool,
    /// Whether the 50 channels are met for the first time.
    unknown: bool,
    seed: u64,
}

#[derive(Default)]
struct Discord {
    windows: HashMap<usize, (u32, u64)>,
    second: Vec<u64>,
    refused: Vec<(u64, bool)>,
}

impl Discord {
    fn take(&mut self, world: World, channel: usize, now: u64) -> Told {
        if world.sliding {
            self.second.retain(|at| at + 1_000 > now);
        } else if self.second.first().is_some_and(|at| at + 1_000 <= now) {
            self.second.clear();
        }
        if self.second.len() >= 50 {
            self.refused.push((now, true));
            return Told {
                retry_after: Some(MS * 500),
                global: true,
                invalid: true,
                ..Told::default()
            };
        }
        self.second.push(now);
        let window = self.windows.entry(channel).or_insert((5, 0));
        if now >= window.1 {
            *window = (5, now + 5_000);
        }
        let refused = window.0 == 0;
        window.0 = window.0.saturating_sub(1);
        let left = Duration::from_millis(window.1 - now);
        if refused {
            self.refused.push((now, false));
        }
        Told {
            bucket: Some("messages".into()),
            limit: Some(5),
            remaining: Some(window.0),
            reset_after: Some(left),
            retry_after: refused.then_some(left),
            global: false,
            invalid: refused,
        }
    }
}

enum Fact {
    Arrives {
        channel: usize,
        page: bool,
    },
    Answered {
        channel: usize,
        page: bool,
        told: Told,
    },
}

/// What came of it: the moment the last post was sent, the pages' waiting, the refusals.
#[derive(Debug)]
struct Seen {
    last: u64,
    /// How long each page waited.
    pages: Vec<u64>,
    refused: Vec<(u64, bool)>,
}

fn random(seed: &mut u64, range: (u64, u64)) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    range.0 + (*seed >> 33) % (range.1 - range.0 + 1)
}

/// A rush being played.
struct Game {
    world: World,
    pacing: Pacing,
    discord: Discord,
    base: Instant,
    seed: u64,
    routes: Vec<String>,
    /// Posts still to be sent, and whether one is on its way, by channel.
    left: Vec<usize>,
    busy: Vec<bool>,
    /// Pages still to be sent: when they are queued, and where.
    pages: Vec<(u64, usize)>,
    /// What will happen, and when.
    facts: Vec<(u64, Fact)>,
    seen: Seen,
    now: u64,
    /// When the bot looks again at the latest.
    next: u64,
}

impl Game {
    fn at(&self) -> Instant {
        self.base + Duration::from_millis(self.now)
    }

    fn look_again(&mut self, pause: Duration) {
        // Whole milliseconds, rounded up.
        let pause = pause.as_micros().div_ceil(1_000).max(1);
        self.next = self.next.min(self.now + u64::try_from(pause).unwrap());
    }

    fn later(&mut self, fact: Fact) {
        let moment = self.now + random(&mut self.seed, self.world.latency);
        self.facts.push((moment, fact));
    }

    fn happen(&mut self, fact: Fact) {
        match fact {
            Fact::Arrives { channel, page } => {
                let told = self.discord.take(self.world, channel, self.now);
                self.later(Fact::Answered {
                    channel,
                    page,
                    told,
                });
            }
            Fact::Answered {
                channel,
                page,
                told,
            } => {
                if told.retry_after.is_some() && !page {
                    self.left[channel] += 1;
                }
                self.busy[channel] &= page;
                let at = self.at();
                self.pacing.learn(&self.routes[channel], Some(&told), at);
            }
        }
    }

    fn send_pages(&mut self) {
        for (queued, channel) in std::mem::take(&mut self.pages) {
            let at = self.at();
            let pause = if queued + BEGIN > self.now {
                Some(MS * u32::try_from(queued + BEGIN - self.now).unwrap())
            } else {
                self.pacing.admit(&self.routes[channel], true, at)
            };
            if let Some(pause) = pause {
                self.look_again(pause);
                self.pages.push((queued, channel));
            } else {
                self.seen.pages.push(self.now - BEGIN - queued);
                self.later(Fact::Arrives {
                    channel,
                    page: true,
                });
            }
        }
    }

    fn send_posts(&mut self) {
        // The oldest first: those of whom most is left.
        let mut order: Vec<usize> = (0..self.left.len())
            .filter(|c| self.left[*c] > 0 && !self.busy[*c])
            .collect();
        order.sort_by_key(|c| std::cmp::Reverse(self.left[*c]));
        for channel in order {
            if self.busy.iter().filter(|b| **b).count() >= 48 {
                break;
            }
            let at = self.at();
            if let Some(pause) = self.pacing.admit(&self.routes[channel], false, at) {
                self.look_again(pause);
                continue;
            }
            self.left[channel] -= 1;
            self.busy[channel] = true;
            self.seen.last = self.now - BEGIN;
            self.later(Fact::Arrives {
                channel,
                page: false,
            });
        }
    }

    fn play(mut self) -> Seen {
        while !(self.facts.is_empty() && self.pages.is_empty() && self.left.iter().all(|n| *n == 0))
        {
            assert!(self.now < 60_000, "it ends: {:?}", self.left);
            self.next = u64::MAX;
            let now = self.now;
            let due: Vec<Fact> = self
                .facts
                .extract_if(.., |f| f.0 <= now)
                .map(|f| f.1)
                .collect();
            for fact in due {
                self.happen(fact);
            }
            self.send_pages();
            self.send_posts();
            let happens = self.facts.iter().map(|f| f.0);
            let next = happens.chain([self.next]).min().unwrap();
            self.now = next.max(now + 1);
        }
        self.seen.refused = self.discord.refused;
        self.seen
    }
}

/// `posts` to each channel at moment 0; a page to channel `c` at each `(moment, c)`.
fn play(world: World, channels: usize, posts: usize, pages: &[(u64, usize)]) -> Seen {
    let mut game = Game {
        world,
        pacing: Pacing::default(),
        discord: Discord::default(),
        base: Instant::now(),
        seed: world.seed,
        routes: (0..channels)
            .map(|c| format!("c{c} POST messages"))
            .collect(),
        left: vec![posts; channels],
        busy: vec![false; channels],
        pages: pages.to_vec(),
        facts: Vec::new(),
        seen: Seen {
            last: 0,
            pages: Vec::new(),
            refused: Vec::new(),
        },
        now: BEGIN,
        next: u64::MAX,
    };
    if !world.unknown {
        let told = Told {
            bucket: Some("messages".into()),
            limit: Some(5),
            remaining: Some(5),
            reset_after: Some(Duration::ZERO),
            ..Told::default()
        };
        for route in &game.routes {
            game.pacing.learn(route, Some(&told), game.base);
        }
    }
    game.play()
}

fn worlds() -> impl Iterator<Item = World> {
    let latencies = [(1, 3), (5, 25), (40, 120)];
    latencies.into_iter().flat_map(|latency| {
        [(false, false), (false, true), (true, false), (true, true)]
            .into_iter()
            .flat_map(move |(sliding, unknown)| {
                (1..3).map(move |seed| World {
                    latency,
                    sliding,
                    unknown,
                    seed,
                })
            })
    })
}

#[test]
fn a_rush_is_never_refused_and_takes_no_longer_than_the_limits_ask() {
    for world in worlds() {
        let seen = play(world, 50, 10, &[]);
        assert_eq!(seen.refused, [], "{world:?}");
        // 500 at 50 a second are 10 seconds. The places kept for pages cost the rest: the fifth post of a window waits for its end.
        let most = 10_450 + 10 * world.latency.1;
        assert!(seen.last <= most, "{world:?}: {seen:?}");
    }
}

#[test]
fn a_page_in_the_middle_of_a_rush_is_out_in_a_moment() {
    for world in worlds() {
        // A page a second, each to another channel; the last ones go where all places have just been used.
        let pages: Vec<(u64, usize)> = (0..10)
            .map(|n| (n * 1_037 + 130, usize::try_from(n).unwrap() * 7 % 50))
            .collect();
        let seen = play(world, 50, 10, &pages);
        assert_eq!(seen.refused, [], "{world:?}");
        // When a window ends is known only as well as the network lets us know.
        let moment = 300 + 2 * world.latency.1;
        assert!(
            seen.pages.iter().all(|waited| *waited <= moment),
            "{world:?}: {:?}",
            seen.pages
        );
    }
}

#[test]
fn one_page_makes_a_rush_no_longer() {
    let world = World {
        latency: (1, 3),
        sliding: true,
        unknown: false,
        seed: 3,
    };
    let (mut pages_late, mut rushes_long, mut all) = (0, 0, 0);
    for channel in (0..50).step_by(3) {
        for moment in (2_000..5_200).step_by(200) {
            let seen = play(world, 50, 10, &[(moment, channel)]);
            assert_eq!(seen.refused, []);
            all += 1;
            // 501 at 50 a second, and the twentieth part of it.
            rushes_long += u32::from(seen.last > 10_521);
            pages_late += u32::from(seen.pages.iter().any(|waited| *waited > 300));
        }
    }
    // The few: where the page went to the one channel that began last, or to one that used its place early.
    assert!(rushes_long * 20 <= all, "{rushes_long} of {all}");
    assert!(pages_late * 20 <= all, "{pages_late} of {all}");
}
