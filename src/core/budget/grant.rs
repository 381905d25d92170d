//! Money that was asked for and granted: it goes into the budget that was named, or into the only one that can be meant; else finance
//! is told that it still has to be put somewhere.

use serde_json::json;

use crate::chat::{Card, Text, Tone, UserId};
use crate::core::budget::alert_cards::text;
use crate::core::budget::books::Tree;
use crate::core::budget::types::Envelope;
use crate::core::budget::{find, manage, watch};
use crate::core::money::Money;
use crate::i18n::{Arg, Lang};
use crate::outbox::{self, Op, Post, Priority, Target};
use crate::store::Tx;

/// An amount that finance has granted.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Grant {
    pub(crate) approved: Money,
    /// As typed; may be empty.
    pub(crate) budget: String,
    /// Who asked for it.
    pub(crate) department: i64,
    /// Who granted it.
    pub(crate) by: UserId,
    /// What it was asked for with: `HO-7`.
    pub(crate) request: String,
}

/// Raises the limit of the budget that is meant by what was granted.
pub(crate) async fn grant(tx: &mut Tx, grant: &Grant) -> anyhow::Result<()> {
    if grant.approved.minor <= 0 {
        return Ok(());
    }
    let mut tree = Tree::load(tx).await?;
    if let Some(number) = meant(&tree, grant).map(|e| e.number) {
        // A period that is over is closed under the old limit first.
        watch::evaluate(tx, &mut tree, &[number]).await?;
    }
    let Some(envelope) = meant(&tree, grant).cloned() else {
        return tell(tx, grant, None).await;
    };
    let amount = envelope.amount.saturating_add(grant.approved.minor);
    let why = (grant.by, 0, grant.request.as_str());
    manage::set_limit(tx, &mut tree, &envelope, amount, why).await?;
    watch::evaluate(tx, &mut tree, &[envelope.number]).await?;
    tell(tx, grant, Some((&envelope, amount))).await
}

/// The budget that was named, or else the only open one of the department in that currency.
fn meant<'a>(tree: &'a Tree, grant: &Grant) -> Option<&'a Envelope> {
    let fits = |e: &&Envelope| !e.over && e.currency == grant.approved.currency;
    if !grant.budget.trim().is_empty() {
        return find::envelope(tree, &grant.budget).ok().filter(fits);
    }
    let mut of = tree
        .0
        .iter()
        .filter(|e| e.department == grant.department)
        .filter(fits);
    let first = of.next();
    first.filter(|_| of.next().is_none())
}

async fn tell(tx: &mut Tx, grant: &Grant, into: Option<(&Envelope, i64)>) -> anyhow::Result<()> {
    let Some(finance) = watch::finance(tx).await? else {
        return Ok(());
    };
    let Some(channel) = finance.channel else {
        return Ok(());
    };
    let post = Post {
        key: format!("budget/grant/{}", grant.request),
        target: Target::Channel(channel),
        op: Op::Create(card(finance.lang, grant, into)),
        priority: Priority::Notice,
        why: json!({ "rule": "budget:grant", "key": grant.request }),
    };
    outbox::post(tx, &post).await
}

fn card(lang: Lang, grant: &Grant, into: Option<(&Envelope, i64)>) -> Card {
    let mut args: Vec<(&'static str, Arg)> = vec![
        ("request", grant.request.as_str().into()),
        ("amount", grant.approved.say(lang).into()),
    ];
    let (tone, body) = match into {
        Some((envelope, amount)) => {
            args.push(("key", envelope.key().into()));
            args.push(("name", Text::brief(&envelope.name, 60).into()));
            args.push(("limit", envelope.money(amount).say(lang).into()));
            (Tone::Good, text(lang, "budget-granted", &args))
        }
        None => (Tone::Warn, text(lang, "budget-granted-nowhere", &args)),
    };
    Card {
        tone,
        body: Some(body),
        ..Card::default()
    }
}
