//! Registering commands with Discord, only when they have changed.
