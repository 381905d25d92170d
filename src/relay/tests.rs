//! Letters and calls over real sockets.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::chat::{Card, Text, UserId, WorkspaceId, time_full};
use crate::clock::At;
use crate::outbox::{Deliver, Delivery, Op, Outcome, Priority, Target};
use crate::relay::{ATTEMPTS, Mail, MailSettings, Roads, plain};

/// Discord, to whom nothing of this goes.
struct Nowhere;
impl Deliver for Nowhere {
    fn admit(&self, _: &Delivery) -> Option<Duration> {
        Some(Duration::from_secs(1))
    }
    fn deliver(&self, _: Delivery) -> BoxFuture<'static, Outcome> {
        async { panic!("this is for another road") }.boxed()
    }
}

fn card() -> Card {
    Card {
        lead: Some(Text::trusted(format!(
            "{} 🚨 SEV1 · INC-7 · {}",
            Text::mention(UserId(5)),
            Text::user("disk *full*\nBcc: eve@example.org")
        ))),
        body: Some(Text::trusted(format!(
            "**Next**: {} [runbook](https://example.org/r)",
            time_full(At(1_800_000_000_000))
        ))),
        ..Card::default()
    }
}

fn delivery(target: Target, attempt: u32) -> Delivery {
    Delivery {
        id: 1,
        workspace: WorkspaceId(1),
        key: "incident/7/page/2".into(),
        target,
        op: Op::Create(card()),
        priority: Priority::Page,
        nonce: "0123456789abcdef01234567".into(),
        message: None,
        thread: None,
        attempt,
    }
}

fn roads(mail: Option<&str>) -> Roads {
    let mail = mail.map(|url| {
        let from = "Liaison <liaison@example.org>";
        Mail::new(&MailSettings { url, from }).unwrap()
    });
    Roads::new(Arc::new(Nowhere), mail).unwrap()
}

/// One conversation of a mail server.
async fn converse(stream: TcpStream, kept: &Mutex<Vec<String>>, refusal: Option<&'static str>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 here\r\n").await.unwrap();
    let mut letter: Option<String> = None;
    while let Ok(Some(line)) = lines.next_line().await {
        let answer = match (&mut letter, line.split([' ', ':']).next().unwrap()) {
            (Some(_), ".") => {
                kept.lock().unwrap().extend(letter.take());
                "250 taken"
            }
            (Some(text), _) => {
                text.push_str(&line);
                text.push('\n');
                continue;
            }
            (None, "RCPT") => refusal.unwrap_or("250 ok"),
            (None, "DATA") => {
                letter = Some(String::new());
                "354 go on"
            }
            (None, "QUIT") => "221 bye",
            (None, _) => "250 ok",
        };
        let answer = format!("{answer}\r\n");
        write.write_all(answer.as_bytes()).await.unwrap();
    }
}

/// A mail server that takes letters, or refuses whom they are for with this code.
async fn mail_server(refusal: Option<&'static str>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let letters = Arc::new(Mutex::new(Vec::new()));
    let kept = letters.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            converse(stream, &kept, refusal).await;
        }
    });
    (url, letters)
}

#[tokio::test]
async fn a_page_by_mail_arrives_as_a_letter_that_reads_without_discord() {
    let (url, letters) = mail_server(None).await;
    let roads = roads(Some(&url));
    let target = Target::Mail {
        to: "mei@example.org".into(),
    };
    assert_eq!(roads.admit(&delivery(target.clone(), 0)), None);
    let outcome = roads.deliver(delivery(target, 0)).await;
    assert_eq!(
        outcome,
        Outcome::Done {
            channel: None,
            made: None
        }
    );
    let letters = letters.lock().unwrap().clone();
    assert_eq!(letters.len(), 1);
    let (head, _) = letters[0].split_once("\n\n").unwrap();
    assert!(
        head.contains("Message-ID: <0123456789abcdef01234567@example.org>"),
        "{head}"
    );
    assert!(head.contains("To: mei@example.org"), "{head}");
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
}

#[test]
fn a_card_reads_as_plain_text() {
    let (subject, text) = plain::plain(&card());
    assert_eq!(
        subject,
        "🚨 SEV1 · INC-7 · disk *full* Bcc: eve@example.org"
    );
    assert!(
        text.ends_with("Next: 2027-01-15 08:00 UTC runbook (https://example.org/r)"),
        "{text}"
    );
}

#[test]
fn a_moment_and_how_far_away_it_is_stand_once() {
    for (between, close) in [(" (", ")"), ("（", "）")] {
        let told = format!("Next at <t:1800000000:t>{between}<t:1800000000:R>{close}, unless");
        let card = Card {
            body: Some(Text::trusted(told)),
            ..card()
        };
        let (_, text) = plain::plain(&card);
        assert!(
            text.contains("Next at 2027-01-15 08:00 UTC, unless"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn what_may_work_later_is_tried_again_and_then_the_next_road_has_its_turn() {
    let to = || Target::Mail {
        to: "mei@example.org".into(),
    };
    // Nobody listens there.
    let closed = roads(Some("smtp://127.0.0.1:1"));
    assert!(matches!(
        closed.deliver(delivery(to(), 0)).await,
        Outcome::Again { .. }
    ));
    let last = closed.deliver(delivery(to(), ATTEMPTS - 1)).await;
    assert!(matches!(last, Outcome::Never { .. }), "{last:?}");
    let (url, _) = mail_server(Some("451 later")).await;
    let later = roads(Some(&url)).deliver(delivery(to(), 0)).await;
    assert!(matches!(later, Outcome::Again { .. }), "{later:?}");
}

#[tokio::test]
async fn what_can_never_work_is_given_up_at_once() {
    let (url, _) = mail_server(Some("550 nobody of that name")).await;
    let to = |to: &str| Target::Mail { to: to.into() };
    let refused = roads(Some(&url));
    for target in [to("mei@example.org"), to("no address")] {
        let outcome = refused.deliver(delivery(target, 0)).await;
        assert!(matches!(outcome, Outcome::Never { .. }), "{outcome:?}");
    }
    let unset = roads(None)
        .deliver(delivery(to("mei@example.org"), 0))
        .await;
    let Outcome::Never { why, .. } = unset else {
        panic!("{unset:?}")
    };
    assert!(why.contains("LIAISON_SMTP_URL"), "{why}");
}

/// A server that answers with this status and keeps what it was told.
async fn web_server(status: u16) -> (String, Arc<Mutex<Vec<(String, Value)>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let kept = told.clone();
    let answer = move |headers: axum::http::HeaderMap, body: axum::Json<Value>| {
        let key = headers["idempotency-key"].to_str().unwrap().to_owned();
        kept.lock().unwrap().push((key, body.0));
        async move { axum::http::StatusCode::from_u16(status).unwrap() }
    };
    let app = axum::Router::new().route("/page", axum::routing::post(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/page", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, told)
}

#[tokio::test]
async fn a_page_to_an_address_arrives_as_json_and_its_answer_decides() {
    for (status, wanted) in [
        (204, "done"),
        (503, "again"),
        (429, "again"),
        (302, "never"),
        (410, "never"),
    ] {
        let (url, told) = web_server(status).await;
        let outcome = roads(None).deliver(delivery(Target::Hook { url }, 0)).await;
        let name = match outcome {
            Outcome::Done { .. } => "done",
            Outcome::Again { .. } => "again",
            Outcome::Never { .. } => "never",
        };
        assert_eq!(name, wanted, "{status}");
        let told = told.lock().unwrap().clone();
        assert_eq!(told[0].0, "0123456789abcdef01234567");
        assert_eq!(told[0].1["key"], json!("incident/7/page/2"));
    }
}
