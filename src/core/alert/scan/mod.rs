//! Scanners: what they find becomes a vulnerability with an owner and a deadline, once as long as that is open.
//!
//! What is critical is asked of the department that fixes it at once, under its playbook; the rest is work of the scanner's own department. Too
//! much at once is one task with all of it. What a later report finds fixed, or finds again, is said where it is being worked on: the record
//! is closed by people and their proof, never by a scanner alone.

mod rules;
pub(crate) mod store;

use crate::chat::UserId;
use crate::clock::Span;
use crate::core::alert::scan::rules::{
    CRITICAL, Found, IN_A_DAY, IN_A_REPORT, Known, Step, fold, step,
};
use crate::core::alert::{setup, work};
use crate::core::org::{self, Department};
use crate::core::task::Standing;
use crate::core::{handoff, task};
use crate::i18n::say;
use crate::store::Tx;

pub(crate) use crate::core::alert::scan::rules::Finding;

/// Findings that came with a token of an integration.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Scanned {
    pub(crate) integration: i64,
    /// Of the token they came with: looked at again in the transaction, since it may have been rotated.
    pub(crate) token_hash: String,
    pub(crate) findings: Vec<Finding>,
}

/// What a finding came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Came {
    pub(crate) finding: String,
    /// The key of what is open for it, or was: `HO-3`.
    pub(crate) made: Option<String>,
    pub(crate) outcome: Outcome,
}

/// In one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// Something was opened for it.
    Opened,
    /// It is one of many in a task.
    Gathered,
    Known,
    /// It is not found any more.
    Fixed,
    /// It was never told of, and is fixed.
    Ignored,
}

impl Outcome {
    /// As it is answered and counted.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Outcome::Opened => "opened",
            Outcome::Gathered => "gathered",
            Outcome::Known => "known",
            Outcome::Fixed => "fixed",
            Outcome::Ignored => "ignored",
        }
    }
}

/// Who scans, and for whom.
struct Scanner {
    number: i64,
    key: String,
    by: UserId,
    department: Department,
}

/// Takes findings, one answer for each vulnerability; none if the token is not good any more.
pub(crate) async fn scanned(tx: &mut Tx, req: &Scanned) -> anyhow::Result<Option<Vec<Came>>> {
    let Some((department, key)) = setup::sender(tx, req.integration, &req.token_hash).await? else {
        return Ok(None);
    };
    let Some(department) = org::department_by_id(tx, department).await? else {
        return Ok(None);
    };
    let scanner = Scanner {
        number: req.integration,
        key,
        by: setup::owner(tx, req.integration).await?,
        department,
    };
    let since = tx.now() - Span::days(1);
    let today = store::made_since(tx, scanner.number, since).await?;
    let mut room = IN_A_REPORT.min(usize::try_from(IN_A_DAY - today).unwrap_or(0));
    let (mut came, mut rest) = (Vec::new(), Vec::new());
    for found in fold(&req.findings) {
        let known = store::known(tx, scanner.number, &found.first.id).await?;
        let standing = match &known {
            Some(known) => work::standing(tx, &known.made).await?,
            None => Standing::Dropped,
        };
        let next = step(&found, known.as_ref().map(|known| (known, standing)));
        if next == Step::Open {
            match room.checked_sub(1) {
                Some(less) => {
                    came.push(open(tx, &scanner, &found).await?);
                    room = less;
                }
                None => rest.push(found),
            }
            continue;
        }
        let outcome = again(tx, &scanner, (&found, known.as_ref()), next).await?;
        came.push(Came {
            finding: found.first.id,
            made: known.map(|known| known.made),
            outcome,
        });
    }
    gather(tx, &scanner, &rest, &mut came).await?;
    Ok(Some(came))
}

/// What is told of again: where it is worked on, it is said.
async fn again(
    tx: &mut Tx,
    scanner: &Scanner,
    (found, known): (&Found, Option<&Known>),
    next: Step,
) -> anyhow::Result<Outcome> {
    let (fixed, outcome) = match next {
        Step::Fixed => (true, Outcome::Fixed),
        Step::Back => (false, Outcome::Known),
        Step::Nothing => return Ok(Outcome::Ignored),
        Step::Leave if found.first.fixed => {
            if known.is_some_and(|known| !known.gone) {
                let now = tx.now();
                store::set_gone(tx, scanner.number, &found.first.id, Some(now));
            }
            return Ok(Outcome::Fixed);
        }
        Step::Leave | Step::Open => return Ok(Outcome::Known),
    };
    let at = fixed.then(|| tx.now());
    store::set_gone(tx, scanner.number, &found.first.id, at);
    let Some(known) = known else {
        return Ok(outcome);
    };
    let id = &found.first.id;
    if let Some(number) = task::number_of(&known.made, "HO") {
        handoff::rescanned(tx, number, (id, &scanner.key), fixed).await?;
    } else if let Some(number) = task::number_of(&known.made, "TASK") {
        task::rescanned(tx, number, (id, &scanner.key), fixed).await?;
    }
    Ok(outcome)
}

async fn open(tx: &mut Tx, scanner: &Scanner, found: &Found) -> anyhow::Result<Came> {
    let details = details(found);
    let vulnerability = task::Vulnerability {
        title: &found.title(),
        details: &details,
        id: &found.first.id,
        score: found.first.score,
        place: &found.place(),
        scanner: &scanner.key,
    };
    let asked = if found.first.score >= CRITICAL {
        handoff::from_scan(tx, &scanner.department, &vulnerability, scanner.by).await?
    } else {
        None
    };
    let made = match asked {
        Some(key) => Some(key),
        None => task::from_scan(tx, &scanner.department, &vulnerability).await?,
    };
    if let Some(made) = &made {
        store::save(tx, scanner.number, &found.first.id, made);
    }
    Ok(Came {
        finding: found.first.id.clone(),
        outcome: if made.is_some() {
            Outcome::Opened
        } else {
            Outcome::Ignored
        },
        made,
    })
}

fn details(found: &Found) -> String {
    let first = &found.first;
    let parts = [first.details.trim(), first.link.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

/// What is too much to have something of its own is one task, as urgent as the worst of it; while that is open, more is counted with it.
async fn gather(
    tx: &mut Tx,
    scanner: &Scanner,
    rest: &[Found],
    came: &mut Vec<Came>,
) -> anyhow::Result<()> {
    let Some(worst) = rest.first() else {
        return Ok(());
    };
    let before = store::rest(tx, scanner.number).await?;
    let open = match &before {
        Some(key) => work::standing(tx, key).await? == Standing::Open,
        None => false,
    };
    let made = if open {
        before
    } else {
        let lang = scanner.department.lang;
        let count = i64::try_from(rest.len()).unwrap_or(i64::MAX);
        let args = [("count", count.into()), ("key", scanner.key.clone().into())];
        let lines = rest.iter().map(|found| {
            let (whole, tenth) = (found.first.score / 10, found.first.score % 10);
            format!("{whole}.{tenth} {} {}", found.first.id, found.place())
        });
        let vulnerability = task::Vulnerability {
            title: &say(lang, "scan-rest-title", &args),
            details: &lines.collect::<Vec<_>>().join("\n"),
            id: &worst.first.id,
            score: worst.first.score,
            place: &worst.place(),
            scanner: &scanner.key,
        };
        let made = task::from_scan(tx, &scanner.department, &vulnerability).await?;
        if let Some(made) = &made {
            store::set_rest(tx, scanner.number, made);
        }
        made
    };
    for found in rest {
        if let Some(made) = &made {
            store::save(tx, scanner.number, &found.first.id, made);
        }
        came.push(Came {
            finding: found.first.id.clone(),
            made: made.clone(),
            outcome: Outcome::Gathered,
        });
    }
    Ok(())
}
