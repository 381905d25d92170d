//! Decisions in a database.
