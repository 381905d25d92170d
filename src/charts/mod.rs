//! Pictures: pure functions from numbers to PNG bytes.
