//! Watch rules: what people and programs write in a channel becomes an incident or work, as long as Discord lets the bot read it.

use std::time::Duration;

use serde_json::json;

use crate::world::{World, on_both};
use liaison::app;

const PATIENCE: Duration = Duration::from_secs(10);
/// Discord's intent of servers.
const SERVERS: u64 = 1;
/// The same with their messages, and what these say.
pub const MESSAGES: u64 = 1 | 1 << 9 | 1 << 15;

/// Waits until something is so.
async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let all = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, all).await;
    assert!(waited.is_ok(), "it was never so: {what}");
}

/// Waits until the bot is connected with these intents.
pub async fn listens(world: &World, intents: u64) {
    until("intents", async || world.server.intents() == [intents]).await;
    let mut connected = world.app().connected();
    connected.wait_for(|up| *up).await.unwrap();
}

async fn matched(world: &World, times: i64) {
    let sum = "SELECT CAST(COALESCE(SUM(matches), 0) AS BIGINT) FROM watch_rule";
    until("matches", async || world.number(sum).await == times).await;
    world.settle().await;
}

const ADD: &str = "/watch add channel:#general pattern:(?i)panic action:incident department:ops";

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_is_tried_before_it_is_saved_and_opens_one_incident() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (general, ops) = (world.general, world.channel("ops"));
        listens(world, SERVERS).await;
        world.server.say(world.ana.id, general, "kernel panic on web-1");
        world.server.say(world.ana.id, general, "lunch?");
        let draft = world.mei.runs(ops, ADD).await;
        let draft = draft.shows("1 would have fitted").shows("kernel panic on web-1");
        assert!(!draft.text().contains("lunch"), "{}", draft.text());
        let form = world.mei.presses(ops, "Try it").await;
        let tried = world.mei.fills(&form, &[("lines", "a PANIC\nall is well")]).await;
        tried.shows("1 of 2 lines fit");
        world.server.say(world.ana.id, general, "panic, but nothing is saved yet");
        world.mei.presses(ops, "Save").await.shows("watches");
        listens(world, MESSAGES).await;

        world.server.say(world.ana.id, general, "PANIC in orders @everyone");
        matched(world, 1).await;
        world.post("ops", "INC-1");
        world.post("ops", "PANIC in orders");
        world.server.say(world.bo.id, general, "another panic");
        world.server.say(world.bo.id, ops, "panic, in a channel nobody watches");
        let body = json!({ "content": "", "embeds": [{ "title": "web-2", "description": "kernel panic" }] });
        world.server.webhook(general, "syslog", &body);
        matched(world, 3).await;
        assert_eq!(world.rows("incident").await, 1);
        assert_eq!(world.bo.pings(), 0, "what was quoted pings nobody");
        world.jun.runs(ops, "/watch list").await.shows("符合 3 次");
        let test = world.mei.runs(ops, "/watch test watch:WATCH-1 text:no news").await;
        test.shows("0 of one line fits");
        let removed = world.mei.runs(ops, "/watch remove watch:WATCH-1").await;
        removed.shows("no longer watches");
        listens(world, SERVERS).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_runs_a_command_while_the_bot_connects_anew_is_answered_once() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        listens(world, SERVERS).await;
        world.mei.runs(ops, ADD).await.shows("not saved yet");
        world.mei.presses(ops, "Save").await.shows("watches");
        let mut both = 0;
        while world.server.intents() != [MESSAGES] {
            both += usize::from(world.server.intents().len() == 2);
            world.mei.runs(ops, "/watch list").await.shows("WATCH-1");
        }
        assert!(both > 0, "one connection follows the other without a gap");
        world.mei.runs(ops, "/watch list").await.shows("WATCH-1");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_counted_and_adds_little() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        world.mei.runs(ops, ADD).await.shows("not saved yet");
        world.mei.presses(ops, "Save").await.shows("watches");
        listens(world, MESSAGES).await;
        for n in 0..60 {
            world
                .server
                .say(world.ana.id, world.general, &format!("panic {n}"));
        }
        matched(world, 60).await;
        assert_eq!(world.rows("incident").await, 1);
        let quoted = "SELECT COUNT(*) FROM journal WHERE action = 'incident.noted'";
        assert_eq!(
            world.number(quoted).await,
            10,
            "nine more, and that there are too many"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_becomes_work_once_as_long_as_it_is_open() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let (support, ops) = (world.channel("tech-support"), world.channel("ops"));
        let add = |channel: &str, action: &str| {
            format!("/watch add channel:#{channel} pattern:^restart action:{action} department:ops")
        };
        for (line, says) in [
            (add("ops", "handoff"), "needs two departments"),
            (add("general", "handoff"), "needs two departments"),
            (
                add("ops", "task") + " severity:sev1",
                "Only incidents have a severity",
            ),
        ] {
            world.mei.runs(ops, &line).await.shows(says);
        }
        let shown = world.mei.runs(ops, &add("ops", "task")).await;
        shown.shows("will become a task");
        world.mei.presses(ops, "Save").await.shows("watches");
        let shown = world.mei.runs(ops, &add("tech-support", "handoff")).await;
        shown.shows("will become a request");
        world.mei.presses(ops, "Save").await.shows("watches");
        listens(world, MESSAGES).await;

        let say = |channel, text: &str| world.server.say(world.ana.id, channel, text);
        // As often as it is said until the rule is heard by: one request.
        until("the request", async || {
            say(support, "restart the portal");
            tokio::time::sleep(Duration::from_millis(20)).await;
            world.rows("handoff").await > 0
        })
        .await;
        say(ops, "restart **web-1** @everyone\nit is slow");
        say(ops, "restart **web-1** @everyone\nand again");
        say(ops, "restart web-2");
        let tasks = async |wanted| {
            until("tasks", async || world.rows("task").await == wanted).await;
            world.settle().await;
        };
        tasks(2).await;
        assert_eq!(world.rows("handoff").await, 1);
        assert_eq!(world.rows("incident").await, 0);
        let card = world.post("ops", "TASK-1");
        let second_line = card.contains("it is slow") || card.contains("and again");
        assert!(second_line, "{card}");
        assert!(!card.contains("@everyone"), "{card}");
        for channel in ["ops", "tech-support"] {
            let card = world.post(channel, "HO-1");
            assert!(card.contains("restart the portal"), "{card}");
        }
        assert_eq!(world.bo.pings(), 0);
        let list = world.mei.runs(ops, "/watch list").await;
        list.shows("task for").shows("handoff for");

        // What is over may come again.
        world.bo.runs(ops, "/department join department:ops").await;
        world
            .bo
            .runs(ops, "/task cancel task:TASK-1 reason:duplicate")
            .await;
        world.settle().await;
        say(ops, "restart **web-1** @everyone");
        tasks(3).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_work_than_anybody_could_do_is_only_counted_and_said_once() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let add = "/watch add channel:#general pattern:error action:task department:ops";
        world.mei.runs(ops, add).await.shows("not saved yet");
        world.mei.presses(ops, "Save").await.shows("watches");
        listens(world, MESSAGES).await;
        for n in 0..25 {
            let text = format!("error {n}");
            world.server.say(world.ana.id, world.general, &text);
        }
        matched(world, 25).await;
        assert_eq!(world.rows("task").await, 10);
        assert_eq!(world.count("ops", "more than 10 times within a minute"), 1);
        let why = world.mei.uses(ops, "more than 10 times", "Why this?").await;
        why.shows("only counted");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_read_is_told_and_the_bot_goes_on() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let options = || app::Options {
            settings: world.settings(),
            clock: world.clock.clone(),
        };
        world.server.allow_message_content(false);
        for found in app::check(options()).await {
            assert!(found.good, "no rule needs it: {}", found.text);
        }
        world
            .mei
            .runs(ops, ADD)
            .await
            .shows("Message Content Intent");
        world.mei.presses(ops, "Save").await.shows("watches");
        until("told", async || {
            world.count("project-office", "hears nothing") == 1
        })
        .await;
        listens(world, SERVERS).await;
        let found = app::check(options()).await;
        let wrong: Vec<_> = found.iter().filter(|f| !f.good).collect();
        assert_eq!(
            wrong.len(),
            1,
            "{:?}",
            wrong.iter().map(|f| &f.text).collect::<Vec<_>>()
        );
        assert!(
            wrong[0].text.contains("Message Content Intent"),
            "{}",
            wrong[0].text
        );
        world
            .mei
            .runs(ops, "/watch list")
            .await
            .shows("They hear nothing");

        // It is looked at again whenever rules change.
        world.server.allow_message_content(true);
        let other = ADD.replace("panic", "out of memory");
        world.mei.runs(ops, &other).await.shows("not saved yet");
        world.mei.presses(ops, "Save").await.shows("watches");
        listens(world, MESSAGES).await;
        until("told", async || {
            world.count("project-office", "hear again") == 1
        })
        .await;
        world
            .server
            .say(world.ana.id, world.general, "out of memory");
        matched(world, 1).await;

        // Switched off while it listens: Discord closes the connection, and the bot comes back without.
        world.server.allow_message_content(false);
        listens(world, SERVERS).await;
        until("told", async || {
            world.count("project-office", "hear nothing") == 1
        })
        .await;
        world
            .mei
            .runs(ops, "/watch list")
            .await
            .shows("They hear nothing");
        for key in ["WATCH-1", "WATCH-2"] {
            let line = format!("/watch remove watch:{key}");
            world.mei.runs(ops, &line).await.shows("no longer watches");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_rules_are_refused_with_what_works() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let ops = world.channel("ops");
        let add = |pattern: &str| ADD.replace("(?i)panic", pattern);
        for (pattern, says) in [
            ("(unclosed", "unclosed group"),
            ("x*", "fits every message"),
            (r"\w{900}", "too large"),
            ("(?=a)b", "not a regular expression"),
        ] {
            world.mei.runs(ops, &add(pattern)).await.shows(says);
        }
        world.bo.runs(ops, ADD).await.shows("负责人");
        // Discord's bit of View Channel.
        world.server.deny_bot(world.general, 1 << 10);
        world.mei.runs(ops, ADD).await.shows("View Channel");
        world
            .mei
            .runs(ops, "/watch remove watch:WATCH-9")
            .await
            .shows("no watch rule");
        assert_eq!(world.rows("watch_rule").await, 0);
        assert_eq!(world.server.intents(), [SERVERS]);
    })
    .await;
}
