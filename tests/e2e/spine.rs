//! What every capability stands on: start, stop, health, registration, the connection.

use std::sync::Arc;

use liaison::app::{self, App};
use liaison::clock::SystemClock;
use liaison::config::Settings;
use liaison::sandbox::Fault;

use crate::world::{World, on_both};

async fn get(world: &World, path: &str) -> (u16, String) {
    let addr = world.app().http().unwrap();
    let answer = reqwest::get(format!("http://{addr}{path}")).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn health_and_metrics_tell_how_it_is() {
    on_both(async |world: &mut World| {
        assert_eq!(get(world, "/healthz").await, (200, "ok\n".to_owned()));
        let (status, told) = get(world, "/readyz").await;
        assert_eq!(status, 200, "{told}");
        world.is_set_up().await;
        for severity in ["sev1", "sev3", "sev3"] {
            let line =
                format!("/incident declare title:Slow severity:{severity} department:support");
            world.mei.runs(world.general, &line).await.shows("INC-");
        }
        let line = "/incident ack incident:INC-1";
        world.mei.runs(world.general, line).await.shows("INC-1");
        let line = "/incident resolve incident:INC-2 cause:disk impact:none";
        world.mei.runs(world.general, line).await.shows("INC-2");
        world.settle().await;
        let (_, metrics) = get(world, "/metrics").await;
        for name in [
            "liaison_commands_total{command=\"setup run\",outcome=\"ok\"}",
            "liaison_command_seconds_bucket{command=\"setup run\"",
            "liaison_interaction_ack_seconds_count",
            "liaison_outbox_depth{priority=\"page\"}",
            "liaison_outbox_oldest_seconds{priority=\"digest\"}",
            "liaison_deliveries_total{outcome=\"done\"}",
            "liaison_timers_due",
            "liaison_gateway_connected 1",
            "liaison_db_seconds_bucket{operation=\"run\"",
            "liaison_incidents_open{severity=\"sev1\"} 1",
            "liaison_incidents_open{severity=\"sev2\"} 0",
            "liaison_incidents_open{severity=\"sev3\"} 1",
            "liaison_incidents_open{severity=\"sev4\"} 0",
            "liaison_page_ack_seconds_bucket{le=\"5\"}",
        ] {
            assert!(metrics.contains(name), "no {name} in\n{metrics}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_once_and_not_again() {
    on_both(async |world: &mut World| {
        let registered = |world: &World| {
            let seen = world.server.requests();
            seen.iter()
                .filter(|r| r.method == "PUT" && r.path.ends_with("/commands"))
                .count()
        };
        assert_eq!(registered(world), 1);
        world.stop_bot().await;
        world.start_bot().await;
        assert_eq!(registered(world), 1, "nothing had changed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_said_in_a_sentence() {
    on_both(async |world: &mut World| {
        let settings = Settings::local(&world.server.base_url(), "wrong", "sqlite::memory:");
        let clock = Arc::new(SystemClock::new());
        let refused = App::start(app::Options { settings, clock }).await;
        let said = format!("{:#}", refused.err().unwrap());
        assert!(said.contains("DISCORD_TOKEN"), "{said}");
        let refused = world.server.take_violations();
        assert!(
            refused.iter().all(|v| v.what.contains("401")),
            "{refused:#?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn check_names_the_channel_and_what_is_missing_there() {
    on_both(async |world: &mut World| {
        world.is_set_up().await;
        let options = || app::Options {
            settings: world.settings(),
            clock: world.clock.clone(),
        };
        for found in app::check(options()).await {
            assert!(found.good, "{}", found.text);
        }
        let ops = world.channel("ops");
        // Discord's bit of Send Messages.
        world.server.deny_bot(ops, 1 << 11);
        let found = app::check(options()).await;
        let wrong: Vec<_> = found.iter().filter(|f| !f.good).collect();
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].text.contains("Send Messages"), "{}", wrong[0].text);
        assert!(
            wrong[0].text.contains(&ops.to_string()),
            "{}",
            wrong[0].text
        );
        let said = world.mei.runs(world.general, "/setup check").await;
        said.shows(&format!("In <#{ops}> I lack **Send Messages**"));
        let said = world.mei.runs(world.general, "/setup check").await.text();
        assert!(!said.contains("Manage Roles"), "{said}");
    })
    .await;
}
#[tokio::test(flavor = "multi_thread")]
async fn without_a_connection_it_is_alive_and_not_ready() {
    on_both(async |world: &mut World| {
        let mut connected = world.app().connected();
        let refused = Fault::Status(503);
        world
            .server
            .fail(u32::MAX, Some("CONNECT"), "/gateway", refused);
        world.server.invalidate_sessions();
        connected.wait_for(|up| !up).await.unwrap();
        assert_eq!(get(world, "/healthz").await.0, 200);
        world.server.heal();
        connected.wait_for(|up| *up).await.unwrap();
        assert_eq!(get(world, "/readyz").await.0, 200);
        world
            .mei
            .runs(world.general, "/help")
            .await
            .shows("What you can do here");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_connection_is_resumed_and_what_was_missed_is_answered() {
    on_both(async |world: &mut World| {
        for _ in 0..3 {
            world.server.cut_gateway();
            let said = world.mei.runs(world.general, "/help").await;
            said.shows("What you can do here");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_processes_one_is_connected_and_the_other_takes_over() {
    on_both(async |world: &mut World| {
        if !world
            .settings()
            .database_url
            .reveal()
            .starts_with("postgres")
        {
            // SQLite serves one process.
            return;
        }
        let options = app::Options {
            settings: world.settings(),
            clock: world.clock.clone(),
        };
        let other = App::start(options).await.unwrap();
        assert_eq!(world.server.connected(), 1, "each command is told once");
        world.is_set_up().await;
        let made = "/standup create department:ops name:Daily schedule:weekdays 09:30";
        world.mei.runs(world.general, made).await.shows("STD-1");
        world.stop_bot().await;
        while world.server.connected() == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let listed = world.mei.runs(world.general, "/standup list").await;
        let text = listed.text();
        assert!(text.contains("STD-1") && !text.contains("STD-2"), "{text}");
        other.stop().await;
    })
    .await;
}
