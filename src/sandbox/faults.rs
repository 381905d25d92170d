//! Trouble on demand: what the real network and the real Discord do now and then.

use std::time::Duration;

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Refused as too fast.
    TooMany {
        /// Seconds to wait.
        retry_after: f64,
        /// Whether it is the limit for everything.
        global: bool,
    },
    /// Answered with this status by something before the API: nothing done, and no limit touched.
    Status(u16),
    /// Done, and the connection cut before the answer.
    AnswerLost,
    /// The connection cut with nothing done.
    Cut,
    /// Answered after this long.
    Slow(Duration),
}

/// Which requests it happens to, and how often.
#[derive(Clone, Debug)]
pub(crate) struct Trouble {
    pub(crate) method: Option<String>,
    pub(crate) path: String,
    pub(crate) left: u32,
    pub(crate) fault: Fault,
}

/// All trouble that is still to come.
#[derive(Default)]
pub(crate) struct Faults(pub(crate) Vec<Trouble>);

impl Faults {
    /// What happens to this request, if anything; counted down.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<Fault> {
        let at = self.0.iter().position(|t| {
            t.method.as_deref().is_none_or(|m| m == method) && matches(&t.path, path)
        })?;
        let t = self.0.get_mut(at)?;
        t.left = t.left.saturating_sub(1);
        let fault = t.fault.clone();
        if t.left == 0 {
            self.0.remove(at);
        }
        Some(fault)
    }
}

/// Whether a path fits a pattern in which `*` stands for anything.
fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let mut open = false;
    for part in parts {
        open = part.is_empty();
        match rest.split_once(part) {
            Some((_, after)) => rest = if open { rest } else { after },
            None => return false,
        }
    }
    open || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_what_it_says() {
        for (pattern, path, fits) in [
            ("/channels/*/messages", "/channels/12/messages", true),
            ("/channels/*/messages", "/channels/12/messages/3", false),
            ("/channels/*", "/channels/12/messages/3", true),
            ("*", "/x", true),
            ("/x", "/x", true),
            ("/x", "/y", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
