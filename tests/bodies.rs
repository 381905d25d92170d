//! Nonsense over the wire: seeded random and broken bodies at every address that something from outside calls. Each gets an answer of the
//! 200s or the 400s, nothing panics, nothing is logged as a fault, and the memory of the bot does not grow.
//!
//! The bot is a process of its own, so that its memory can be looked at from outside and a panic is seen in its log. 4,000 bodies unless
//! `LIAISON_TEST_BODIES` says how many; `LIAISON_TEST_SEED` repeats a run (`tests/run --bodies N`).
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::cast_possible_truncation,
    clippy::string_slice,
    reason = "tests say what was wrong by failing, and are told by the environment how much to do"
)]

#[path = "../benches/shared/mod.rs"]
#[expect(dead_code, reason = "benchmarks need more of it")]
mod shared;

use std::path::Path;

use hmac::{Hmac, KeyInit as _, Mac as _};
use liaison::sandbox::Limits;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use sha2::Sha256;

use shared::{Address, Bot, Town, Wire};

const BODIES: usize = 4_000;
/// Connections at once.
const SENDERS: usize = 16;
/// After this part of them memory is looked at first.
const WARM: usize = 4;
/// What it may grow from then on, in MiB: pages of the database's cache, and what allocators keep.
const GROWS: f64 = 24.0;
/// A body above this is refused before it has all come.
const CAP: usize = 1024 * 1024;

/// A body that somebody sends, kept in the tests' data.
struct Sample {
    kind: String,
    name: String,
    text: String,
}

fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hooks");
    let mut found = Vec::new();
    for kind in std::fs::read_dir(root).unwrap() {
        let kind = kind.unwrap().path();
        for file in std::fs::read_dir(&kind).unwrap() {
            let file = file.unwrap().path();
            let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
            found.push(Sample {
                kind: name(&kind),
                name: name(&file),
                text: std::fs::read_to_string(&file).unwrap(),
            });
        }
    }
    found.sort_by(|a, b| (&a.kind, &a.name).cmp(&(&b.kind, &b.name)));
    found
}

/// One request.
struct Shot {
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// What is shot at: the addresses of one of each kind.
#[derive(Clone)]
struct Range {
    hooks: Vec<(String, Address)>,
    pagerduty: Address,
    heartbeat: String,
}

/// The n-th request of a run: the same for the same seed, whatever comes before it.
fn shot(seed: u64, n: usize, samples: &[Sample], range: &Range) -> Shot {
    let mut rng = StdRng::seed_from_u64(seed.wrapping_add(n as u64));
    let rng = &mut rng;
    let (kind, address) = range.hooks.choose(rng).unwrap();
    let own: Vec<&Sample> = samples.iter().filter(|s| s.kind == *kind).collect();
    let sample = match rng.random_range(0..10) {
        0 => samples.choose(rng).unwrap(),
        _ => own.choose(rng).unwrap_or(&&samples[0]),
    };
    let mut text = sample.text.clone();
    if kind == "pagerduty"
        && let Ok(mut value) = serde_json::from_str::<Value>(&text)
        && value.is_object()
    {
        value["routing_key"] = range.pagerduty.secret.clone().into();
        text = value.to_string();
    }
    let body = broken(&text, rng);
    let path = match (rng.random_range(0..40), kind.as_str()) {
        (0, _) => "/hooks/generic/nobody".to_owned(),
        (1, _) => format!("/hooks/nothing/{n}"),
        (2..=3, _) => range.heartbeat.clone(),
        (4, _) => "/v2/change/enqueue".to_owned(),
        (_, "pagerduty") => match rng.random_range(0..3) {
            0 => "/v2/change/enqueue".to_owned(),
            _ => "/v2/enqueue".to_owned(),
        },
        _ => address.path.clone(),
    };
    let content = [
        "application/json",
        "application/json; charset=utf-16",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
        "\u{7f}",
    ];
    let content = match rng.random_range(0..4) {
        0 => content.choose(rng).unwrap(),
        _ => content[0],
    };
    let mut headers = vec![("content-type", content.replace('\u{7f}', "?/?"))];
    if kind == "github" {
        let events = ["workflow_run", "ping", "push", ""];
        headers.push(("x-github-event", (*events.choose(rng).unwrap()).to_owned()));
        headers.push(("x-github-delivery", format!("{}", rng.random_range(0..50))));
        let signature = signature(&address.secret, &body);
        headers.push(("x-hub-signature-256", format!("sha256={signature}")));
    }
    match rng.random_range(0..12) {
        0 => headers.push(("idempotency-key", format!("{}", rng.random_range(0..20)))),
        1 => headers.push(("x-signature", "t=1,v1=00".to_owned())),
        2 => headers.push(("content-encoding", "gzip".to_owned())),
        3 => headers.push(("x-hub-signature-256", "sha256=zz".to_owned())),
        _ => {}
    }
    let method = match rng.random_range(0..60) {
        0 => "GET",
        1 => "HEAD",
        2 => "PUT",
        _ => "POST",
    };
    Shot {
        method,
        path,
        headers,
        body,
    }
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A body that is not what it should be; now and then one that is.
fn broken(text: &str, rng: &mut StdRng) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    match rng.random_range(0..20) {
        0 => bytes,
        1..=2 => {
            for _ in 0..rng.random_range(1..20) {
                let at = rng.random_range(0..bytes.len());
                bytes[at] = rng.random();
            }
            bytes
        }
        3 => {
            bytes.truncate(rng.random_range(0..=bytes.len()));
            bytes
        }
        4 => {
            let (a, b) = (
                rng.random_range(0..bytes.len()),
                rng.random_range(0..bytes.len()),
            );
            let piece = bytes[a.min(b)..a.max(b)].to_vec();
            let at = rng.random_range(0..=bytes.len());
            bytes.splice(at..at, piece);
            bytes
        }
        5 => (0..rng.random_range(0..2_000))
            .map(|_| rng.random())
            .collect(),
        6 => {
            let depth = 10_usize.pow(rng.random_range(1..6));
            let (open, close) = [
                ("[", "]"),
                ("{\"a\":", "}"),
                ("[{\"alerts\":", "}]"),
                ("<testsuite>", "</testsuite>"),
            ]
            .choose(rng)
            .copied()
            .unwrap();
            let mut deep = open.repeat(depth);
            deep.push_str("null");
            if rng.random() {
                deep.push_str(&close.repeat(depth));
            }
            deep.into_bytes()
        }
        7 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        8 => {
            let mut with_mark = vec![0xef, 0xbb, 0xbf];
            with_mark.append(&mut bytes);
            with_mark
        }
        9 => {
            // In the middle of the text something that is no text.
            let at = bytes.iter().position(|b| *b == b':').map_or(0, |at| at + 2);
            bytes.splice(at..at, [0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80]);
            bytes
        }
        10 if rng.random_range(0..40) == 0 => vec![b' '; rng.random_range(CAP - 9..CAP * 2)],
        _ => match serde_json::from_str::<Value>(text) {
            Ok(mut value) => {
                for _ in 0..rng.random_range(1..4) {
                    twist(&mut value, rng);
                }
                value.to_string().into_bytes()
            }
            Err(_) => marked_up(text, rng),
        },
    }
}

/// XML with something in it that nobody expects: a document type whose entities grow, a part of it again, a number that is none.
fn marked_up(text: &str, rng: &mut StdRng) -> Vec<u8> {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    let values = [
        "\"&c;\"",
        "\"-1\"",
        "\"1e999\"",
        "\"99999999999999999999\"",
        "\"\u{0}\"",
        "x",
    ];
    match rng.random_range(0..5) {
        0 => format!("{bomb}{text}"),
        1 => text.replace("<testcase", "<testcase><testcase"),
        2 => text.repeat(2),
        3 => text.to_owned(),
        _ => {
            let odd = values.choose(rng).copied().unwrap_or_default();
            let name = ["time=", "tests=", "name="].choose(rng).copied().unwrap();
            text.replacen(name, &format!("{name}{odd} {name}"), 1)
        }
    }
    .into_bytes()
}

/// Somewhere in it something else.
fn twist(value: &mut Value, rng: &mut StdRng) {
    let deeper = rng.random_range(0..5) > 0;
    match value {
        Value::Object(all) if deeper && !all.is_empty() => {
            let at = rng.random_range(0..all.len());
            if let Some((_, inner)) = all.iter_mut().nth(at) {
                return twist(inner, rng);
            }
        }
        Value::Array(all) if deeper && !all.is_empty() => {
            let at = rng.random_range(0..all.len());
            if rng.random_range(0..6) == 0 {
                let copy = all[at].clone();
                all.extend(std::iter::repeat_n(copy, rng.random_range(1..200)));
                return;
            }
            return twist(&mut all[at], rng);
        }
        _ => {}
    }
    *value = odd(rng);
}

/// Values nobody expects.
fn odd(rng: &mut StdRng) -> Value {
    let text = |text: &str| Value::from(text);
    match rng.random_range(0..22) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(1e308),
        6 => json!(0.1),
        7 => json!([]),
        8 => json!({}),
        9 => json!([[[[]]], {"a": [null]}]),
        10 => text(""),
        11 => text("\u{0}\u{1}\u{7f}\u{202e}\u{feff}"),
        12 => text("@everyone <@&1> <#2> `x` **y** ||z|| [a](javascript:b)"),
        13 => text(&"长".repeat(rng.random_range(1..20_000))),
        14 => text(&"a".repeat(rng.random_range(1..100_000))),
        15 => text("0001-01-01T00:00:00Z"),
        16 => text("9999-12-31T23:59:60.999999999+23:59"),
        17 => text("2026-13-45T99:99:99"),
        18 => text("firing"),
        19 => text("resolved"),
        20 => text("👩‍👩‍👧‍👦🇨🇳"),
        _ => {
            let many = rng.random_range(1..300);
            let all = (0..many).map(|n| (format!("k{n}"), json!(rng.random::<u32>())));
            Value::Object(all.collect())
        }
    }
}

/// What one connection has got, by status.
async fn send(
    host: &str,
    seed: u64,
    numbers: impl Iterator<Item = usize>,
    (samples, range): (&[Sample], &Range),
) -> [usize; 6] {
    let mut wire = Wire::to(host).await.unwrap();
    let mut counts = [0; 6];
    for n in numbers {
        let shot = shot(seed, n, samples, range);
        let headers: Vec<(&str, &str)> =
            shot.headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = wire
            .send(shot.method, &shot.path, &headers, &shot.body)
            .await;
        let told = || {
            let body = String::from_utf8_lossy(&shot.body);
            let body: String = body.chars().take(2_000).collect();
            format!(
                "seed {seed}, body {n}: {} {}\n{body}",
                shot.method, shot.path
            )
        };
        match answer {
            Ok(answer) => {
                let fine = matches!(answer.status, 200..=299 | 400..=499);
                assert!(fine, "{} for {}", answer.status, told());
                counts[usize::from(answer.status / 100)] += 1;
                // What was refused before it had all come may end the connection.
                if answer.status == 413 {
                    wire = Wire::to(host).await.unwrap();
                }
            }
            Err(_) if shot.body.len() > CAP => {
                counts[4] += 1;
                wire = Wire::to(host).await.unwrap();
            }
            Err(error) => panic!("{error:#} for {}", told()),
        }
    }
    counts
}

async fn send_all(
    host: &str,
    seed: u64,
    numbers: std::ops::Range<usize>,
    what: (&[Sample], &Range),
) -> [usize; 6] {
    let each = (0..SENDERS).map(|first| {
        let mine = numbers.clone().skip(first).step_by(SENDERS);
        send(host, seed, mine, what)
    });
    let all = futures::future::join_all(each).await;
    let mut sums = [0; 6];
    for counts in all {
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    sums
}

async fn ranged(town: &Town) -> Range {
    let mut hooks = Vec::new();
    let kinds = [
        "alertmanager",
        "grafana",
        "github",
        "generic",
        "measure",
        "junit",
        "scanner",
        "pagerduty",
    ];
    for kind in kinds {
        let address = town.integration("ops", kind).await.unwrap();
        hooks.push((kind.to_owned(), address));
    }
    let beat = "/heartbeat create name:Backup every:1d department:ops";
    let said = town.runs(beat).await.unwrap();
    let at = said
        .find("/heartbeat/")
        .unwrap_or_else(|| panic!("no address in {said}"));
    let word = said[at..]
        .split(|c: char| c.is_whitespace() || c == '`')
        .next();
    Range {
        pagerduty: hooks[7].1.clone(),
        hooks,
        heartbeat: word.unwrap().to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_in_is_answered_and_leaves_nothing_behind() {
    let number = |name: &str| std::env::var(name).ok().map(|n| n.parse::<u64>().unwrap());
    let bodies = number("LIAISON_TEST_BODIES").map_or(BODIES, |n| n as usize);
    let seed = number("LIAISON_TEST_SEED").unwrap_or_else(rand::random);
    println!("seed {seed}, {bodies} bodies");
    let folder = tempfile::tempdir().unwrap();
    let town = Town::new(Limits::Generous).await.unwrap();
    let url = format!("sqlite://{}/bodies.db", folder.path().display());
    let bot = Bot::start(&town.server, &url).unwrap();
    town.runs("/setup run departments:all channels:create")
        .await
        .unwrap();
    town.quiet().await;
    let range = ranged(&town).await;
    // How soon it answered its first commands is not what is looked at.
    drop(town.server.take_violations());
    let samples = samples();
    let what = (samples.as_slice(), &range);
    let warm = bodies / WARM;
    let first = send_all(&bot.http, seed, 0..warm, what).await;
    town.quiet().await;
    let before = bot.resident().unwrap();
    let rest = send_all(&bot.http, seed, warm..bodies, what).await;
    town.quiet().await;
    let after = bot.resident().unwrap();
    println!(
        "answers: {} of the 200s, {} of the 400s; resident {before:.1} MiB, then {after:.1} MiB",
        first[2] + rest[2],
        first[4] + rest[4]
    );
    // Some of what comes is right: a range at which everything bounces off shows nothing.
    assert!(rest[2] * 20 > bodies, "hardly anything was taken: {rest:?}");
    assert!(
        rest[4] * 20 > bodies,
        "hardly anything was refused: {rest:?}"
    );
    assert!(
        after <= before + GROWS,
        "it grew from {before:.1} to {after:.1} MiB; seed {seed}"
    );
    let errors = bot.errors();
    assert!(errors.is_empty(), "seed {seed}: {errors:#?}");
    let mut wire = Wire::to(&bot.http).await.unwrap();
    let health = wire.send("GET", "/readyz", &[], b"").await.unwrap();
    assert_eq!(
        health.status,
        200,
        "{}",
        String::from_utf8_lossy(&health.body)
    );
    let violations = town.server.violations();
    assert!(violations.is_empty(), "seed {seed}: {violations:#?}");
    town.server.stop().await.unwrap();
}
