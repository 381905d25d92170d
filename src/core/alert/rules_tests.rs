//! The rules, played through.

use super::*;
