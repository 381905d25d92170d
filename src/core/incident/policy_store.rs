//! The SQL of escalation policies.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::core::incident::rules::Severity;
use crate::store::{Tx, Write};

const SAVE: &str = "INSERT INTO escalation_policy (workspace_id, number, department_id, name, levels, repeats) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (workspace_id, number) DO UPDATE SET name = excluded.name, \
     levels = excluded.levels, repeats = excluded.repeats";
const ALL: &str = "SELECT number, department_id, name, levels, repeats FROM escalation_policy WHERE workspace_id = $1 \
     ORDER BY number";
const ASSIGN: &str = "INSERT INTO escalation_rule (workspace_id, department_id, severity, service, policy) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, department_id, severity, service) \
     DO UPDATE SET policy = excluded.policy";
const RULES: &str = "SELECT department_id, severity, service, policy FROM escalation_rule WHERE workspace_id = $1 \
     ORDER BY department_id, severity, service";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[SAVE, ALL, ASSIGN, RULES];

/// A policy as it is kept: in the words people type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Kept {
    pub(super) number: i64,
    pub(super) department: i64,
    pub(super) name: String,
    pub(super) levels: String,
    pub(super) repeats: i64,
}

impl Kept {
    /// ESC-2
    pub(super) fn key(&self) -> String {
        format!("ESC-{}", self.number)
    }
}

/// Where a policy holds; what is not said is any.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Rule {
    pub(super) department: Option<i64>,
    pub(super) severity: Option<Severity>,
    pub(super) service: Option<String>,
    pub(super) policy: i64,
}

/// Makes a policy or changes one.
pub(super) async fn save(tx: &mut Tx, kept: &Kept) -> anyhow::Result<()> {
    let write = Write::new("save policy", SAVE)
        .bind(tx.workspace().0)
        .bind(kept.number)
        .bind(kept.department)
        .bind(kept.name.as_str())
        .bind(kept.levels.as_str())
        .bind(kept.repeats);
    tx.later(write);
    Ok(())
}

/// All policies.
pub(super) async fn all(tx: &mut Tx) -> anyhow::Result<Vec<Kept>> {
    let rows = sqlx::query(ALL)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read policies")?;
    let kept = |row: &AnyRow| {
        Ok(Kept {
            number: row.try_get("number")?,
            department: row.try_get("department_id")?,
            name: row.try_get("name")?,
            levels: row.try_get("levels")?,
            repeats: row.try_get("repeats")?,
        })
    };
    rows.iter().map(kept).collect()
}

/// From now on this policy holds there.
pub(super) async fn assign(tx: &mut Tx, rule: &Rule) -> anyhow::Result<()> {
    let write = Write::new("assign policy", ASSIGN)
        .bind(tx.workspace().0)
        .bind(rule.department.unwrap_or(0))
        .bind(rule.severity.map_or("", Severity::name))
        .bind(rule.service.as_deref().unwrap_or_default())
        .bind(rule.policy);
    tx.later(write);
    Ok(())
}

/// Where which policy holds.
pub(super) async fn rules(tx: &mut Tx) -> anyhow::Result<Vec<Rule>> {
    let rows = sqlx::query(RULES)
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await
        .context("read where policies hold")?;
    let rule = |row: &AnyRow| {
        let department: i64 = row.try_get("department_id")?;
        let severity: String = row.try_get("severity")?;
        let service: String = row.try_get("service")?;
        Ok(Rule {
            department: (department != 0).then_some(department),
            severity: Severity::read(&severity),
            service: (!service.is_empty()).then_some(service),
            policy: row.try_get("policy")?,
        })
    };
    rows.iter().map(rule).collect()
}
