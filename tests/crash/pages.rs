//! Around a page: an alert comes in over HTTP, a card is posted, people are rung, the next level is rung, somebody acknowledges.
//! The bot is killed somewhere on that way, by one clock or the other: after some tenths of a millisecond more each time, which
//! goes through the commits, or when the local Discord has done one more request, which goes through the sends.
//!
//! What was answered with 2xx must not be lost; what was not is sent again, as every sender of alerts does.

use std::time::{Duration, Instant};

use liaison::clock::Span;
use liaison::sandbox::{Fault, Outcome};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::bot::Bot;
use crate::checks;
use crate::town::Town;

/// The whole way from the alert to the page takes about so long in a debug build.
const WAY: Duration = Duration::from_millis(120);
/// From the alert to the last post about it are so many requests.
const REQUESTS: u64 = 8;
/// Longer than anything takes, leases included.
const PATIENCE: Duration = Duration::from_secs(60);
/// Answers come within this, as Discord wants it.
const ANSWERED: Duration = Duration::from_secs(3);

/// When the bot is killed after something was begun.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// After this long.
    After(Duration),
    /// When so many more requests have been done.
    Requests(u64),
    /// The same, and what Discord answered the last of them did not come through.
    AnswerLost,
}

impl Moment {
    fn nth(n: u32, of: u32, luck: &mut StdRng) -> Moment {
        match n % 3 {
            0 => Moment::After(WAY * n / of.max(1)),
            1 => Moment::Requests(luck.random_range(1..=REQUESTS)),
            _ => Moment::AnswerLost,
        }
    }

    async fn wait(self, town: &Town, before: u64) {
        let requests = match self {
            Moment::After(pause) => {
                tokio::time::sleep(pause).await;
                return;
            }
            Moment::Requests(n) => n,
            Moment::AnswerLost => {
                let lost = Fault::AnswerLost;
                town.server
                    .fail(1, Some("POST"), "/channels/*/messages", lost);
                1
            }
        };
        let began = Instant::now();
        // There may be fewer: then what is left is killed at rest.
        while town.server.requested() < before + requests && began.elapsed() < WAY * 4 {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
    }
}

/// People on call, a policy, an address for alerts; and the processes.
struct Ward<'a> {
    town: &'a mut Town,
    bots: Vec<Bot>,
    path: String,
    luck: StdRng,
}

impl Ward<'_> {
    async fn set_up(&mut self) {
        let (admin, people) = (self.town.admin, self.town.people.clone());
        let town = &self.town;
        let line = "/setup run departments:all channels:create timezone:Asia/Shanghai";
        town.says(admin, line, "set up").await;
        self.settle().await;
        let town = &self.town;
        for person in &people {
            town.says(*person, "/department join department:ops", "You belong")
                .await;
        }
        let (first, second) = (people[0], people[1]);
        let line = format!(
            "/oncall rotation department:ops members:<@{first}> <@{second}> length:week handoff:sun 03:00"
        );
        town.says(admin, &line, "Operations").await;
        let line = "/escalation create department:ops name:Usual levels:primary 5m > secondary 30m";
        town.says(admin, line, "Usual").await;
        let line = "/integration create department:ops kind:generic name:probe";
        let told = town.says(admin, line, "probe").await.to_string();
        let (_, token) = told.split_once("/hooks/generic/").unwrap();
        let token = token.split(['\\', '"', '`', ' ']).next().unwrap();
        self.path = format!("/hooks/generic/{token}");
        self.settle().await;
    }

    async fn settle(&mut self) {
        let mut bots: Vec<&mut Bot> = self.bots.iter_mut().collect();
        self.town.settle_with(&mut bots).await;
    }

    async fn tell(&mut self) {
        let now = self.town.now();
        for bot in &mut self.bots {
            bot.tell(now).await;
        }
    }

    /// Sends until it is taken, as a sender of alerts does; kills on the way.
    async fn alert(&mut self, title: &str, moment: Option<Moment>) {
        let body = json!({ "dedup_key": title, "title": title, "severity": "critical", "status": "firing",
            "labels": { "service": title } });
        let before = self.town.server.requested();
        let to = self.luck.random_range(0..self.bots.len());
        let url = format!("{}{}", self.bots[to].address, self.path);
        let sending = tokio::spawn(taken(url, body.clone()));
        self.kill(moment, before).await;
        if sending.await.unwrap() {
            return;
        }
        let began = Instant::now();
        while !taken(
            format!("{}{}", self.bots[0].address, self.path),
            body.clone(),
        )
        .await
        {
            assert!(began.elapsed() < PATIENCE, "{title} is never taken");
        }
    }

    async fn kill(&mut self, moment: Option<Moment>, before: u64) {
        let Some(moment) = moment else { return };
        moment.wait(self.town, before).await;
        let victim = self.luck.random_range(0..self.bots.len());
        self.bots[victim].kill_now().await;
        self.bots[victim] = Bot::start(self.town).await;
        self.town.server.heal();
    }

    /// The clock goes to when the next level is due.
    async fn next_level(&mut self, moment: Option<Moment>) {
        let before = self.town.server.requested();
        self.town.clock.advance(Span::minutes(5));
        self.tell().await;
        self.kill(moment, before).await;
        self.settle().await;
    }

    /// Somebody presses until somebody has it.
    async fn acknowledge(&mut self, person: u64, title: &str, moment: Option<Moment>) {
        let before = self.town.server.requested();
        let (message, button) = button(self.town, person, title);
        let server = self.town.server.clone();
        let pressing = tokio::spawn(async move { server.click(person, message, &button).await });
        self.kill(moment, before).await;
        // A bot that is dead does not answer: whoever sees that presses again.
        let mut outcome = pressing.await.unwrap();
        let began = Instant::now();
        while matches!(outcome, Outcome::Failed { .. }) {
            assert!(began.elapsed() < PATIENCE, "{title} cannot be acknowledged");
            self.settle().await;
            let Some((message, button)) = find_button(self.town, person, title) else {
                return;
            };
            outcome = self.town.server.click(person, message, &button).await;
        }
        self.settle().await;
    }

    /// One card, one page each, of which nobody is rung twice.
    fn check(&self, title: &str, paged: &[u64]) {
        let ops = self.town.server.channel("ops").unwrap();
        let messages = self.town.server.messages(ops, self.town.admin);
        let told: Vec<&Value> = messages
            .iter()
            .filter(|m| m["ephemeral"] != true && m.to_string().contains(title))
            .collect();
        let rings = told
            .iter()
            .filter(|m| m["content"].as_str().is_some_and(|c| c.contains("SEV1 ·")));
        assert_eq!(
            rings.count(),
            paged.len(),
            "{title} rings in the channel: {told:#?}"
        );
        let cards = told.iter().filter(|m| {
            m["embeds"][0]["title"]
                .as_str()
                .is_some_and(|t| t.contains(title))
        });
        assert_eq!(cards.count(), 1, "{title} has one card");
        for person in &self.town.people {
            let direct = self.town.server.dms(*person);
            let pages = direct
                .iter()
                .filter(|m| m["content"].as_str().is_some_and(|c| c.contains(title)));
            let wanted = usize::from(paged.contains(person));
            assert_eq!(
                pages.count(),
                wanted,
                "{person} is paged {wanted} times for {title}"
            );
        }
    }
}

async fn taken(url: String, body: Value) -> bool {
    let answer = reqwest::Client::new().post(url).json(&body).send().await;
    answer.is_ok_and(|answer| answer.status().is_success())
}

fn button(town: &Town, person: u64, title: &str) -> (u64, String) {
    find_button(town, person, title).unwrap_or_else(|| panic!("{title} can be acknowledged"))
}

/// The button of their page.
fn find_button(town: &Town, person: u64, title: &str) -> Option<(u64, String)> {
    let messages = town.server.dms(person);
    let page = messages
        .iter()
        .rev()
        .find(|m| m["content"].as_str().is_some_and(|c| c.contains(title)))?;
    let buttons = page["components"][0]["components"].as_array()?;
    let ids = buttons.iter().filter_map(|b| b["custom_id"].as_str());
    let id = ids.into_iter().find(|id| id.starts_with("incident:ack:"))?;
    Some((page["id"].as_str()?.parse().ok()?, id.to_owned()))
}

/// Incidents come one after another, and one of so many processes is killed around each.
pub async fn killed(database: &str, processes: usize, seed: u64, kills: u32) {
    let began = Instant::now();
    let mut town = Town::build(database).await;
    let mut bots = Vec::new();
    for _ in 0..processes {
        bots.push(Bot::start(&town).await);
    }
    let mut ward = Ward {
        town: &mut town,
        bots,
        path: String::new(),
        luck: StdRng::seed_from_u64(seed ^ 2),
    };
    ward.set_up().await;
    let (mut left, mut incidents) = (kills, 0);
    while left > 0 {
        incidents += 1;
        let title = format!("alert-{incidents:04}");
        let mut moments = [None; 3];
        // One kill an incident: at the alert, at the next level, or at the button.
        let place = ward.luck.random_range(0..moments.len());
        left -= 1;
        moments[place] = Some(Moment::nth(kills - left, kills, &mut ward.luck));
        let people = ward.town.people.clone();
        ward.alert(&title, moments[0]).await;
        ward.settle().await;
        ward.check(&title, &people[..1]);
        let mut paged = 1;
        if place == 1 || ward.luck.random_bool(0.3) {
            ward.next_level(moments[1]).await;
            paged = 2;
            ward.check(&title, &people[..2]);
        }
        ward.acknowledge(people[paged - 1], &title, moments[2])
            .await;
        ward.check(&title, &people[..paged]);
        let line = format!("/incident resolve incident:INC-{incidents} cause:found impact:none");
        let admin = ward.town.admin;
        ward.town.says(admin, &line, "resolved").await;
        ward.settle().await;
        ward.check(&title, &people[..paged]);
        // Too much at once would become one card.
        ward.town.clock.advance(Span::minutes(10));
        ward.tell().await;
        ward.settle().await;
    }
    for bot in ward.bots {
        bot.stop().await;
    }
    let acknowledged = "SELECT COUNT(*) AS n FROM journal WHERE action = 'incident.acknowledged'";
    assert_eq!(
        town.number(acknowledged).await,
        Some(incidents),
        "acknowledged once each"
    );
    let reports = "SELECT COUNT(*) AS n FROM alert";
    assert_eq!(town.number(reports).await, Some(incidents), "an alert each");
    let dead = "SELECT COUNT(*) AS n FROM dead_letter";
    assert_eq!(town.number(dead).await, Some(0), "undelivered");
    checks::violations(&town);
    let name = database.split(':').next().unwrap_or_default();
    println!(
        "pages, {name}, processes: {processes}: {kills} kills, {incidents} incidents with one card, one page each and one acknowledgement, {:.0} s",
        began.elapsed().as_secs_f64()
    );
}

/// Where the incident can be acknowledged: the messages, and the id of the button on each.
fn buttons(messages: &[Value]) -> Vec<(u64, String)> {
    let acks = messages.iter().rev().filter_map(|m| {
        let id = m["components"][0]["components"][0]["custom_id"].as_str()?;
        let message: u64 = m["id"].as_str()?.parse().ok()?;
        id.starts_with("incident:ack:")
            .then(|| (message, id.to_owned()))
    });
    acks.collect()
}

/// Fifty people press within a moment, while two processes share the database: one has it, the others are told who.
pub async fn fifty_at_once(database: &str) {
    let mut town = Town::build(database).await;
    let bots = vec![Bot::start(&town).await, Bot::start(&town).await];
    let crew: Vec<u64> = (0..50)
        .map(|n| town.server.add_user(&format!("Hand{n}"), "en-US", false))
        .collect();
    let mut ward = Ward {
        town: &mut town,
        bots,
        path: String::new(),
        luck: StdRng::seed_from_u64(0),
    };
    ward.set_up().await;
    for person in &crew {
        let line = "/department join department:ops";
        ward.town.says(*person, line, "You belong").await;
    }
    ward.alert("all-hands", None).await;
    ward.settle().await;
    let ops = ward.town.server.channel("ops").unwrap();
    let places = buttons(&ward.town.server.messages(ops, ward.town.admin));
    assert!(places.len() >= 2, "the page and the card can be pressed");
    let began = Instant::now();
    let presses = crew.iter().enumerate().map(|(n, person)| {
        let (message, id) = places[n % places.len()].clone();
        let (server, person) = (ward.town.server.clone(), *person);
        // A busy bot says that it is thinking, and answers then.
        tokio::spawn(async move {
            let outcome = server.click(person, message, &id).await;
            server.settled(outcome, ANSWERED).await
        })
    });
    let presses: Vec<_> = presses.collect();
    let pressed = began.elapsed();
    let mut told = Vec::new();
    for press in presses {
        let outcome = press.await.unwrap();
        let Outcome::Message { ephemeral, message } = &outcome else {
            panic!("not an answer: {outcome:?}");
        };
        assert!(*ephemeral, "others see {message}");
        told.push(message["embeds"].to_string() + message["content"].as_str().unwrap_or_default());
    }
    let took = began.elapsed();
    assert!(took < ANSWERED, "all were answered after {took:?}");
    let first = told
        .iter()
        .position(|text| text.contains("is yours"))
        .unwrap();
    let who = format!("<@{}>", crew[first]);
    let others = told
        .iter()
        .filter(|text| text.contains("is acknowledged since") && text.contains(&who));
    assert_eq!(others.count(), crew.len() - 1, "{told:#?}");
    ward.settle().await;
    // Whatever order the edits came in, the card shows how it stands.
    let messages = ward.town.server.messages(ops, ward.town.admin);
    let card = messages.iter().rev().find(|m| {
        m["embeds"][0]["title"]
            .as_str()
            .is_some_and(|t| t.contains("all-hands"))
    });
    let card = card.unwrap().to_string();
    assert!(
        card.contains("Acknowledged") && card.contains(&who),
        "{card}"
    );
    for bot in ward.bots {
        bot.stop().await;
    }
    let acknowledged = "SELECT COUNT(*) AS n FROM journal WHERE action = 'incident.acknowledged'";
    assert_eq!(town.number(acknowledged).await, Some(1), "one transition");
    println!(
        "fifty pressed within {pressed:.0?}, two processes: one has it, all were answered after {took:.0?}"
    );
}
