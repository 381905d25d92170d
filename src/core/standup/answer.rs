//! Answering: the form, yesterday's answer again, being away, snoozing, and what others do about a blocker.

use serde_json::json;

use crate::calendar::{Day, day_of};
use crate::chat::{Card, Text, Tone, UserId};
use crate::clock::{At, Span};
use crate::core::org::Department;
use crate::core::standup::manage::load;
use crate::core::standup::round::{self, Team, note};
use crate::core::standup::rules::{self, Answer, Question, Seat, Slot, Standup};
use crate::core::standup::{Blocker, One, board, cards, store};
use crate::core::{Act, Actor, Error, Refusal, Reply};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Where an answer of this person would go.
struct Place {
    standup: Standup,
    team: Team,
    slot: Slot,
    questions: Vec<Question>,
    own: Option<Answer>,
    last: Option<Answer>,
}

async fn place(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Place, Error> {
    let (standup, department) = load(tx, actor, typed, "standup-answer").await?;
    let stranger = || {
        Refusal::new("refuse-standup-not-participant")
            .with("key", standup.key())
            .with("department", Text::user(department.name_in(actor.lang)))
    };
    let team = round::team(tx, &standup).await?.ok_or_else(stranger)?;
    if !team.members.iter().any(|m| m.user == actor.user) {
        return Err(stranger().into());
    }
    let rounds = store::last_rounds(tx, standup.number).await?;
    let given = store::own(tx, standup.number, actor.user).await?;
    let coming = round::coming(tx, &standup, &team)
        .await?
        .map(|(day, _)| day);
    let states: Vec<(Day, bool)> = rounds.iter().map(|r| (r.day, r.open)).collect();
    let answered: Vec<Day> = given.iter().map(|a| a.day).collect();
    let slot = rules::slot(
        meant,
        &states,
        &answered,
        round::today(tx, &standup),
        coming,
    )
    .ok_or_else(|| Refusal::new("refuse-standup-no-round").with("key", standup.key()))?;
    let day = slot.day();
    let of_day = rounds.into_iter().find(|r| r.day == day);
    let questions = of_day.map_or_else(|| team.questions(&standup), |r| r.questions);
    let own = given.iter().find(|a| a.day == day).cloned();
    let last = given.into_iter().find(|a| a.day < day);
    Ok(Place {
        standup,
        team,
        slot,
        questions,
        own,
        last,
    })
}

/// Opens the form, filled with their own answer or with what they planned last time.
pub(super) async fn open_form(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let place = place(tx, actor, typed, meant).await?;
    let values = rules::prefill(&place.questions, place.own.as_ref(), place.last.as_ref());
    let day = place.slot.day();
    Ok(Reply::Form(cards::form(
        actor.lang,
        &place.standup,
        day,
        &place.questions,
        values,
    )))
}

/// The form was sent.
pub(super) async fn submit(
    tx: &mut Tx,
    act: &Act,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let place = place(tx, &act.actor, typed, meant).await?;
    let text = |n: usize| {
        let id = format!("q{n}");
        let found = act.typed.iter().find(|(i, _)| *i == id);
        found.map_or_else(String::new, |(_, t)| t.trim().to_owned())
    };
    let answers: Vec<String> = (0..place.questions.len()).map(text).collect();
    if answers.iter().all(String::is_empty) {
        return Err(Refusal::new("refuse-standup-empty").into());
    }
    keep(tx, &act.actor, &place, answers).await
}

/// Their last answer again.
pub(super) async fn same(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let place = place(tx, actor, typed, meant).await?;
    let Some(last) = &place.last else {
        return Err(Refusal::new("refuse-standup-no-last")
            .with("key", place.standup.key())
            .into());
    };
    let again = Answer {
        day: place.slot.day(),
        ..last.clone()
    };
    let answers = rules::prefill(&place.questions, Some(&again), None);
    let answers = answers.into_iter().map(Option::unwrap_or_default).collect();
    keep(tx, actor, &place, answers).await
}

async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    place: &Place,
    answers: Vec<String>,
) -> Result<Reply, Error> {
    let (standup, day) = (&place.standup, place.slot.day());
    let answer = Answer {
        user: actor.user,
        day,
        answers,
        questions: place.questions.clone(),
        at: tx.now(),
        helper: None,
        resolved: None,
    };
    store::keep(tx, standup.number, &answer).await?;
    // The journal says that they answered; what they said stands in the answer alone.
    note(
        tx,
        Some(actor.user),
        standup,
        "standup.answered",
        json!({ "day": day.to_string(), "again": place.own.is_some() }),
    )
    .await?;
    let of_day = store::round_of(tx, standup.number, day).await?;
    if let Some(of_day) = &of_day {
        join_late(tx, standup, of_day, actor.user).await?;
        board::refresh(tx, standup, &place.team, of_day).await?;
    }
    let (id, at) = match place.slot {
        Slot::Open(_) => ("standup-answer-kept", of_day.map(|r| r.closes)),
        Slot::Posted(_) => ("standup-answer-renewed", None),
        Slot::Ahead(_) => (
            "standup-answer-ahead",
            round::coming(tx, standup, &place.team)
                .await?
                .map(|(_, at)| at),
        ),
    };
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        id,
        &[
            ("key", standup.key().into()),
            ("day", day.to_string().into()),
            ("when", at.map_or_else(String::new, cards::when).into()),
        ],
    )))
}

/// Who joined the department after the round opened takes part too.
async fn join_late(
    tx: &mut Tx,
    standup: &Standup,
    of_day: &rules::Round,
    user: UserId,
) -> anyhow::Result<()> {
    let (seats, _) = round::standing(tx, of_day).await?;
    if seats.iter().any(|s| s.user == user) {
        return Ok(());
    }
    let seat = Seat {
        user,
        opens: of_day.opens,
        closes: of_day.closes,
        away: false,
        snoozed_until: At(0),
    };
    store::take_seat(tx, standup.number, of_day.day, &seat).await
}

/// Away for the round that is open or comes next.
pub(super) async fn away(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let (standup, day) = mark(tx, actor, typed, meant, true).await?;
    Ok(Reply::Private(cards::away(actor.lang, &standup, day)))
}

/// Not away after all.
pub(super) async fn back(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let (standup, day) = mark(tx, actor, typed, meant, false).await?;
    Ok(Reply::Update(cards::sentence(
        actor.lang,
        Tone::Good,
        "standup-back-done",
        &[
            ("key", standup.key().into()),
            ("day", day.to_string().into()),
        ],
    )))
}

async fn mark(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
    is_away: bool,
) -> Result<(Standup, Day), Error> {
    let place = place(tx, actor, typed, meant).await?;
    let day = match place.slot {
        Slot::Open(day) | Slot::Ahead(day) => day,
        Slot::Posted(_) => {
            return Err(Refusal::new("refuse-standup-closed")
                .with("key", place.standup.key())
                .into());
        }
    };
    let standup = place.standup;
    let of_day = store::round_of(tx, standup.number, day).await?;
    if let Some(of_day) = &of_day {
        join_late(tx, &standup, of_day, actor.user).await?;
    }
    store::set_away(tx, standup.number, day, actor.user, is_away).await?;
    let action = if is_away {
        "standup.away"
    } else {
        "standup.back"
    };
    note(
        tx,
        Some(actor.user),
        &standup,
        action,
        json!({ "day": day.to_string() }),
    )
    .await?;
    if let Some(of_day) = &of_day {
        board::refresh(tx, &standup, &place.team, of_day).await?;
    }
    Ok((standup, day))
}

/// Asks again in an hour, or five minutes before the end if that is earlier.
pub(super) async fn snooze(
    tx: &mut Tx,
    actor: &Actor,
    typed: &str,
    meant: Option<Day>,
) -> Result<Reply, Error> {
    let place = place(tx, actor, typed, meant).await?;
    let closed = || Refusal::new("refuse-standup-closed").with("key", place.standup.key());
    let Slot::Open(day) = place.slot else {
        return Err(closed().into());
    };
    let of_day = store::round_of(tx, place.standup.number, day)
        .await?
        .ok_or_else(closed)?;
    if place.own.is_some() {
        return Err(Refusal::new("refuse-standup-answered")
            .with("key", place.standup.key())
            .into());
    }
    let (now, last) = (tx.now(), of_day.closes - Span::minutes(5));
    if last <= now {
        return Err(Refusal::new("refuse-standup-ending")
            .with("when", cards::when(of_day.closes))
            .into());
    }
    join_late(tx, &place.standup, &of_day, actor.user).await?;
    let until = (now + Span::hours(1)).min(last);
    round::snooze(tx, &of_day, actor.user, until).await?;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        Tone::Good,
        "standup-snoozed",
        &[("when", cards::when(until).into())],
    )))
}

/// What somebody is blocked by, which a button names by day and person; refused once it is resolved.
async fn blocked(tx: &mut Tx, act: &Act) -> Result<(Standup, Department, Answer), Error> {
    let number = act.action.number.to_string();
    let (standup, department) = load(tx, &act.actor, &number, "standup-answer").await?;
    let gone = || Refusal::new("refuse-standup-blocker-gone").with("key", standup.key());
    let argument = act.action.argument.as_deref().unwrap_or_default();
    let (day, user) = argument.split_once(':').ok_or_else(gone)?;
    let (Ok(day), Ok(user)) = (day.parse::<Day>(), user.parse().map(UserId)) else {
        return Err(gone().into());
    };
    let answers = store::answers(tx, standup.number, day, day).await?;
    let answer = answers
        .into_iter()
        .find(|a| a.user == user && a.blocker().is_some())
        .ok_or_else(gone)?;
    if let Some((by, at)) = answer.resolved {
        let refusal = Refusal::new("refuse-standup-resolved").with("user", Text::mention(by));
        return Err(refusal.with("when", cards::when(at)).into());
    }
    Ok((standup, department, answer))
}

/// The same for those who make something of it.
pub(super) async fn open_blocker(tx: &mut Tx, act: &Act) -> Result<Blocker, Error> {
    let (standup, department, answer) = blocked(tx, act).await?;
    Ok(Blocker {
        user: answer.user,
        department: department.id,
        department_key: department.key,
        key: standup.key(),
        text: answer.blocker().unwrap_or_default().to_owned(),
    })
}

/// Somebody offers help with a blocker, or calls it resolved.
pub(super) async fn blocker(tx: &mut Tx, act: &Act, resolve: bool) -> Result<Reply, Error> {
    let actor = &act.actor;
    let (standup, _, mut answer) = blocked(tx, act).await?;
    let (day, user) = (answer.day, answer.user);
    let gone = || Refusal::new("refuse-standup-blocker-gone").with("key", standup.key());
    let of_day = store::round_of(tx, standup.number, day)
        .await?
        .ok_or_else(gone)?;
    let team = round::team(tx, &standup).await?.ok_or_else(gone)?;
    let (action, id) = if resolve {
        answer.resolved = Some((actor.user, tx.now()));
        ("standup.blocker-resolved", "standup-resolve-done")
    } else {
        if user == actor.user {
            return Err(Refusal::new("refuse-standup-help-self").into());
        }
        if let Some(helper) = answer.helper {
            return Err(Refusal::new("refuse-standup-helped")
                .with("user", Text::mention(helper))
                .into());
        }
        answer.helper = Some(actor.user);
        tell(tx, &standup, &team, &of_day, &answer).await?;
        ("standup.blocker-helped", "standup-help-done")
    };
    store::set_blocker(tx, standup.number, &answer).await?;
    note(
        tx,
        Some(actor.user),
        &standup,
        action,
        json!({ "day": day.to_string(), "user": user.0 }),
    )
    .await?;
    board::refresh(tx, &standup, &team, &of_day).await?;
    let card: Card = cards::sentence(
        actor.lang,
        Tone::Good,
        id,
        &[("user", Text::mention(user).into())],
    );
    Ok(Reply::Private(card))
}

/// Tells who is blocked that somebody helps.
async fn tell(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    of_day: &rules::Round,
    answer: &Answer,
) -> anyhow::Result<()> {
    let Some(helper) = answer.helper else {
        return Ok(());
    };
    let lang = team
        .members
        .iter()
        .find(|m| m.user == answer.user)
        .map_or(team.department.lang, |m| m.lang);
    let post = Post {
        key: format!(
            "standup/{}/{}/help-{}/{}",
            standup.number, of_day.day, helper.0, answer.user.0
        ),
        target: Target::Direct {
            user: answer.user,
            fallback: team.department.channel,
        },
        op: Op::Create(cards::offer(lang, standup, answer, helper)),
        priority: Priority::Notice,
        why: board::why("standup:help", standup, of_day, None),
    };
    outbox::post(tx, &post).await
}

/// `/standup answer`
pub(crate) async fn answer(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    open_form(tx, &req.actor, &req.standup, None).await
}

/// `/standup skip`
pub(crate) async fn skip(tx: &mut Tx, req: &One) -> Result<Reply, Error> {
    away(tx, &req.actor, &req.standup, None).await
}

/// The day a moment falls on for a standup.
pub(super) fn day_at(at: At, standup: &Standup) -> Day {
    day_of(at, standup.zone)
}
