//! What incidents say.

use crate::chat::{Card, Text};
use crate::core::incident::types::Incident;

/// The one live card.
pub(super) fn live(incident: &Incident) -> Card {
    Card {
        title: Some(Text::user(&incident.title)),
        ..Card::default()
    }
}
