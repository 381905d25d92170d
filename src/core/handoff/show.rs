//! Looking at handoffs: one, many, what happened, and what is offered while somebody types.

use serde_json::Value;

use crate::chat::{ActionId, ButtonStyle, Text, time_full};
use crate::core::catalogue;
use crate::core::handoff::answer_cards::{self, Listed};
use crate::core::handoff::cards::{self, action, text};
use crate::core::handoff::find::{self, Found};
use crate::core::handoff::post::Loaded;
use crate::core::handoff::requests::{List, One, Typing};
use crate::core::handoff::store::{self, Page};
use crate::core::handoff::types::{Handoff, Side};
use crate::core::handoff::{reading, request};
use crate::core::journal;
use crate::core::knowledge::titles;
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion};
use crate::store::Tx;

/// So many lines stand on a page, and in a history.
const LINES: i64 = 12;
const HISTORY: usize = 15;
/// So many are looked through at once for those in which it is somebody's turn.
const LOOKED: i64 = 100;
/// So many are offered while somebody types.
const OFFERED: usize = 25;

/// `/handoff show`
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "handoff-show", None).await?;
    let found = find::find(tx, &req.actor, &req.handoff).await?;
    shown(tx, &req.actor, &found).await
}

/// All there is to see, for whom it is for.
pub(super) async fn shown(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let loaded = Loaded::of(tx, &found.held).await?;
    let before = loaded.named(tx, actor.lang).await?;
    let scene = loaded.scene(tx, &found.held, actor.lang, &before);
    let mut card = cards::whole(&scene);
    card.buttons = vec![vec![cards::button(
        actor.lang,
        "handoff-do-history",
        action("history", found.held.handoff.number),
        ButtonStyle::Secondary,
    )]];
    Ok(Reply::Private(card))
}

/// What happened to it, newest first.
pub(super) async fn history(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let all = journal::history(tx, &found.held.handoff.subject()).await?;
    let lines = all.iter().rev().take(HISTORY).map(|entry| {
        let who = cards::by(entry.by);
        let said = entry.after.get("text").and_then(Value::as_str);
        let args = [
            ("when", time_full(entry.at).into()),
            ("user", who.into()),
            ("by", if entry.by.is_some() { "yes" } else { "no" }.into()),
            (
                "action",
                org::audit::action(actor.lang, &entry.action).into(),
            ),
        ];
        let line = text(actor.lang, "handoff-history-line", &args);
        match said {
            Some(said) => Text::trusted(format!("{line} · {}", Text::brief(said, 120))),
            None => line,
        }
    });
    let lines: Vec<Text> = lines.collect();
    Ok(Reply::Update(answer_cards::history(
        actor.lang,
        &found.held,
        lines,
    )))
}

/// What is listed, as it stands in the buttons.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Which {
    OnUs,
    OnOthers,
    Mine,
    Open,
    Closed,
}

impl Which {
    const ALL: [Which; 5] = [
        Which::OnUs,
        Which::OnOthers,
        Which::Mine,
        Which::Open,
        Which::Closed,
    ];
    fn name(self) -> &'static str {
        match self {
            Which::OnUs => "waiting-on-us",
            Which::OnOthers => "waiting-on-others",
            Which::Mine => "mine",
            Which::Open => "open",
            Which::Closed => "closed",
        }
    }
    fn read(text: &str) -> Option<Which> {
        Which::ALL.into_iter().find(|w| w.name() == text)
    }
}

/// `/handoff list`
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    let which = match req.which.as_deref() {
        None => Which::Open,
        Some(typed) => Which::read(typed).ok_or_else(|| Refusal::new("refuse-unknown-action"))?,
    };
    let department = match &req.department {
        Some(key) => Some(org::department(tx, key).await?),
        None => None,
    };
    listed(tx, &req.actor, which, department, i64::MAX).await
}

/// Another page.
pub(super) async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    department: i64,
    what: &str,
) -> Result<Reply, Error> {
    let (which, below) = what.split_once('.').unwrap_or((what, ""));
    let which = Which::read(which).ok_or_else(|| Refusal::new("refuse-unknown-action"))?;
    let department = org::department_by_id(tx, department).await?;
    let below = below.parse().unwrap_or(i64::MAX);
    let reply = listed(tx, actor, which, department, below).await?;
    Ok(match reply {
        Reply::Private(card) | Reply::Update(card) => Reply::Update(card),
        Reply::Form(form) => Reply::Form(form),
    })
}

async fn listed(
    tx: &mut Tx,
    actor: &Actor,
    which: Which,
    department: Option<Department>,
    below: i64,
) -> Result<Reply, Error> {
    org::require(tx, actor, "handoff-list", None).await?;
    let department = match (department, which) {
        (None, Which::OnUs | Which::OnOthers) => Some(own(tx, actor).await?),
        (department, _) => department,
    };
    let page = Page {
        open: which != Which::Closed,
        below,
        most: LINES + 1,
    };
    let mut rows = rows(tx, actor, which, department.as_ref(), page).await?;
    let further = i64::try_from(rows.len()).unwrap_or(0) > LINES;
    rows.truncate(usize::try_from(LINES).unwrap_or(0));
    let last = rows.last().map(|h| h.number);
    let id = department.as_ref().map_or(0, |d| d.id);
    let to =
        |below: i64| -> ActionId { action("list", id).with(format!("{}.{below}", which.name())) };
    let mut lines = Vec::new();
    for handoff in rows {
        let found = find::known(tx, actor, handoff).await?;
        lines.push(cards::line(actor.lang, &found.held, found.sees()));
    }
    let name = department
        .as_ref()
        .map(|d| Text::user(d.name_in(actor.lang)));
    let args = [
        ("which", which.name().into()),
        ("of", if name.is_some() { "yes" } else { "no" }.into()),
        ("department", name.unwrap_or_default().into()),
        (
            "page",
            if below == i64::MAX { "first" } else { "later" }.into(),
        ),
    ];
    let card = answer_cards::listed(
        actor.lang,
        Listed {
            title: text(actor.lang, "handoff-list-title", &args),
            empty: text(actor.lang, "handoff-list-empty", &args),
            lines,
            further: last.filter(|_| further).map(to),
            first: (below != i64::MAX).then(|| to(i64::MAX)),
        },
    );
    Ok(Reply::Private(card))
}

/// The department of somebody, where none was named.
async fn own(tx: &mut Tx, actor: &Actor) -> Result<Department, Error> {
    let own = request::own_departments(tx, actor).await?;
    let first = own.into_iter().next();
    first.ok_or_else(|| Refusal::new("refuse-handoff-list-department").into())
}

async fn rows(
    tx: &mut Tx,
    actor: &Actor,
    which: Which,
    department: Option<&Department>,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    let most = usize::try_from(page.most).unwrap_or(0);
    match (which, department) {
        (Which::OnUs | Which::OnOthers, Some(department)) => {
            let turn = if which == Which::OnUs {
                Side::Receiver
            } else {
                Side::Sender
            };
            // Whose turn it is, is theirs as the receiver of some and as the sender of others.
            let mut all = whose_turn(tx, department.id, Side::Receiver, turn, page).await?;
            all.extend(whose_turn(tx, department.id, Side::Sender, turn.other(), page).await?);
            all.sort_by_key(|h| std::cmp::Reverse(h.number));
            all.truncate(most);
            Ok(all)
        }
        (Which::Mine, department) => mine(tx, actor, department, page).await,
        (_, Some(department)) => {
            let mut all = store::received(tx, department.id, page).await?;
            all.extend(store::sent(tx, department.id, page).await?);
            all.sort_by_key(|h| std::cmp::Reverse(h.number));
            all.dedup_by_key(|h| h.number);
            all.truncate(most);
            Ok(all)
        }
        (_, None) => store::of_all(tx, page).await,
    }
}

/// What somebody works on or asked for, newest first, of one department or of all: as many as fill a page.
async fn mine(
    tx: &mut Tx,
    actor: &Actor,
    department: Option<&Department>,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    let most = usize::try_from(page.most).unwrap_or(0);
    let mut part = page;
    let mut found: Vec<Handoff> = Vec::new();
    loop {
        let mut rows = store::assigned_back(tx, actor.user, part).await?;
        rows.extend(store::asked_back(tx, actor.user, part).await?);
        rows.sort_by_key(|h| std::cmp::Reverse(h.number));
        rows.dedup_by_key(|h| h.number);
        // Further down one of the two may have others in between.
        rows.truncate(most);
        let last = rows.get(most.saturating_sub(1)).map(|h| h.number);
        let of = |h: &Handoff| department.is_none_or(|d| h.from == d.id || h.to == d.id);
        found.extend(rows.into_iter().filter(of));
        match last.filter(|_| found.len() < most) {
            Some(last) => part.below = last,
            None => break,
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Those a department received or sent in which it is this side's turn, newest first: as many as fill a page.
async fn whose_turn(
    tx: &mut Tx,
    department: i64,
    of: Side,
    turn: Side,
    page: Page,
) -> anyhow::Result<Vec<Handoff>> {
    let most = usize::try_from(page.most).unwrap_or(0);
    let mut part = Page {
        most: LOOKED,
        ..page
    };
    let mut found: Vec<Handoff> = Vec::new();
    loop {
        let rows = match of {
            Side::Receiver => store::received(tx, department, part).await?,
            Side::Sender => store::sent(tx, department, part).await?,
        };
        let last = rows.last().map(|h| h.number);
        let full = i64::try_from(rows.len()).unwrap_or(0) == LOOKED;
        found.extend(rows.into_iter().filter(|h| h.state.turn() == Some(turn)));
        match last.filter(|_| full && found.len() < most) {
            Some(last) => part.below = last,
            None => break,
        }
    }
    found.truncate(most);
    Ok(found)
}

/// What is offered: mine first, then my department's, the newest first. What somebody may not see is not offered.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let actor = &req.actor;
    let mut found = Vec::new();
    for handoff in find::meant(tx, actor, &typed).await? {
        let one = find::known(tx, actor, handoff).await?;
        let handoff = &one.held.handoff;
        let state = cards::state_word(actor.lang, handoff.state);
        let label = format!("{} · {} · {state}", handoff.key(), handoff.title);
        let fits = label.to_lowercase().contains(&typed)
            || reading::read_key(&typed) == Some(handoff.number)
            || titles::cover(&handoff.title, &typed) > 0.99;
        if !one.sees() || !fits {
            continue;
        }
        let mine = handoff.assignee == Some(actor.user) || handoff.requested_by == actor.user;
        let newest = std::cmp::Reverse(handoff.number);
        let rank = (!handoff.state.is_open(), !mine, !one.inside, newest);
        found.push((rank, handoff.key(), label));
    }
    found.sort_by_key(|(rank, ..)| *rank);
    let offered = found.into_iter().take(OFFERED);
    Ok(offered
        .map(|(_, value, label)| Suggestion { label, value })
        .collect())
}

/// The playbooks somebody may mean, by key, name in both languages or pinyin initials.
pub(crate) async fn suggest_playbooks(
    _tx: &mut Tx,
    req: &Typing,
) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let lang = req.actor.lang;
    let fits = |p: &&catalogue::Playbook| {
        p.key.contains(&typed)
            || p.names.en.to_lowercase().contains(&typed)
            || p.names.zh.contains(&typed)
            || p.initials.starts_with(&typed)
    };
    let all = catalogue::playbooks().iter().filter(fits).take(OFFERED);
    let offer = |p: &catalogue::Playbook| Suggestion {
        label: format!("{} · {}", p.name(lang), p.key),
        value: p.key.clone(),
    };
    Ok(all.map(offer).collect())
}
