//! Settings: one table of all of them, read from the environment and a TOML file.
