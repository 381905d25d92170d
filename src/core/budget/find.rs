//! Which envelope or entry is meant, who may do what with it, and what is offered while somebody types.

use serde_json::{Value, json};

use crate::chat::{Text, UserId};
use crate::core::budget::books::Tree;
use crate::core::budget::types::{EntryRow, Envelope};
use crate::core::budget::{Typed, ledger_store, store, watch};
use crate::core::journal::{self, Entry};
use crate::core::org;
use crate::core::{Actor, Error, Refusal, Suggestion};
use crate::store::Tx;

/// What the platform shows at once.
const MOST: usize = 25;

/// The number in `BUD-7`, `bud 7` or `7`.
pub(super) fn number(text: &str, letters: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain.strip_prefix(letters).unwrap_or(&plain);
    let digits = digits.trim_start_matches(['-', ' ']);
    digits.parse().ok().filter(|n| *n > 0)
}

/// The envelope of this key or name, or a refusal that names the nearest ones.
pub(super) fn envelope<'a>(tree: &'a Tree, typed: &str) -> Result<&'a Envelope, Refusal> {
    let plain = typed.trim().to_lowercase();
    let by_key = number(&plain, "bud").and_then(|n| tree.get(n));
    let by_name = || tree.0.iter().find(|e| e.name.to_lowercase() == plain);
    by_key.or_else(by_name).ok_or_else(|| {
        let mut near: Vec<(&Envelope, f64)> = tree
            .0
            .iter()
            .map(|e| (e, strsim::jaro_winkler(&e.name.to_lowercase(), &plain)))
            .collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1));
        let names = near
            .iter()
            .take(3)
            .map(|(e, _)| Text::trusted(format!("`{}` {}", e.key(), Text::brief(&e.name, 40))));
        let names = Text::join(names, " · ");
        let id = if names.is_empty() {
            "refuse-budget-none"
        } else {
            "refuse-budget-unknown"
        };
        Refusal::new(id)
            .with("typed", Text::echo(typed))
            .with("near", names)
    })
}

/// The entry of this key.
pub(super) async fn entry(tx: &mut Tx, typed: &str) -> Result<EntryRow, Error> {
    let found = match number(typed, "exp") {
        Some(number) => ledger_store::one_entry(tx, number).await?,
        None => None,
    };
    let unknown = || Refusal::new("refuse-budget-entry").with("typed", Text::echo(typed));
    Ok(found.ok_or_else(unknown)?)
}

/// Refuses unless the actor belongs to finance (or the project office).
pub(super) async fn require_finance(tx: &mut Tx, actor: &Actor) -> Result<(), Error> {
    match watch::finance(tx).await? {
        Some(finance) => org::require(tx, actor, "budget-finance", Some(&finance)).await,
        None => org::require(tx, actor, "budget-office", None).await,
    }
}

/// The actor belongs to finance (or the project office).
pub(super) async fn is_finance(tx: &mut Tx, actor: &Actor) -> anyhow::Result<bool> {
    match watch::finance(tx).await? {
        Some(finance) => org::may(tx, actor, "budget-finance", Some(&finance)).await,
        None => org::may(tx, actor, "budget-office", None).await,
    }
}

/// Members of the envelope's department spend from it, its owner and finance do; from one without a department anybody who
/// belongs to one.
pub(super) async fn may_spend(
    tx: &mut Tx,
    actor: &Actor,
    envelope: &Envelope,
) -> Result<(), Error> {
    if envelope.owner == actor.user || is_finance(tx, actor).await? {
        return Ok(());
    }
    let department = org::department_by_id(tx, envelope.department).await?;
    org::require(tx, actor, "budget-spend", department.as_ref()).await
}

/// The same of somebody who does not act now, by what is known of them.
pub(super) async fn spends_still(
    tx: &mut Tx,
    user: UserId,
    envelope: &Envelope,
) -> anyhow::Result<bool> {
    let person = org::person(tx, user).await?;
    let nobody = Actor {
        user,
        name: person.name,
        lang: person.lang,
        admin: false,
        roles: Vec::new(),
    };
    let actor = org::seen_directly(tx, &nobody).await?;
    match may_spend(tx, &actor, envelope).await {
        Ok(()) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(Error::Fault(fault)) => Err(fault),
    }
}

/// Amounts are for finance, the owner and the department's leads, and for its members where the envelope says so.
pub(super) async fn sees_amounts(
    tx: &mut Tx,
    actor: &Actor,
    envelope: &Envelope,
) -> anyhow::Result<bool> {
    if envelope.owner == actor.user || is_finance(tx, actor).await? {
        return Ok(true);
    }
    let Some(department) = org::department_by_id(tx, envelope.department).await? else {
        return Ok(envelope.open);
    };
    let right = if envelope.open {
        "budget-spend"
    } else {
        "budget-amounts"
    };
    org::may(tx, actor, right, Some(&department)).await
}

/// Writes down what happened to an envelope.
pub(super) async fn note(
    tx: &mut Tx,
    by: Option<UserId>,
    envelope: &Envelope,
    action: &'static str,
    after: Value,
) -> anyhow::Result<()> {
    let entry = Entry {
        by,
        subject: format!("budget/{}", envelope.number),
        action,
        before: json!(null),
        after,
    };
    journal::append(tx, &entry).await
}

/// Offers envelopes while somebody types: those of their own departments first.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    let typed = req.text.trim().to_lowercase();
    let mut ranked: Vec<(bool, Suggestion)> = Vec::new();
    for envelope in store::all(tx).await? {
        let label = format!("{} · {}", envelope.key(), envelope.name);
        if envelope.over || !label.to_lowercase().contains(&typed) {
            continue;
        }
        let department = org::department_by_id(tx, envelope.department).await?;
        let mine = match &department {
            Some(department) => org::may(tx, &req.actor, "budget-spend", Some(department)).await?,
            None => false,
        };
        let value = envelope.key();
        ranked.push((!mine, Suggestion { label, value }));
    }
    ranked.sort_by_key(|(other, _)| *other);
    Ok(ranked.into_iter().take(MOST).map(|(_, s)| s).collect())
}

/// Offers entries of the newest ones while finance types.
pub(crate) async fn suggest_entries(tx: &mut Tx, req: &Typed) -> Result<Vec<Suggestion>, Error> {
    if !is_finance(tx, &req.actor).await? {
        return Ok(Vec::new());
    }
    let typed = req.text.trim().to_lowercase();
    let mut found: Vec<(i64, Suggestion)> = Vec::new();
    for envelope in store::all(tx).await? {
        for row in ledger_store::recent(tx, envelope.number, 10).await? {
            let expense = &row.expense;
            let label = format!(
                "EXP-{} · {} · {} · {} {}",
                row.number,
                envelope.money(expense.minor).say(req.actor.lang),
                expense.day,
                expense.vendor,
                expense.category
            );
            if row.corrected_by == 0 && label.to_lowercase().contains(&typed) {
                let value = format!("EXP-{}", row.number);
                found.push((row.number, Suggestion { label, value }));
            }
        }
    }
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    Ok(found.into_iter().take(MOST).map(|(_, s)| s).collect())
}
