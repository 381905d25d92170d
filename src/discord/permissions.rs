//! What the bot must be allowed to do, and what it is not.
