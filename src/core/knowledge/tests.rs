//! Knowledge in a database.
