//! HTTP: health and metrics.

mod health;
