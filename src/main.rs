//! The binary: what is typed goes to `cli`.

fn main() {}
