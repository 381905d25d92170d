//! The loop that sends: looks for what may go, asks the road whether it is open, claims, sends, writes down what became of it.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio_util::sync::CancellationToken;

use crate::chat::{MessageId, WorkspaceId};
use crate::clock::{At, Span, sleep_until};
use crate::metrics::METRICS;
use crate::outbox::{
    DeadLetter, Deliver, Delivery, Event, Op, Outcome, Post, Priority, Target, post, rules, store,
};
use crate::store::{Bell, Store, Tx};

/// How long a claim holds. Longer than any request may take, so that nobody sends what is still being sent.
const LEASE: Span = Span::seconds(9);
/// At most so many are being sent at once; pages are not counted.
const AT_ONCE: usize = 48;
/// A page that has failed so often is late.
const LATE_AFTER: u32 = 3;

/// Delivers until cancelled; finishes what is in flight.
pub async fn run(
    store: Store,
    deliver: Arc<dyn Deliver>,
    on_event: impl AsyncFn(&mut Tx, &Event) -> anyhow::Result<()> + Sync,
    cancel: CancellationToken,
) {
    let lease = format!("{:032x}", rand::random::<u128>());
    let mut bell = store.bell(Bell::Posts);
    let mut flying = FuturesUnordered::new();
    let poll = store.dialect().poll();
    while !cancel.is_cancelled() {
        bell.mark_unchanged();
        // What is in flight goes on while we look: one of them may hold the database's writer that the look waits for.
        // What comes back meanwhile may have been seen as in the way of what waits behind it: then we look again.
        let mut stale = false;
        let looked = {
            let mut looking = std::pin::pin!(start(&store, &*deliver, &lease, flying.len()));
            loop {
                tokio::select! {
                    looked = &mut looking => break looked,
                    Some(()) = flying.next(), if !flying.is_empty() => stale = true,
                }
            }
        };
        let look = looked.unwrap_or_else(|error| {
            tracing::error!(
                error = format!("{error:#}"),
                "posts could not be looked at; looking again in a second"
            );
            Look {
                claimed: Vec::new(),
                wait: Duration::from_secs(1),
                next: None,
            }
        });
        flying.extend(
            look.claimed
                .into_iter()
                .map(|delivery| send(&store, &deliver, &lease, &on_event, delivery)),
        );
        if stale {
            continue;
        }
        let next = look.next.unwrap_or(At(i64::MAX));
        tokio::select! {
            () = cancel.cancelled() => {}
            _ = bell.changed() => {}
            Some(()) = flying.next(), if !flying.is_empty() => {}
            () = tokio::time::sleep(look.wait.min(poll)) => {}
            () = sleep_until(&**store.clock(), next) => {}
        }
        // Those that came back meanwhile, at once: one look serves them all.
        while let Some(Some(())) = flying.next().now_or_never() {}
    }
    while flying.next().await.is_some() {}
}

struct Look {
    claimed: Vec<Delivery>,
    /// When the road may be open for the first that had to wait.
    wait: Duration,
    /// When the next one that pauses may be tried.
    next: Option<At>,
}

async fn start(
    store: &Store,
    deliver: &dyn Deliver,
    lease: &str,
    flying: usize,
) -> anyhow::Result<Look> {
    let (heads, next) = store.read(WorkspaceId(0), heads, &()).await?;
    let mut wait = Duration::from_secs(3600);
    let mut room = AT_ONCE.saturating_sub(flying);
    let mut admitted = Vec::new();
    for delivery in heads {
        let page = delivery.priority == Priority::Page;
        if !page && room == 0 {
            continue;
        }
        match deliver.admit(&delivery) {
            Some(pause) => wait = wait.min(pause.max(Duration::from_millis(1))),
            None => {
                room = room.saturating_sub(usize::from(!page));
                admitted.push(delivery);
            }
        }
    }
    if admitted.is_empty() {
        return Ok(Look {
            claimed: Vec::new(),
            wait,
            next,
        });
    }
    let wanted = Wanted {
        posts: admitted.iter().map(|d| (d.workspace, d.id)).collect(),
        lease,
    };
    let mut ours: HashMap<(WorkspaceId, i64), Op> = store
        .any_workspace_run(claim, &wanted)
        .await?
        .into_iter()
        .collect();
    if ours.len() < admitted.len() {
        wait = Duration::from_millis(10);
    }
    let claimed = admitted.into_iter().filter_map(|delivery| {
        let op = ours.remove(&(delivery.workspace, delivery.id))?;
        Some(Delivery { op, ..delivery })
    });
    Ok(Look {
        claimed: claimed.collect(),
        wait,
        next,
    })
}

struct Wanted<'a> {
    posts: Vec<(WorkspaceId, i64)>,
    lease: &'a str,
}

async fn heads(tx: &mut Tx, (): &()) -> anyhow::Result<(Vec<Delivery>, Option<At>)> {
    Ok((
        store::any_workspace_heads(tx).await?,
        store::any_workspace_next_try(tx).await?,
    ))
}

async fn claim(tx: &mut Tx, wanted: &Wanted<'_>) -> anyhow::Result<Vec<((WorkspaceId, i64), Op)>> {
    let until = tx.now() + LEASE;
    store::any_workspace_claim(tx, &wanted.posts, wanted.lease, until).await
}

struct Report<'a, H> {
    delivery: &'a Delivery,
    outcome: Outcome,
    lease: &'a str,
    on_event: &'a H,
}

async fn send<H: AsyncFn(&mut Tx, &Event) -> anyhow::Result<()> + Sync>(
    store: &Store,
    deliver: &Arc<dyn Deliver>,
    lease: &str,
    on_event: &H,
    delivery: Delivery,
) {
    let sent = AssertUnwindSafe(deliver.deliver(delivery.clone()))
        .catch_unwind()
        .await;
    let outcome = sent.unwrap_or_else(|_panic| Outcome::Again {
        after: None,
        why: "sending panicked".into(),
    });
    let most = rules::most_attempts(delivery.priority);
    let outcome = match outcome {
        Outcome::Again { why, .. } if delivery.attempt + 1 >= most => Outcome::Never {
            code: None,
            why: format!("given up after {most} attempts: {why}"),
        },
        other => other,
    };
    let name = match &outcome {
        Outcome::Done { .. } => "done",
        Outcome::Again { .. } => "again",
        Outcome::Never { .. } => "never",
    };
    METRICS.deliveries_total.with_label_values(&[name]).inc();
    if let Outcome::Again { why, .. } | Outcome::Never { why, .. } = &outcome {
        let (key, attempt) = (&delivery.key, delivery.attempt + 1);
        tracing::warn!(
            workspace.id = delivery.workspace.0,
            post.key = key,
            attempt,
            outcome = name,
            why,
            "a post was not sent"
        );
    }
    let workspace = delivery.workspace;
    let report = Report {
        delivery: &delivery,
        outcome,
        lease,
        on_event,
    };
    if let Err(error) = store.run(workspace, settle::<H>, &report).await {
        // The lease runs out, it is sent again, and the nonce keeps it from standing there twice.
        tracing::error!(
            error = format!("{error:#}"),
            post.key = delivery.key,
            "what became of a post could not be written down"
        );
    }
}

async fn settle<H: AsyncFn(&mut Tx, &Event) -> anyhow::Result<()> + Sync>(
    tx: &mut Tx,
    report: &Report<'_, H>,
) -> anyhow::Result<()> {
    let delivery = report.delivery;
    match &report.outcome {
        Outcome::Again { after, why } => {
            let pause = match after {
                Some(after) => Span::millis(i64::try_from(after.as_millis()).unwrap_or(i64::MAX)),
                None => {
                    let spread = rand::random_range(1..=100);
                    rules::backoff(delivery.priority, delivery.attempt, spread)
                }
            };
            let next = tx.now() + pause;
            store::again(tx, delivery.id, report.lease, next, why).await?;
            if delivery.priority == Priority::Page && delivery.attempt + 1 == LATE_AFTER {
                let key = delivery.key.clone();
                (report.on_event)(tx, &Event::Late { key }).await?;
            }
            Ok(())
        }
        Outcome::Done { channel, made } => {
            let Some(why) = store::finish(tx, delivery.id, report.lease).await? else {
                return Ok(());
            };
            match &delivery.op {
                Op::Create(card) | Op::Edit(card) => {
                    let place = channel.zip(made.map(MessageId)).or(delivery.message);
                    if let Some(place) = place {
                        store::stand(tx, &delivery.key, place, &why, &rules::print(card)).await?;
                    }
                    if delivery.priority == Priority::Page {
                        let key = delivery.key.clone();
                        (report.on_event)(tx, &Event::Delivered { key }).await?;
                    }
                    if let (Target::Direct { user, .. }, Op::Create(_)) =
                        (&delivery.target, &delivery.op)
                    {
                        (report.on_event)(tx, &Event::DirectTaken { user: *user }).await?;
                    }
                    Ok(())
                }
                Op::Delete => store::fall(tx, &delivery.key).await,
                Op::Thread { .. } => match made {
                    Some(thread) => store::thread(tx, &delivery.key, *thread).await,
                    None => Ok(()),
                },
                Op::PrivateThread { .. } => match channel.zip(*made) {
                    Some((parent, thread)) => {
                        // It stands for itself: there is no message it hangs under.
                        let place = (parent, MessageId(thread));
                        store::stand(tx, &delivery.key, place, &why, "").await?;
                        store::thread(tx, &delivery.key, thread).await
                    }
                    None => Ok(()),
                },
                Op::React { .. } | Op::SetRole { .. } | Op::Invite { .. } => Ok(()),
                Op::MakeChannel { .. } | Op::MakeRole { .. } => match made {
                    Some(id) => {
                        (report.on_event)(
                            tx,
                            &Event::Made {
                                key: delivery.key.clone(),
                                id: *id,
                            },
                        )
                        .await
                    }
                    None => Ok(()),
                },
            }
        }
        Outcome::Never { code, why } => {
            if store::finish(tx, delivery.id, report.lease)
                .await?
                .is_none()
            {
                return Ok(());
            }
            give_up(tx, report, *code, why).await
        }
    }
}

/// It can never be sent: by another road if there is one, else it is kept and somebody is told.
async fn give_up<H: AsyncFn(&mut Tx, &Event) -> anyhow::Result<()> + Sync>(
    tx: &mut Tx,
    report: &Report<'_, H>,
    code: Option<i64>,
    why: &str,
) -> anyhow::Result<()> {
    let delivery = report.delivery;
    if let (
        Target::Direct {
            user,
            fallback: Some(channel),
        },
        Op::Create(first),
    ) = (&delivery.target, &delivery.op)
    {
        let cause = rules::fallback(&delivery.key, first, *user, None).0;
        let waiting = store::pending(tx, &cause).await?.filter(|p| p.untouched);
        let waiting_card = match waiting.as_ref().map(|p| &p.op) {
            Some(Op::Create(card)) => Some(card.clone()),
            _ => None,
        };
        let (_, card) = rules::fallback(&delivery.key, first, *user, waiting_card.as_ref());
        let why = serde_json::json!({ "rule": "outbox:fallback", "key": delivery.key });
        let joined = match waiting.filter(|_| waiting_card.is_some()) {
            Some(pending) => store::replace(tx, pending.id, &Op::Create(card), &why).await?,
            None => false,
        };
        if !joined {
            let (key, card) = rules::fallback(&delivery.key, first, *user, None);
            let target = Target::Channel(*channel);
            post(
                tx,
                &Post {
                    key,
                    target,
                    op: Op::Create(card),
                    priority: delivery.priority,
                    why,
                },
            )
            .await?;
        }
        return (report.on_event)(
            tx,
            &Event::DirectRefused {
                key: delivery.key.clone(),
                user: *user,
            },
        )
        .await;
    }
    let at = tx.now();
    let letter = DeadLetter {
        key: delivery.key.clone(),
        target: delivery.target.clone(),
        code,
        why: why.to_owned(),
        at,
    };
    store::bury(tx, &letter).await?;
    let event = Event::Dead {
        key: letter.key,
        target: letter.target,
        code,
        why: letter.why,
    };
    (report.on_event)(tx, &event).await
}

/// Looks the tests need.
#[cfg(test)]
pub(super) async fn tests_next_try(tx: &mut Tx, (): &()) -> anyhow::Result<Option<At>> {
    store::any_workspace_next_try(tx).await
}

/// Claims the first post as a process would, and returns its nonce.
#[cfg(test)]
pub(super) async fn tests_claim(store: &Store, lease: &str) -> String {
    let (heads, _) = store
        .read(WorkspaceId(0), heads, &())
        .await
        .expect("posts to send");
    let wanted = Wanted {
        posts: heads.iter().map(|d| (d.workspace, d.id)).collect(),
        lease,
    };
    store
        .any_workspace_run(claim, &wanted)
        .await
        .expect("claimed");
    heads.first().map(|d| d.nonce.clone()).expect("a post")
}
