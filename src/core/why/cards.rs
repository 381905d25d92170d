//! What **Why this?** says.

use serde_json::Value;

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, UserId, time_full, time_relative,
};
use crate::clock::At;
use crate::core::why::pages::PageFacts;
use crate::i18n::{Lang, find, say};

/// What is known about a message; facts of tomorrow's or yesterday's binary that are not known are left out.
pub(super) struct Facts {
    pub(super) rule: String,
    key: Option<String>,
    measure: Option<String>,
    incident: Option<String>,
    /// Of a decision or an entry of the knowledge base.
    thing: Option<String>,
    task: Option<String>,
    handoff: Option<String>,
    name: String,
    day: String,
    schedule: Option<(String, String)>,
    next: Option<At>,
    by: Option<UserId>,
    page: Option<PageFacts>,
    at: At,
}

impl Facts {
    /// Reads what was kept with the message.
    pub(super) fn read(why: &Value, at: At) -> Facts {
        let text = |name: &str| why.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = |name: &str| why.get(name).and_then(Value::as_i64);
        Facts {
            rule: text("rule").unwrap_or_default(),
            key: text("standup").or_else(|| text("digest")),
            measure: text("measure"),
            incident: text("key").filter(|key| key.starts_with("INC-")),
            thing: text("decision").or_else(|| text("entry")),
            task: text("task"),
            handoff: text("key").filter(|key| key.starts_with("HO-")),
            name: text("name").unwrap_or_default(),
            day: text("day").unwrap_or_default(),
            schedule: text("schedule").zip(text("zone")),
            next: number("next").map(At),
            by: number("by").map(UserId),
            page: PageFacts::read(why),
            at,
        }
    }
    /// The incident it is about.
    pub(super) fn incident(&self) -> Option<&str> {
        self.incident.as_deref()
    }
}

/// The explanation, with a button to mute the rule where that is possible (`muted`: whether it is).
pub(super) fn why(lang: Lang, facts: &Facts, standing: Option<Text>, muted: Option<bool>) -> Card {
    let id = format!("why-rule-{}", facts.rule.replace(':', "-"));
    let unknown = || {
        say(
            lang,
            "why-unknown-rule",
            &[("rule", Text::user(&facts.rule).into())],
        )
    };
    let mut lines = vec![find(lang, &id).unwrap_or_else(unknown)];
    lines.extend(about(lang, facts));
    lines.extend(moments(lang, facts));
    let buttons = muted.map(|is| vec![vec![mute_button(lang, &facts.rule, !is)]]);
    Card {
        title: Some(Text::trusted(say(lang, "why-title", &[]))),
        body: Some(Text::trusted(lines.join("\n"))),
        fields: standing
            .into_iter()
            .map(|now| now_field(lang, now))
            .collect(),
        buttons: buttons.unwrap_or_default(),
        ..Card::default()
    }
}

/// What it is about.
fn about(lang: Lang, facts: &Facts) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(key) = &facts.key {
        lines.push(say(
            lang,
            "why-about",
            &[
                ("key", Text::user(key).into()),
                ("name", Text::user(&facts.name).into()),
                ("day", Text::user(&facts.day).into()),
            ],
        ));
    }
    if let Some(key) = &facts.measure {
        let args = [
            ("key", Text::user(key).into()),
            ("name", Text::user(&facts.name).into()),
        ];
        lines.push(say(lang, "why-about-measure", &args));
    }
    if let Some(key) = &facts.incident {
        let key = Text::user(key);
        lines.push(say(lang, "why-about-incident", &[("key", key.into())]));
    }
    if let Some(page) = &facts.page {
        lines.extend(page.lines(lang, facts.next));
    }
    if let Some(key) = &facts.thing {
        let key = Text::user(key);
        lines.push(say(lang, "why-about-thing", &[("key", key.into())]));
    }
    if let Some(key) = &facts.task {
        let args = [
            ("key", Text::user(key).into()),
            ("name", Text::user(&facts.name).into()),
        ];
        lines.push(say(lang, "why-about-task", &args));
    }
    if let Some(key) = &facts.handoff {
        let key = Text::user(key);
        lines.push(say(lang, "why-about-handoff", &[("key", key.into())]));
    }
    lines
}

/// By which schedule it came, by whom, and when the next one comes.
fn moments(lang: Lang, facts: &Facts) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some((schedule, zone)) = &facts.schedule {
        lines.push(say(
            lang,
            "why-schedule",
            &[
                ("schedule", schedule.replace('`', "'").into()),
                ("zone", zone.as_str().into()),
            ],
        ));
    }
    if let Some(by) = facts.by {
        lines.push(say(lang, "why-by", &[("user", Text::mention(by).into())]));
    }
    let of_no_page = facts.next.filter(|_| facts.page.is_none());
    if let Some(next) = of_no_page.filter(|next| *next > facts.at) {
        lines.push(say(
            lang,
            "why-next",
            &[(
                "when",
                format!("{} ({})", time_full(next), time_relative(next)).into(),
            )],
        ));
    }
    lines
}

/// How what it is about stands at this moment.
fn now_field(lang: Lang, standing: Text) -> Field {
    Field {
        name: Text::trusted(say(lang, "why-now", &[])),
        value: standing,
        inline: false,
    }
}

fn mute_button(lang: Lang, rule: &str, mute: bool) -> Button {
    let (label, action) = if mute {
        ("why-mute", "mute")
    } else {
        ("why-unmute", "unmute")
    };
    Button {
        label: say(lang, label, &[]),
        emoji: None,
        action: ActionId::new("why", action, 0).with(rule),
        style: ButtonStyle::Secondary,
        disabled: false,
    }
}

/// It is muted, or no longer.
pub(super) fn muted(lang: Lang, rule: &str, on: bool) -> Card {
    Card {
        tone: Tone::Good,
        body: Some(Text::trusted(say(
            lang,
            if on { "why-muted" } else { "why-unmuted" },
            &[],
        ))),
        buttons: vec![vec![mute_button(lang, rule, !on)]],
        ..Card::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_rule_is_explained_in_both_languages_and_an_unknown_one_named() {
        let facts = json!({"rule": "standup:remind", "standup": "STD-7", "name": "Daily", "day": "2026-01-05",
            "schedule": "weekdays 09:30", "zone": "Asia/Shanghai", "next": 2_000_i64});
        let said = |lang, facts: &Value, muted| {
            let card = why(lang, &Facts::read(facts, At(1_000)), None, muted);
            (card.body.unwrap().to_string(), card.buttons.len())
        };
        let (en, buttons) = said(Lang::En, &facts, Some(false));
        assert!(
            en.contains("your answer was missing")
                && en.contains("STD-7 Daily")
                && en.contains("<t:2:f>"),
            "{en}"
        );
        assert_eq!(buttons, 1);
        let (zh, _) = said(Lang::Zh, &facts, None);
        assert!(zh.contains("尚未填写") && zh.contains("时间安排"), "{zh}");
        assert!(
            said(Lang::En, &json!({"rule": "moon:full"}), None)
                .0
                .contains("moon:full")
        );
    }
}
