//! A department's panel: buttons in a channel of its choice, with which anybody opens a case. Who asks needs no right in the
//! department. What a button means is in its id: department, channel, kind.

use serde_json::json;

use crate::chat::{ActionId, Button, ButtonStyle, ChannelId, Form, Input, Tone};
use crate::core::catalogue::{self, Flow, Kind, Visibility};
use crate::core::org::{self, Department};
use crate::core::task::cards::{self, labelled};
use crate::core::task::create::{self, Draft};
use crate::core::task::reading;
use crate::core::task::room_cards;
use crate::core::task::types::Origin;
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::i18n::{Lang, say};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Buttons of a panel, and of one of its rows.
const MOST: usize = 15;
const ROW: usize = 5;
/// A form takes five inputs, two of which are the title and the details.
const PARTICULARS: usize = 3;

/// `/task panel`
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    pub(crate) actor: Actor,
    pub(crate) department: String,
    pub(crate) channel: ChannelId,
}

/// Posts the panel, or brings it up to date.
pub(crate) async fn panel(tx: &mut Tx, req: &Panel) -> Result<Reply, Error> {
    let actor = &req.actor;
    let department = org::department(tx, &req.department).await?;
    org::require(tx, actor, "task-panel", Some(&department)).await?;
    let kinds = cases(&department);
    if kinds.is_empty() {
        return Err(Refusal::new("refuse-task-panel")
            .with(
                "department",
                crate::chat::Text::user(department.name_in(actor.lang)),
            )
            .into());
    }
    let buttons: Vec<Button> = kinds
        .iter()
        .take(MOST)
        .map(|kind| {
            let what = format!("{}.{}", req.channel.0, kind.key);
            let action = ActionId::new("task", "ask", department.id).with(what);
            let label = kind.name(department.lang).to_owned();
            labelled(label, action, ButtonStyle::Primary)
        })
        .collect();
    let rows = buttons.chunks(ROW).map(<[Button]>::to_vec).collect();
    let card = room_cards::panel(department.lang, &department.name, rows);
    let post = Post {
        key: format!("task/panel/{}/{}", department.id, req.channel.0),
        target: Target::Channel(req.channel),
        op: Op::Edit(card),
        priority: Priority::Notice,
        why: json!({ "rule": "task:panel", "by": actor.user.0 }),
    };
    outbox::post(tx, &post).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "task-panel-posted",
        &[("channel", crate::chat::Text::channel(req.channel).into())],
    )))
}

/// The kinds of work people outside can ask a department for.
fn cases(department: &Department) -> Vec<&'static Kind> {
    let all = catalogue::kinds_of(&department.key).into_iter();
    all.filter(|k| k.flow == Flow::Case && k.visible != Visibility::Lead)
        .collect()
}

/// What a button of the panel carries.
async fn meant(tx: &mut Tx, act: &Act) -> Result<(Department, ChannelId, &'static Kind), Error> {
    let unknown = || Refusal::new("refuse-unknown-action");
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let (channel, kind) = argument.split_once('.').ok_or_else(unknown)?;
    let channel = ChannelId(channel.parse().map_err(|_bad| unknown())?);
    let department = org::department_by_id(tx, act.action.number).await?;
    let department = department.ok_or_else(unknown)?;
    let kind = cases(&department)
        .into_iter()
        .find(|k| k.key == kind)
        .ok_or_else(unknown)?;
    Ok((department, channel, kind))
}

/// A button was pressed: the form opens.
pub(super) async fn ask(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let (department, channel, kind) = meant(tx, act).await?;
    Ok(Reply::Form(form(&act.actor, &department, channel, kind)))
}

fn form(actor: &Actor, department: &Department, channel: ChannelId, kind: &Kind) -> Form {
    let lang: Lang = actor.lang;
    let what = format!("{}.{}", channel.0, kind.key);
    let input = |id: &str, label: &str, long: bool, most: usize| Input {
        id: id.to_owned(),
        label: say(lang, label, &[]),
        value: None,
        placeholder: None,
        long,
        required: !long,
        most: u16::try_from(most).ok(),
    };
    let mut inputs = vec![input(
        "title",
        "task-form-about",
        false,
        reading::TITLE_MOST,
    )];
    let asked = kind
        .particulars
        .get(..kind.particulars.len().min(PARTICULARS));
    inputs.extend(catalogue::form(
        asked.unwrap_or_default(),
        lang,
        &catalogue::Values::default(),
    ));
    inputs.push(input(
        "details",
        "task-form-details",
        true,
        reading::TEXT_MOST,
    ));
    Form {
        action: ActionId::new("task", "asked", department.id).with(what),
        title: kind.name(lang).chars().take(45).collect(),
        inputs,
    }
}

/// The form was sent: a case, with a room of its own.
pub(super) async fn asked(tx: &mut Tx, act: &Act) -> Result<Reply, Error> {
    let (department, channel, kind) = meant(tx, act).await?;
    let actor = &act.actor;
    let typed = |id: &str| {
        let found = act.typed.iter().find(|(input, _)| input == id);
        found.map_or("", |(_, text)| text.as_str())
    };
    let asked = kind
        .particulars
        .get(..kind.particulars.len().min(PARTICULARS));
    let fields = asked.unwrap_or_default();
    let mut draft = Draft::new(kind, reading::read_title(typed("title"))?);
    draft.details = reading::read_text(typed("details"))?;
    draft.particulars = create::read_values(tx, actor, &department, fields, &act.typed).await?;
    draft.requester = Some(actor.user);
    draft.origin = Origin::Panel { channel };
    draft.room = Some(channel);
    let task = create::make(tx, &department, draft).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "task-asked",
        &[
            ("key", task.key().into()),
            (
                "department",
                crate::chat::Text::user(department.name_in(actor.lang)).into(),
            ),
            (
                "due",
                task.respond_by
                    .or(task.due)
                    .map_or_else(|| say(actor.lang, "task-no-due", &[]), cards::when)
                    .into(),
            ),
        ],
    )))
}
