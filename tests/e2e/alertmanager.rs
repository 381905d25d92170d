//! A real Prometheus Alertmanager, of the package that tests/run installs, on loopback with a configuration of its own: it fires,
//! repeats, groups and resolves against the bot, over its webhook and over its PagerDuty road with the address replaced.
//!
//! The alerts' moments are the real ones, and so the world begins now. Nothing here waits for a time, but for what must come.

use std::net::TcpListener;
use std::process::Stdio;
use std::time::Duration;

use liaison::clock::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tokio::process::{Child, Command};

use crate::alert::{integration, shown};
use crate::world::{World, on_both_from};

const BINARY: &str = "prometheus-alertmanager";
/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(20);
/// What Alertmanager allows at least; it tells again what still fires about once a second.
const ROUTE: &str =
    "group_by: [service], group_wait: 0s, group_interval: 100ms, repeat_interval: 1s";

/// A running Alertmanager; gone when dropped.
struct Alertmanager {
    url: String,
    folder: tempfile::TempDir,
    process: Child,
}

impl Alertmanager {
    /// Starts one whose receivers are these lines of YAML, of which `bot` gets what no route takes.
    async fn start(routes: &str, receivers: &str) -> Alertmanager {
        let folder = tempfile::tempdir().unwrap();
        let config = format!(
            "route: {{ receiver: bot, {ROUTE}, routes: [{routes}] }}\nreceivers:\n{receivers}"
        );
        std::fs::write(folder.path().join("config.yml"), config).unwrap();
        // Taken and given back: another process may be quicker, and then Alertmanager says so in its log.
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = free.local_addr().unwrap();
        drop(free);
        let log = std::fs::File::create(folder.path().join("log")).unwrap();
        let started = Command::new(BINARY)
            .arg("--config.file=config.yml")
            .arg("--storage.path=data")
            .arg(format!("--web.listen-address={addr}"))
            .arg("--cluster.listen-address=")
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn();
        let process = started.unwrap_or_else(|error| {
            panic!("{BINARY} does not start ({error}): run tests/run, which installs it")
        });
        let mut it = Alertmanager {
            url: format!("http://{addr}"),
            folder,
            process,
        };
        it.ready().await;
        it
    }

    async fn ready(&mut self) {
        let ready = format!("{}/-/ready", self.url);
        let answers = async {
            while !reqwest::get(&ready)
                .await
                .is_ok_and(|a| a.status().is_success())
            {
                let ended = self.process.try_wait().unwrap();
                assert!(ended.is_none(), "it ended: {}", self.log());
                tokio::time::sleep(GLANCE).await;
            }
        };
        let answered = tokio::time::timeout(PATIENCE, answers).await;
        assert!(answered.is_ok(), "it does not answer");
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Gives it alerts as Prometheus does.
    async fn take(&self, alerts: &[Value]) {
        let url = format!("{}/api/v2/alerts", self.url);
        let taken = reqwest::Client::new().post(url).json(alerts).send().await;
        assert!(taken.unwrap().status().is_success(), "{}", self.log());
    }
}

/// An alert with these labels besides its severity.
fn firing(name: &str, service: &str) -> Value {
    json!({ "labels": { "alertname": name, "service": service, "severity": "critical" },
        "annotations": { "summary": format!("{name} is wrong") } })
}

/// The same that is over.
fn over(name: &str, service: &str) -> Value {
    let now = SystemClock::new().now().0;
    let now = chrono::DateTime::from_timestamp_millis(now).unwrap();
    let mut alert = firing(name, service);
    alert["endsAt"] = now.to_rfc3339().into();
    alert
}

/// The minute that it is.
fn now() -> String {
    let now = SystemClock::new().now().0;
    let now = chrono::DateTime::from_timestamp_millis(now).unwrap();
    now.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Waits until it is so; fails with what is read in the channel.
async fn until(world: &World, what: &str, so: impl AsyncFn(&World) -> bool) {
    let waiting = async {
        while !so(world).await {
            tokio::time::sleep(GLANCE).await;
        }
    };
    if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
        panic!("never: {what}; #ops shows {:#?}", world.posts("ops"));
    }
    world.settle().await;
}

/// Ana is on call for operations; what is set up stands before the first alert comes.
async fn on_duty(world: &World) {
    world.is_set_up().await;
    let (mei, ana) = (&world.mei, &world.ana);
    ana.runs(world.general, "/department join department:ops")
        .await;
    let turns = format!(
        "/oncall rotation department:ops members:<@{}> handoff:mon 09:00",
        ana.id
    );
    mei.runs(world.general, &turns).await.shows("Turns");
    let made = "/escalation create department:ops name:Usual levels:primary 5m > lead 15m";
    mei.runs(world.general, made).await.shows("ESC-1");
    world.settle().await;
}

/// The pages Ana has got for an incident.
fn pages(world: &World, incident: &str) -> usize {
    let of = format!("{incident} ·");
    let direct = world.ana.direct();
    direct.iter().filter(|m| m.contains(&of)).count()
}

/// Whether the card of an incident says this.
fn card(world: &World, incident: &str, part: &str) -> bool {
    let title = format!("{incident} · SEV");
    let posts = world.posts("ops");
    let mut cards = posts.iter().filter(|p| p.contains(&title));
    cards.any(|card| card.contains(part))
}

#[tokio::test(flavor = "multi_thread")]
async fn alertmanager_fires_repeats_groups_and_resolves_over_its_webhook() {
    on_both_from(&now(), async |world| {
        on_duty(world).await;
        let url = integration(world, "alertmanager", "").await;
        let receivers = format!(
            "- {{ name: bot, webhook_configs: [{{ url: '{url}' }}] }}\n\
             - {{ name: short, webhook_configs: [{{ url: '{url}', max_alerts: 1 }}] }}\n"
        );
        let routes = "{ matchers: ['service=\"many\"'], receiver: short }";
        let am = Alertmanager::start(routes, &receivers).await;
        am.take(&[firing("Disk", "db")]).await;
        until(world, "a card", async |w| card(w, "INC-1", "Disk is wrong")).await;
        // What fires on is told again and again, and rings nobody.
        let reports = "SELECT reports FROM alert WHERE title = 'Disk is wrong'";
        until(world, "repeats", async |w| w.number(reports).await >= 3).await;
        assert_eq!(
            (world.rows("incident").await, pages(world, "INC-1")),
            (1, 1)
        );
        // One group is one card, with exact counts, also when it is over in parts only.
        am.take(&[firing("Load", "db"), firing("Swap", "db")]).await;
        until(world, "three", async |w| {
            card(w, "INC-1", "**3** firing, **0** recovered")
        })
        .await;
        am.take(&[over("Load", "db")]).await;
        until(world, "one less", async |w| {
            card(w, "INC-1", "**2** firing, **1** recovered")
        })
        .await;
        am.take(&[over("Disk", "db"), over("Swap", "db")]).await;
        until(world, "the end", async |w| {
            card(w, "INC-1", "**0** firing, **3** recovered") && card(w, "INC-1", "**Resolved**")
        })
        .await;
        assert_eq!(
            (world.rows("incident").await, pages(world, "INC-1")),
            (1, 1)
        );
        // Long after its end the same is new trouble, and rings.
        world.wait(6).await;
        am.take(&[firing("Disk", "db")]).await;
        until(world, "another card", async |w| {
            card(w, "INC-2", "Disk is wrong")
        })
        .await;
        assert_eq!((pages(world, "INC-1"), pages(world, "INC-2")), (1, 1));
        // What Alertmanager leaves off is told.
        am.take(&[firing("A", "many"), firing("B", "many")]).await;
        until(world, "a warning", async |w| w.count("ops", "left off") > 0).await;
        assert_eq!(world.rows("incident").await, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn alertmanager_takes_the_bot_for_pagerduty() {
    on_both_from(&now(), async |world| {
        on_duty(world).await;
        let line = "/integration create department:ops kind:pagerduty name:pd";
        let got = world.mei.runs(world.channel("ops"), line).await;
        let got = got.shows("routing_key");
        let (key, url) = (shown(&got, "routing_key:"), shown(&got, "/v2/enqueue"));
        let severity = "{{ .CommonLabels.severity }}";
        let am = Alertmanager::start(
            "",
            &format!(
                "- {{ name: bot, pagerduty_configs: \
                 [{{ routing_key: '{key}', url: '{url}', severity: '{severity}' }}] }}\n"
            ),
        )
        .await;
        am.take(&[firing("Slow", "web")]).await;
        until(world, "a card", async |w| card(w, "INC-1", "FIRING:1")).await;
        // There a group is one alert; that it grows changes what it says, and repeats ring nobody.
        let reports = "SELECT reports FROM alert";
        until(world, "repeats", async |w| w.number(reports).await >= 3).await;
        am.take(&[firing("Down", "web")]).await;
        let two = "SELECT COUNT(*) FROM alert WHERE title LIKE '[FIRING:2]%'";
        until(world, "both", async |w| w.number(two).await == 1).await;
        am.take(&[over("Slow", "web")]).await;
        let one = "SELECT COUNT(*) FROM alert WHERE title LIKE '[FIRING:1]%'";
        until(world, "one of them", async |w| w.number(one).await == 1).await;
        assert_eq!(
            (world.rows("incident").await, pages(world, "INC-1")),
            (1, 1)
        );
        // Another group is another alert.
        am.take(&[firing("Late", "mail")]).await;
        until(world, "the other", async |w| card(w, "INC-2", "mail")).await;
        am.take(&[over("Down", "web")]).await;
        until(world, "the end", async |w| {
            card(w, "INC-1", "**Resolved**") && card(w, "INC-2", "**Triggered**")
        })
        .await;
        assert_eq!((pages(world, "INC-1"), pages(world, "INC-2")), (1, 1));
    })
    .await;
}
