//! Rate limits as Discord tells them: a bucket for each route and its channel, and one for all.
//!
//! They run on real time, as they are about the traffic on the socket, not about the calendar.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

/// Whether the server refuses what comes too fast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// As Discord does.
    Discord,
    /// Wide buckets are told, and nothing is ever refused.
    Generous,
}

struct Window {
    left: u32,
    ends: Instant,
}

/// The state of all buckets.
pub(crate) struct Buckets {
    limits: Limits,
    windows: HashMap<String, Window>,
    global: Window,
}

/// What a request is told about its bucket.
pub(crate) struct Told {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_after: f64,
    pub(crate) bucket: &'static str,
    /// Set if the request is refused: whether by the global limit.
    pub(crate) refused: Option<bool>,
}

/// How many requests in how long.
struct Rule(&'static str, u32, Duration);

const GLOBAL: u32 = 50;
const GENEROUS: u32 = 100_000;

fn rule(method: &str, segs: &[&str]) -> Rule {
    match (method, segs) {
        ("POST", ["channels", _, "messages"]) => Rule(
            "80c17d2f203122d936070c88c8d10f33",
            5,
            Duration::from_secs(5),
        ),
        ("PATCH", ["channels", _, "messages", _]) => Rule(
            "79d231abe0ba5c6dbd9e3f2f9d2a9b4a",
            5,
            Duration::from_secs(5),
        ),
        ("DELETE", ["channels", _, "messages", _]) => Rule(
            "a1cfc2d5b1e3c2a8e33b27ed55bfa1d5",
            5,
            Duration::from_secs(1),
        ),
        ("PUT" | "DELETE", ["channels", _, "messages", _, "reactions", ..]) => Rule(
            "0c94d5d3b6b8b3a6b0b4b6c1a1f4ad0c",
            1,
            Duration::from_millis(250),
        ),
        (_, ["webhooks", ..]) => Rule(
            "b0fa94f5b5f8d3fdbd5ff5f6f7d7c1c7",
            30,
            Duration::from_secs(5),
        ),
        ("GET", _) => Rule(
            "e06e8db3fb0d57f0b2e8bb5d9a4a8e2d",
            60,
            Duration::from_secs(1),
        ),
        _ => Rule(
            "1c1a2f7a9f3b9b6d4d3a6d8e7f5c4b3a",
            40,
            Duration::from_secs(1),
        ),
    }
}

impl Buckets {
    pub(crate) fn new(limits: Limits) -> Self {
        Buckets {
            limits,
            windows: HashMap::new(),
            global: Window {
                left: GLOBAL,
                ends: Instant::now(),
            },
        }
    }

    /// Counts a request, and says what its headers are; none for interaction callbacks.
    pub(crate) fn take(&mut self, method: &str, segs: &[&str]) -> Option<Told> {
        if segs.first() == Some(&"interactions") {
            return None;
        }
        let Rule(bucket, limit, window) = rule(method, segs);
        if self.limits == Limits::Generous {
            return Some(Told {
                limit: GENEROUS,
                remaining: GENEROUS - 1,
                reset_after: 1.0,
                bucket,
                refused: None,
            });
        }
        let now = Instant::now();
        if segs.first() != Some(&"webhooks") {
            if now >= self.global.ends {
                self.global = Window {
                    left: GLOBAL,
                    ends: now + Duration::from_secs(1),
                };
            }
            if self.global.left == 0 {
                return Some(Told {
                    limit,
                    remaining: 0,
                    reset_after: (self.global.ends - now).as_secs_f64(),
                    bucket,
                    refused: Some(true),
                });
            }
            self.global.left -= 1;
        }
        if self.windows.len() > 10_000 {
            self.windows.retain(|_, w| w.ends > now);
        }
        let major = segs.get(1).copied().unwrap_or_default();
        let key = format!(
            "{bucket}/{major}/{}",
            if segs.first() == Some(&"webhooks") {
                segs.get(2).copied().unwrap_or_default()
            } else {
                ""
            }
        );
        let w = self.windows.entry(key).or_insert(Window {
            left: limit,
            ends: now,
        });
        if now >= w.ends {
            *w = Window {
                left: limit,
                ends: now + window,
            };
        }
        let refused = w.left == 0;
        w.left = w.left.saturating_sub(1);
        Some(Told {
            limit,
            remaining: w.left,
            reset_after: (w.ends - now).as_secs_f64(),
            bucket,
            refused: refused.then_some(false),
        })
    }
}
