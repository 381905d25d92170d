//! The SQL of who waits for whom, and how long departments took.
//!
//! How long they took is not added up over a period: it is kept how much it adds up to since the beginning and until the end of
//! each day, and a period is the difference. Days are those of UTC; what lies between one and the moment that is asked for, in
//! whatever zone, is read from the legs themselves.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::clock::{At, Span};
use crate::core::handoff::types::{Leg, State};
use crate::store::{Tx, Write};

const BETWEEN_TWO: &str = "SELECT from_department, to_department, state, COUNT(*) AS n, MIN(state_at) AS oldest, \
     CAST(SUM(state_at / 1000) AS BIGINT) AS since, CAST(SUM(CASE WHEN due_at > 0 AND due_at < $1 THEN 1 ELSE 0 END) AS BIGINT) AS late \
     FROM handoff WHERE workspace_id = $2 AND is_open = 1 GROUP BY from_department, to_department, state";
const LEGS: &str = "SELECT department_id, COUNT(*) AS ended, \
     CAST(SUM(CASE WHEN respond_ms >= 0 THEN respond_ms / 60000 ELSE 0 END) AS BIGINT) AS respond_minutes, \
     CAST(SUM(CASE WHEN respond_ms >= 0 THEN 1 ELSE 0 END) AS BIGINT) AS responded, \
     CAST(SUM(CASE WHEN complete_ms >= 0 THEN complete_ms / 60000 ELSE 0 END) AS BIGINT) AS complete_minutes, \
     CAST(SUM(CASE WHEN complete_ms >= 0 THEN 1 ELSE 0 END) AS BIGINT) AS completed, \
     CAST(SUM(late) AS BIGINT) AS late, CAST(SUM(returns) AS BIGINT) AS returns \
     FROM handoff_leg WHERE workspace_id = $1 AND ended_at >= $2 AND ended_at < $3 GROUP BY department_id ORDER BY department_id";
/// What there was by the end of the last day before one.
const SUMS: &str = "SELECT department_id, ended, respond_minutes, responded, complete_minutes, completed, late, returns \
     FROM handoff_sum WHERE workspace_id = $1 AND day = (SELECT MAX(day) FROM handoff_sum WHERE workspace_id = $2 AND day < $3) \
     ORDER BY department_id";
/// A new day begins with what there was.
const CARRY: &str = "INSERT INTO handoff_sum (workspace_id, day, department_id, ended, respond_minutes, responded, complete_minutes, \
     completed, late, returns) SELECT workspace_id, CAST($1 AS BIGINT), department_id, ended, respond_minutes, responded, \
     complete_minutes, completed, late, returns FROM handoff_sum \
     WHERE workspace_id = $2 AND day = (SELECT MAX(day) FROM handoff_sum WHERE workspace_id = $3 AND day < $4) ON CONFLICT DO NOTHING";
const ADD: &str = "INSERT INTO handoff_sum (workspace_id, day, department_id, ended, respond_minutes, responded, complete_minutes, \
     completed, late, returns) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9) ON CONFLICT (workspace_id, day, department_id) \
     DO UPDATE SET ended = handoff_sum.ended + 1, respond_minutes = handoff_sum.respond_minutes + excluded.respond_minutes, \
     responded = handoff_sum.responded + excluded.responded, \
     complete_minutes = handoff_sum.complete_minutes + excluded.complete_minutes, \
     completed = handoff_sum.completed + excluded.completed, late = handoff_sum.late + excluded.late, \
     returns = handoff_sum.returns + excluded.returns";
/// Another process whose clock is ahead may have begun the next day already.
const ADD_LATER: &str = "INSERT INTO handoff_sum (workspace_id, day, department_id, ended, respond_minutes, responded, complete_minutes, \
     completed, late, returns) SELECT DISTINCT workspace_id, day, CAST($1 AS BIGINT), 1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), \
     CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT) FROM handoff_sum \
     WHERE workspace_id = $8 AND day > $9 ON CONFLICT (workspace_id, day, department_id) \
     DO UPDATE SET ended = handoff_sum.ended + 1, respond_minutes = handoff_sum.respond_minutes + excluded.respond_minutes, \
     responded = handoff_sum.responded + excluded.responded, \
     complete_minutes = handoff_sum.complete_minutes + excluded.complete_minutes, \
     completed = handoff_sum.completed + excluded.completed, late = handoff_sum.late + excluded.late, \
     returns = handoff_sum.returns + excluded.returns";

/// Every statement of this file, prepared on both databases by a test.
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "read by the test that prepares every statement")
)]
pub(crate) const STATEMENTS: &[&str] = &[BETWEEN_TWO, LEGS, SUMS, CARRY, ADD, ADD_LATER];

const DAY: i64 = Span::days(1).0;

/// How many open ones stand where between two departments.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Between {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) state: State,
    pub(crate) count: i64,
    /// Since when the oldest is in this state.
    pub(crate) oldest: At,
    /// The mean moment since when they are.
    pub(crate) mean: At,
    pub(crate) late: i64,
}

/// The same for all departments: as many rows as there are pairs and states.
pub(super) async fn between(tx: &mut Tx) -> anyhow::Result<Vec<Between>> {
    let (workspace, now) = (tx.workspace().0, tx.now());
    let rows = sqlx::query(BETWEEN_TWO)
        .bind(now.0)
        .bind(workspace)
        .fetch_all(tx.conn().await?)
        .await
        .context("count handoffs between departments")?;
    let between = |row: &AnyRow| {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let state: String = row.try_get("state")?;
        let count = whole("n")?;
        anyhow::Ok(Between {
            from: whole("from_department")?,
            to: whole("to_department")?,
            state: State::read(&state).with_context(|| format!("state {state}"))?,
            count,
            oldest: At(whole("oldest")?),
            mean: At(whole("since")? / count.max(1) * 1000),
            late: whole("late")?,
        })
    };
    rows.iter().map(between).collect()
}

/// What a department's times add up to, in working minutes, and over how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Sum {
    ended: i64,
    respond: i64,
    responded: i64,
    complete: i64,
    completed: i64,
    late: i64,
    returns: i64,
}

impl Sum {
    fn of(leg: &Leg) -> Sum {
        let minutes = |ms: i64| if ms >= 0 { ms / 60_000 } else { 0 };
        Sum {
            ended: 1,
            respond: minutes(leg.respond),
            responded: i64::from(leg.respond >= 0),
            complete: minutes(leg.complete),
            completed: i64::from(leg.complete >= 0),
            late: i64::from(leg.late),
            returns: leg.returns,
        }
    }
    fn read(row: &AnyRow) -> anyhow::Result<(i64, Sum)> {
        let whole = |column: &str| row.try_get::<i64, _>(column);
        let sum = Sum {
            ended: whole("ended")?,
            respond: whole("respond_minutes")?,
            responded: whole("responded")?,
            complete: whole("complete_minutes")?,
            completed: whole("completed")?,
            late: whole("late")?,
            returns: whole("returns")?,
        };
        Ok((whole("department_id")?, sum))
    }
    /// Added `times` times: -1 takes it away.
    fn add(&mut self, other: &Sum, times: i64) {
        self.ended += times * other.ended;
        self.respond += times * other.respond;
        self.responded += times * other.responded;
        self.complete += times * other.complete;
        self.completed += times * other.completed;
        self.late += times * other.late;
        self.returns += times * other.returns;
    }
}

/// A department's figures over some time; means in working minutes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Figures {
    pub(crate) department: i64,
    pub(crate) ended: i64,
    /// Mean working minutes until somebody responded; none: nobody did.
    pub(crate) respond: Option<i64>,
    /// Mean working minutes until it was delivered.
    pub(crate) complete: Option<i64>,
    pub(crate) late: i64,
    pub(crate) returns: i64,
}

impl Figures {
    fn of(department: i64, sum: Sum) -> Figures {
        let mean = |sum: i64, count: i64| (count > 0).then(|| sum / count.max(1));
        Figures {
            department,
            ended: sum.ended,
            respond: mean(sum.respond, sum.responded),
            complete: mean(sum.complete, sum.completed),
            late: sum.late,
            returns: sum.returns,
        }
    }
}

/// Adds a department's time with a handoff to what its times add up to. Called once for each leg, when it ends.
pub(super) fn add_up(tx: &mut Tx, leg: &Leg) {
    let (workspace, day, sum) = (tx.workspace().0, leg.to.0 / DAY, Sum::of(leg));
    let carry = Write::new("begin a day of figures", CARRY)
        .bind(day)
        .bind(workspace)
        .bind(workspace)
        .bind(day);
    tx.later(carry);
    let add = Write::new("add to figures", ADD)
        .bind(workspace)
        .bind(day)
        .bind(leg.department)
        .bind(sum.respond)
        .bind(sum.responded)
        .bind(sum.complete)
        .bind(sum.completed)
        .bind(sum.late)
        .bind(sum.returns);
    tx.later(add);
    let later = Write::new("add to later figures", ADD_LATER)
        .bind(leg.department)
        .bind(sum.respond)
        .bind(sum.responded)
        .bind(sum.complete)
        .bind(sum.completed)
        .bind(sum.late)
        .bind(sum.returns)
        .bind(workspace)
        .bind(day);
    tx.later(later);
}

/// The figures of all departments for what ended from one moment until before another.
pub(super) async fn figures(tx: &mut Tx, from: At, to: At) -> anyhow::Result<Vec<Figures>> {
    let mut all: Vec<(i64, Sum)> = Vec::new();
    until(tx, to, 1, &mut all).await?;
    until(tx, from, -1, &mut all).await?;
    all.retain(|(_, sum)| sum.ended > 0);
    all.sort_by_key(|(department, _)| *department);
    Ok(all
        .into_iter()
        .map(|(d, sum)| Figures::of(d, sum))
        .collect())
}

/// Adds what ended before a moment, `times` times.
async fn until(
    tx: &mut Tx,
    moment: At,
    times: i64,
    all: &mut Vec<(i64, Sum)>,
) -> anyhow::Result<()> {
    let (workspace, now) = (tx.workspace().0, tx.now());
    // Nothing has ended later than now: then whole days are all there is.
    let day = if moment > now {
        now.0 / DAY + 1
    } else {
        moment.0 / DAY
    };
    let rows = sqlx::query(SUMS)
        .bind(workspace)
        .bind(workspace)
        .bind(day)
        .fetch_all(tx.conn().await?)
        .await
        .context("read figures of handoffs")?;
    let mut found: Vec<(i64, Sum)> = rows.iter().map(Sum::read).collect::<Result<_, _>>()?;
    if moment.0 > day * DAY {
        let rows = sqlx::query(LEGS)
            .bind(workspace)
            .bind(day * DAY)
            .bind(moment.0)
            .fetch_all(tx.conn().await?)
            .await
            .context("read figures of a part of a day")?;
        for row in &rows {
            found.push(Sum::read(row)?);
        }
    }
    for (department, sum) in found {
        match all.iter_mut().find(|(known, _)| *known == department) {
            Some((_, total)) => total.add(&sum, times),
            None => {
                let mut total = Sum::default();
                total.add(&sum, times);
                all.push((department, total));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::WorkspaceId;
    use crate::clock::Clock as _;
    use crate::core::handoff::store;
    use crate::store::Store;
    use crate::store::testing::both;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;

    /// What ended when, in minutes since the clock was set, and of which department.
    type Ended = Vec<(i64, i64, bool)>;

    fn leg(n: usize, (minute, department, late): (i64, i64, bool)) -> Leg {
        let n = i64::try_from(n).unwrap();
        Leg {
            handoff: n + 1,
            leg: 0,
            department,
            from: At(0),
            to: At(minute * 60_000),
            respond: if n % 3 == 0 { -1 } else { n * 90_000 },
            complete: if n % 4 == 0 { -1 } else { n * 600_000 },
            spent: 0,
            late,
            returns: n % 2,
            end: "confirmed".into(),
        }
    }

    /// What the legs themselves add up to.
    fn plainly(legs: &[Leg], from: At, to: At) -> Vec<Figures> {
        let mut departments: Vec<i64> = legs.iter().map(|l| l.department).collect();
        departments.sort_unstable();
        departments.dedup();
        let figures = departments.into_iter().map(|department| {
            let mut total = Sum::default();
            for leg in legs {
                if leg.department == department && leg.to >= from && leg.to < to {
                    total.add(&Sum::of(leg), 1);
                }
            }
            Figures::of(department, total)
        });
        figures.filter(|f| f.ended > 0).collect()
    }

    async fn keep(tx: &mut Tx, ended: &Ended) -> anyhow::Result<()> {
        for (n, one) in ended.iter().enumerate() {
            let leg = leg(n, *one);
            store::keep_leg(tx, &leg);
            add_up(tx, &leg);
        }
        Ok(())
    }

    async fn read(tx: &mut Tx, (from, to): &(At, At)) -> anyhow::Result<Vec<Figures>> {
        figures(tx, *from, *to).await
    }

    /// Some legs that ended so many minutes after `midnight`, and a period: both ways of adding up say the same.
    async fn compare(
        store: &Store,
        workspace: WorkspaceId,
        midnight: i64,
        (ended, (a, b)): (Ended, (i64, i64)),
    ) {
        let ended: Ended = ended
            .into_iter()
            .map(|(minute, department, late)| (midnight + minute, department, late))
            .collect();
        store.run(workspace, keep, &ended).await.unwrap();
        let legs: Vec<Leg> = ended.iter().enumerate().map(|(n, e)| leg(n, *e)).collect();
        let at = |minute: i64| At((midnight + minute) * 60_000);
        for period in [(at(a.min(b)), at(a.max(b))), (At(0), At(i64::MAX))] {
            let found = store.read(workspace, read, &period).await.unwrap();
            assert_eq!(found, plainly(&legs, period.0, period.1), "{period:?}");
        }
    }

    /// Minutes of a week and a day.
    const WEEK: i64 = 8 * 24 * 60;

    /// Whatever the period, and in whatever order days came, the sums say what the legs say.
    #[tokio::test]
    async fn a_period_is_what_its_legs_add_up_to() {
        let some = (
            proptest::collection::vec((0..WEEK, 1..5_i64, any::<bool>()), 1..40),
            (-500..WEEK + 500, -500..WEEK + 500),
        );
        let mut runner = TestRunner::deterministic();
        let cases: Vec<(Ended, (i64, i64))> = (0..6)
            .map(|_| some.new_tree(&mut runner).unwrap().current())
            .collect();
        both(|store, clock| compare_all(store, clock.now(), cases.clone())).await;
    }

    async fn compare_all(store: Store, now: At, cases: Vec<(Ended, (i64, i64))>) {
        let midnight = now.0 / DAY * DAY / 60_000 - WEEK;
        for (workspace, case) in (1..).zip(cases) {
            compare(&store, WorkspaceId(workspace), midnight, case).await;
        }
    }
}
