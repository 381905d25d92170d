//! What stands in the channel about a round: its card and its summary, kept up to date.

use serde_json::{Value, json};

use crate::calendar::Day;
use crate::chat::{Card, ChannelId, UserId};
use crate::clock::At;
use crate::core::standup::round::{OPEN, Team, coming, standing};
use crate::core::standup::rules::{self, Answer, Round, Seat, Standup, State};
use crate::core::standup::{cards, store};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// What a card is made of.
struct Loaded {
    seats: Vec<Seat>,
    answers: Vec<Answer>,
    streaks: Vec<(UserId, i64)>,
    next: Option<At>,
}

impl Loaded {
    async fn of(
        tx: &mut Tx,
        standup: &Standup,
        team: &Team,
        round: &Round,
    ) -> anyhow::Result<Loaded> {
        let (seats, answers) = standing(tx, round).await?;
        let mut streaks = Vec::new();
        if !round.open {
            let from = round
                .day
                .checked_sub_days(chrono::Days::new(60))
                .unwrap_or(round.day);
            let past = store::seats(tx, round.standup, from, round.day).await?;
            let given = store::answers(tx, round.standup, from, round.day).await?;
            let given: Vec<(Day, UserId)> = given.iter().map(|a| (a.day, a.user)).collect();
            let parts = rules::parts(&past, &given);
            streaks = parts
                .iter()
                .map(|(user, days)| (*user, rules::tally(days.values()).streak))
                .collect();
        }
        let next = match standup.state {
            State::Active => coming(tx, standup, team).await?.map(|(_, at)| at),
            State::Paused | State::Deleted => None,
        };
        Ok(Loaded {
            seats,
            answers,
            streaks,
            next,
        })
    }
    fn scene<'a>(
        &'a self,
        standup: &'a Standup,
        team: &'a Team,
        round: &'a Round,
    ) -> cards::Scene<'a> {
        cards::Scene {
            standup,
            department: &team.department,
            round,
            seats: &self.seats,
            answers: &self.answers,
            streaks: &self.streaks,
            next: self.next,
        }
    }
}

/// Brings a round's card up to date and, once it is closed, its summary. Both are made when they are not there yet.
pub(super) async fn refresh(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    round: &Round,
) -> anyhow::Result<()> {
    let loaded = Loaded::of(tx, standup, team, round).await?;
    let scene = loaded.scene(standup, team, round);
    post_card(tx, &scene, "card", Op::Edit).await?;
    if !round.open {
        post_card(tx, &scene, "summary", Op::Edit).await?;
    }
    Ok(())
}

/// The same for the card alone.
pub(super) async fn refresh_card(
    tx: &mut Tx,
    standup: &Standup,
    team: &Team,
    round: &Round,
) -> anyhow::Result<()> {
    let loaded = Loaded::of(tx, standup, team, round).await?;
    post_card(tx, &loaded.scene(standup, team, round), "card", Op::Edit).await
}

async fn post_card(
    tx: &mut Tx,
    scene: &cards::Scene<'_>,
    which: &str,
    op: fn(Card) -> Op,
) -> anyhow::Result<()> {
    let (card, rule) = if which == "summary" {
        (cards::summary(scene), "standup:close")
    } else {
        (cards::round(scene), OPEN)
    };
    let post = Post {
        key: format!(
            "standup/{}/{}/{which}",
            scene.standup.number, scene.round.day
        ),
        target: Target::Channel(ChannelId(scene.round.channel)),
        op: op(card),
        priority: Priority::Notice,
        why: why(rule, scene.standup, scene.round, scene.next),
    };
    outbox::post(tx, &post).await
}

/// Why it was said, for **Why this?**.
pub(super) fn why(rule: &str, standup: &Standup, round: &Round, next: Option<At>) -> Value {
    json!({
        "rule": rule,
        "standup": standup.key(),
        "name": standup.name,
        "day": round.day.to_string(),
        "schedule": standup.schedule.text(),
        "zone": standup.zone.name(),
        "clock": standup.clock.name(),
        "next": next.map(|at| at.0),
    })
}
