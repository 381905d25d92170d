//! The week the sandbox has behind it when it starts.
//!
//! Nothing is faked: people of `story.toml` type, press and write what they would, and the clock is moved through every moment
//! at which the bot has something to do. The week ends today, whichever day today is: it is told in working days.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::app::App;
use crate::calendar::{self, Day, WorkingDays, Zone, day_of, moment};
use crate::clock::{At, Clock as _, HandClock};
use crate::sandbox::{Outcome, Server};

/// How many of the days told lie before today.
const DAYS_BEFORE: usize = 5;
/// Minutes after midnight at which the first day begins.
const BEGINS: u16 = 8 * 60;
/// Longer than all a moment causes takes, unless something is stuck.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often is looked whether all is done.
const LOOK: Duration = Duration::from_millis(2);

/// What happened, as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Story {
    server: String,
    zone: Zone,
    person: Vec<Person>,
    channel: Vec<Channel>,
    step: Vec<Step>,
    tip: Vec<Tip>,
    #[serde(rename = "bare-tip")]
    bare_tip: Vec<Tip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    id: String,
    name: String,
    locale: String,
    zone: Option<Zone>,
    #[serde(default)]
    admin: bool,
    #[serde(default)]
    bare: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    name: String,
    topic: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tip {
    en: String,
    zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    day: usize,
    at: String,
    who: String,
    #[serde(rename = "in")]
    place: String,
    slash: Option<String>,
    press: Option<String>,
    says: Option<String>,
    #[serde(default)]
    fill: Vec<String>,
}

/// A step with the moment it is done at.
type Timed<'a> = (At, &'a Step);

impl Story {
    /// The story that ships.
    pub(super) fn read() -> anyhow::Result<Story> {
        toml::from_str(include_str!("story.toml")).context("the sandbox's story")
    }

    /// What the page tells to try first, in English and Chinese.
    pub(super) fn tips(&self, bare: bool) -> Vec<(String, String)> {
        let tips = if bare { &self.bare_tip } else { &self.tip };
        tips.iter().map(|t| (t.en.clone(), t.zh.clone())).collect()
    }

    /// Sets the scene: the server, its people and the channels it had before the bot came.
    pub(super) fn scene(&self, server: &Server, bare: bool) {
        server.add_guild(&self.server, "en-US");
        for person in self.person.iter().filter(|p| p.bare || !bare) {
            server.add_user(&person.name, &person.locale, person.admin);
        }
        for channel in &self.channel {
            let id = server.add_channel(&channel.name);
            server.set_topic(id, &channel.topic);
        }
    }

    /// The moment it begins at, when it is to end at `now`.
    pub(super) fn begins(&self, now: At) -> At {
        let first = self.days(now).first().copied();
        moment(first.unwrap_or_default(), BEGINS, self.zone)
    }

    /// The last working days before today, and the next one from today on.
    fn days(&self, now: At) -> Vec<Day> {
        let mut week = WorkingDays::default();
        for special in calendar::PRESETS.iter().filter_map(|p| calendar::preset(p)) {
            for day in special {
                let set = if day.works {
                    &mut week.extra
                } else {
                    &mut week.holidays
                };
                set.insert(day.day);
            }
        }
        let today = day_of(now, self.zone);
        let back = std::iter::successors(today.pred_opt(), Day::pred_opt);
        let mut days: Vec<Day> = back.filter(|d| week.works(*d)).take(DAYS_BEFORE).collect();
        days.reverse();
        days.extend(today.iter_days().find(|d| week.works(*d)));
        days
    }

    /// Everything that is done before `until`, in order.
    fn steps(&self, until: At) -> anyhow::Result<Vec<Timed<'_>>> {
        let days = self.days(until);
        let mut timed = Vec::new();
        for step in &self.step {
            let person = self.person.iter().find(|p| p.id == step.who);
            let zone = person.and_then(|p| p.zone).unwrap_or(self.zone);
            let day = step.day.checked_sub(1).and_then(|n| days.get(n));
            let day = day.with_context(|| format!("there is no day {}", step.day))?;
            let at = minutes(&step.at).with_context(|| format!("{} is no time", step.at))?;
            timed.push((moment(*day, at, zone), step));
        }
        timed.retain(|(at, _)| *at < until);
        timed.sort_by_key(|(at, _)| *at);
        Ok(timed)
    }

    /// Plays it up to `until` on a clock that stands at its beginning; what did not go as told is returned, a line each.
    pub(super) async fn play(
        &self,
        server: &Server,
        app: &App,
        clock: &HandClock,
        until: At,
    ) -> anyhow::Result<Vec<String>> {
        let stage = Stage {
            server,
            app,
            clock,
            words: self.words(server, until),
        };
        let mut complaints = Vec::new();
        let steps = self.steps(until)?;
        for together in steps.chunk_by(|a, b| a.0 == b.0) {
            if let Some((at, _)) = together.first() {
                stage.advance(*at).await?;
            }
            for (at, step) in together {
                if let Err(error) = stage.act(step).await {
                    let (who, place) = (&step.who, &step.place);
                    complaints.push(format!("{at:?}, {who} in {place}: {error:#}"));
                }
            }
            stage.settle().await?;
        }
        stage.advance(until).await?;
        Ok(complaints)
    }

    /// What stands for the words in braces.
    fn words(&self, server: &Server, until: At) -> HashMap<String, String> {
        let mut words: HashMap<String, String> = HashMap::new();
        for (n, day) in self.days(until).iter().enumerate() {
            words.insert((n + 1).to_string(), day.to_string());
        }
        for person in &self.person {
            let user = server.with(|m| {
                let mut all = m.users.values();
                all.find(|u| u.name == person.name).map(|u| u.id)
            });
            if let Some(user) = user {
                words.insert(person.id.clone(), format!("<@{user}>"));
            }
        }
        words
    }
}

/// `09:30` as minutes after midnight.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Where it is played.
struct Stage<'a> {
    server: &'a Server,
    app: &'a App,
    clock: &'a HandClock,
    words: HashMap<String, String>,
}

impl Stage<'_> {
    /// Lets all that is due by now happen.
    async fn settle(&self) -> anyhow::Result<()> {
        let done = async {
            while !self.app.settled().await? {
                tokio::time::sleep(LOOK).await;
            }
            Ok(())
        };
        tokio::time::timeout(PATIENCE, done)
            .await
            .unwrap_or_else(|_| bail!("something did not come to an end at {:?}", self.clock.now()))
    }

    /// Moves the clock to `to`, stopping at every moment at which something is due.
    async fn advance(&self, to: At) -> anyhow::Result<()> {
        let next_due = self.app.next_due();
        loop {
            self.settle().await?;
            match next_due().await {
                Some(due) if due <= to && due > self.clock.now() => self.clock.set(due),
                _ => break,
            }
        }
        self.clock.set(to);
        self.settle().await
    }

    async fn act(&self, step: &Step) -> anyhow::Result<()> {
        let user = self.user(&step.who)?;
        let place = self.place(user, &step.place)?;
        match (&step.slash, &step.press, &step.says) {
            (Some(line), None, None) => {
                let line = self.filled(line);
                let outcome = self.server.slash(user, place, &line).await;
                self.finish(user, outcome, &step.fill).await
            }
            (None, Some(button), None) => {
                let (message, id) = self.button(user, place, button)?;
                let outcome = self.server.click(user, message, &id).await;
                self.finish(user, outcome, &step.fill).await
            }
            (None, None, Some(words)) => {
                let said = self.server.say(user, place, &self.filled(words));
                said.map(|_| ()).context("they may not write there")
            }
            _ => bail!("a step is one of slash, press and says"),
        }
    }

    fn user(&self, id: &str) -> anyhow::Result<u64> {
        let mention = self.words.get(id);
        let number = mention.and_then(|m| m.trim_matches(['<', '@', '>']).parse().ok());
        number.with_context(|| format!("there is no {id}"))
    }

    fn place(&self, user: u64, name: &str) -> anyhow::Result<u64> {
        let found = self.server.with(|m| match name {
            "dm" => m.users.get(&user).and_then(|u| u.dm),
            name => m.channels.values().find(|c| c.name == name).map(|c| c.id),
        });
        found.with_context(|| format!("there is no channel {name}"))
    }

    /// The newest message with a button whose id begins so, and the whole id.
    fn button(&self, user: u64, place: u64, begins: &str) -> anyhow::Result<(u64, String)> {
        let messages = self.server.messages(place, user);
        let found = messages.iter().rev().find_map(|message| {
            let id = ids(&message["components"]).find(|id| id.starts_with(begins))?;
            Some((message["id"].as_str()?.parse().ok()?, id.to_owned()))
        });
        found.with_context(|| format!("there is no button {begins}"))
    }

    /// Fills the form in if one opened, and sees to it that the answer is no refusal.
    async fn finish(&self, user: u64, outcome: Outcome, fill: &[String]) -> anyhow::Result<()> {
        let outcome = match outcome {
            Outcome::Modal { modal } => {
                let inputs = ids(&modal["components"]).map(ToOwned::to_owned);
                let typed = fill.iter().map(|text| Value::from(text.as_str()));
                let values: Map<String, Value> = inputs.zip(typed).collect();
                let id = modal["id"].as_str().and_then(|id| id.parse().ok());
                let id = id.context("a form without id opened")?;
                self.server.submit(user, id, &values).await
            }
            other => other,
        };
        match self.server.settled(outcome, PATIENCE).await {
            Outcome::Message { message, ephemeral } => {
                // A private answer is gone when its reader starts their client anew; so are these.
                if let Some(id) = message["id"].as_str().and_then(|id| id.parse().ok())
                    && ephemeral
                {
                    self.server.delete_message(id);
                }
                // What was done is told in a card; a refusal is one plain sentence.
                let plain = message["embeds"].as_array().is_none_or(Vec::is_empty);
                match message["content"].as_str() {
                    Some(refusal) if plain => Err(anyhow!("{refusal}")),
                    _ => Ok(()),
                }
            }
            Outcome::Update { .. } => Ok(()),
            other => bail!("{other:?}"),
        }
    }

    fn filled(&self, line: &str) -> String {
        let mut line = line.to_owned();
        for (word, meaning) in &self.words {
            line = line.replace(&format!("{{{word}}}"), meaning);
        }
        line
    }
}

/// The ids of the components below, in order.
fn ids(components: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    let all = components.as_array().into_iter().flatten();
    Box::new(all.flat_map(|c| {
        let nested = ids(&c["components"]).chain(c["component"]["custom_id"].as_str());
        c["custom_id"].as_str().into_iter().chain(nested)
    }))
}
