//! A rush against Discord's limits, over real sockets: 500 posts due at the same moment in 50 channels, and pages in between.
//!
//!     cargo bench --bench pacing
//!
//! The local Discord has its limits on (5 messages per 5 seconds and channel, 50 requests a second over all). Everything goes
//! the way it goes in production: committed to SQLite, claimed, sent, written down. Ends with an error if anything was refused,
//! the order in a channel was not kept, the whole took more than 1.05 × what the limits allow (with one page at most), or more
//! than one page in ten took more than 300 ms from its commit to Discord.
#![expect(
    clippy::print_stdout,
    reason = "a benchmark's result is what it prints"
)]

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use liaison::bench::{
    Card, ChannelId, Event, Op, Post, Priority, Store, Target, Text, Tx, WorkspaceId, post, road,
    send, unsaid,
};
use liaison::clock::{At, Clock, Span, SystemClock};
use liaison::sandbox::{Limits, Options, Seen, Server};
use tokio_util::sync::CancellationToken;

const CHANNELS: usize = 50;
const EACH: usize = 10;
/// What Discord allows a bot each second.
const A_SECOND: usize = 50;
const PAGE_OUT: Span = Span::millis(300);
const WS: WorkspaceId = WorkspaceId(1);

/// What a run is about.
struct Rush {
    name: &'static str,
    /// After how long a page is queued; each in another channel of the rush.
    pages: Vec<Duration>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
    let server = Server::start(Options {
        addr: ([127, 0, 0, 1], 0).into(),
        clock: clock.clone(),
        hand: None,
        token: "token".into(),
        limits: Limits::Discord,
        next_due: None,
        data: None,
        tips: Vec::new(),
    })
    .await?;
    server.add_guild("Works", "en-US");
    let channels = (0..CHANNELS)
        .map(|n| {
            Ok(ChannelId(i64::try_from(
                server.add_channel(&format!("c{n}")),
            )?))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let url = format!("sqlite://{}/pacing.db", folder.path().display());
    let store = Store::open(&url, clock.clone()).await?;
    let cancel = CancellationToken::new();
    let out = road(&server.base_url(), server.token())?;
    let sending = tokio::spawn(send(store.clone(), out, nothing, cancel.clone()));
    println!(
        "{:>22}  {:>5}  {:>5}  {:>8}  {:>8}  {:>7}  {:>10}",
        "rush", "posts", "pages", "all out", "allowed", "refused", "last page"
    );
    let bench = Bench {
        server,
        store,
        clock,
        channels,
    };
    let every = |ms: u64, n: u64| (1..=n).map(|i| Duration::from_millis(ms * i)).collect();
    let mut wrong = Vec::new();
    for rush in [
        Rush {
            name: "limits unknown",
            pages: Vec::new(),
        },
        Rush {
            name: "limits known",
            pages: Vec::new(),
        },
        Rush {
            name: "a page in the middle",
            pages: every(4_850, 1),
        },
        Rush {
            name: "a page a second",
            pages: every(1_013, 9),
        },
        Rush {
            name: "a page in half of them",
            pages: every(379, 25),
        },
    ] {
        wrong.extend(bench.play(&rush).await?);
        // Until the windows of this rush are over.
        tokio::time::sleep(Duration::from_secs(6)).await;
    }
    cancel.cancel();
    sending.await?;
    bench.server.stop().await?;
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

struct Bench {
    server: Server,
    store: Store,
    clock: Arc<dyn Clock>,
    channels: Vec<ChannelId>,
}

impl Bench {
    async fn play(&self, rush: &Rush) -> anyhow::Result<Vec<String>> {
        let before = self.server.requests().len();
        let began = self.clock.now();
        let all: Vec<Post> = (0..EACH)
            .flat_map(|n| self.channels.iter().map(move |c| (n, *c)))
            .map(|(n, channel)| say(channel, &format!("{} {n}", rush.name), Priority::Notice))
            .collect();
        self.store.run(WS, queue, &all).await?;
        let queued = self.clock.now();
        let mut pages = HashMap::new();
        for (n, after) in rush.pages.iter().enumerate() {
            tokio::time::sleep(after.saturating_sub((self.clock.now() - queued).duration())).await;
            // 7 and 50 have no common divisor: every page meets another channel.
            let channel = self.channels.get((11 + n * 7) % CHANNELS).copied();
            let text = format!("page {n}");
            let page = say(channel.unwrap_or(ChannelId(0)), &text, Priority::Page);
            self.store.run(WS, queue, &vec![page]).await?;
            pages.insert(text, self.clock.now());
        }
        while unsaid(&self.store).await? > 0 {
            ensure!(
                (self.clock.now() - began) < Span::minutes(2),
                "not all went out"
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let seen = self.server.requests().split_off(before);
        self.judge(rush, queued, &seen, &pages)
    }

    fn judge(
        &self,
        rush: &Rush,
        queued: At,
        seen: &[Seen],
        pages: &HashMap<String, At>,
    ) -> anyhow::Result<Vec<String>> {
        let posts = CHANNELS * EACH;
        let refused = seen.iter().filter(|s| s.status == 429).count();
        let last = seen.iter().map(|s| s.at).max().unwrap_or(queued);
        let took = last - queued;
        let count = i64::try_from(posts + pages.len())?;
        let allowed = Span::millis(1_000 * count / i64::try_from(A_SECOND)?);
        let mut waited: Vec<Span> = pages
            .iter()
            .filter_map(|(text, from)| {
                let out = seen.iter().find(|s| says(s) == Some(text.as_str()))?;
                Some(out.at - *from)
            })
            .collect();
        waited.sort();
        let slowest = waited.last().copied();
        println!(
            "{:>22}  {posts:>5}  {:>5}  {:>5} ms  {:>5} ms  {refused:>7}  {:>10}",
            rush.name,
            pages.len(),
            took.0,
            allowed.0,
            slowest.map_or("-".into(), |s| format!("{} ms", s.0)),
        );
        let mut wrong = self.out_of_order(rush, seen);
        let mut must = |holds: bool, what: String| {
            if !holds {
                wrong.push(format!("{}: {what}", rush.name));
            }
        };
        must(refused == 0, format!("{refused} requests were refused"));
        let violations = self.server.take_violations();
        must(violations.is_empty(), format!("{violations:?}"));
        let made = seen.iter().filter(|s| s.status == 200).count();
        must(
            made == posts + pages.len(),
            format!("{made} messages were made"),
        );
        // A page may be the eleventh message of its channel, for which there is a place in a third window only. How much that
        // costs is a matter of luck with several.
        must(
            pages.len() > 1 || took.0 * 100 <= allowed.0 * 105,
            format!("took {} ms, and the limits allow {}", took.0, allowed.0),
        );
        // A few meet a channel that was filled early so that the rush does not wait.
        let late = waited.iter().filter(|waited| **waited > PAGE_OUT).count();
        must(
            late * 10 <= pages.len(),
            format!("{late} pages of {} were late", pages.len()),
        );
        Ok(wrong)
    }

    fn out_of_order(&self, rush: &Rush, seen: &[Seen]) -> Vec<String> {
        let wanted: Vec<String> = (0..EACH).map(|n| format!("{} {n}", rush.name)).collect();
        let mut wrong = Vec::new();
        for channel in &self.channels {
            let path = format!("/channels/{}/messages", channel.0);
            let said: Vec<&str> = seen
                .iter()
                .filter(|s| s.path == path && s.status == 200)
                .filter_map(says)
                .filter(|text| !text.starts_with("page "))
                .collect();
            if said != wanted {
                wrong.push(format!("{}: not in order: {said:?}", rush.name));
            }
        }
        wrong
    }
}

/// What a message says.
fn says(seen: &Seen) -> Option<&str> {
    seen.body["embeds"][0]["description"].as_str()
}

fn say(channel: ChannelId, text: &str, priority: Priority) -> Post {
    let card = Card {
        body: Some(Text::trusted(text)),
        ..Card::default()
    };
    Post {
        key: format!("rush/{}/{text}", channel.0),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority,
        why: serde_json::json!({ "rule": "bench:rush" }),
    }
}

async fn queue(tx: &mut Tx, posts: &Vec<Post>) -> anyhow::Result<()> {
    for each in posts {
        post(tx, each).await?;
    }
    Ok(())
}

async fn nothing(_: &mut Tx, _: &Event) -> anyhow::Result<()> {
    Ok(())
}
