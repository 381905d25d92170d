//! What the bot would post in a period, computed by the engine that posts it.
