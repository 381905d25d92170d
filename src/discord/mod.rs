//! The Discord face: the one place that knows the platform.
//!
//! Hides serenity, poise, REST, limits, payloads. What is said on its own comes through the outbox to [`deliver`]; what
//! people do goes through `commands` and `interactions` into one use case each.

pub(crate) mod deliver;
mod pacing;
mod render;
pub(crate) mod rest;
