//! What people see: the bot as it is, connected over real sockets to a local Discord, on both databases, with a clock the
//! test moves. One file a capability.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::excessive_nesting,
    clippy::too_many_lines,
    reason = "tests say what was wrong by failing; a scenario stands inside a closure inside a test"
)]

mod alert;
mod alertmanager;
mod budget;
mod catalogue;
mod catalogue_work;
mod chain;
mod collaborations;
#[path = "../databases/mod.rs"]
mod databases;
mod decision;
mod digest;
mod direct;
mod drill;
mod explained;
mod feed;
mod finding;
mod handoff;
mod handover;
mod incident;
mod incident_numbers;
mod knowledge;
mod measure;
mod org;
mod paging;
mod reach;
mod scan;
mod spine;
mod standup;
mod standup_clock;
mod standup_day;
mod storm;
mod task;
mod today;
mod watch;
mod world;
mod wrong_input;
