//! How much one sender may send: a bucket of items a token.
//!
//! It keeps a sender that has gone mad from taking the database for itself, and is far above what a sane one ever sends.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Items at once, and items a second in the long run.
pub(super) const BURST: f64 = 1_000_000.0;
pub(super) const PER_SECOND: f64 = 10_000.0;
/// Buckets that are remembered; full ones are forgotten first.
const MOST: usize = 4_096;

/// The buckets.
pub(super) struct Limits {
    burst: f64,
    per_second: f64,
    buckets: Mutex<HashMap<String, Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Limits {
    pub(super) fn new(burst: f64, per_second: f64) -> Limits {
        Limits {
            burst,
            per_second,
            buckets: Mutex::default(),
        }
    }

    /// Takes so many items out; or says when to come again. What is asked for may empty the bucket below zero: a batch larger than the
    /// bucket must get through some time.
    pub(super) fn take(&self, token: &str, items: usize, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let filled = |bucket: &Bucket| {
            let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
            (bucket.left + passed * self.per_second).min(self.burst)
        };
        if buckets.len() >= MOST && !buckets.contains_key(token) {
            buckets.retain(|_, bucket| filled(bucket) < self.burst);
            if buckets.len() >= MOST {
                buckets.clear();
            }
        }
        let full = Bucket {
            left: self.burst,
            at: now,
        };
        let bucket = buckets.entry(token.to_owned()).or_insert(full);
        let left = filled(bucket);
        bucket.at = now;
        bucket.left = left;
        if left < 0.0 {
            return Err(Duration::from_secs_f64(-left / self.per_second));
        }
        let items = u32::try_from(items.max(1)).unwrap_or(u32::MAX);
        bucket.left = left - f64::from(items);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_and_is_nobody_else_s() {
        let limits = Limits::new(10.0, 2.0);
        let begin = Instant::now();
        let at = |seconds: u64| begin + Duration::from_secs(seconds);
        assert_eq!(limits.take("a", 10, at(0)), Ok(()));
        assert_eq!(
            limits.take("a", 4, at(0)),
            Ok(()),
            "the last one may go below"
        );
        assert_eq!(limits.take("a", 1, at(0)), Err(Duration::from_secs(2)));
        assert_eq!(limits.take("b", 1, at(0)), Ok(()));
        assert_eq!(limits.take("a", 1, at(2)), Ok(()));
        assert!(limits.take("a", 1, at(2)).is_err());
        assert_eq!(limits.take("a", 10, at(1000)), Ok(()), "no more than full");
        assert_eq!(limits.take("a", 1, at(1000)), Ok(()));
        assert!(limits.take("a", 1, at(1000)).is_err());
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let limits = Limits::new(10.0, 2.0);
        let now = Instant::now();
        for n in 0..3 * MOST {
            limits.take(&n.to_string(), 1, now).unwrap();
        }
        assert!(limits.buckets.lock().unwrap().len() <= MOST);
    }
}
