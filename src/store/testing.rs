//! Runs a test on both databases. Only built for tests.

use std::future::Future;
use std::sync::Arc;

use crate::clock::{At, HandClock};
use crate::store::Store;

#[path = "../../tests/databases/mod.rs"]
mod databases;

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
    let migrate = async |url: &str| drop(open(url, Arc::new(HandClock::standing(MONDAY))).await);
    let live = async |url: String| run(&url, &test).await;
    databases::on_sqlite("migrated", migrate, live).await;
    databases::on_postgres("migrated", migrate, live).await;
}

/// The addresses of two databases with nothing in them.
pub(crate) async fn empty_databases(test: impl AsyncFn(String)) {
    databases::on_sqlite("empty", async |_| {}, &test).await;
    databases::on_postgres("empty", async |_| {}, &test).await;
}

async fn run<F: Future<Output = ()>>(
    url: &str,
    test: &impl Fn(String, Store, Arc<HandClock>) -> F,
) {
    let clock = Arc::new(HandClock::standing(MONDAY));
    let store = open(url, clock.clone()).await;
    // On the heap: what a test does from beginning to end is large.
    Box::pin(test(url.to_owned(), store, clock)).await;
}

async fn open(url: &str, clock: Arc<HandClock>) -> Store {
    Store::open(url, clock)
        .await
        .expect("the test's database opens")
}
