//! The Discord face: the one place that knows the platform.
