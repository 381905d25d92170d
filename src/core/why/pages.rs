//! What **Why this?** says of a page: at which level, as what somebody is called, why others are not, and what comes next. Pure.

use serde_json::Value;

use crate::chat::{Text, UserId, time_full, time_relative};
use crate::clock::At;
use crate::i18n::{Arg, Lang, say};

/// What was kept with a page.
pub(super) struct PageFacts {
    level: i64,
    levels: i64,
    round: i64,
    policy: String,
    called: Vec<Called>,
    not: Vec<Not>,
    /// Targets, or `again`, or `office`.
    then: Option<String>,
}

/// Somebody who is called.
struct Called {
    user: UserId,
    target: String,
    how: String,
    of: Option<UserId>,
}

/// Somebody who is meant and not called.
struct Not {
    target: String,
    user: Option<UserId>,
    missing: String,
}

impl PageFacts {
    /// Reads what was kept, if it is a page; what an older program kept says less.
    pub(super) fn read(why: &Value) -> Option<PageFacts> {
        if why.get("rule").and_then(Value::as_str) != Some("incident:page") {
            return None;
        }
        let list = |name: &str| {
            let all = why.get(name).and_then(Value::as_array);
            all.map_or(&[][..], Vec::as_slice)
        };
        let called = list("called").iter().filter_map(|one| {
            Some(Called {
                user: UserId(one.get("user").and_then(Value::as_i64)?),
                target: words(one, "target"),
                how: words(one, "how"),
                of: one.get("of").and_then(Value::as_i64).map(UserId),
            })
        });
        let not = list("not").iter().map(|one| Not {
            target: words(one, "target"),
            user: one.get("user").and_then(Value::as_i64).map(UserId),
            missing: words(one, "missing"),
        });
        let level = why.get("level").and_then(Value::as_i64)?;
        Some(PageFacts {
            level,
            levels: why.get("levels").and_then(Value::as_i64).unwrap_or(level),
            round: why.get("round").and_then(Value::as_i64).unwrap_or(1),
            policy: words(why, "policy"),
            called: called.collect(),
            not: not.collect(),
            then: why.get("then").and_then(Value::as_str).map(str::to_owned),
        })
    }

    /// What is said of it; `next`: when the next level rings, if nobody comes.
    pub(super) fn lines(&self, lang: Lang, next: Option<At>) -> Vec<String> {
        let told = |id: &str, args: &[(&'static str, Arg)]| say(lang, id, args);
        let mut lines = vec![told(
            "why-page-level",
            &[
                ("level", self.level.into()),
                ("levels", self.levels.into()),
                ("round", self.round.into()),
                ("policy", quoted(&self.policy).into()),
            ],
        )];
        lines.extend(self.called.iter().map(|called| {
            let of = called.of.map_or_else(Text::default, Text::mention);
            let args = [
                ("user", Text::mention(called.user).into()),
                ("target", quoted(&called.target).into()),
                ("how", called.how.as_str().into()),
                ("of", of.into()),
            ];
            told("why-page-called", &args)
        }));
        lines.extend(self.not.iter().map(|not| {
            let target = match not.user {
                Some(user) => Text::mention(user),
                None => Text::trusted(format!("`{}`", quoted(&not.target))),
            };
            let args = [
                ("target", target.into()),
                ("missing", not.missing.as_str().into()),
            ];
            let what = told("timeline-missing", &args);
            told("why-page-not", &[("what", what.into())])
        }));
        if let (Some(then), Some(next)) = (&self.then, next) {
            let args = [
                (
                    "when",
                    format!("{} ({})", time_full(next), time_relative(next)).into(),
                ),
                ("then", quoted(then).into()),
            ];
            lines.push(told("why-page-then", &args));
        }
        lines.push(told("why-page-mute", &[]));
        lines
    }
}

fn words(of: &Value, name: &str) -> String {
    of.get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// What stands between backticks.
fn quoted(text: &str) -> String {
    text.replace('`', "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(lang: Lang, facts: &Value) -> String {
        let facts = PageFacts::read(facts).unwrap();
        facts.lines(lang, Some(At(300_000))).join("\n")
    }

    #[test]
    fn a_page_says_why_these_people_and_not_the_others_and_what_comes_next() {
        let facts = json!({
            "rule": "incident:page", "level": 1, "levels": 3, "round": 2, "policy": "primary 5m > lead 10m > pmo",
            "called": [
                { "user": 1, "target": "primary", "how": "turn", "of": null },
                { "user": 2, "target": "primary(db)", "how": "override-of", "of": 3 },
                { "user": 4, "target": "primary", "how": "stand-in", "of": 1 },
                { "user": 5, "target": "secondary", "how": "second", "of": null },
                { "user": 6, "target": "lead", "how": "named", "of": null },
                { "user": 7, "target": null, "how": "had-it", "of": null },
            ],
            "not": [
                { "target": "lead", "user": 8, "missing": "absent" },
                { "target": "secondary", "user": null, "missing": "nobody" },
            ],
            "then": "lead",
        });
        let mut last = facts.clone();
        last["then"] = "office".into();
        let mut again = facts.clone();
        again["then"] = "again".into();
        let end = |lang, facts: &Value| {
            let all = said(lang, facts);
            let mut lines = all.lines().rev();
            lines.nth(1).unwrap_or_default().to_owned()
        };
        let all = [
            said(Lang::En, &facts),
            end(Lang::En, &again),
            end(Lang::En, &last),
            said(Lang::Zh, &facts),
            end(Lang::Zh, &again),
            end(Lang::Zh, &last),
        ];
        insta::assert_snapshot!("why_a_page", all.join("\n\n"));
    }

    #[test]
    fn what_an_older_program_kept_is_explained_as_far_as_it_goes() {
        let facts = json!({"rule": "incident:page", "level": 2, "round": 1, "policy": "primary 5m > lead 5m"});
        let text = said(Lang::En, &facts);
        assert!(text.contains("Level 2") && !text.contains("Next"), "{text}");
        assert!(PageFacts::read(&json!({"rule": "incident:card"})).is_none());
    }
}
