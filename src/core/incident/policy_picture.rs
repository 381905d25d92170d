//! An escalation policy as a picture: its levels from the top down, with who is there now and how long each has. Pure.
//!
//! What it shows stands beside it in words, and in its description for who cannot see it.

use std::collections::BTreeMap;

use crate::charts::{Level, Levels, levels};
use crate::chat::{File, UserId};
use crate::core::incident::paging::{Missing, Reached, Who};
use crate::core::incident::policy::Policy;
use crate::core::words::exact_length;
use crate::i18n::{Lang, say};

/// What is drawn.
pub(super) struct Drawn<'a> {
    pub(super) lang: Lang,
    /// ESC-1 · Usual
    pub(super) title: &'a str,
    /// The department.
    pub(super) subtitle: &'a str,
    pub(super) policy: &'a Policy,
    /// Who of each level would be paged now.
    pub(super) reached: &'a [Reached],
    /// What people are called; a picture holds no mentions.
    pub(super) names: &'a BTreeMap<UserId, String>,
}

/// The picture; nothing if it cannot be drawn.
pub(super) fn picture(of: &Drawn<'_>) -> Option<File> {
    let shown = laid_out(of);
    let alt = described(of.lang, &shown);
    Some(File {
        name: "policy.png".into(),
        bytes: levels(&shown)?,
        picture: true,
        alt: Some(alt),
    })
}

fn laid_out(of: &Drawn<'_>) -> Levels {
    let lang = of.lang;
    let both = of.policy.levels.iter().zip(of.reached);
    let level =
        |(at, (level, reached)): (usize, (&crate::core::incident::policy::Level, &Reached))| {
            let wait = exact_length(lang, level.patience());
            let empty = reached.0.is_empty();
            Level {
                name: say(
                    lang,
                    "escalation-picture-level",
                    &[("level", (at + 1).into())],
                ),
                who: who(of, reached),
                wait: if empty {
                    say(lang, "escalation-picture-at-once", &[])
                } else {
                    say(lang, "escalation-picture-wait", &[("length", wait.into())])
                },
                empty,
            }
        };
    let end = match of.policy.repeat {
        0 => say(lang, "escalation-then-office", &[]),
        times => {
            let times = ("times", i64::from(times).into());
            say(lang, "escalation-then-again", &[times])
        }
    };
    Levels {
        title: of.title.to_owned(),
        subtitle: of.subtitle.to_owned(),
        levels: both.enumerate().map(level).collect(),
        end,
    }
}

/// Whom a level reaches, and whom it means and does not, each on a line.
fn who(of: &Drawn<'_>, (found, not): &Reached) -> Vec<String> {
    let mut lines: Vec<String> = found.iter().map(|(who, _)| name(of, *who)).collect();
    for (target, who, missing) in not {
        let whom = match missing {
            Missing::Nobody => target.to_string(),
            _ => name(of, *who),
        };
        let why = [("why", missing.name().into())];
        let why = say(of.lang, "escalation-missing", &why);
        lines.push(format!("{whom} {why}"));
    }
    if found.is_empty() {
        lines.push(say(of.lang, "escalation-skipped", &[]));
    }
    lines
}

fn name(of: &Drawn<'_>, who: Who) -> String {
    match who {
        Who::Person(user) => {
            let known = of.names.get(&user).filter(|name| !name.is_empty());
            known.cloned().unwrap_or_else(|| user.0.to_string())
        }
        Who::Channel(_) => say(of.lang, "escalation-picture-channel", &[]),
        Who::Office | Who::Thread => say(of.lang, "escalation-office", &[]),
    }
}

/// The same in a sentence.
fn described(lang: Lang, shown: &Levels) -> String {
    let between = say(lang, "escalation-picture-separator", &[]);
    let levels = shown.levels.iter().map(|level| {
        let args = [
            ("name", level.name.as_str().into()),
            ("who", level.who.join(&between).into()),
            ("wait", level.wait.as_str().into()),
        ];
        say(lang, "escalation-picture-alt-level", &args)
    });
    let levels: String = levels.collect();
    let args = [
        ("title", shown.title.as_str().into()),
        ("levels", levels.into()),
        ("end", shown.end.as_str().into()),
    ];
    say(lang, "escalation-picture-alt", &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::incident::paging::Route;
    use crate::core::incident::policy::Target;

    fn drawn(lang: Lang) -> File {
        let policy = Policy::read("primary 5m > secondary + lead 10m30s > pmo", 2, &[]).unwrap();
        let person = |n| (Who::Person(UserId(n)), Some(Route::Direct));
        let reached: [Reached; 3] = [
            (vec![person(1)], Vec::new()),
            (
                Vec::new(),
                vec![
                    (Target::Secondary(None), Who::Office, Missing::Nobody),
                    (Target::Lead, Who::Person(UserId(2)), Missing::Absent),
                ],
            ),
            (vec![(Who::Office, None)], Vec::new()),
        ];
        let names = BTreeMap::from([(UserId(1), "Ana 安娜".into()), (UserId(2), "李雷".into())]);
        let subtitle = match lang {
            Lang::En => "Operations",
            Lang::Zh => "运维部门",
        };
        picture(&Drawn {
            lang,
            title: "ESC-1 · Usual",
            subtitle,
            policy: &policy,
            reached: &reached,
            names: &names,
        })
        .unwrap()
    }

    #[test]
    fn a_policy_is_drawn_and_described() {
        let said = Lang::ALL.map(|lang| {
            let file = drawn(lang);
            assert!(file.bytes.starts_with(b"\x89PNG"), "no picture");
            file.alt.unwrap()
        });
        insta::assert_snapshot!(said.join("\n\n"));
    }
}
