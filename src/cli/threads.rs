//! The threads the program runs on.
//!
//! With SQLite everything happens on one processor, as the database does anyway: its driver hands every statement to a
//! thread of its own and waits, and waking a thread on another processor costs many times what most statements do. On one
//! processor the two only take turns. With PostgreSQL the work is elsewhere, and the usual runtime serves.

use anyhow::Context as _;
use tokio::runtime::{Builder, Runtime};

/// The runtime for a bot that keeps its data at this address.
pub fn for_database(url: &str) -> anyhow::Result<Runtime> {
    if !url.starts_with("sqlite:") {
        return usual();
    }
    let mut builder = Builder::new_current_thread();
    builder.enable_all();
    #[cfg(target_os = "linux")]
    stay(&mut builder);
    builder.build().context("the runtime could not be started")
}

/// The runtime for everything else.
pub(super) fn usual() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not be started")
}

/// Keeps this thread, and the database's that it starts, on the processor it is on. Those that tokio starts for work that
/// blocks may go where they want. Where that is not allowed everything works as before, only slower.
#[cfg(target_os = "linux")]
fn stay(builder: &mut Builder) {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};

    let Ok(anywhere) = sched_getaffinity(None) else {
        return;
    };
    let mut here = CpuSet::new();
    here.set(sched_getcpu());
    if let Err(error) = sched_setaffinity(None, &here) {
        tracing::info!(%error, "the database is slower than it could be: this process may not choose its processor (sched_setaffinity)");
        return;
    }
    builder.on_thread_start(move || {
        if let Err(error) = sched_setaffinity(None, &anywhere) {
            tracing::debug!(%error, "kept on one processor");
        }
    });
}
