//! Liaison: a bot that keeps an owner, a deadline and a record on what crosses between departments.

pub mod app;
#[doc(hidden)]
pub mod bench;
pub(crate) mod calendar;
pub(crate) mod charts;
pub(crate) mod chat;
pub mod cli;
pub mod clock;
pub mod config;
pub(crate) mod core;
pub(crate) mod discord;
pub(crate) mod http;
pub(crate) mod i18n;
pub(crate) mod jobs;
pub(crate) mod metrics;
pub(crate) mod outbox;
pub(crate) mod relay;
pub mod sandbox;
pub(crate) mod store;

/// What `tests/fuzz` throws bytes at.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    /// Every reader of what comes from outside: no panic, and never more than was promised.
    pub fn hooks(body: &[u8]) {
        crate::http::hooks::bounded::every_reader(body);
    }
}
