//! Whatever the bytes are: no panic, and what was read is bounded.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| liaison::fuzz::hooks(body));
