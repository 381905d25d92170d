//! What everybody reads of an incident: the one live card, what stands in public for one that is kept private, lines of its
//! thread.

use crate::chat::{
    ActionId, Button, ButtonStyle, Card, Field, Text, Tone, UserId, WorkspaceId, time_full,
    time_relative,
};
use crate::clock::At;
use crate::core::incident::paging::{Phase, Who};
use crate::core::incident::rules::{Severity, State};
use crate::core::incident::today::Part;
use crate::core::incident::types::{AlertLine, Alerts, Incident, Origin};
use crate::core::org::Department;
use crate::i18n::{Arg, Lang, say};

/// So many characters of what people wrote stand on the card.
const BRIEF: usize = 600;
/// So many alerts are shown in words.
const ALERT_LINES: usize = 5;

/// An incident with all that its card is made of.
pub(super) struct Scene<'a> {
    pub(super) workspace: WorkspaceId,
    pub(super) lang: Lang,
    pub(super) incident: &'a Incident,
    pub(super) department: &'a Department,
    /// The department it was declared for, if another one has it.
    pub(super) affected: Option<&'a Department>,
    /// Those of the merged ones too.
    pub(super) alerts: Alerts,
    /// Keys of what was merged into it.
    pub(super) absorbed: Vec<String>,
}

/// A moment as people read it: in full, and how far away.
pub(super) fn when(at: At) -> String {
    format!("{} ({})", time_full(at), time_relative(at))
}

pub(super) fn text(lang: Lang, id: &str, args: &[(&'static str, Arg)]) -> Text {
    Text::trusted(say(lang, id, args))
}

/// One sentence.
pub(super) fn sentence(lang: Lang, tone: Tone, id: &str, args: &[(&'static str, Arg)]) -> Card {
    Card {
        tone,
        body: Some(text(lang, id, args)),
        ..Card::default()
    }
}

pub(super) fn field(name: Text, value: Text, inline: bool) -> Field {
    Field {
        name,
        value,
        inline,
    }
}

pub(super) fn button(lang: Lang, label: &str, action: ActionId, style: ButtonStyle) -> Button {
    Button {
        label: say(lang, label, &[]),
        emoji: None,
        action,
        style,
        disabled: false,
    }
}

/// `SEV1`
pub(super) fn level(severity: Severity) -> String {
    severity.name().to_uppercase()
}

pub(super) fn severity_meaning(lang: Lang, severity: Severity) -> String {
    say(
        lang,
        "incident-severity-meaning",
        &[("severity", severity.name().into())],
    )
}

pub(super) fn state_word(lang: Lang, state: State) -> String {
    say(lang, "incident-state", &[("state", state.name().into())])
}

/// The title and what comes before it; for a private one only what may be known.
pub(super) fn open_name(lang: Lang, incident: &Incident) -> Text {
    match incident.open_title() {
        Some(title) => Text::user(title),
        None => text(lang, "incident-private-title", &[]),
    }
}

fn title(incident: &Incident, name: &Text) -> Text {
    Text::trusted(format!(
        "{} · {} · {name}",
        incident.key(),
        level(incident.severity)
    ))
}

fn tone(incident: &Incident) -> Tone {
    let urgent = matches!(incident.severity, Severity::Sev1 | Severity::Sev2);
    match incident.state {
        _ if incident.wants_somebody() && urgent => Tone::Bad,
        State::Triggered if urgent => Tone::Bad,
        State::Triggered | State::Acknowledged => Tone::Warn,
        State::Mitigated => Tone::Info,
        State::Resolved => Tone::Good,
        State::Closed => Tone::Quiet,
    }
}

/// All there is to see of a drill.
pub(super) fn drill(lang: Lang, incident: &Incident) -> Card {
    Card {
        tone: Tone::Quiet,
        title: Some(title(incident, &Text::user(&incident.title))),
        body: Some(text(lang, "drill-body", &[])),
        ..Card::default()
    }
}

/// The one live card.
pub(super) fn live(scene: &Scene<'_>) -> Card {
    let (lang, incident) = (scene.lang, scene.incident);
    let mut lines = vec![state_line(lang, incident)];
    lines.extend(unowned_line(lang, incident));
    if let Some(into) = incident.merged_into {
        lines.push(text(
            lang,
            "incident-merged-into",
            &[("into", format!("INC-{into}").into())],
        ));
    }
    lines.extend(message_line(scene));
    if !incident.details.is_empty() {
        lines.push(Text::brief(&incident.details, BRIEF));
    }
    let mut fields = vec![severity_field(lang, incident), place_field(scene)];
    fields.extend(roles_field(lang, incident));
    fields.extend(alerts_field(lang, &scene.alerts));
    if !scene.absorbed.is_empty() {
        let keys = Text::trusted(scene.absorbed.join(" · "));
        fields.push(field(text(lang, "incident-absorbed", &[]), keys, false));
    }
    if let Some(update) = &incident.update {
        let args = [
            ("text", Text::brief(&update.text, BRIEF).into()),
            ("user", Text::mention(update.by).into()),
            ("when", time_relative(update.at).into()),
        ];
        fields.push(field(
            text(lang, "incident-last-update", &[]),
            text(lang, "incident-last-update-is", &args),
            false,
        ));
    }
    for (id, words) in [
        ("incident-cause", &incident.cause),
        ("incident-impact", &incident.impact),
    ] {
        // While it goes on again they are what was thought last time.
        if !words.is_empty() && !incident.state.is_open() {
            fields.push(field(text(lang, id, &[]), Text::brief(words, BRIEF), false));
        }
    }
    fields.push(field(
        text(lang, "incident-next", &[]),
        next_step(lang, incident, scene.department),
        false,
    ));
    Card {
        tone: tone(incident),
        title: Some(title(incident, &Text::user(&incident.title))),
        body: Some(Text::join(lines, "\n")),
        fields,
        footer: Some(origin_line(scene)),
        buttons: vec![buttons(lang, incident)],
        ..Card::default()
    }
}

/// What stands where everybody reads, for an incident that is not for everybody.
pub(super) fn placeholder(scene: &Scene<'_>) -> Card {
    let (lang, incident) = (scene.lang, scene.incident);
    let state = text(
        lang,
        "incident-state-alone",
        &[
            ("state", state_word(lang, incident.state).into()),
            ("when", when(incident.state_at).into()),
        ],
    );
    let lead = scene.department.leads.first().map(|u| Text::mention(*u));
    let ask = lead.unwrap_or_else(|| Text::user(scene.department.name_in(lang)));
    let body = text(lang, "incident-private-body", &[("who", ask.into())]);
    Card {
        tone: tone(incident),
        title: Some(title(incident, &open_name(lang, incident))),
        body: Some(Text::join([state, body], "\n")),
        buttons: vec![vec![button(
            lang,
            "incident-show",
            ActionId::new("incident", "show", incident.number),
            ButtonStyle::Secondary,
        )]],
        ..Card::default()
    }
}

/// Where it stands, who moved it there and when.
pub(super) fn state_line(lang: Lang, incident: &Incident) -> Text {
    let state = state_word(lang, incident.state);
    let at = when(incident.state_at);
    match incident.state_by {
        Some(by) => text(
            lang,
            "incident-state-by",
            &[
                ("state", state.into()),
                ("user", Text::mention(by).into()),
                ("when", at.into()),
            ],
        ),
        None => text(
            lang,
            "incident-state-alone",
            &[("state", state.into()), ("when", at.into())],
        ),
    }
}

/// An open incident in a digest, where everybody reads.
pub(super) fn digest_line(lang: Lang, incident: &Incident) -> Text {
    let owner = owner(incident).map(|user| Text::mention(user).to_string());
    let unowned = unowned_line(lang, incident).map(|line| line.to_string());
    // Who has a private one is no detail for all.
    let who = unowned.or(owner.filter(|_| !incident.is_private()));
    let name = match incident.open_title() {
        Some(title) => Text::brief(title, 80),
        None => open_name(lang, incident),
    };
    let parts = [
        Some(format!(
            "**{}** {}",
            incident.key(),
            level(incident.severity)
        )),
        Some(name.to_string()),
        Some(state_word(lang, incident.state)),
        who,
        Some(time_relative(incident.opened_at)),
    ];
    Text::trusted(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// An open incident in the day of somebody with a part in it.
pub(super) fn day_line(lang: Lang, incident: &Incident, part: Part) -> Text {
    let args = [
        ("incident", incident.key().into()),
        ("severity", level(incident.severity).into()),
        ("title", Text::brief(&incident.title, 80).into()),
        ("part", part.name().into()),
        ("when", time_relative(incident.opened_at).into()),
    ];
    text(lang, "incident-today", &args)
}

/// The clock that runs while nobody has it.
fn unowned_line(lang: Lang, incident: &Incident) -> Option<Text> {
    let since = incident.paging.unowned_since?;
    incident.state.is_open().then(|| {
        let id = if incident.paging.phase == Phase::Unowned {
            "incident-unowned-exhausted"
        } else if incident.state == State::Triggered {
            "incident-unowned"
        } else {
            // Somebody had it: it grew, or they were silent for too long, or their shift ended.
            "incident-unowned-again"
        };
        text(lang, id, &[("when", time_relative(since).into())])
    })
}

fn severity_field(lang: Lang, incident: &Incident) -> Field {
    let value = format!(
        "{} · {}",
        level(incident.severity),
        severity_meaning(lang, incident.severity)
    );
    field(
        text(lang, "incident-severity", &[]),
        Text::trusted(value),
        true,
    )
}

fn place_field(scene: &Scene<'_>) -> Field {
    let (lang, incident) = (scene.lang, scene.incident);
    let mut parts = vec![Text::user(scene.department.name_in(lang))];
    if let Some(affected) = scene.affected {
        let name = Text::user(affected.name_in(lang));
        parts.push(text(lang, "incident-affects", &[("name", name.into())]));
    }
    let mut named = |id: &str, value: &str| {
        if !value.is_empty() {
            let value = Text::brief(value, 100);
            parts.push(text(lang, id, &[("name", value.into())]));
        }
    };
    named("incident-service", &incident.service);
    named("incident-project", &incident.project);
    let kind = say(
        lang,
        "incident-kind",
        &[("kind", incident.kind.name().into())],
    );
    parts.push(Text::trusted(kind));
    if incident.customers {
        parts.push(text(lang, "incident-customers", &[]));
    }
    field(
        text(lang, "incident-where", &[]),
        Text::join(parts, "\n"),
        true,
    )
}

fn roles_field(lang: Lang, incident: &Incident) -> Option<Field> {
    let roles = [
        ("incident-role-commander", incident.roles.commander),
        (
            "incident-role-communications",
            incident.roles.communications,
        ),
        ("incident-role-scribe", incident.roles.scribe),
    ];
    let lines: Vec<Text> = roles
        .into_iter()
        .filter_map(|(id, user)| Some(text(lang, id, &[("user", Text::mention(user?).into())])))
        .collect();
    (!lines.is_empty()).then(|| {
        field(
            text(lang, "incident-roles", &[]),
            Text::join(lines, "\n"),
            true,
        )
    })
}

fn alerts_field(lang: Lang, alerts: &Alerts) -> Option<Field> {
    if alerts.firing + alerts.recovered == 0 {
        return None;
    }
    let mut lines = vec![text(
        lang,
        "incident-alerts-are",
        &[
            ("firing", alerts.firing.into()),
            ("recovered", alerts.recovered.into()),
            ("flapping", alerts.flapping.into()),
            ("reports", alerts.reports.into()),
        ],
    )];
    lines.extend(alerts.lines.iter().take(ALERT_LINES).map(alert_line));
    Some(field(
        text(lang, "incident-alerts", &[]),
        Text::join(lines, "\n"),
        false,
    ))
}

fn alert_line(alert: &AlertLine) -> Text {
    let mark = if alert.firing { "🔴" } else { "🟢" };
    let title = Text::brief(&alert.title, 120);
    let source = Text::brief(&alert.source, 60);
    let shown = match (source.is_empty(), is_link(&alert.link)) {
        (true, false) => title.to_string(),
        (false, false) => format!("{title} · {source}"),
        (true, true) => format!("[{title}]({})", alert.link),
        (false, true) => format!("[{title}]({}) · {source}", alert.link),
    };
    Text::trusted(format!("{mark} {shown}"))
}

/// An address that cannot break out of the brackets it is put in.
fn is_link(link: &str) -> bool {
    let web = link.starts_with("https://") || link.starts_with("http://");
    let breaks = |c: char| c.is_whitespace() || c.is_control() || "()<>[]\\\"'`|*".contains(c);
    web && link.len() <= 300 && !link.contains(breaks)
}

/// What is to be done, and by whom.
fn next_step(lang: Lang, incident: &Incident, department: &Department) -> Text {
    if let Some(into) = incident.merged_into {
        let into = format!("INC-{into}");
        return text(lang, "incident-next-merged", &[("into", into.into())]);
    }
    let paging = &incident.paging;
    if incident.wants_somebody() || incident.state == State::Triggered {
        return next_to_acknowledge(lang, incident, department);
    }
    let owner = owner(incident).map_or_else(|| lead_of(lang, department), Text::mention);
    let owner = ("owner", owner.into());
    match incident.state {
        State::Triggered | State::Acknowledged => match paging.deadlines.update {
            Some(due) => text(
                lang,
                "incident-next-update",
                &[owner, ("when", time_relative(due).into())],
            ),
            None => text(lang, "incident-next-work", &[owner]),
        },
        State::Mitigated => text(lang, "incident-next-mitigated", &[owner]),
        State::Resolved => text(lang, "incident-next-resolved", &[owner]),
        State::Closed => text(lang, "incident-next-closed", &[]),
    }
}

fn next_to_acknowledge(lang: Lang, incident: &Incident, department: &Department) -> Text {
    let deadlines = &incident.paging.deadlines;
    if let Some(until) = deadlines.silence {
        let until = when(until);
        return text(lang, "incident-next-silenced", &[("when", until.into())]);
    }
    let paged = incident
        .paging
        .rung
        .iter()
        .filter_map(|rung| match rung.who {
            Who::Person(user) => Some(Text::mention(user)),
            Who::Channel(channel) => Some(Text::channel(channel)),
            Who::Office | Who::Thread => None,
        });
    let paged: Vec<Text> = paged.collect();
    match (paged.is_empty(), deadlines.level) {
        (false, Some(next)) => text(
            lang,
            "incident-next-acknowledge",
            &[
                ("who", Text::join(paged, " ").into()),
                ("when", time_relative(next).into()),
            ],
        ),
        _ => text(
            lang,
            "incident-next-anybody",
            &[("who", lead_of(lang, department).into())],
        ),
    }
}

/// Who sees to it now.
pub(super) fn owner(incident: &Incident) -> Option<UserId> {
    let holder = incident.paging.holder.map(|h| h.by);
    let last = incident.acknowledged.map(|a| a.1);
    incident.roles.commander.or(holder).or(last)
}

fn lead_of(lang: Lang, department: &Department) -> Text {
    match department.leads.first() {
        Some(lead) => Text::mention(*lead),
        None => text(
            lang,
            "incident-lead-of",
            &[("department", Text::user(department.name_in(lang)).into())],
        ),
    }
}

/// The message it came from.
fn message_line(scene: &Scene<'_>) -> Option<Text> {
    let (channel, message) = match &scene.incident.origin {
        Origin::Message {
            channel, message, ..
        }
        | Origin::Watch {
            channel, message, ..
        } => (*channel, *message),
        Origin::Person(_)
        | Origin::Integration { .. }
        | Origin::Test { .. }
        | Origin::Heartbeat { .. }
        | Origin::Drill => {
            return None;
        }
    };
    let link = Text::message(scene.workspace, channel, message);
    Some(text(
        scene.lang,
        "incident-from-message",
        &[("link", link.into())],
    ))
}

/// Where it came from; a footer shows no mentions and no links: those stand above.
fn origin_line(scene: &Scene<'_>) -> Text {
    let (lang, incident) = (scene.lang, scene.incident);
    let named = |id: &str, name: &str| text(lang, id, &[("name", Text::user(name).into())]);
    match &incident.origin {
        Origin::Person(_) => text(lang, "incident-origin-person", &[]),
        Origin::Message { .. } => text(lang, "incident-origin-message", &[]),
        Origin::Integration { name, .. } => named("incident-origin-integration", name),
        Origin::Test { name, .. } => named("incident-origin-test", name),
        Origin::Heartbeat { name, .. } => named("incident-origin-heartbeat", name),
        Origin::Watch { .. } => text(lang, "incident-origin-watch", &[]),
        Origin::Drill => text(lang, "incident-origin-drill", &[]),
    }
}

/// What can be done with it, as its state allows.
fn buttons(lang: Lang, incident: &Incident) -> Vec<Button> {
    let make = |label: &str, action: &str, style| {
        let action = ActionId::new("incident", action, incident.number);
        button(lang, label, action, style)
    };
    let more = make("incident-more", "more", ButtonStyle::Secondary);
    if incident.merged_into.is_some() {
        return vec![more];
    }
    let update = make("incident-update", "update", ButtonStyle::Secondary);
    let resolve = make("incident-resolve", "resolve", ButtonStyle::Success);
    match incident.state {
        state if state == State::Triggered || incident.wants_somebody() => {
            let acknowledge = make("incident-acknowledge", "ack", ButtonStyle::Primary);
            vec![acknowledge, update, resolve, more]
        }
        State::Triggered | State::Acknowledged | State::Mitigated => vec![update, resolve, more],
        State::Resolved => vec![
            make("incident-reopen", "reopen", ButtonStyle::Danger),
            make("incident-close", "close", ButtonStyle::Secondary),
            make("incident-postmortem", "postmortem", ButtonStyle::Primary),
            more,
        ],
        State::Closed => vec![
            make("incident-reopen", "reopen", ButtonStyle::Secondary),
            make("incident-postmortem", "postmortem", ButtonStyle::Secondary),
            more,
        ],
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
pub(super) mod tests;
