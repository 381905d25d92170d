//! Alive, ready, measured.
