//! Liaison: a bot that keeps an owner, a deadline and a record on what crosses between departments.

pub mod app;
pub(crate) mod calendar;
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "budgets, handoffs and policies draw theirs as they come; whoever is last takes this away"
    )
)]
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

/// What `benches/` measures; no part of the program's interface.
#[doc(hidden)]
pub mod bench {
    use std::sync::Arc;

    pub use crate::chat::{Card, ChannelId, Text, WorkspaceId};
    pub use crate::cli::threads::for_database;
    pub use crate::jobs::{CatchUp, Due, Timer, arm, run};
    pub use crate::outbox::{
        Deliver, Event, Op, Post, Priority, Target, post, run as send, unsaid,
    };
    pub use crate::store::{Store, Tx};

    /// The road to Discord.
    pub fn road(base: &str, token: &str) -> anyhow::Result<Arc<dyn Deliver>> {
        let rest = crate::discord::rest::Rest::new(base, token)?;
        Ok(Arc::new(crate::discord::deliver::Road::new(Arc::new(rest))))
    }
}

/// What `tests/fuzz` throws bytes at.
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzz {
    /// Every reader of what comes from outside: no panic, and never more than was promised.
    pub fn hooks(body: &[u8]) {
        crate::http::hooks::bounded::every_reader(body);
    }
}
