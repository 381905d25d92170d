//! Runs a test on both databases. Only built for tests.

use std::future::Future;
use std::sync::Arc;

use sqlx::{AnyConnection, Connection};

use crate::clock::{At, HandClock};
use crate::store::Store;

/// 2026-01-05, a Monday, 00:00 UTC.
pub(crate) const MONDAY: At = At(1_767_571_200_000);

/// A database of the test's own, on SQLite and on PostgreSQL, with a clock that stands at [`MONDAY`].
pub(crate) async fn both<F: Future<Output = ()>>(test: impl Fn(Store, Arc<HandClock>) -> F) {
    both_by_address(|_, store, clock| test(store, clock)).await;
}

/// The same for tests that open the database a second time.
pub(crate) async fn both_by_address<F: Future<Output = ()>>(
    test: impl Fn(String, Store, Arc<HandClock>) -> F,
) {
    empty_databases(async |url| run(&url, &test).await).await;
}

/// The addresses of two databases with nothing in them.
pub(crate) async fn empty_databases(test: impl AsyncFn(String)) {
    sqlx::any::install_default_drivers();
    let folder = tempfile::tempdir().expect("a folder for the test's database");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    test(url).await;
    let Some(server) = postgres() else { return };
    let name = format!("t{:032x}", rand::random::<u128>());
    let mut admin = AnyConnection::connect(&server)
        .await
        .expect("the test's PostgreSQL answers");
    execute(&mut admin, format!("CREATE DATABASE {name}")).await;
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    test(format!("{base}/{name}")).await;
    execute(&mut admin, format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

async fn execute(conn: &mut AnyConnection, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(conn)
        .await
        .expect("the test's own database");
}

async fn run<F: Future<Output = ()>>(
    url: &str,
    test: &impl Fn(String, Store, Arc<HandClock>) -> F,
) {
    let clock = Arc::new(HandClock::standing(MONDAY));
    let store = Store::open(url, clock.clone())
        .await
        .expect("the test's database opens");
    test(url.to_owned(), store, clock).await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests are told by the environment where PostgreSQL is"
)]
fn postgres() -> Option<String> {
    match std::env::var("LIAISON_TEST_POSTGRES") {
        Ok(url) => Some(url),
        Err(_) if std::env::var("CI").is_ok() => {
            panic!("LIAISON_TEST_POSTGRES is not set: run tests/run")
        }
        Err(_) => None,
    }
}
