//! Buttons, menus and forms: one router from custom id to the core.
