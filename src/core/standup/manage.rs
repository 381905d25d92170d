//! Making, changing, pausing, deleting and running standups.

use serde_json::{Value, json};

use crate::calendar::read_zone;
use crate::chat::{Text, Tone};
use crate::clock::At;
use crate::core::org::{self, Department};
use crate::core::standup::round::{self, Team, note_change};
use crate::core::standup::rules::{self, Clock, Reminders, Standup, State};
use crate::core::standup::{Create, Edit, One, cards, manage_cards, store};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::store::Tx;

/// Makes a standup and arms its first round.
pub(crate) async fn create(tx: &mut Tx, req: &Create) -> Result<Reply, Error> {
    let department = org::department(tx, &req.department).await?;
    org::require(tx, &req.actor, "standup-create", Some(&department)).await?;
    if department.channel.is_none() {
        let refusal = Refusal::new("refuse-department-without-channel");
        return Err(refusal.with("department", department.key.as_str()).into());
    }
    let window = rules::read_window(req.window.unwrap_or(120))?;
    let zone = match &req.timezone {
        Some(text) => zone(text)?,
        None => department.zone,
    };
    let questions = match &req.questions {
        Some(text) => rules::read_questions(text)?,
        None => Vec::new(),
    };
    let standup = Standup {
        number: 0,
        department: department.id,
        name: rules::read_name(&req.name)?,
        schedule: rules::read_schedule(&req.schedule)?,
        zone,
        window,
        reminders: Reminders::read(req.reminders.as_deref().unwrap_or("80%"), window)?,
        questions,
        clock: clock(req.clock.as_deref())?.unwrap_or(Clock::Department),
        state: State::Active,
        state_by: req.actor.user,
        state_at: tx.now(),
        version: 1,
    };
    let standup = Standup {
        number: tx.next_key("STD").await?,
        ..standup
    };
    store::insert(tx, &standup).await?;
    let next = arm(tx, &standup).await?;
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.created",
        Value::Null,
        facts(&standup),
    )
    .await?;
    Ok(Reply::Private(manage_cards::saved(
        req.actor.lang,
        "standup-created",
        &standup,
        &department,
        next,
    )))
}

/// Changes a standup; a round that is open keeps its questions and its deadline.
pub(crate) async fn edit(tx: &mut Tx, req: &Edit) -> Result<Reply, Error> {
    let (mut standup, department) = load(tx, &req.actor, &req.standup, "standup-edit").await?;
    let before = facts(&standup);
    if let Some(text) = &req.name {
        standup.name = rules::read_name(text)?;
    }
    if let Some(text) = &req.schedule {
        standup.schedule = rules::read_schedule(text)?;
    }
    if let Some(text) = &req.timezone {
        standup.zone = zone(text)?;
    }
    if let Some(minutes) = req.window {
        standup.window = rules::read_window(minutes)?;
    }
    let reminders = req
        .reminders
        .clone()
        .unwrap_or_else(|| standup.reminders.text().to_owned());
    standup.reminders = Reminders::read(&reminders, standup.window)?;
    if let Some(text) = &req.questions {
        standup.questions = rules::read_questions(text)?;
    }
    if let Some(clock) = clock(req.clock.as_deref())? {
        standup.clock = clock;
    }
    if facts(&standup) == before {
        return Err(Refusal::new("refuse-standup-nothing")
            .with("key", standup.key())
            .into());
    }
    save(tx, &standup).await?;
    let next = if standup.state == State::Active {
        arm(tx, &standup).await?
    } else {
        None
    };
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.edited",
        before,
        facts(&standup),
    )
    .await?;
    Ok(Reply::Private(manage_cards::saved(
        req.actor.lang,
        "standup-edited",
        &standup,
        &department,
        next,
    )))
}

/// Stops it until it is resumed; a round that is open goes on to its end.
pub(crate) async fn pause(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut standup, _) = load(tx, &req.actor, &req.standup, "standup-pause").await?;
    switch(&mut standup, State::Paused, &req.actor, tx.now())?;
    save(tx, &standup).await?;
    round::disarm(tx, &standup).await?;
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.paused",
        Value::Null,
        facts(&standup),
    )
    .await?;
    Ok(private(req, "standup-paused", &standup))
}

/// Goes on with it.
pub(crate) async fn resume(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut standup, department) = load(tx, &req.actor, &req.standup, "standup-resume").await?;
    switch(&mut standup, State::Active, &req.actor, tx.now())?;
    save(tx, &standup).await?;
    let next = arm(tx, &standup).await?;
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.resumed",
        Value::Null,
        facts(&standup),
    )
    .await?;
    Ok(Reply::Private(manage_cards::saved(
        req.actor.lang,
        "standup-resumed",
        &standup,
        &department,
        next,
    )))
}

/// Asks whether it is really to be deleted, and says what that would do.
pub(crate) async fn delete(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (standup, department) = load(tx, &req.actor, &req.standup, "standup-delete").await?;
    let open = store::last_rounds(tx, standup.number)
        .await?
        .iter()
        .any(|r| r.open);
    let next = match (standup.state, round::team(tx, &standup).await?) {
        (State::Active, Some(team)) => round::coming(tx, &standup, &team).await?.map(|(_, at)| at),
        _ => None,
    };
    Ok(Reply::Private(manage_cards::confirm_delete(
        req.actor.lang,
        &standup,
        &department,
        open,
        next,
    )))
}

/// Deletes it: confirmed.
pub(super) async fn delete_now(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (mut standup, _) = load(tx, &req.actor, &req.standup, "standup-delete").await?;
    if let Some(team) = round::team(tx, &standup).await? {
        for open in store::last_rounds(tx, standup.number)
            .await?
            .into_iter()
            .filter(|r| r.open)
        {
            round::abandon(tx, &standup, &team, &open).await?;
        }
    }
    let before = facts(&standup);
    switch(&mut standup, State::Deleted, &req.actor, tx.now())?;
    save(tx, &standup).await?;
    round::disarm(tx, &standup).await?;
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.deleted",
        before,
        Value::Null,
    )
    .await?;
    Ok(update(req, "standup-deleted", &standup))
}

/// Not deleted after all.
pub(super) async fn keep(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (standup, _) = load(tx, &req.actor, &req.standup, "standup-delete").await?;
    Ok(update(req, "standup-kept", &standup))
}

/// All standups of this server.
pub(crate) async fn list(tx: &mut Tx, actor: &Actor) -> Result<Reply, Error> {
    org::require(tx, actor, "standup-list", None).await?;
    let mut rows = Vec::new();
    for standup in store::all(tx).await? {
        if let Some(team) = round::team(tx, &standup).await? {
            let next = round::coming(tx, &standup, &team).await?.map(|(_, at)| at);
            let (department, channel) = (
                team.department.name_in(actor.lang).to_owned(),
                team.department.channel,
            );
            rows.push(manage_cards::Row {
                standup,
                department,
                channel,
                next,
            });
        }
    }
    Ok(Reply::Private(manage_cards::list(actor.lang, &rows)))
}

/// Opens today's round now.
pub(crate) async fn run(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    let (standup, _) = load(tx, &req.actor, &req.standup, "standup-run").await?;
    let (day, now) = (round::today(tx, &standup), tx.now());
    if let Some(of_today) = store::round_of(tx, standup.number, day).await? {
        let id = if of_today.open {
            "refuse-standup-open"
        } else {
            "refuse-standup-held"
        };
        let refusal = Refusal::new(id).with("key", standup.key());
        return Err(refusal.with("when", cards::when(of_today.opens)).into());
    }
    let Some(team) = round::team(tx, &standup).await? else {
        return Err(unknown(tx, &req.standup).await?.into());
    };
    // On members' clocks "now" is now for everybody.
    let at_once = Standup {
        clock: Clock::Department,
        ..standup.clone()
    };
    if round::open(tx, &at_once, &team, day, now).await?.is_none() {
        return Err(Refusal::new("refuse-standup-nobody")
            .with("key", standup.key())
            .into());
    }
    if standup.state == State::Active {
        round::arm_next(tx, &standup, &team).await?;
    }
    note_change(
        tx,
        Some(req.actor.user),
        &standup,
        "standup.run",
        Value::Null,
        json!({ "day": day.to_string() }),
    )
    .await?;
    let place = team
        .department
        .channel
        .map_or_else(|| Text::trusted("–"), Text::channel);
    Ok(Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        "standup-run-done",
        &[("key", standup.key().into()), ("place", place.into())],
    )))
}

fn private(req: &One, id: &str, standup: &Standup) -> Reply {
    Reply::Private(cards::sentence(
        req.actor.lang,
        Tone::Good,
        id,
        &[("key", standup.key().into())],
    ))
}

fn update(req: &One, id: &str, standup: &Standup) -> Reply {
    Reply::Update(cards::sentence(
        req.actor.lang,
        Tone::Good,
        id,
        &[("key", standup.key().into())],
    ))
}

async fn arm(tx: &mut Tx, standup: &Standup) -> anyhow::Result<Option<At>> {
    let team: Option<Team> = round::team(tx, standup).await?;
    match team {
        Some(team) => round::arm_next(tx, standup, &team).await,
        None => Ok(None),
    }
}

fn zone(text: &str) -> Result<crate::calendar::Zone, Refusal> {
    read_zone(text)
        .ok_or_else(|| Refusal::new("refuse-standup-zone").with("zone", Text::echo(text)))
}

fn clock(text: Option<&str>) -> Result<Option<Clock>, Refusal> {
    let read = |t: &str| Clock::read(t).ok_or_else(|| Refusal::new("refuse-standup-clock"));
    text.map(read).transpose()
}

/// The standup of this key or name and its department, if the actor may do this with it.
pub(super) async fn load(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    use_case: &str,
) -> Result<(Standup, Department), Error> {
    let found = match rules::read_key(typed) {
        Some(number) => store::one(tx, number).await?,
        None => {
            let all = store::all(tx).await?;
            all.into_iter()
                .find(|s| s.name.to_lowercase() == typed.trim().to_lowercase())
        }
    };
    let Some(standup) = found else {
        return Err(unknown(tx, typed).await?.into());
    };
    let Some(department) = org::department_by_id(tx, standup.department).await? else {
        return Err(unknown(tx, typed).await?.into());
    };
    org::require(tx, actor, use_case, Some(&department)).await?;
    Ok((standup, department))
}

async fn unknown(tx: &mut Tx, typed: &str) -> anyhow::Result<Refusal> {
    let all = store::all(tx).await?;
    let known: Vec<(String, String)> = all.iter().map(|s| (s.key(), s.name.clone())).collect();
    let near = rules::nearest(typed, &known);
    let id = if near.is_empty() {
        "refuse-standup-unknown"
    } else {
        "refuse-standup-unknown-near"
    };
    let refusal = Refusal::new(id).with("typed", Text::echo(typed));
    Ok(if near.is_empty() {
        refusal
    } else {
        refusal.with("near", Text::user(&near.join(", ")))
    })
}

fn switch(standup: &mut Standup, to: State, actor: &Actor, now: At) -> Result<(), Refusal> {
    if standup.state == to {
        let id = match to {
            State::Paused | State::Deleted => "refuse-standup-paused",
            State::Active => "refuse-standup-active",
        };
        return Err(Refusal::new(id)
            .with("key", standup.key())
            .with("user", Text::mention(standup.state_by))
            .with("when", cards::when(standup.state_at)));
    }
    standup.state = to;
    standup.state_by = actor.user;
    standup.state_at = now;
    Ok(())
}

async fn save(tx: &mut Tx, standup: &Standup) -> Result<(), Error> {
    if store::update(tx, standup).await? {
        return Ok(());
    }
    Err(Refusal::new("refuse-standup-changed")
        .with("key", standup.key())
        .into())
}

fn facts(standup: &Standup) -> Value {
    json!({
        "name": standup.name,
        "schedule": standup.schedule.text(),
        "zone": standup.zone.name(),
        "window": standup.window.0 / 60_000,
        "reminders": standup.reminders.text(),
        "questions": standup.questions,
        "clock": standup.clock.name(),
        "state": standup.state.name(),
    })
}
