//! Incidents: what happened, who has it, and who is paged next. So far its pure rooms only.
//!
//! [`policy`] reads and writes escalation policies, [`rules`] says who may move an incident where and what its severity means,
//! [`paging`] says who is paged when. None of them knows the database, the wording or the platform.
#![cfg_attr(not(test), expect(dead_code, reason = "the use cases come next"))]

pub(crate) mod policy;
pub(crate) mod rules;
