//! Plays a rush against a Discord of the test's own, in virtual time: what is refused, how long it all takes, how long pages wait.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::discord::pacing::{Pacing, Told};

const MS: Duration = Duration::from_millis(1);

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
        page: Option<u64>,
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

#[expect(clippy::too_many_lines, reason = "one loop over virtual time")]
/// `posts` to each channel at moment 0; a page to channel `c` at each `(moment, c)`.
fn play(world: World, channels: usize, posts: usize, pages: &[(u64, usize)]) -> Seen {
    let (mut pacing, mut discord, base, mut seed) = (
        Pacing::default(),
        Discord::default(),
        Instant::now(),
        world.seed,
    );
    let routes: Vec<String> = (0..channels)
        .map(|c| format!("c{c} POST messages"))
        .collect();
    let route = |channel: usize| routes[channel].as_str();
    let at = |now: u64| base + Duration::from_millis(now);
    if !world.unknown {
        for channel in 0..channels {
            let told = Told {
                bucket: Some("messages".into()),
                limit: Some(5),
                remaining: Some(5),
                reset_after: Some(Duration::ZERO),
                ..Told::default()
            };
            pacing.learn(route(channel), Some(&told), base);
        }
    }
    let mut left = vec![posts; channels];
    let mut busy = vec![false; channels];
    let mut pages: Vec<(u64, usize)> = pages.to_vec();
    let mut facts: Vec<(u64, Fact)> = Vec::new();
    let mut seen = Seen {
        last: 0,
        pages: Vec::new(),
        refused: Vec::new(),
    };
    // The bot starts a while after its clock began.
    let mut now = 1_000;
    while !(facts.is_empty() && pages.is_empty() && left.iter().all(|n| *n == 0)) {
        assert!(now < 60_000, "it ends: {left:?}, {pages:?}");
        let mut next = u64::MAX;
        let mut look_again = |pause: Duration| {
            // Whole milliseconds, rounded up.
            let pause = pause.as_micros().div_ceil(1_000).max(1);
            next = next.min(now + u64::try_from(pause).unwrap());
        };
        let due: Vec<Fact> = facts.extract_if(.., |f| f.0 <= now).map(|f| f.1).collect();
        for fact in due {
            match fact {
                Fact::Arrives { channel, page } => {
                    let told = discord.take(world, channel, now);
                    let back = now + random(&mut seed, world.latency);
                    facts.push((
                        back,
                        Fact::Answered {
                            channel,
                            page: page.is_some(),
                            told,
                        },
                    ));
                }
                Fact::Answered {
                    channel,
                    page,
                    told,
                } => {
                    if told.retry_after.is_some() && !page {
                        left[channel] += 1;
                    }
                    busy[channel] &= page;
                    pacing.learn(route(channel), Some(&told), at(now));
                }
            }
        }
        pages.retain(|(queued, channel)| {
            let queued = queued + 1_000;
            if queued > now {
                look_again(MS * u32::try_from(queued - now).unwrap());
                return true;
            }
            if let Some(pause) = pacing.admit(route(*channel), true, at(now)) {
                look_again(pause);
                return true;
            }
            seen.pages.push(now - queued);
            facts.push((
                now + random(&mut seed, world.latency),
                Fact::Arrives {
                    channel: *channel,
                    page: Some(queued),
                },
            ));
            false
        });
        // The oldest first: those of whom most is left.
        let mut order: Vec<usize> = (0..channels)
            .filter(|c| left[*c] > 0 && !busy[*c])
            .collect();
        order.sort_by_key(|c| std::cmp::Reverse(left[*c]));
        for channel in order {
            if busy.iter().filter(|b| **b).count() >= 48 {
                break;
            }
            if let Some(pause) = pacing.admit(route(channel), false, at(now)) {
                look_again(pause);
            } else {
                left[channel] -= 1;
                busy[channel] = true;
                seen.last = now - 1_000;
                facts.push((
                    now + random(&mut seed, world.latency),
                    Fact::Arrives {
                        channel,
                        page: None,
                    },
                ));
            }
        }
        now = facts
            .iter()
            .map(|f| f.0)
            .chain([next])
            .min()
            .unwrap()
            .max(now + 1);
    }
    seen.refused = discord.refused;
    seen
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
