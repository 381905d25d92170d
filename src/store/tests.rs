//! The store, on both databases.

use futures::future::join_all;
use sqlx::Row;

use super::*;
use crate::clock::HandClock;
use crate::store::testing::{MONDAY, both, both_by_address, empty_databases};

const WS: WorkspaceId = WorkspaceId(1);

async fn count(tx: &mut Tx, kind: &str) -> anyhow::Result<i64> {
    tx.next_key(kind).await
}

async fn count_and_fail(tx: &mut Tx, kind: &str) -> anyhow::Result<i64> {
    tx.next_key(kind).await?;
    bail!("refused")
}

async fn count_unless_third(tx: &mut Tx, n: &i64) -> anyhow::Result<i64> {
    let given = tx.next_key("A").await?;
    if n % 3 == 0 {
        bail!("refused")
    } else {
        Ok(given)
    }
}

async fn count_unless_third_panics(tx: &mut Tx, n: &i64) -> anyhow::Result<i64> {
    let given = tx.next_key("A").await?;
    assert!(n % 3 != 0, "oh");
    Ok(given)
}

async fn count_and_hang(tx: &mut Tx, kind: &str) -> anyhow::Result<i64> {
    tx.next_key(kind).await?;
    std::future::pending().await
}

async fn last(tx: &mut Tx, kind: &str) -> anyhow::Result<i64> {
    let row = sqlx::query("SELECT last FROM key_counter WHERE workspace_id = $1 AND kind = $2")
        .bind(tx.workspace().0)
        .bind(kind)
        .fetch_optional(tx.conn().await?)
        .await?;
    Ok(row.map_or(0, |r| r.get::<i64, _>(0)))
}

#[tokio::test]
async fn what_is_refused_leaves_nothing() {
    both(|store, _| async move {
        assert_eq!(store.run(WS, count, "A").await.unwrap(), 1);
        assert!(store.run(WS, count_and_fail, "A").await.is_err());
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 1);
        assert_eq!(
            store.read(WorkspaceId(2), last, "A").await.unwrap(),
            0,
            "another workspace"
        );
    })
    .await;
}

#[tokio::test]
async fn many_at_once_are_all_kept_and_failing_neighbours_harm_nobody() {
    both(|store, _| async move {
        let tasks = (0..200).map(|n| {
            let store = store.clone();
            // That these futures may be spawned is part of the door.
            tokio::spawn(async move { store.run(WS, count_unless_third, &n).await })
        });
        let done = join_all(tasks).await;
        let kept = done
            .iter()
            .filter(|o| o.as_ref().is_ok_and(Result::is_ok))
            .count();
        assert_eq!(kept, 133);
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 133);
    })
    .await;
}

#[tokio::test]
async fn a_unit_of_work_that_is_dropped_leaves_nothing_and_blocks_nobody() {
    both(|store, _| async move {
        for _ in 0..3 {
            let hung = store.run(WS, count_and_hang, "A");
            assert!(
                tokio::time::timeout(Duration::from_millis(50), hung)
                    .await
                    .is_err()
            );
            assert!(store.run(WS, count, "B").await.is_ok());
        }
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 0);
        assert_eq!(store.read(WS, last, "B").await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_bell_rings_after_the_commit_and_not_after_a_refusal() {
    async fn ring(tx: &mut Tx, fail: &bool) -> anyhow::Result<()> {
        let now = tx.now();
        tx.ring(Bell::Posts, now);
        if *fail { bail!("refused") } else { Ok(()) }
    }
    both(|store, _| async move {
        let mut bell = store.bell(Bell::Posts);
        assert!(store.run(WS, ring, &true).await.is_err());
        assert!(!bell.has_changed().unwrap());
        store.run(WS, ring, &false).await.unwrap();
        assert!(bell.has_changed().unwrap());
        bell.mark_unchanged();
    })
    .await;
}

/// Rows of the tables that each migration added, in `tests/data/migrations`; a migration adds the file of its number.
const KEPT: &[(i64, &str)] = &[
    (6, include_str!("../../tests/data/migrations/0006.sql")),
    (7, include_str!("../../tests/data/migrations/0007.sql")),
    (8, include_str!("../../tests/data/migrations/0008.sql")),
    (9, include_str!("../../tests/data/migrations/0009.sql")),
    (10, include_str!("../../tests/data/migrations/0010.sql")),
    (11, include_str!("../../tests/data/migrations/0011.sql")),
    (12, include_str!("../../tests/data/migrations/0012.sql")),
    (13, include_str!("../../tests/data/migrations/0013.sql")),
    (14, include_str!("../../tests/data/migrations/0014.sql")),
    (15, include_str!("../../tests/data/migrations/0015.sql")),
    (16, include_str!("../../tests/data/migrations/0016.sql")),
    (17, include_str!("../../tests/data/migrations/0017.sql")),
    (18, include_str!("../../tests/data/migrations/0018.sql")),
    (19, include_str!("../../tests/data/migrations/0019.sql")),
    (20, include_str!("../../tests/data/migrations/0020.sql")),
    (21, include_str!("../../tests/data/migrations/0021.sql")),
    (22, include_str!("../../tests/data/migrations/0022.sql")),
    (25, include_str!("../../tests/data/migrations/0025.sql")),
    (27, include_str!("../../tests/data/migrations/0027.sql")),
    (31, include_str!("../../tests/data/migrations/0031.sql")),
    (32, include_str!("../../tests/data/migrations/0032.sql")),
];

#[tokio::test]
async fn what_an_older_version_kept_is_all_there_after_migrating() {
    for &(version, _) in KEPT {
        let known = KEPT.iter().filter(|(number, _)| *number <= version);
        let rows: String = known.map(|(_, rows)| *rows).collect();
        let rows = rows.as_str();
        empty_databases(async |url| {
            let dialect = Dialect::of(&url).unwrap();
            let mut conn = dialect.connect(&url).await.unwrap();
            migrate::migrate_up_to(&mut conn, version).await.unwrap();
            sqlx::raw_sql(sqlx::AssertSqlSafe(rows))
                .execute(&mut conn)
                .await
                .unwrap();
            drop(conn);
            let clock = Arc::new(HandClock::standing(MONDAY));
            drop(Store::open(&url, clock).await.unwrap());
            let mut conn = dialect.connect(&url).await.unwrap();
            for table in migrate::tables_up_to(version) {
                let insert = format!("INSERT INTO {table} (");
                let kept = rows.lines().filter(|l| l.starts_with(&insert)).count();
                let sql = format!("SELECT COUNT(*) AS n FROM {table}");
                let row = sqlx::query(sqlx::AssertSqlSafe(sql));
                let found: i64 = row.fetch_one(&mut conn).await.unwrap().get("n");
                let found = usize::try_from(found).unwrap();
                // A migration may arm what makes up for what was not kept before.
                let armed = table == "timer" && found > kept;
                assert!(found == kept || armed, "{table}: {found} of {kept}");
                assert!(kept > 0, "{table} has no sample row");
            }
        })
        .await;
    }
}

#[tokio::test]
async fn what_had_ended_is_added_up_and_old_titles_are_to_be_found_after_migrating() {
    empty_databases(async |url| {
        let dialect = Dialect::of(&url).unwrap();
        let mut conn = dialect.connect(&url).await.unwrap();
        migrate::migrate_up_to(&mut conn, 26).await.unwrap();
        let known = KEPT.iter().filter(|(number, _)| *number < 27);
        let rows: String = known.map(|(_, rows)| *rows).collect();
        let rows = sqlx::AssertSqlSafe(rows.as_str());
        sqlx::raw_sql(rows).execute(&mut conn).await.unwrap();
        drop(conn);
        let clock = Arc::new(HandClock::standing(MONDAY));
        drop(Store::open(&url, clock).await.unwrap());
        let mut conn = dialect.connect(&url).await.unwrap();
        let sums = "SELECT day, department_id, ended, respond_minutes, responded, completed FROM handoff_sum WHERE workspace_id = 1";
        let rows = sqlx::query(sums).fetch_all(&mut conn).await.unwrap();
        let sums: Vec<[i64; 6]> = rows
            .iter()
            .map(|row| std::array::from_fn(|n| row.get(n)))
            .collect();
        assert_eq!(sums, [[20_458, 2, 1, 60, 1, 0]]);
        let timers = "SELECT kind FROM timer WHERE kind LIKE '%:titles' ORDER BY kind";
        let rows = sqlx::query(timers).fetch_all(&mut conn).await.unwrap();
        let kinds: Vec<String> = rows.iter().map(|row| row.get("kind")).collect();
        assert_eq!(kinds, ["handoff:titles", "task:titles"]);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    both_by_address(|url, store, clock| async move {
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     SELECT 9999, description, success, checksum, execution_time FROM _sqlx_migrations WHERE version = 1";
        let mut conn = store.inner.dialect.connect(&url).await.unwrap();
        sqlx::query(newer).execute(&mut conn).await.unwrap();
        let refused = Store::open(&url, clock).await.err().expect("refused").to_string();
        assert!(refused.contains("newer version"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn opening_again_keeps_everything_and_a_backup_is_a_whole_copy() {
    both_by_address(|url, store, clock| async move {
        store.run(WS, count, "A").await.unwrap();
        let again = Store::open(&url, clock.clone()).await.unwrap();
        assert_eq!(again.read(WS, last, "A").await.unwrap(), 1);
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        if store.dialect() == Dialect::Postgres {
            assert!(
                store
                    .backup(&copy)
                    .await
                    .unwrap_err()
                    .to_string()
                    .contains("pg_dump")
            );
            return;
        }
        store.backup(&copy).await.unwrap();
        let copied = Store::open(&format!("sqlite://{}", copy.display()), clock)
            .await
            .unwrap();
        assert_eq!(copied.read(WS, last, "A").await.unwrap(), 1);
        assert!(
            store.backup(&copy).await.is_err(),
            "an existing file is not overwritten"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_gives_up_at_any_moment_loses_no_answered_change_of_others() {
    both(|store, _| async move {
        let tasks = (0..300_u64).map(|n| {
            let store = store.clone();
            // From before the first statement to after the commit.
            let patience = match n % 2 {
                0 => Duration::from_secs(60),
                _ => Duration::from_micros(n * 37 % 9_000),
            };
            tokio::spawn(async move {
                let work = store.run(WS, count, "A");
                tokio::time::timeout(patience, work).await.ok()?.ok()
            })
        });
        let given: Vec<i64> = join_all(tasks)
            .await
            .into_iter()
            .filter_map(Result::unwrap)
            .collect();
        let different: std::collections::BTreeSet<_> = given.iter().collect();
        assert!(given.len() >= 150, "who was patient was answered");
        assert_eq!(
            different.len(),
            given.len(),
            "no number was given out twice"
        );
        let last = store.read(WS, last, "A").await.unwrap();
        assert!(given.iter().all(|n| *n <= last), "{last}");
        assert_eq!(store.run(WS, count, "A").await.unwrap(), last + 1);
    })
    .await;
}

#[tokio::test]
async fn a_panic_takes_back_its_own_change_only() {
    both(|store, _| async move {
        let tasks = (0..30).map(|n| {
            let store = store.clone();
            tokio::spawn(async move { store.run(WS, count_unless_third_panics, &n).await })
        });
        let done = join_all(tasks).await;
        assert_eq!(done.iter().filter(|d| d.is_err()).count(), 10);
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 20);
    })
    .await;
}

/// SQLite may take back the whole transaction, and with it the neighbours in the group: they must hear of it.
#[tokio::test]
async fn when_the_disk_is_full_only_what_is_kept_was_answered_and_work_goes_on() {
    async fn limit(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
        sqlx::query("PRAGMA max_page_count = 100")
            .execute(tx.conn().await?)
            .await?;
        Ok(())
    }
    const NINE: [i64; 9] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    async fn if_fourth_fill(tx: &mut Tx, n: &i64) -> anyhow::Result<i64> {
        if *n != 4 {
            return tx.next_key("A").await;
        }
        let fill = "INSERT INTO key_counter (workspace_id, kind, last) VALUES ($1, $2, 0)";
        sqlx::query(fill)
            .bind(9_i64)
            .bind("x".repeat(1_000_000))
            .execute(tx.conn().await?)
            .await?;
        Ok(0)
    }
    both(|store, _| async move {
        if store.dialect() == Dialect::Postgres {
            return;
        }
        store.run(WS, limit, &()).await.unwrap();
        let works = NINE.iter().map(|n| store.run(WS, if_fourth_fill, n));
        let done = join_all(works).await;
        assert!(done[4].is_err());
        let given = done.iter().flatten().max().copied().unwrap_or(0);
        assert_eq!(store.read(WS, last, "A").await.unwrap(), given);
        assert_eq!(store.run(WS, count, "A").await.unwrap(), given + 1);
    })
    .await;
}

#[tokio::test]
async fn when_the_server_has_closed_every_connection_work_goes_on_with_new_ones() {
    both_by_address(|url, store, _| async move {
        if store.dialect() == Dialect::Sqlite {
            return;
        }
        let many = (0..8).map(|n| store.run(WorkspaceId(n + 1), count, "A"));
        assert!(join_all(many).await.iter().all(Result::is_ok));
        let close = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let mut other = store.inner.dialect.connect(&url).await.unwrap();
        let closed = sqlx::raw_sql(close).fetch_all(&mut other).await.unwrap();
        assert!(closed.len() > 1, "{}", closed.len());
        assert_eq!(store.run(WS, count, "A").await.unwrap(), 2);
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 2);
    })
    .await;
}

/// Takes that many numbers without waiting for them; `fail` asks for what the table refuses, last of all.
async fn count_later(tx: &mut Tx, (many, fail): &(i64, bool)) -> anyhow::Result<()> {
    const ONE_MORE: &str = "INSERT INTO key_counter (workspace_id, kind, last) VALUES ($1, $2, 1) \
         ON CONFLICT (workspace_id, kind) DO UPDATE SET last = key_counter.last + 1";
    const TWICE: &str = "INSERT INTO key_counter (workspace_id, kind, last) VALUES ($1, $2, $3)";
    for _ in 0..*many {
        tx.later(Write::new("count", ONE_MORE).bind(WS.0).bind("A"));
    }
    if *fail {
        let twice = Write::new("count again", TWICE);
        tx.later(twice.bind(WS.0).bind("A").bind(7_i64));
    }
    Ok(())
}

#[tokio::test]
async fn what_is_written_later_is_kept_with_the_rest_or_not_at_all() {
    async fn count_later_and_look(tx: &mut Tx, many: &i64) -> anyhow::Result<i64> {
        let before = last(tx, "A").await?;
        count_later(tx, &(*many, false)).await?;
        Ok(last(tx, "A").await? - before)
    }
    both(|store, _| async move {
        // More than are sent at once.
        store.run(WS, count_later, &(20, false)).await.unwrap();
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 20);
        let seen = store.run(WS, count_later_and_look, &3).await.unwrap();
        assert_eq!(seen, 3, "the next statement sees what was written");
        let error = store.run(WS, count_later, &(10, true)).await.unwrap_err();
        assert!(format!("{error:#}").contains("count again"), "{error:#}");
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 23);
        // Those that share the commit are not harmed by the one whose last statement fails.
        let works: Vec<(i64, bool)> = (0..30).map(|n| (1, n % 3 == 0)).collect();
        let done = join_all(works.iter().map(|work| store.run(WS, count_later, work))).await;
        assert_eq!(done.iter().filter(|d| d.is_ok()).count(), 20);
        assert_eq!(store.read(WS, last, "A").await.unwrap(), 43);
    })
    .await;
}

#[tokio::test]
async fn what_is_on_the_shelf_is_taken_by_its_revision_and_by_its_workspace_only() {
    async fn put(tx: &mut Tx, (revision, what): &(i64, i64)) -> anyhow::Result<()> {
        tx.put_on_shelf(*revision, &Arc::new(*what));
        Ok(())
    }
    async fn take(tx: &mut Tx, revision: &i64) -> anyhow::Result<Option<i64>> {
        Ok(tx.take_from_shelf(*revision).map(|what| *what))
    }
    both(|store, _| async move {
        store.run(WS, put, &(1, 11)).await.unwrap();
        assert_eq!(store.read(WS, take, &1).await.unwrap(), Some(11));
        assert_eq!(store.read(WS, take, &2).await.unwrap(), None);
        assert_eq!(store.read(WorkspaceId(2), take, &1).await.unwrap(), None);
        store.run(WS, put, &(2, 22)).await.unwrap();
        assert_eq!(store.run(WS, take, &1).await.unwrap(), None);
        assert_eq!(store.run(WS, take, &2).await.unwrap(), Some(22));
    })
    .await;
}

/// What a neighbour in the group read may be what the failed commit took back.
#[tokio::test]
async fn nothing_is_left_on_the_shelf_by_a_group_that_was_lost() {
    async fn put(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
        let revision = tx.next_key("A").await?;
        tx.put_on_shelf(revision, &Arc::new(revision));
        Ok(())
    }
    async fn lose(tx: &mut Tx, (): &()) -> anyhow::Result<()> {
        sqlx::query("ROLLBACK").execute(tx.conn().await?).await?;
        Ok(())
    }
    async fn take(tx: &mut Tx, (): &()) -> anyhow::Result<Option<Arc<i64>>> {
        Ok(tx.take_from_shelf(1))
    }
    both(|store, _| async move {
        if store.dialect() == Dialect::Postgres {
            return;
        }
        let (first, second) = tokio::join!(store.run(WS, put, &()), store.run(WS, lose, &()));
        assert!(first.is_err() && second.is_err());
        assert_eq!(store.read(WS, take, &()).await.unwrap(), None);
        assert_eq!(store.run(WS, count, "A").await.unwrap(), 1);
    })
    .await;
}
