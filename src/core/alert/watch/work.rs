//! What is heard becomes a task of the department, or a handoff to it from the department whose channel it is.
//!
//! The same words are not made anew while what they became is open. What comes too often is counted, and that is said once.

use serde_json::json;

use crate::chat::{ChannelId, Text, Tone};
use crate::clock::Span;
use crate::core::alert::watch::hear::{Heard, Outcome, first_line};
use crate::core::alert::watch::rules::{Action, IN_A_DAY, MOST, Rule};
use crate::core::alert::watch::{Add, store};
use crate::core::alert::{words, work};
use crate::core::org::{self, Department};
use crate::core::task::Standing;
use crate::core::{Error, Refusal, handoff, task};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// So long it is known what words became.
const KNOWN: Span = Span::days(90);

/// Refuses what a rule of this kind cannot do.
pub(super) async fn may_do(
    tx: &mut Tx,
    req: &Add,
    action: Action,
    department: &Department,
) -> Result<(), Error> {
    if action != Action::Incident && req.severity.is_some() {
        return Err(Refusal::new("refuse-watch-severity").into());
    }
    if action == Action::Handoff && sender(tx, req.channel, department).await?.is_none() {
        let refusal = Refusal::new("refuse-watch-handoff");
        let refusal = refusal.with("channel", Text::channel(req.channel));
        return Err(refusal.with("department", department.key.as_str()).into());
    }
    Ok(())
}

/// The department that asks by what is written in a channel: whose channel it is, unless it is the one that is asked.
async fn sender(
    tx: &mut Tx,
    channel: ChannelId,
    to: &Department,
) -> anyhow::Result<Option<Department>> {
    let all = org::departments(tx).await?;
    let of = all.into_iter().find(|d| d.channel == Some(channel));
    Ok(of.filter(|d| d.id != to.id))
}

/// A message that fits, the n-th of its minute.
pub(super) async fn heard(
    tx: &mut Tx,
    rule: &Rule,
    heard: &Heard,
    nth: i64,
) -> anyhow::Result<Outcome> {
    let said = first_line(&heard.text);
    if let Some(key) = store::made(tx, rule.number, &said).await?
        && work::standing(tx, &key).await? == Standing::Open
    {
        return Ok(Outcome::Added);
    }
    let Some(department) = org::department_by_id(tx, rule.department).await? else {
        return Ok(Outcome::Counted);
    };
    let now = tx.now();
    let today = store::made_since(tx, rule.number, now - Span::days(1)).await?;
    if nth > MOST || today >= IN_A_DAY {
        flood(tx, rule, &department, (nth, today)).await?;
        return Ok(Outcome::Counted);
    }
    let place = (heard.channel, heard.message);
    let made = match rule.action {
        Action::Handoff => match sender(tx, heard.channel, &department).await? {
            Some(from) => {
                let told = handoff::Told {
                    from,
                    to: department,
                    text: &heard.text,
                    place,
                    by: rule.by,
                };
                handoff::from_told(tx, told).await?
            }
            // The channel is no department's any more.
            None => task::from_told(tx, &department, &heard.text, place).await?,
        },
        Action::Task | Action::Incident => {
            task::from_told(tx, &department, &heard.text, place).await?
        }
    };
    let Some(key) = made else {
        return Ok(Outcome::Counted);
    };
    store::set_made(tx, rule.number, (&said, &key), now - KNOWN);
    Ok(Outcome::Opened)
}

/// Too much is heard: said with the first that is only counted, once in a minute and once in a day.
async fn flood(
    tx: &mut Tx,
    rule: &Rule,
    department: &Department,
    (nth, today): (i64, i64),
) -> anyhow::Result<()> {
    let Some(channel) = department.channel else {
        return Ok(());
    };
    let now = tx.now();
    let (id, most, of) = if today >= IN_A_DAY {
        ("watch-too-many-today", IN_A_DAY, now.0 / Span::days(1).0)
    } else if nth == MOST + 1 {
        ("watch-too-many", MOST, rule.minute.0.0)
    } else {
        return Ok(());
    };
    let args = [("key", rule.key().into()), ("most", most.into())];
    let post = Post {
        key: format!("watch/flood/{}/{id}/{of}", rule.number),
        target: Target::Channel(channel),
        op: Op::Create(words::sentence(department.lang, Tone::Warn, id, &args)),
        priority: Priority::Action,
        why: json!({ "rule": "alert:watch-flood" }),
    };
    outbox::post(tx, &post).await
}
