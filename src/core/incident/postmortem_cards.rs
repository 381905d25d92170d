//! The postmortem as a file: Markdown in the department's language and time zone. Pure.
//!
//! What is known is filled in from the incident and its timeline; what only people know has a place to be written.

use crate::calendar::Zone;
use crate::chat::UserId;
use crate::clock::At;
use crate::core::incident::cards::{level, severity_meaning, state_word};
use crate::core::incident::markdown::{inline, paragraphs};
use crate::core::incident::timeline::{self, Medium, Voice};
use crate::core::incident::timeline_pages::Sent;
use crate::core::incident::types::{Alerts, Incident, Role};
use crate::core::incident::work_rules::{Action, Review};
use crate::core::journal::Recorded;
use crate::core::words::length;
use crate::i18n::{Arg, Lang, say};

/// All a postmortem is made of.
pub(super) struct Known<'a> {
    pub(super) lang: Lang,
    pub(super) zone: Zone,
    pub(super) now: At,
    pub(super) incident: &'a Incident,
    pub(super) department: &'a str,
    /// In order, those of merged incidents among them.
    pub(super) history: &'a [Recorded],
    /// Their pages.
    pub(super) sent: &'a [Sent],
    pub(super) alerts: &'a Alerts,
    /// Keys of what was merged into it.
    pub(super) absorbed: &'a [String],
    pub(super) actions: &'a [Action],
    pub(super) review: Option<&'a Review>,
    /// People who were paged for it.
    pub(super) paged: &'a [UserId],
    pub(super) name: &'a dyn Fn(UserId) -> String,
}

/// So many alerts are listed in words.
const ALERTS: usize = 100;

/// A file being written.
struct Page<'a> {
    known: &'a Known<'a>,
    text: String,
}

/// The file's text.
pub(super) fn file(known: &Known<'_>) -> String {
    let mut page = Page {
        known,
        text: String::new(),
    };
    page.head();
    page.words("postmortem-happened", &known.incident.details);
    page.words("postmortem-impact", &known.incident.impact);
    page.times();
    page.people();
    page.timeline();
    page.alerts();
    page.words("postmortem-cause", &known.incident.cause);
    page.words("postmortem-well", "");
    page.words("postmortem-badly", "");
    page.actions();
    page.text
}

impl Page<'_> {
    fn say(&self, id: &str, args: &[(&'static str, Arg)]) -> String {
        say(self.known.lang, id, args)
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn heading(&mut self, id: &str) {
        let heading = self.say(id, &[]);
        self.line(&format!("\n## {heading}\n"));
    }

    fn row(&mut self, cells: &[String]) {
        let row = format!("| {} |", cells.join(" | "));
        self.line(&row);
    }

    fn table(&mut self, headings: &[&str]) {
        let headings: Vec<String> = headings.iter().map(|id| self.say(id, &[])).collect();
        let rule = headings
            .iter()
            .map(|_| "---".to_owned())
            .collect::<Vec<_>>();
        self.row(&headings);
        self.row(&rule);
    }

    fn fact(&mut self, id: &str, value: &str) {
        if !value.is_empty() {
            let name = self.say(id, &[]);
            self.line(&format!("- **{name}** {value}"));
        }
    }

    fn moment(&self, at: At) -> String {
        let local = at.utc().with_timezone(&self.known.zone);
        local.format("%Y-%m-%d %H:%M:%S").to_string()
    }

    fn person(&self, user: UserId) -> String {
        inline(&(self.known.name)(user))
    }

    fn head(&mut self) {
        let known = self.known;
        let incident = known.incident;
        let title = format!("# {} · {}\n", incident.key(), inline(&incident.title));
        self.line(&title);
        if incident.state.is_open() {
            let preliminary = self.say("postmortem-preliminary", &[]);
            self.line(&format!("> {preliminary}\n"));
        }
        let severity = format!(
            "{} · {}",
            level(incident.severity),
            severity_meaning(known.lang, incident.severity)
        );
        self.fact("postmortem-severity", &severity);
        let kind = self.say("incident-kind", &[("kind", incident.kind.name().into())]);
        self.fact("postmortem-type", &kind);
        self.fact("postmortem-department", &inline(known.department));
        self.fact("postmortem-service", &inline(&incident.service));
        self.fact("postmortem-project", &inline(&incident.project));
        self.fact("postmortem-state", &state_word(known.lang, incident.state));
        if incident.customers {
            let yes = self.say("incident-customers", &[]);
            self.fact("postmortem-customers", &yes);
        }
        self.fact("postmortem-merged", &known.absorbed.join(", "));
        if let Some(review) = known.review {
            let due = match review.held {
                Some((at, _)) => self.say(
                    "postmortem-review-held",
                    &[("when", self.moment(at).into())],
                ),
                None => self.moment(review.due),
            };
            self.fact("postmortem-review", &due);
        }
        let zone = [
            ("zone", known.zone.name().into()),
            ("when", self.moment(known.now).into()),
        ];
        let zone = self.say("postmortem-zone", &zone);
        self.line(&format!("\n{zone}"));
    }

    /// What somebody wrote, or the place to write it.
    fn words(&mut self, heading: &str, words: &str) {
        self.heading(heading);
        let text = if words.trim().is_empty() {
            self.say("postmortem-write", &[])
        } else {
            paragraphs(words)
        };
        self.line(&text);
    }

    fn times(&mut self) {
        let incident = self.known.incident;
        self.heading("postmortem-times");
        self.table(&["postmortem-what", "postmortem-when", "postmortem-after"]);
        for (id, at) in [
            ("postmortem-opened", Some(incident.opened_at)),
            (
                "postmortem-acknowledged",
                incident.acknowledged.map(|a| a.0),
            ),
            ("postmortem-mitigated", incident.mitigated_at),
            ("postmortem-resolved", incident.resolved_at),
            ("postmortem-closed", incident.closed_at),
        ] {
            let what = self.say(id, &[]);
            let (when, after) = match at {
                Some(at) => (
                    self.moment(at),
                    length(self.known.lang, at - incident.opened_at),
                ),
                None => ("–".to_owned(), "–".to_owned()),
            };
            self.row(&[what, when, after]);
        }
    }

    fn people(&mut self) {
        let known = self.known;
        let incident = known.incident;
        self.heading("postmortem-people");
        let mut told = false;
        let mut one = |page: &mut Self, name: String, user: Option<UserId>| {
            if let Some(user) = user {
                let person = page.person(user);
                page.line(&format!("- **{name}** {person}"));
                told = true;
            }
        };
        let declared = self.say("postmortem-declared-by", &[]);
        one(self, declared, incident.origin.by());
        let acknowledged = self.say("postmortem-acknowledged-by", &[]);
        one(self, acknowledged, incident.acknowledged.map(|a| a.1));
        for role in Role::ALL {
            let name = self.say(role_name(role), &[]);
            one(self, name, incident.roles.of(role));
        }
        let paged: Vec<String> = known.paged.iter().map(|user| self.person(*user)).collect();
        if !paged.is_empty() {
            self.fact("postmortem-paged", &paged.join(", "));
        } else if !told {
            let nobody = self.say("nobody", &[]);
            self.line(&nobody);
        }
    }

    fn timeline(&mut self) {
        let known = self.known;
        self.heading("postmortem-timeline");
        self.table(&["postmortem-when", "postmortem-who", "postmortem-what"]);
        let voice = Voice {
            lang: known.lang,
            medium: Medium::File(known.name),
        };
        let sent = (known.sent, known.incident.channel.is_some());
        for line in timeline::all(known.history, sent, voice) {
            let who = voice.whoever(line.by).to_string();
            self.row(&[self.moment(line.at), who, line.what.to_string()]);
        }
    }

    fn alerts(&mut self) {
        let known = self.known;
        let alerts = known.alerts;
        if alerts.firing + alerts.recovered == 0 {
            return;
        }
        self.heading("incident-alerts");
        let args = [
            ("firing", alerts.firing.into()),
            ("recovered", alerts.recovered.into()),
            ("flapping", alerts.flapping.into()),
            ("reports", alerts.reports.into()),
        ];
        let counts = self.say("incident-alerts-are", &args);
        self.line(&format!("{counts}\n"));
        for alert in alerts.lines.iter().take(ALERTS) {
            let state = if alert.firing {
                "postmortem-alert-firing"
            } else {
                "postmortem-alert-recovered"
            };
            let state = self.say(state, &[]);
            let mut line = format!("- {} · {state}", inline(&alert.title));
            if !alert.source.is_empty() {
                line.push_str(" · ");
                line.push_str(&inline(&alert.source));
            }
            self.line(&line);
        }
    }

    fn actions(&mut self) {
        let known = self.known;
        self.heading("postmortem-actions");
        if known.actions.is_empty() {
            let none = self.say("postmortem-no-actions", &[]);
            self.line(&none);
            return;
        }
        self.table(&[
            "postmortem-action",
            "postmortem-owner",
            "postmortem-due",
            "postmortem-state-of",
        ]);
        for action in known.actions {
            let state = match action.done {
                Some((at, _)) if action.cancelled => {
                    self.say("postmortem-cancelled", &[("when", self.moment(at).into())])
                }
                Some((at, _)) => self.say("postmortem-done", &[("when", self.moment(at).into())]),
                None => self.say("postmortem-open", &[]),
            };
            let owner = self.person(action.owner);
            let text = inline(&action.text);
            self.row(&[text, owner, action.due.to_string(), state]);
        }
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Commander => "postmortem-role-commander",
        Role::Communications => "postmortem-role-communications",
        Role::Scribe => "postmortem-role-scribe",
    }
}

#[cfg(test)]
#[path = "postmortem_tests.rs"]
mod tests;
