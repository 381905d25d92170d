//! What nearly every command asks about the organisation, read once.
//!
//! Settings, departments, leads and holidays change a few times a month and are read by every command. They are left on the
//! store's shelf with the number of the last change, which is read together with whoever acts: so one statement tells that
//! nothing has changed since. What a unit of work itself has changed is read anew by it, and left to nobody.

use std::sync::Arc;

use crate::chat::UserId;
use crate::core::org::store;
use crate::core::org::types::{
    Changed, DepartmentRow, Directory, HolidayRow, Known, PersonRow, Workspace,
};
use crate::store::Tx;

/// The directory as it is now.
pub(super) async fn directory(tx: &mut Tx) -> anyhow::Result<Arc<Directory>> {
    if let Some(directory) = tx.recall() {
        return Ok(directory);
    }
    let changed = tx.recall::<Changed>().is_some();
    let revision = match tx.recall::<Known>() {
        // Read before the first change, if there was one.
        Some(known) => known.revision,
        None => store::revision(tx).await?,
    };
    let left = if changed {
        None
    } else {
        tx.take_from_shelf(revision)
    };
    let directory = match left {
        Some(directory) => directory,
        None => Arc::new(Directory {
            workspace: store::workspace(tx).await?,
            departments: store::departments(tx).await?,
            leads: store::leads(tx).await?,
            holidays: store::holidays(tx).await?,
        }),
    };
    if !changed {
        tx.put_on_shelf(revision, &directory);
    }
    tx.remember(&directory);
    Ok(directory)
}

/// Somebody and where they belong; the one who was asked for last is remembered.
pub(super) async fn known(tx: &mut Tx, user: UserId) -> anyhow::Result<Arc<Known>> {
    if let Some(known) = tx.recall::<Known>()
        && known.user == user
    {
        return Ok(known);
    }
    let known = Arc::new(store::known(tx, user).await?);
    tx.remember(&known);
    Ok(known)
}

/// The workspace's own settings, if it was set up.
pub(super) async fn workspace(tx: &mut Tx) -> anyhow::Result<Option<Workspace>> {
    Ok(directory(tx).await?.workspace.clone())
}

/// The departments that are switched on.
pub(super) async fn departments(tx: &mut Tx) -> anyhow::Result<Vec<DepartmentRow>> {
    Ok(directory(tx).await?.departments.clone())
}

/// The workspace's special days, then the department's own, which overrule them.
pub(super) async fn holidays_of(tx: &mut Tx, department: i64) -> anyhow::Result<Vec<HolidayRow>> {
    let directory = directory(tx).await?;
    let of = |id: i64| {
        directory
            .holidays
            .iter()
            .filter(move |h| h.department == id)
    };
    Ok(of(0)
        .chain(of(department).filter(|h| h.department != 0))
        .cloned()
        .collect())
}

/// What is kept of somebody; what is not known is empty.
pub(super) async fn person(tx: &mut Tx, user: UserId) -> anyhow::Result<PersonRow> {
    let known = known(tx, user).await?;
    Ok(known
        .row
        .clone()
        .unwrap_or_else(|| PersonRow::unknown(user)))
}

/// Departments somebody belongs to, and whether that is known from a role.
pub(super) async fn memberships(tx: &mut Tx, user: UserId) -> anyhow::Result<Vec<(i64, bool)>> {
    Ok(known(tx, user).await?.member_of.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::WorkspaceId;
    use crate::store::Store;
    use crate::store::testing::both_by_address;

    const WS: WorkspaceId = WorkspaceId(1);

    /// Adds a department, looks at what there is now, and fails if that is wanted.
    async fn add(tx: &mut Tx, (key, fail): &(&str, bool)) -> anyhow::Result<Vec<String>> {
        let row = DepartmentRow {
            id: tx.next_key("department").await?,
            key: (*key).to_owned(),
            ..DepartmentRow::default()
        };
        store::add_department(tx, &row).await?;
        let seen = keys(tx, &()).await?;
        anyhow::ensure!(!fail, "refused");
        Ok(seen)
    }

    async fn keys(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<String>> {
        let rows = departments(tx).await?;
        Ok(rows.into_iter().map(|row| row.key).collect())
    }

    #[tokio::test]
    async fn a_change_is_seen_by_all_and_what_was_taken_back_by_nobody() {
        both_by_address(|url, store, clock| async move {
            let other = Store::open(&url, clock).await.unwrap();
            for store in [&store, &other] {
                assert!(store.read(WS, keys, &()).await.unwrap().is_empty());
            }
            let seen = store.run(WS, add, &("ops", false)).await.unwrap();
            assert_eq!(seen, ["ops"], "by the one who changed it at once");
            assert_eq!(other.read(WS, keys, &()).await.unwrap(), ["ops"]);
            // The next change gets the revision that this one would have had.
            assert!(store.run(WS, add, &("gone", true)).await.is_err());
            assert_eq!(store.read(WS, keys, &()).await.unwrap(), ["ops"]);
            let seen = other.run(WS, add, &("hr", false)).await.unwrap();
            assert_eq!(seen, ["ops", "hr"]);
            assert_eq!(store.run(WS, keys, &()).await.unwrap(), ["ops", "hr"]);
            assert_eq!(store.read(WS, keys, &()).await.unwrap(), ["ops", "hr"]);
        })
        .await;
    }

    /// Somebody who joins in the middle of a unit of work belongs there for the rest of it.
    #[tokio::test]
    async fn who_was_read_before_is_read_again_after_a_change() {
        async fn join(tx: &mut Tx, user: &UserId) -> anyhow::Result<(usize, usize)> {
            let before = memberships(tx, *user).await?.len();
            store::join(tx, 1, *user, false).await?;
            Ok((before, memberships(tx, *user).await?.len()))
        }
        both_by_address(|_, store, _| async move {
            let (mei, tom) = (UserId(7), UserId(8));
            assert_eq!(store.run(WS, join, &mei).await.unwrap(), (0, 1));
            assert_eq!(store.run(WS, join, &tom).await.unwrap(), (0, 1));
        })
        .await;
    }
}
