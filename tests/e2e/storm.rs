//! A thousand alerts in ten seconds over twenty channels, with Discord's limits on and Discord away for half a minute: nothing is lost,
//! the figures are exact, each page rings once, and what is not urgent is told by cards that are edited. How fast pages come is no
//! matter of a test whose clock is moved.

use liaison::clock::Span;
use liaison::sandbox::{Fault, Limits};
use serde_json::{Value, json};

use crate::alert::{integration_of, post};
use crate::world::{Person, World, on_both};

const CHANNELS: usize = 20;
/// In these nobody is on call.
const DESERTED: usize = 2;
const SECONDS: usize = 10;
/// In this one Discord goes away.
const AWAY: usize = 3;
/// Alerts of a channel in a second.
const EACH: usize = 5;
/// Of a channel's fifty: what is urgent, what is not, and what can wait.
const SERVICES: [(&str, &str, usize); 3] = [
    ("front", "critical", 10),
    ("back", "warning", 25),
    ("batch", "info", 15),
];

/// A department with a channel, its integration's address, and who is on call for it.
struct Team {
    key: String,
    url: String,
    on_call: Option<Person>,
}

async fn team(world: &World, n: usize) -> Team {
    let (mei, general) = (&world.mei, world.general);
    let key = format!("team{n}");
    let channel = world.server.add_channel(&key);
    let add = format!("/department add key:{key} name:Team{n} channel:<#{channel}>");
    mei.runs(general, &add).await.shows("Team");
    let url = integration_of(world, &key, "alertmanager").await;
    if n < DESERTED {
        return Team {
            key,
            url,
            on_call: None,
        };
    }
    let person = world.person(&format!("Hand{n}"), "en-US");
    person
        .runs(general, &format!("/department join department:{key}"))
        .await;
    let turns = format!(
        "/oncall rotation department:{key} members:<@{}> handoff:mon 09:00",
        person.id
    );
    mei.runs(general, &turns).await.shows("Turns");
    Team {
        key,
        url,
        on_call: Some(person),
    }
}

/// The n-th alert of a team; those of a service are spread over the seconds.
fn alert(n: usize, status: &str) -> Value {
    // 7 and 50 have no common divisor.
    let mut place = n * 7 % (EACH * SECONDS);
    let mut services = SERVICES.iter();
    let (service, severity, _) = services
        .find(|(_, _, many)| {
            let here = place < *many;
            place = place.saturating_sub(if here { 0 } else { *many });
            here
        })
        .unwrap();
    let ends = match status {
        "resolved" => "2026-01-05T00:10:00Z",
        _ => "0001-01-01T00:00:00Z",
    };
    json!({ "status": status, "fingerprint": format!("f{n}"), "startsAt": "2026-01-05T00:00:00Z", "endsAt": ends,
        "labels": { "alertname": format!("Alert{n}"), "service": service, "severity": severity } })
}

/// Sends these alerts to every team at the same time.
async fn send(teams: &[Team], alerts: &[Value]) {
    let body = json!({ "version": "4", "status": "firing", "alerts": alerts });
    let all = teams.iter().map(|team| post(&team.url, &body));
    for (status, body) in futures::future::join_all(all).await {
        assert_eq!(status, 202, "{body}");
        assert_eq!(body["accepted"], alerts.len());
    }
}

fn of_service(service: &str) -> Vec<usize> {
    let all = 0..EACH * SECONDS;
    all.filter(|n| alert(*n, "firing")["labels"]["service"] == service)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storm_while_discord_is_away_loses_nothing_and_counts_exactly() {
    on_both(async |world: &mut World| {
        world
            .mei
            .runs(
                world.general,
                "/setup run departments:five channels:create timezone:Asia/Shanghai",
            )
            .await
            .shows("This server is set up");
        let mut teams = Vec::new();
        for n in 0..CHANNELS {
            teams.push(team(world, n).await);
        }
        world.settle().await;
        world.server.set_limits(Limits::Discord);
        let asked = world.server.requests().len();
        for second in 0..SECONDS {
            if second == AWAY {
                for path in ["/channels/*", "/users/*"] {
                    world.server.fail(u32::MAX, None, path, Fault::Status(503));
                }
            }
            let of = |seconds: std::ops::RangeInclusive<usize>| -> Vec<Value> {
                let all = seconds.flat_map(|s| (0..EACH).map(move |n| s * EACH + n));
                all.map(|n| alert(n, "firing")).collect()
            };
            // It begins for half of the teams while Discord is there, and for the others while it is away.
            let (early, late) = teams.split_at(CHANNELS / 2);
            send(early, &of(second..=second)).await;
            match second {
                AWAY => send(late, &of(0..=second)).await,
                after if after > AWAY => send(late, &of(second..=second)).await,
                _ => {}
            }
            world.clock.advance(Span::seconds(1));
        }
        // Discord is away still: some are told again, and some are over.
        let (back, front) = (of_service("back"), of_service("front"));
        let over: Vec<Value> = back.iter().take(5).map(|n| alert(*n, "resolved")).collect();
        let again: Vec<Value> = front.iter().map(|n| alert(*n, "firing")).collect();
        send(&teams, &again).await;
        send(&teams, &over).await;
        for _ in 0..6 {
            world.clock.advance(Span::seconds(5));
            world.settle().await;
        }
        let late = teams.iter().skip(CHANNELS / 2);
        let missed = late.filter_map(|t| t.on_call.as_ref());
        for person in missed.clone() {
            assert!(person.direct().is_empty(), "Discord was away");
        }
        world.server.heal();
        // A page is tried again within three seconds.
        world.clock.advance(Span::seconds(3));
        world.settle().await;
        for person in missed {
            let direct = person.direct();
            let urgent = direct.iter().filter(|m| m.contains("SEV1 · INC-"));
            assert_eq!(urgent.count(), 1, "{direct:#?}");
        }
        // What failed often is tried again within minutes; the next level is not due yet.
        world.wait(3).await;
        // Each page has rung once; what is not urgent is one card of its service, edited in place.
        for team in &teams {
            let posts = world.posts(&team.key);
            assert_eq!(posts.len(), CALLS.len() + CARDS.len(), "{posts:#?}");
            for part in CALLS.iter().chain(&CARDS) {
                assert_eq!(world.count(&team.key, part), 1, "{part} in {posts:#?}");
            }
            if let Some(person) = &team.on_call {
                assert_eq!(person.direct().len(), CALLS.len(), "{:#?}", person.direct());
            }
        }
        let all = CHANNELS * EACH * SECONDS;
        assert_eq!(usize::try_from(world.rows("alert").await).unwrap(), all);
        let told = world.number("SELECT CAST(SUM(reports) AS BIGINT) FROM alert_group");
        assert_eq!(
            usize::try_from(told.await).unwrap(),
            all + CHANNELS * front.len()
        );
        let seen = world.server.requests().split_off(asked);
        let mut seen = seen.iter();
        let refused = seen.find(|s| s.status == 429);
        assert!(refused.is_none(), "the limits were met: {refused:?}");
    })
    .await;
}

/// What calls somebody in a team's channel, or says that there is nobody; what can wait rings nowhere.
const CALLS: [&str; 2] = ["🚨 SEV1 · INC-", "🔔 SEV3 · INC-"];
/// What the cards of a team say in the end.
const CARDS: [&str; 3] = [
    "**10** firing, **0** recovered",
    "**20** firing, **5** recovered; reported 25 times",
    "**15** firing, **0** recovered; reported 15 times",
];
