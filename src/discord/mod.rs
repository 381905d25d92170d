//! The Discord face: the one place that knows the platform.
//!
//! Hides serenity, poise, REST, limits, payloads. What is said on its own comes through the outbox to [`deliver`]; what
//! people do goes through `commands` and `interactions` into one use case each, and one private answer.

mod commands;
mod connection;
pub(crate) mod deliver;
mod gateway;
mod hearing;
mod interactions;
mod looking;
mod pacing;
#[cfg(test)]
mod pacing_tests;
mod permissions;
mod registration;
mod render;
mod respond;
pub(crate) mod rest;

pub(crate) use crate::discord::gateway::{Gateway, Options};
pub(crate) use crate::discord::hearing::{may_read, watched};
pub(crate) use crate::discord::looking::{Looks, next_look};
pub(crate) use crate::discord::permissions::{application, check, invite};

use std::sync::{Arc, OnceLock};

use crate::discord::rest::Rest;
use crate::store::Store;

/// What every interaction needs at hand.
pub(crate) struct Face {
    store: Store,
    /// Requests of the bot's own.
    rest: Arc<Rest>,
    /// For attachments.
    web: reqwest::Client,
    /// What our own addresses start with; set when they are served.
    address: Arc<OnceLock<String>>,
    /// What is wrong with an integration's mapping.
    bad_mapping: fn(&str) -> Option<String>,
}

impl Face {
    /// What our own addresses start with, for those who are told one.
    fn address(&self) -> String {
        self.address.get().cloned().unwrap_or_default()
    }
}
