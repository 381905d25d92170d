//! Looking ahead: what standups will say, by the rules that make them say it.

use crate::calendar::Day;
use crate::chat::{ChannelId, UserId};
use crate::clock::{At, Span};
use crate::core::org::{self, Department, Person};
use crate::core::standup::round::{self, Team};
use crate::core::standup::rules::{self, Seat, Standup, State};
use crate::core::standup::store;
use crate::core::standup::timetable::{self, Step, What};
use crate::i18n::Lang;
use crate::store::Tx;

/// Something a standup will say: one message in a channel, or direct messages in one language.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Forecast {
    pub(crate) at: At,
    /// STD-7
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) department: Department,
    pub(crate) kind: ForecastKind,
    pub(crate) channel: ChannelId,
    /// Who is asked, or would be reminded if they said nothing.
    pub(crate) people: Vec<Person>,
    pub(crate) lang: Lang,
}

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ForecastKind {
    /// The round's card, in the channel.
    Open,
    /// Members are asked at their own time, by direct message.
    Prompt,
    /// Who is missing is reminded, by direct message.
    Remind,
    /// The summary, in the channel.
    Close,
}

/// A round may begin so much earlier than a moment in it: a window of a day, read on clocks a day apart.
const ROUND_LONGEST: Span = Span::days(3);

/// What is to come from now on, between two moments, if nobody answers: of each standup about `most`.
pub(crate) async fn forecast(
    tx: &mut Tx,
    from: At,
    to: At,
    most: usize,
) -> anyhow::Result<Vec<Forecast>> {
    let mut found = Vec::new();
    for standup in store::all(tx).await? {
        let Some(team) = round::team(tx, &standup).await? else {
            continue;
        };
        let mut ahead = Ahead {
            standup: &standup,
            team: &team,
            from,
            to,
            muted: Vec::new(),
            found: Vec::new(),
        };
        for person in &team.members {
            if org::muted(tx, person.user, round::REMIND_RULE).await? {
                ahead.muted.push(person.user);
            }
        }
        ahead.running(tx).await?;
        if standup.state == State::Active {
            ahead.coming(tx, most).await?;
        }
        found.append(&mut ahead.found);
    }
    Ok(found)
}

/// Looking ahead at one standup.
struct Ahead<'a> {
    standup: &'a Standup,
    team: &'a Team,
    from: At,
    to: At,
    muted: Vec<UserId>,
    found: Vec<Forecast>,
}

impl Ahead<'_> {
    /// What is still to come in rounds that are open now.
    async fn running(&mut self, tx: &mut Tx) -> anyhow::Result<()> {
        let now = tx.now();
        for open in store::last_rounds(tx, self.standup.number).await? {
            if !open.open {
                continue;
            }
            let (seats, answers) = round::standing(tx, &open).await?;
            let missing: Vec<Seat> = rules::missing(&seats, &answers)
                .into_iter()
                .cloned()
                .collect();
            let channel = ChannelId(open.channel);
            for step in timetable::steps(self.standup, &seats, open.closes) {
                if step.at > now {
                    self.step(step, &missing, channel);
                }
            }
            for seat in missing.iter().filter(|s| s.snoozed_until > now) {
                let own = |p: &Person| p.user == seat.user;
                self.direct(seat.snoozed_until, ForecastKind::Remind, channel, own);
            }
        }
        Ok(())
    }

    /// The rounds to come.
    async fn coming(&mut self, tx: &mut Tx, most: usize) -> anyhow::Result<()> {
        let Some(channel) = self.team.department.channel else {
            return Ok(());
        };
        let zones = self.team.zones(self.standup);
        let rounds = store::last_rounds(tx, self.standup.number).await?;
        let (mut after, mut last) = (tx.now(), rounds.first().map(|r| r.day));
        if after < self.from - ROUND_LONGEST {
            (after, last) = (self.from - ROUND_LONGEST, None);
        }
        while let Some((day, opens)) =
            rules::upcoming(self.standup, &self.team.days, &zones, after, last)
        {
            if opens > self.to || self.found.len() >= most {
                break;
            }
            self.round(tx, day, opens, channel).await?;
            (after, last) = (opens, Some(day));
        }
        Ok(())
    }

    async fn round(
        &mut self,
        tx: &mut Tx,
        day: Day,
        opens: At,
        channel: ChannelId,
    ) -> anyhow::Result<()> {
        let seats = round::seats(
            tx,
            self.standup,
            self.team,
            day,
            opens,
            opens + self.standup.window,
        )
        .await?;
        if seats.iter().all(|s| s.away) {
            return Ok(());
        }
        let closes = timetable::closing(self.standup, &seats, opens + self.standup.window, opens);
        let asked: Vec<UserId> = seats.iter().filter(|s| !s.away).map(|s| s.user).collect();
        self.say(
            opens,
            ForecastKind::Open,
            channel,
            self.people(&asked),
            None,
        );
        // Some may have answered ahead of time.
        let answers = store::answers(tx, self.standup.number, day, day).await?;
        let missing: Vec<Seat> = rules::missing(&seats, &answers)
            .into_iter()
            .cloned()
            .collect();
        for step in timetable::steps(self.standup, &seats, closes) {
            self.step(step, &missing, channel);
        }
        Ok(())
    }

    fn step(&mut self, step: Step, missing: &[Seat], channel: ChannelId) {
        let (opens, kind) = match step.what {
            What::Close => {
                let users: Vec<UserId> = missing.iter().map(|s| s.user).collect();
                let people = self.people(&users);
                return self.say(step.at, ForecastKind::Close, channel, people, None);
            }
            What::Prompt { opens } => (opens, ForecastKind::Prompt),
            What::Remind { opens, .. } => (opens, ForecastKind::Remind),
        };
        let muted = self.muted.clone();
        let asked = |person: &Person| {
            let seat = missing.iter().find(|s| s.user == person.user);
            let told = seat.is_some_and(|s| {
                round::is_told(s, opens, person, kind == ForecastKind::Prompt, step.at)
            });
            told && !muted.contains(&person.user)
        };
        self.direct(step.at, kind, channel, asked);
    }

    /// Direct messages, one entry a language.
    fn direct(
        &mut self,
        at: At,
        kind: ForecastKind,
        channel: ChannelId,
        wanted: impl Fn(&Person) -> bool,
    ) {
        for lang in Lang::ALL {
            let people: Vec<Person> = self
                .team
                .members
                .iter()
                .filter(|p| p.lang == lang && wanted(p))
                .cloned()
                .collect();
            if !people.is_empty() {
                self.say(at, kind, channel, people, Some(lang));
            }
        }
    }

    fn people(&self, users: &[UserId]) -> Vec<Person> {
        let members = self.team.members.iter();
        members
            .filter(|p| users.contains(&p.user))
            .cloned()
            .collect()
    }

    fn say(
        &mut self,
        at: At,
        kind: ForecastKind,
        channel: ChannelId,
        people: Vec<Person>,
        lang: Option<Lang>,
    ) {
        if at < self.from || at > self.to {
            return;
        }
        self.found.push(Forecast {
            at,
            key: self.standup.key(),
            name: self.standup.name.clone(),
            department: self.team.department.clone(),
            kind,
            channel,
            people,
            lang: lang.unwrap_or(self.team.department.lang),
        });
    }
}
