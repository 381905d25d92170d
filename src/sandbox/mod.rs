//! A local Discord on loopback.
