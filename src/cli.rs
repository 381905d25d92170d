//! What can be typed on a terminal.
