//! The story is played as it ships, at several times of the year, and nothing may go wrong in it.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use chrono::DateTime;
use tempfile::TempDir;

use super::*;
use crate::app;
use crate::chat::WorkspaceId;
use crate::cli::outside;
use crate::config::Settings;
use crate::outbox;
use crate::sandbox::{self, Limits};
use crate::store::{Store, Tx};

struct Played {
    server: Server,
    app: App,
    clock: Arc<HandClock>,
    url: String,
    complaints: Vec<String>,
    folder: TempDir,
}

fn at(text: &str) -> At {
    At(DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis())
}

async fn played(now: &str) -> Played {
    let story = Story::read().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(HandClock::standing(story.begins(at(now))));
    let server = Server::start(sandbox::Options {
        addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        clock: clock.clone(),
        hand: Some(clock.clone()),
        token: "t".to_owned(),
        limits: Limits::Generous,
        next_due: None,
        data: None,
        tips: Vec::new(),
    })
    .await
    .unwrap();
    server.set_first_answer(Duration::from_secs(20));
    story.scene(&server, false);
    let url = format!("sqlite://{}", folder.path().join("story.db").display());
    let settings = Settings::local(&server.base_url(), server.token(), &url);
    let options = app::Options {
        settings,
        clock: clock.clone(),
    };
    let app = App::start(options).await.unwrap();
    let complaints = story.play(&server, &app, &clock, at(now)).await.unwrap();
    Played {
        server,
        app,
        clock,
        url,
        complaints,
        folder,
    }
}

impl Played {
    /// The titles and texts of what stands in a channel.
    fn reads(&self, channel: &str) -> Vec<String> {
        let (channel, user) = self.server.with(|m| {
            let channel = m.channels.values().find(|c| c.name == channel).unwrap().id;
            let user = m.users.values().find(|u| u.name == "Mei Lin").unwrap().id;
            (channel, user)
        });
        let messages = self.server.messages(channel, user);
        messages
            .iter()
            .map(|m| {
                let embed = &m["embeds"][0];
                let field = |f: &Value| format!("\n  {}: {}", f["name"], f["value"]);
                let fields = embed["fields"].as_array().into_iter().flatten().map(field);
                format!(
                    "{} [{}] {} {} {}{}",
                    m["timestamp"],
                    m["author"]["global_name"],
                    m["content"],
                    embed["title"],
                    embed["description"],
                    fields.collect::<String>()
                )
            })
            .collect()
    }

    async fn ends_well(self) {
        assert_eq!(self.complaints, Vec::<String>::new());
        let violations: Vec<String> = self
            .server
            .take_violations()
            .into_iter()
            .map(|v| v.what)
            .collect();
        assert_eq!(violations, Vec::<String>::new());
        self.app.stop().await;
        let store = Store::open(&self.url, self.clock.clone()).await.unwrap();
        for guild in self.server.guilds() {
            let workspace = WorkspaceId(i64::try_from(guild).unwrap());
            let dead = store.read(workspace, dead, &()).await.unwrap();
            assert_eq!(dead, Vec::<String>::new());
        }
        self.server.stop().await.unwrap();
    }
}

async fn dead(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<String>> {
    let letters = outbox::dead_letters(tx, 50).await?;
    Ok(letters.into_iter().map(|l| format!("{l:?}")).collect())
}

fn summaries(texts: &[String], title: &str) -> usize {
    texts.iter().filter(|t| t.contains(title)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_week_is_told_without_a_hitch() {
    // A Wednesday evening in Shanghai: today's rounds are over, the one on members' clocks is still open in Berlin.
    let played = played("2026-11-25T08:30:00Z").await;
    let (ops, it, delivery) = (
        played.reads("ops"),
        played.reads("it"),
        played.reads("delivery"),
    );
    assert_eq!(summaries(&ops, "汇总 · 运维早会"), 6);
    assert_eq!(summaries(&it, "Summary · IT check-in"), 5);
    assert_eq!(summaries(&delivery, "Summary · Delivery sync"), 6);
    assert!(
        ops.iter().any(|t| t.contains("未填写")),
        "somebody was silent"
    );
    the_numbers_of_its_incidents_come_as_a_picture_and_as_a_table(&played).await;
    played.ends_well().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_its_last_morning_reminders_explain_themselves_and_what_comes_from_outside_arrives() {
    let played = played("2026-11-25T03:20:00Z").await;
    a_reminder_says_why_it_came_and_can_be_muted_where_it_came(&played).await;
    what_is_sent_from_outside_arrives_at_the_addresses_the_bot_gave_out(&played).await;
    played.ends_well().await;
}

async fn a_reminder_says_why_it_came_and_can_be_muted_where_it_came(played: &Played) {
    let (server, name) = (&played.server, "周杰");
    let (user, dm) = server.with(|m| {
        let user = m.users.values().find(|u| u.name == name).unwrap();
        (user.id, user.dm.unwrap())
    });
    let id = |m: &Value| m["id"].as_str().unwrap().parse::<u64>().unwrap();
    let reminder = id(server.messages(dm, user).last().unwrap());
    let Outcome::Message { message: why, .. } =
        server.context(user, reminder, "为什么有这条？").await
    else {
        panic!("no answer");
    };
    let button = ids(&why["components"]).next().unwrap().to_owned();
    assert!(button.starts_with("why:mute"), "{why}");
    let muted = server.click(user, id(&why), &button).await;
    assert!(matches!(muted, Outcome::Update { .. }), "{muted:?}");
}

async fn what_is_sent_from_outside_arrives_at_the_addresses_the_bot_gave_out(played: &Played) {
    let (server, folder) = (&played.server, played.folder.path());
    let bot = played.app.http().unwrap();
    let offered = outside::offer(server, played.clock.clone(), bot, folder, true);
    offered.await.unwrap();
    for id in [
        "alertmanager-fire",
        "alertmanager-more",
        "alertmanager-storm",
        "grafana-fire",
        "pagerduty-trigger",
        "github-failure",
    ] {
        let delivery = server.come_from_outside(id).await.unwrap();
        assert_eq!(delivery.status, 202, "{id}: {delivery:?}");
    }
    while !played.app.settled().await.unwrap() {
        tokio::time::sleep(LOOK).await;
    }
    let (ops, delivery) = (played.reads("ops"), played.reads("delivery"));
    let cards = |alerts: &str| ops.iter().filter(|t| t.contains(alerts)).count();
    assert_eq!(
        cards("**2** 条未恢复"),
        1,
        "one card for two alerts: {ops:#?}"
    );
    assert_eq!(cards("**200** 条未恢复"), 1, "one card for 200: {ops:#?}");
    assert!(summaries(&ops, " · The web shop is down") > 0);
    assert!(summaries(&delivery, " · northwind/shop") > 0);
}

async fn the_numbers_of_its_incidents_come_as_a_picture_and_as_a_table(played: &Played) {
    let server = &played.server;
    let (user, ops) = server.with(|m| {
        let user = m.users.values().find(|u| u.name == "王俊").unwrap().id;
        let ops = m.channels.values().find(|c| c.name == "ops").unwrap().id;
        (user, ops)
    });
    let outcome = server.slash(user, ops, "/incident stats").await;
    let Outcome::Message { message, .. } = server.settled(outcome, PATIENCE).await else {
        panic!("no answer");
    };
    let files = message["attachments"].as_array().unwrap();
    let names: Vec<&str> = files
        .iter()
        .filter_map(|f| f["filename"].as_str())
        .collect();
    assert!(
        names.iter().any(|n| n.ends_with(".png")) && names.iter().any(|n| n.ends_with(".csv")),
        "{names:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_told_in_working_days_whenever_it_is_told() {
    // The first working day after the National Day holidays, before anything is due.
    let played = played("2026-10-08T00:10:00Z").await;
    assert_eq!(summaries(&played.reads("ops"), "汇总 · 运维早会"), 5);
    played.ends_well().await;
}

#[test]
fn the_days_told_are_working_days_up_to_today() {
    let story = Story::read().unwrap();
    let days = |now| {
        let days = story.days(at(now));
        days.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let monday = [
        "2026-11-16",
        "2026-11-17",
        "2026-11-18",
        "2026-11-19",
        "2026-11-20",
        "2026-11-23",
    ];
    assert_eq!(days("2026-11-23T14:30:00Z"), monday);
    assert_eq!(days("2026-11-22T14:30:00Z"), monday);
    let after_the_holidays = days("2026-10-08T00:10:00Z");
    assert_eq!(
        after_the_holidays,
        [
            "2026-09-23",
            "2026-09-24",
            "2026-09-28",
            "2026-09-29",
            "2026-09-30",
            "2026-10-08"
        ]
    );
}

#[test]
fn every_tip_is_there_in_both_languages() {
    let story = Story::read().unwrap();
    for bare in [false, true] {
        let tips = story.tips(bare);
        assert!((3..=6).contains(&tips.len()));
        assert!(tips.iter().all(|(en, zh)| !en.is_empty() && !zh.is_empty()));
    }
}
