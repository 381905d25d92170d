//! Declaring an incident: by command, or from a message.

use crate::chat::{ActionId, ChannelId, MessageId, Text};
use crate::core::incident::paging::Who;
use crate::core::incident::requests::{Declare, FromMessage};
use crate::core::incident::types::{Alerts, Incident, Kind, Opening, Origin};
use crate::core::incident::{answer_cards, cards, find, outside, reading, store};
use crate::core::knowledge::{self, Near, titles};
use crate::core::org::{self, Department};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// Who declares an incident is told of so many open ones that are about the same.
const TOLD: usize = 3;

/// Opens an incident for a department and says who is paged for it.
pub(crate) async fn declare(tx: &mut Tx, req: &Declare) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "incident-declare", Some(&department)).await?;
    let text = |text: &Option<String>| reading::read_text(text.as_deref().unwrap_or_default());
    let short = |text: &Option<String>| match text.as_deref().map(str::trim) {
        None | Some("") => Ok(String::new()),
        Some(text) => reading::read_title(text),
    };
    let by = req.actor.user;
    let origin = match req.message {
        Some((channel, message)) => Origin::Message {
            by,
            channel,
            message,
        },
        None => Origin::Person(by),
    };
    let opening = Opening {
        department: department.id,
        kind: req
            .kind
            .as_deref()
            .map_or(Ok(Kind::Fault), reading::read_kind)?,
        severity: reading::read_severity(&req.severity)?,
        title: reading::read_title(&req.title)?,
        service: short(&req.service)?,
        project: short(&req.project)?,
        details: text(&req.details)?,
        customers: req.customers,
        origin,
        alerts: Alerts::default(),
        silenced_until: None,
    };
    refuse_twice(tx, &req.actor, &opening.origin).await?;
    let number = outside::open(tx, &opening).await?;
    let found = find::numbered(tx, &req.actor, number).await?;
    let mut card = declared(&req.actor, &found.incident);
    alike(tx, &req.actor, &found.incident, &mut card).await?;
    let key = found.incident.key();
    knowledge::offer(tx, by, &key, &found.incident.title).await?;
    Ok(Reply::Update(card))
}

/// Adds what is open and about the same: it may be merged into that.
async fn alike(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    card: &mut crate::chat::Card,
) -> anyhow::Result<()> {
    let mut found = Vec::new();
    for other in store::open(tx).await? {
        let same = other.number != incident.number
            && titles::alike(&incident.title, &other.title)
            && (!incident.is_private() || other.is_private());
        if same && found.len() < TOLD && find::sees(tx, actor, &other).await? {
            let attach = ActionId::new("incident", "merge-into", incident.number);
            let department = find::department(tx, &other).await?;
            let name = department.name_in(actor.lang);
            found.push(Near {
                line: answer_cards::line(actor.lang, &other, name, true),
                attach: attach.with(other.number),
                key: other.key(),
            });
        }
    }
    knowledge::near(actor.lang, card, found);
    Ok(())
}

fn declared(actor: &Actor, incident: &Incident) -> crate::chat::Card {
    let lang = actor.lang;
    let place = match incident.channel {
        Some(channel) => Text::channel(channel),
        None => cards::text(lang, "incident-nowhere", &[]),
    };
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
    let paged = if paged.is_empty() {
        cards::text(lang, "incident-declared-nobody", &[])
    } else {
        let who = Text::join(paged, " ");
        cards::text(lang, "incident-declared-paged", &[("who", who.into())])
    };
    let id = if incident.is_private() {
        "incident-declared-private"
    } else {
        "incident-declared"
    };
    let args = [("place", place.into()), ("paged", paged.into())];
    answer_cards::done(lang, id, incident, &args)
}

/// Two who declare an incident from the same message mean the same.
async fn refuse_twice(tx: &mut Tx, actor: &Actor, origin: &Origin) -> Result<(), Error> {
    let Origin::Message {
        channel, message, ..
    } = origin
    else {
        return Ok(());
    };
    for incident in store::open(tx).await? {
        let Origin::Message {
            by,
            channel: its_channel,
            message: its_message,
        } = &incident.origin
        else {
            continue;
        };
        let same = (its_channel, its_message) == (channel, message);
        if same && find::sees(tx, actor, &incident).await? {
            let refusal = Refusal::new("refuse-incident-declared")
                .with("incident", incident.key())
                .with("user", Text::mention(*by))
                .with("when", cards::when(incident.opened_at));
            return Err(refusal.into());
        }
    }
    Ok(())
}

/// **Declare an incident** was pressed: the form, with a department of the actor's own.
pub(super) async fn ask(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "incident-declare", None).await?;
    let department = own(tx, actor).await?;
    let with = answer_cards::Prefilled {
        action: ActionId::new("incident", "declared", 0),
        title: String::new(),
        department: department.map(|d| d.key).unwrap_or_default(),
        details: String::new(),
    };
    Ok(Reply::Form(answer_cards::declare_form(actor.lang, &with)))
}

/// Opens the form, filled from the message.
pub(crate) async fn from_message(tx: &mut Tx, req: &FromMessage) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "incident-declare", None).await?;
    let department = likely(tx, &req.actor, req.channel).await?;
    let place = format!("{}.{}", req.channel.0, req.message.0);
    let details = req.text.trim().chars().take(reading::TEXT_MOST);
    let with = answer_cards::Prefilled {
        action: ActionId::new("incident", "declared", 0).with(place),
        title: reading::title_from(&req.text),
        department: department.map(|d| d.key).unwrap_or_default(),
        details: details.collect(),
    };
    Ok(Reply::Form(answer_cards::declare_form(
        req.actor.lang,
        &with,
    )))
}

/// The department whose channel it is, or else one of the actor's own.
async fn likely(
    tx: &mut Tx,
    actor: &Actor,
    channel: ChannelId,
) -> anyhow::Result<Option<Department>> {
    let departments = org::departments(tx).await?;
    let here: Vec<&Department> = departments
        .iter()
        .filter(|d| d.channel == Some(channel))
        .collect();
    // Several share a channel: which of them is meant cannot be known.
    if let [only] = here.as_slice() {
        return Ok(Some((*only).clone()));
    }
    own(tx, actor).await
}

/// The first department the actor belongs to.
async fn own(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Option<Department>> {
    for department in org::departments(tx).await? {
        let members = org::members(tx, department.id).await?;
        if members.iter().any(|m| m.user == actor.user) {
            return Ok(Some(department));
        }
    }
    Ok(None)
}

/// The form was sent.
pub(super) async fn submitted(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or_else(String::new, |(_, text)| text.clone())
    };
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let place = argument.split_once('.').and_then(|(channel, message)| {
        Some((
            ChannelId(channel.parse().ok()?),
            MessageId(message.parse().ok()?),
        ))
    });
    let request = Declare {
        actor: act.actor.clone(),
        title: typed("title"),
        severity: typed("severity"),
        department: typed("department"),
        kind: None,
        service: None,
        project: None,
        details: Some(typed("details")),
        customers: false,
        message: place,
    };
    declare(tx, &request).await
}
