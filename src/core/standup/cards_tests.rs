//! What standups say, as people read it.
