//! The rules of decisions.
