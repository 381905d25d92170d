//! Databases for tests, on SQLite and on PostgreSQL: each is a copy of one that was prepared once for this build of the
//! tests, so that a test does not wait for what all of them need.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use sqlx::{AnyConnection, Connection as _, Row as _};
use tokio::sync::Mutex;

/// What this process has prepared: the bytes of a file, the name on the server.
static FILES: Mutex<BTreeMap<&'static str, Vec<u8>>> = Mutex::const_new(BTreeMap::new());
static TEMPLATES: Mutex<BTreeMap<&'static str, String>> = Mutex::const_new(BTreeMap::new());

/// Runs a test with the address of a SQLite database. `prepare` gets the address of an empty one; what it leaves there is
/// kept under `name`.
pub async fn on_sqlite(
    name: &'static str,
    prepare: impl AsyncFn(&str),
    test: impl AsyncFn(String),
) {
    sqlx::any::install_default_drivers();
    let mut files = FILES.lock().await;
    if !files.contains_key(name) {
        files.insert(name, in_a_file(&prepare).await);
    }
    let bytes = files.get(name).cloned().unwrap_or_default();
    drop(files);
    let folder = tempfile::tempdir().expect("a folder for the test's database");
    let file = folder.path().join("test.db");
    std::fs::write(&file, bytes).expect("the test's database is written");
    test(address(&file)).await;
}

/// The same on PostgreSQL, if the environment says where that is.
pub async fn on_postgres(
    name: &'static str,
    prepare: impl AsyncFn(&str),
    test: impl AsyncFn(String),
) {
    sqlx::any::install_default_drivers();
    let Some(server) = postgres() else { return };
    let mut templates = TEMPLATES.lock().await;
    if !templates.contains_key(name) {
        templates.insert(name, on_the_server(&server, name, &prepare).await);
    }
    let template = templates.get(name).cloned().unwrap_or_default();
    drop(templates);
    let own = format!("t{:032x}", rand::random::<u128>());
    let mut admin = connect(&server).await;
    execute(
        &mut admin,
        format!("CREATE DATABASE {own} TEMPLATE {template}"),
    )
    .await;
    test(beside(&server, &own)).await;
    execute(&mut admin, format!("DROP DATABASE {own} WITH (FORCE)")).await;
}

async fn in_a_file(prepare: &impl AsyncFn(&str)) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder for what is prepared");
    let (file, copy) = (
        folder.path().join("first.db"),
        folder.path().join("copy.db"),
    );
    std::fs::write(&file, []).expect("an empty database");
    prepare(&address(&file)).await;
    // Whatever is in the log beside the file is in the copy.
    let mut conn = connect(&address(&file)).await;
    execute(&mut conn, format!("VACUUM INTO '{}'", copy.display())).await;
    std::fs::read(copy).expect("the copy is read")
}

/// Another process of the same build may be preparing it: one does, under a lock of the server's.
async fn on_the_server(server: &str, name: &str, prepare: &impl AsyncFn(&str)) -> String {
    let template = format!("liaison_{name}_{:x}", build());
    let mut admin = connect(server).await;
    number(
        &mut admin,
        "SELECT CASE WHEN pg_advisory_lock(5) IS NULL THEN 1 ELSE 0 END",
    )
    .await;
    let ready = format!(
        "SELECT COUNT(*) FROM pg_database WHERE datname = '{template}' AND NOT datallowconn"
    );
    if number(&mut admin, &ready).await == 0 {
        let drop = format!("DROP DATABASE IF EXISTS {template} WITH (FORCE)");
        execute(&mut admin, drop).await;
        execute(&mut admin, format!("CREATE DATABASE {template}")).await;
        prepare(&beside(server, &template)).await;
        let close = format!("ALTER DATABASE {template} WITH ALLOW_CONNECTIONS false");
        execute(&mut admin, close).await;
        // Nothing is copied while somebody is connected to it.
        let connected = format!(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{template}'"
        );
        while number(&mut admin, &connected).await > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    template
}

/// Which build of the tests this is.
fn build() -> u128 {
    let program = std::env::current_exe().and_then(std::fs::metadata);
    let changed = program
        .and_then(|p| p.modified())
        .expect("the tests are a file");
    changed
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos())
}

fn address(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

/// The address of another database of the same server.
fn beside(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    format!("{base}/{name}")
}

async fn connect(url: &str) -> AnyConnection {
    AnyConnection::connect(url)
        .await
        .expect("the test's database answers")
}

async fn execute(conn: &mut AnyConnection, sql: String) {
    let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql));
    sql.execute(conn).await.expect("the test's own database");
}

async fn number(conn: &mut AnyConnection, sql: &str) -> i64 {
    let row = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(conn).await;
    let row = row.expect("the test's own database");
    row.try_get::<i64, _>(0)
        .or_else(|_| row.try_get::<i32, _>(0).map(i64::from))
        .expect("a number")
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
