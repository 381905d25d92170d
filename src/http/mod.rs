//! Health, readiness, metrics; later what comes in from outside.
