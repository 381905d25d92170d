//! When nobody will be on call: told before a page needs somebody, once for each gap, and in the digest.

use serde_json::json;

use crate::chat::{Card, Text};
use crate::clock::Span;
use crate::core::journal::{self, Entry};
use crate::core::oncall::{Gap, cards, duty, rules, store};
use crate::core::org::{self, Department};
use crate::core::{Rank, Section};
use crate::i18n::{Lang, say};
use crate::jobs::{self, CatchUp, Timer};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// Timer: the coming fourteen days are looked through.
pub(super) const LOOK: &str = "oncall:gaps";
const DAILY: Span = Span::hours(24);

/// The gaps of the coming fourteen days, by rotation.
pub(crate) async fn gaps_ahead(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<(String, Gap)>> {
    let now = tx.now();
    let mut found = Vec::new();
    for (name, layers) in duty::of_department(tx, department).await? {
        let schedule = duty::made(tx, department, &name, &layers).await?;
        let gaps = rules::gaps(&schedule, now);
        found.extend(gaps.into_iter().map(|gap| (name.clone(), gap)));
    }
    Ok(found)
}

/// Tells the departments of gaps they have not been told of, and looks again in a day.
pub(super) async fn look(tx: &mut Tx) -> anyhow::Result<()> {
    if store::rotations(tx).await?.is_empty() {
        return jobs::disarm(tx, LOOK, "").await;
    }
    for department in org::departments(tx).await? {
        tell(tx, &department).await?;
    }
    let timer = Timer {
        kind: LOOK,
        subject: String::new(),
        due: tx.now() + DAILY,
        catch_up: CatchUp::Always,
        payload: json!({}),
    };
    jobs::arm(tx, &timer).await
}

async fn tell(tx: &mut Tx, department: &Department) -> anyhow::Result<()> {
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let now = tx.now();
    let mut fresh = Vec::new();
    for (name, gap) in gaps_ahead(tx, department.id).await? {
        // One that has begun is the same one it was yesterday: its end names it.
        let subject = format!("oncall-gap/{}/{name}/{}", department.id, gap.to.0);
        if journal::happened(tx, &subject, "oncall.gap", now - Span::days(15)).await? {
            continue;
        }
        let entry = Entry {
            by: None,
            subject,
            action: "oncall.gap",
            before: json!(null),
            after: json!({ "from": gap.from.0, "to": gap.to.0 }),
        };
        journal::append(tx, &entry).await?;
        fresh.push((name, gap));
    }
    if fresh.is_empty() {
        return Ok(());
    }
    let number = tx.next_key("oncall-gap").await?;
    let card: Card = cards::gaps(department, &fresh);
    let post = Post {
        key: format!("oncall/gap/{number}"),
        target: Target::Channel(channel),
        op: Op::Create(card),
        priority: Priority::Notice,
        why: json!({ "rule": "oncall:gap" }),
    };
    outbox::post(tx, &post).await
}

/// Who is on call now and next, and when nobody will be.
pub(crate) async fn digest_section(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Option<Section>> {
    let now = tx.now();
    let mut lines: Vec<Text> = Vec::new();
    for (name, layers) in duty::of_department(tx, department.id).await? {
        let schedule = duty::made(tx, department.id, &name, &layers).await?;
        let on_call = rules::on_call(&schedule, now);
        let next = rules::next_handoff(&schedule, now);
        lines.push(cards::digest_line(lang, &name, on_call, next));
    }
    for (name, gap) in gaps_ahead(tx, department.id).await? {
        lines.push(cards::gap_line(lang, &name, gap));
    }
    Ok((!lines.is_empty()).then(|| Section {
        rank: Rank::Dates,
        title: say(lang, "oncall-digest-title", &[]),
        count: 0,
        lines,
    }))
}
