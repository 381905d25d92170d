//! Standups in a database: whole days played through.
