//! Looking at incidents: one, all, what happened in what order, and what is offered while somebody types.

use crate::chat::{ActionId, ButtonStyle, Text, time_full};
use crate::core::incident::answer_cards::{self, Turned};
use crate::core::incident::find::{self, Found};
use crate::core::incident::requests::{List, One, Typing};
use crate::core::incident::rules::{Part, State};
use crate::core::incident::timeline::{Medium, Voice};
use crate::core::incident::timeline_pages::Sent;
use crate::core::incident::types::Incident;
use crate::core::incident::{
    card, cards, links, page_store, said, store, timeline, work_cards, work_store,
};
use crate::core::journal::{self, Recorded};
use crate::core::{Actor, Error, Refusal, Reply, Suggestion, org};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So many lines stand on a page.
const LINES: i64 = 15;
/// So many are offered while somebody types.
const OFFERED: usize = 25;

/// `/incident show`
pub(crate) async fn show(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "incident-show", None).await?;
    let found = find::seen(tx, &req.actor, &req.incident).await?;
    shown(tx, &req.actor, &found).await
}

pub(super) async fn shown(tx: &mut Tx, actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let loaded = card::Loaded::of(tx, &found.incident).await?;
    let scene = loaded.scene(tx, &found.incident, &found.department, actor.lang);
    let mut card = answer_cards::show(&scene);
    let actions = work_store::actions(tx, found.incident.number).await?;
    card.fields
        .extend(work_cards::actions_field(actor.lang, &actions));
    let linked = links::field(tx, actor.lang, found.incident.number).await?;
    card.fields.extend(linked);
    Ok(Reply::Update(card))
}

/// What else can be done with it.
pub(super) fn more(actor: &Actor, found: &Found) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let may = found.part > Part::Outsider;
    Ok(Reply::Update(answer_cards::more(
        actor.lang,
        &found.incident,
        may,
    )))
}

/// What is listed: as it stands in the buttons.
struct Wanted {
    /// `open`, `all` or a state.
    state: String,
    /// 0: of any.
    department: i64,
}

impl Wanted {
    fn read(text: &str) -> Wanted {
        let (state, department) = text.split_once('.').unwrap_or((text, ""));
        Wanted {
            state: state.to_owned(),
            department: department.parse().unwrap_or(0),
        }
    }
    fn action(&self, page: i64) -> ActionId {
        let what = format!("{}.{}", self.state, self.department);
        ActionId::new("incident", "list", page).with(what)
    }
}

/// `/incident list`
pub(crate) async fn list(tx: &mut Tx, req: &List) -> Result<Reply, Error> {
    let department = match &req.department {
        Some(key) => org::department(tx, key).await?.id,
        None => 0,
    };
    let state = req.state.clone().unwrap_or_else(|| "open".to_owned());
    listed(tx, &req.actor, &Wanted { state, department }, 0).await
}

/// Another page of the list.
pub(super) async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    page: i64,
    what: &str,
) -> Result<Reply, Error> {
    listed(tx, actor, &Wanted::read(what), page).await
}

async fn listed(tx: &mut Tx, actor: &Actor, wanted: &Wanted, page: i64) -> Result<Reply, Error> {
    org::require(tx, actor, "incident-list", None).await?;
    let page = page.clamp(0, 10_000);
    let skip = page * LINES;
    let mut rows = match wanted.state.as_str() {
        "open" => unfinished(tx, wanted.department, skip).await?,
        state => {
            let state = match state {
                "all" => None,
                name => Some(State::read(name).ok_or_else(|| {
                    Refusal::new("refuse-incident-list-state").with("text", Text::echo(name))
                })?),
            };
            store::listed(tx, state, wanted.department, LINES + 1, skip).await?
        }
    };
    let most = usize::try_from(LINES).unwrap_or(0);
    let further = rows.len() > most;
    rows.truncate(most);
    let mut lines = Vec::new();
    for incident in &rows {
        let sees = find::sees(tx, actor, incident).await?;
        let department = org::department_by_id(tx, incident.department).await?;
        let name = department.map(|d| d.name_in(actor.lang).to_owned());
        let name = name.unwrap_or_default();
        lines.push(answer_cards::line(actor.lang, incident, &name, sees));
    }
    let turned = Turned {
        title: cards::text(actor.lang, "incident-list-title", &[]),
        empty: cards::text(actor.lang, "incident-list-empty", &[]),
        lines: &lines,
        page,
        more: further,
        to: &|page| wanted.action(page),
    };
    let mut card = answer_cards::turned(actor.lang, &turned);
    let declare = ActionId::new("incident", "declare", 0);
    let declare = cards::button(actor.lang, "incident-declare", declare, ButtonStyle::Danger);
    card.buttons.push(vec![declare]);
    Ok(Reply::Update(card))
}

/// A page of what is open, the worst first: they are few, and the worst of them is what matters. After them what is over and not
/// closed yet, newest first: somebody may still have to look back at it.
async fn unfinished(tx: &mut Tx, department: i64, skip: i64) -> anyhow::Result<Vec<Incident>> {
    let mut open = store::open(tx).await?;
    open.retain(|i| department == 0 || i.department == department);
    let before = i64::try_from(open.len()).unwrap_or(i64::MAX);
    let skipped = usize::try_from(skip).unwrap_or(0);
    let most = usize::try_from(LINES + 1).unwrap_or(0);
    let mut rows: Vec<Incident> = open.into_iter().skip(skipped).take(most).collect();
    let room = LINES + 1 - i64::try_from(rows.len()).unwrap_or(0);
    if room > 0 {
        let skip = (skip - before).max(0);
        let resolved = Some(State::Resolved);
        rows.extend(store::listed(tx, resolved, department, room, skip).await?);
    }
    Ok(rows)
}

/// What happened to it and to what was merged into it, newest first.
pub(super) async fn timeline(
    tx: &mut Tx,
    actor: &Actor,
    found: &Found,
    page: i64,
) -> Result<Reply, Error> {
    found.refuse_strangers()?;
    let incident = &found.incident;
    let entries = history(tx, incident).await?;
    let sent = sent(tx, incident).await?;
    let mentioned = incident.channel.is_some();
    let lines = newest_first(actor.lang, &entries, (&sent, mentioned));
    let per_page = usize::try_from(LINES).unwrap_or(1);
    let pages = lines.len().div_ceil(per_page).max(1);
    let at = usize::try_from(page).unwrap_or(0).min(pages - 1);
    let shown: Vec<Text> = lines
        .iter()
        .skip(at * per_page)
        .take(per_page)
        .cloned()
        .collect();
    let turned = Turned {
        title: cards::text(
            actor.lang,
            "incident-timeline-title",
            &[("incident", incident.key().into())],
        ),
        empty: Text::default(),
        lines: &shown,
        page: i64::try_from(at).unwrap_or(0),
        more: at + 1 < pages,
        to: &|page| ActionId::new("incident", "timeline", incident.number).with(page),
    };
    Ok(Reply::Update(answer_cards::turned(actor.lang, &turned)))
}

fn newest_first(lang: Lang, entries: &[Recorded], sent: (&[Sent], bool)) -> Vec<Text> {
    let voice = Voice {
        lang,
        medium: Medium::Chat,
    };
    let told = timeline::all(entries, sent, voice);
    let line = |line: &timeline::Line| {
        let by = voice.whoever(line.by);
        Text::trusted(format!("{} · {by} · {}", time_full(line.at), line.what))
    };
    told.iter().rev().map(line).collect()
}

/// What happened to an incident and to those merged into it, in order. For those with a part in it: what is hidden from the
/// audit log is told here.
pub(super) async fn history(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Vec<Recorded>> {
    let mut all = journal::history(tx, &incident.subject()).await?;
    if incident.absorbed > 0 {
        for other in store::absorbed(tx, incident.number).await? {
            all.extend(journal::history(tx, &other.subject()).await?);
        }
        all.sort_by_key(|entry| (entry.at, entry.number));
    }
    for entry in &mut all {
        entry.before = said::facts(&entry.before).clone();
        entry.after = said::facts(&entry.after).clone();
    }
    Ok(all)
}

/// The pages of an incident and of those merged into it, with what became of them.
pub(super) async fn sent(tx: &mut Tx, incident: &Incident) -> anyhow::Result<Vec<Sent>> {
    let mut all = page_store::sent(tx, incident.number).await?;
    if incident.absorbed > 0 {
        for other in store::absorbed(tx, incident.number).await? {
            all.extend(page_store::sent(tx, other.number).await?);
        }
    }
    Ok(all)
}

/// Offers incidents by key and title: those one works on first, then those of one's departments, open ones before others.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let typed = req.typed.trim().to_lowercase();
    let actor = &req.actor;
    let mut found = Vec::new();
    let mut mine: Vec<i64> = Vec::new();
    for department in org::departments(tx).await? {
        let members = org::members(tx, department.id).await?;
        if members.iter().any(|m| m.user == actor.user) {
            mine.push(department.id);
        }
    }
    for incident in store::latest(tx, find::RECENT).await? {
        let sees = find::sees(tx, actor, &incident).await?;
        let name = if sees {
            incident.title.clone()
        } else {
            say(actor.lang, "incident-private-title", &[])
        };
        let state = cards::state_word(actor.lang, incident.state);
        let key = incident.key();
        let label = format!(
            "{key} · {} · {name} · {state}",
            cards::level(incident.severity)
        );
        let fits = label.to_lowercase().contains(&typed) || key.to_lowercase() == typed;
        if !fits {
            continue;
        }
        let works = cards::owner(&incident) == Some(actor.user);
        let rank = (
            !incident.state.is_open(),
            !works,
            !mine.contains(&incident.department),
            std::cmp::Reverse(incident.number),
        );
        found.push((rank, key, label));
    }
    found.sort_by_key(|(rank, ..)| *rank);
    let offered = found.into_iter().take(OFFERED);
    Ok(offered
        .map(|(_, value, label)| Suggestion { label, value })
        .collect())
}
