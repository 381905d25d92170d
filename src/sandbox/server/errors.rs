//! Refusals in Discord's own shape: an HTTP status, a JSON error code, a sentence, and where.

use serde_json::Value;
use serde_json::json;

/// A refused request.
#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: u32,
    pub(crate) message: &'static str,
    /// Field path and what is wrong with it.
    pub(crate) errors: Vec<(String, String)>,
}

const fn error(status: u16, code: u32, message: &'static str) -> ApiError {
    ApiError {
        status,
        code,
        message,
        errors: Vec::new(),
    }
}

pub(crate) const UNAUTHORIZED: ApiError = error(401, 0, "401: Unauthorized");
pub(crate) const NO_ROUTE: ApiError = error(404, 0, "404: Not Found");
pub(crate) const NO_CHANNEL: ApiError = error(404, 10_003, "Unknown Channel");
pub(crate) const NO_GUILD: ApiError = error(404, 10_004, "Unknown Guild");
pub(crate) const NO_MEMBER: ApiError = error(404, 10_007, "Unknown Member");
pub(crate) const NO_MESSAGE: ApiError = error(404, 10_008, "Unknown Message");
pub(crate) const NO_ROLE: ApiError = error(404, 10_011, "Unknown Role");
pub(crate) const NO_USER: ApiError = error(404, 10_013, "Unknown User");
pub(crate) const NO_WEBHOOK: ApiError = error(404, 10_015, "Unknown Webhook");
pub(crate) const NO_INTERACTION: ApiError = error(404, 10_062, "Unknown interaction");
pub(crate) const NO_COMMAND: ApiError = error(404, 10_063, "Unknown application command");
pub(crate) const ANSWERED: ApiError =
    error(400, 40_060, "Interaction has already been acknowledged.");
pub(crate) const HAS_THREAD: ApiError = error(
    400,
    160_004,
    "A thread has already been created for this message",
);
pub(crate) const NO_ACCESS: ApiError = error(403, 50_001, "Missing Access");
pub(crate) const WRONG_CHANNEL: ApiError =
    error(400, 50_024, "Cannot execute action on this channel type");
pub(crate) const NOT_AUTHOR: ApiError = error(
    403,
    50_005,
    "Cannot edit a message authored by another user",
);
pub(crate) const EMPTY: ApiError = error(400, 50_006, "Cannot send an empty message");
pub(crate) const DM_CLOSED: ApiError = error(403, 50_007, "Cannot send messages to this user");
pub(crate) const NO_PERMISSION: ApiError = error(403, 50_013, "Missing Permissions");
pub(crate) const BAD_TOKEN: ApiError = error(401, 50_027, "Invalid Webhook Token");
pub(crate) const BAD_FORM: ApiError = error(400, 50_035, "Invalid Form Body");
pub(crate) const ARCHIVED: ApiError = error(400, 50_083, "Thread is archived");
pub(crate) const NOT_JSON: ApiError = error(400, 50_109, "The request body contains invalid JSON.");

/// An invalid form body with the one field that is wrong.
pub(crate) fn bad(path: impl Into<String>, what: impl Into<String>) -> ApiError {
    let mut e = BAD_FORM;
    e.errors.push((path.into(), what.into()));
    e
}

impl ApiError {
    /// Whether it is the client's fault rather than the state of things.
    pub(crate) fn is_violation(&self) -> bool {
        matches!(self.status, 401 | 405)
            || matches!(self.code, 0 | 10_062 | 40_060 | 50_006 | 50_035 | 50_109)
    }

    /// The body Discord would send.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if !self.errors.is_empty() {
            let mut tree = json!({});
            for (path, what) in &self.errors {
                let mut at = &mut tree;
                for part in path.split(['/', '.']).filter(|p| !p.is_empty()) {
                    at = &mut at[part];
                }
                at["_errors"] = json!([{"code": "INVALID", "message": what}]);
            }
            body["errors"] = tree;
        }
        body
    }
}
