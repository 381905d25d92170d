//! Incidents: what happened, who has it, and who is paged next. So far its pure rooms only.
//!
//! [`policy`] reads and writes escalation policies, [`rules`] says who may move an incident where and what its severity means,
//! [`paging`] says who is paged when, [`explain`] says it beforehand. None of them knows the database, the wording or the platform.
#![cfg_attr(not(test), expect(dead_code, reason = "the use cases come next"))]

pub(crate) mod explain;
pub(crate) mod paging;
pub(crate) mod policy;
pub(crate) mod rules;
pub(crate) mod timing;
mod turns;
