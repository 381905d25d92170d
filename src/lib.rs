//! Liaison: a bot that keeps an owner, a deadline and a record on what crosses between departments.

pub mod app;
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

    /// Somebody who may do everything.
    fn admin() -> crate::core::Actor {
        crate::core::Actor {
            user: crate::chat::UserId(1),
            name: "Mei".into(),
            lang: crate::i18n::Lang::En,
            admin: true,
            roles: Vec::new(),
        }
    }

    /// Makes a budget, as its command does.
    pub async fn budget_create(store: &Store, workspace: WorkspaceId) -> anyhow::Result<()> {
        use crate::core::budget::{Create, Options, create};
        let options = Options {
            name: Some("Bench".into()),
            amount: Some("1000000000".into()),
            period: Some("year".into()),
            ..Options::default()
        };
        let request = Create {
            actor: admin(),
            options,
        };
        let made = store.run(workspace, create, &request).await;
        made.map(drop).map_err(|e| anyhow::anyhow!("{e:?}"))
    }

    /// Looks at it, as its command does.
    pub async fn budget_status(store: &Store, workspace: WorkspaceId) -> anyhow::Result<()> {
        use crate::core::budget::{One, status};
        let request = One {
            actor: admin(),
            budget: "BUD-1".into(),
        };
        let seen = store.read(workspace, status, &request).await;
        seen.map(drop).map_err(|e| anyhow::anyhow!("{e:?}"))
    }

    /// Books a file on it, as its command does: in so many transactions.
    pub async fn budget_import(
        store: &Store,
        workspace: WorkspaceId,
        file: Vec<u8>,
    ) -> anyhow::Result<usize> {
        use crate::core::Step;
        use crate::core::budget::import::{Import, begin, go_on};
        let request = Import {
            actor: admin(),
            bytes: Arc::new(file),
            budget: Some("BUD-1".into()),
            dry_run: false,
        };
        let mut step = store.read(workspace, begin, &request).await;
        let mut turns = 0;
        loop {
            match step.map_err(|e| anyhow::anyhow!("{e:?}"))? {
                Step::Done(_) => return Ok(turns),
                Step::More(_, going) => step = store.run(workspace, go_on, &going).await,
            }
            turns += 1;
        }
    }

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
