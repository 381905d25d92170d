//! Whatever people type: one private sentence that helps, nothing changed, nobody pinged.
//!
//! The cases are made from the commands as they are registered, so a new command is covered by itself.

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};

use liaison::app;
use liaison::sandbox::Outcome;
use serde_json::{Map, Value};
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::world::{Got, Person, World, flat, on_both};

/// A command or subcommand: its path and its options as registered.
struct Typed {
    path: String,
    options: Vec<Value>,
}

/// Every subcommand, from what the bot registered.
fn registered(world: &World) -> Vec<Typed> {
    let requests = world.server.requests();
    let put = requests
        .iter()
        .find(|r| r.method == "PUT" && r.path.ends_with("/commands"))
        .expect("commands were registered");
    let mut found = Vec::new();
    for command in put.body.as_array().unwrap() {
        let name = command["name"].as_str().unwrap();
        if !matches!(command["type"].as_u64(), None | Some(1)) {
            continue;
        }
        let options = list(&command["options"]);
        if options.iter().any(|o| o["type"] == 1) {
            found.extend(options.iter().map(|sub| Typed {
                path: format!("{name} {}", sub["name"].as_str().unwrap()),
                options: list(&sub["options"]),
            }));
        } else {
            found.push(Typed {
                path: name.to_owned(),
                options,
            });
        }
    }
    assert!(found.len() > 35, "only {} commands", found.len());
    found
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// Something that works for an option.
fn right(world: &World, option: &Value) -> Value {
    let name = option["name"].as_str().unwrap();
    if let Some(choice) = list(&option["choices"]).first() {
        return choice["value"].clone();
    }
    if option["type"] == 11 {
        let rows = b"day,amount\n2026-01-02,5\n";
        return Value::from(
            world
                .server
                .upload("rows.csv", "text/csv", rows)
                .to_string(),
        );
    }
    Value::from(match name {
        "department" => "ops",
        "budget" | "parent" => "BUD-1",
        "amount" => "12.50",
        "standup" => "STD-1",
        "digest" => "DIG-1",
        "incident" => "INC-1",
        "policy" => "ESC-1",
        "levels" => "primary 5m > lead",
        "into" => "INC-2",
        "integration" => "INT-1",
        "heartbeat" => "HB-1",
        "silence" => "SIL-1",
        "watch" => "WATCH-1",
        "decision" => "DEC-1",
        "question" => "KB-1",
        "entry" => "KB-2",
        "task" => "TASK-1",
        "other" => "INC-1",
        "stage" => "done",
        "measure" => "CSAT",
        "answer" => return Value::from(1),
        "match" => "service=db",
        "for" => "2h",
        "every" => "1h",
        "members" => return Value::from(format!("<@{}>", world.mei.id)),
        "handoff" => "mon 09:00",
        "length" => "week",
        "schedule" => "weekdays 09:30",
        "timezone" => "Asia/Shanghai",
        "from" | "date" => "2026-03-02",
        "to" => "2026-03-06",
        "preset" => "cn-2026",
        "key" => "legal",
        "hours" => "09:00-18:00",
        "quiet_hours" => "22:00-07:00",
        "workdays" => "mon-fri",
        "currency" => "CNY",
        "topic" => "standup",
        "subject" => "ops",
        "reminders" => "80%",
        "sections" => "away",
        "questions" => "What is done? | What is next?",
        "kind" => "task",
        "most" => return Value::from(5),
        "window" => return Value::from(60),
        "user" | "lead" | "delegate" => return Value::from(world.ana.id.to_string()),
        "channel" => return Value::from(world.general.to_string()),
        "role" => return Value::from(world.server.add_role("Some", 0).to_string()),
        _ => "Something",
    })
}

/// Texts that nobody should type, and somebody does.
fn nasty(world: &World) -> Vec<String> {
    let bo = world.bo.id;
    vec![
        "@everyone @here".to_owned(),
        format!("<@{bo}> <@&{bo}> <#{bo}>"),
        "**bold** `code` ||spoiler|| [link](https://example.org) # title".to_owned(),
        "```\ncode\n```\n> quote".to_owned(),
        "\u{202e}txet drawkcab \u{0627}\u{0644}\u{0639}\u{0631}".to_owned(),
        "😀👩‍👩‍👧‍👦🏳️‍🌈".to_owned(),
        "\u{200b}\u{200b}\u{2060}".to_owned(),
        "a".repeat(4_000),
        "项目".repeat(1_500),
        "0 0 30 2 *".to_owned(),
        "Mars/Olympus".to_owned(),
        "1999-01-01".to_owned(),
        "2026-02-30".to_owned(),
        "99999999999999999999".to_owned(),
        "-1".to_owned(),
        "'; DROP TABLE standup; --".to_owned(),
        "STD-999".to_owned(),
        "opss".to_owned(),
        "standup:answer:1:2026-01-05".to_owned(),
    ]
}

/// The two that would ping, and some of the others: another option gets others, and the other database does.
fn some_nasty(world: &World, turn: &mut usize) -> Vec<String> {
    let mut all = nasty(world);
    let others = all.split_off(2);
    let from = *turn * 2;
    *turn += 1;
    all.extend((from..from + 2).map(|n| others[n % others.len()].clone()));
    all
}

/// Where the turns begin on this database.
fn first_turn(world: &World) -> usize {
    usize::from(world.is_on_sqlite())
}

/// Everything that a change would show in.
async fn state(conn: &mut AnyConnection) -> String {
    let tables = [
        "journal",
        "post",
        "timer",
        "department",
        "department_member",
        "department_lead",
        "absence",
        "holiday",
        "standup",
        "standup_round",
        "standup_answer",
        "digest",
        "message",
    ];
    let counts: Vec<String> = tables
        .iter()
        .map(|table| format!("(SELECT COUNT(*) FROM {table}) AS {table}_n"))
        .collect();
    let sql = format!("SELECT {}", counts.join(", "));
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .fetch_one(conn)
        .await
        .unwrap();
    let counts = (0..tables.len()).map(|i| row.get::<i64, _>(i).to_string());
    counts.collect::<Vec<_>>().join(" ")
}

/// What the database holds, to see that it goes on holding just that.
struct Kept {
    conn: AnyConnection,
    /// Changes with every change, and is quick to read.
    mark: String,
    /// Every row of every table, word for word.
    rows: BTreeSet<String>,
}

impl Kept {
    async fn of(world: &World) -> Kept {
        let settings = world.settings();
        let url = settings.database_url.reveal();
        let mut conn = AnyConnection::connect(url).await.unwrap();
        Kept {
            mark: mark(world, &mut conn).await,
            rows: everything(world).await,
            conn,
        }
    }

    /// Fails if anything is different.
    async fn holds(&mut self, world: &World, what: &str) {
        let mark = mark(world, &mut self.conn).await;
        if mark == self.mark {
            return;
        }
        let rows = everything(world).await;
        let changed: Vec<&String> = rows.symmetric_difference(&self.rows).collect();
        assert!(changed.is_empty(), "{what} changed something: {changed:#?}");
        self.mark = mark;
    }
}

/// On SQLite the files themselves; on PostgreSQL how many rows each table has, and which transactions wrote them.
async fn mark(world: &World, conn: &mut AnyConnection) -> String {
    let settings = world.settings();
    if let Some(file) = settings.database_url.reveal().strip_prefix("sqlite://") {
        let mut hash = std::hash::DefaultHasher::new();
        for end in ["", "-wal"] {
            std::fs::read(format!("{file}{end}")).ok().hash(&mut hash);
        }
        return hash.finish().to_string();
    }
    let tables = "SELECT string_agg(format(
            'SELECT ''%I '' || COUNT(*) || '' '' || COALESCE(SUM(xmin::text::bigint), 0) AS n FROM %I', relname, relname
        ), ' UNION ALL ') FROM pg_stat_user_tables";
    let each: String = sqlx::query_scalar(tables)
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    let all = format!("SELECT string_agg(n, ' ' ORDER BY n) FROM ({each}) AS t");
    let all = sqlx::query_scalar(sqlx::AssertSqlSafe(all));
    all.fetch_one(conn).await.unwrap()
}

async fn everything(world: &World) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let options = app::Options {
        settings: world.settings(),
        clock: world.clock.clone(),
    };
    app::export(options, folder.path()).await.unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap();
    let mut rows = BTreeSet::new();
    for path in files.map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|e| e == "json") {
            let table = path.file_stem().unwrap().display().to_string();
            // When it looks again at who can be reached, it decides by itself.
            if table == "reach_look" {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let lines = text.lines().map(|line| line.trim_end_matches(','));
            rows.extend(lines.map(|line| format!("{table}: {line}")));
        }
    }
    rows
}

/// Those whom nothing that is typed here has to do with. (Who leads a department is paged for its incidents.)
fn pings(world: &World) -> usize {
    [&world.bo, &world.jun]
        .map(|person| person.pings())
        .iter()
        .sum()
}

/// A refusal is a sentence; what was done is told on a card, asked in a form.
fn refused(got: &Got) -> Option<String> {
    match &got.0 {
        Outcome::Message { message, .. } if list(&message["embeds"]).is_empty() => {
            message["content"].as_str().map(ToOwned::to_owned)
        }
        _ => None,
    }
}

/// What everybody must hold of every answer, whatever it is.
fn decent(what: &str, got: &Got) {
    let text = match &got.0 {
        Outcome::Message { ephemeral, message } => {
            assert!(*ephemeral, "{what}: others see {}", flat(message));
            flat(message)
        }
        Outcome::Modal { modal } => modal["title"].to_string(),
        other => panic!("{what}: {other:?}"),
    };
    assert!(!text.trim().is_empty(), "{what}: an empty answer");
    for sign in ["refuse-", "{ $", "{$", "went wrong", "face-fault"] {
        assert!(!text.contains(sign), "{what}: {text}");
    }
    assert!(
        !text.contains("@everyone") && !text.contains("@here"),
        "{what}: {text}"
    );
}

async fn scene(world: &World) {
    world.is_set_up().await;
    let general = world.general;
    for line in [
        "/department join department:ops",
        "/department edit department:ops lead:Mei",
        "/standup create department:ops name:Daily schedule:weekdays 09:30",
        "/digest create department:ops schedule:weekdays 17:30",
        "/incident declare title:First severity:sev3 department:ops",
        "/incident declare title:Second severity:sev3 department:ops",
        "/integration create department:ops kind:alertmanager name:prom",
        "/heartbeat create department:ops name:backup every:1h",
        "/silence create match:service=web for:2h",
        "/escalation create department:ops name:Usual levels:primary 5m > lead 10m",
        "/budget create name:Cloud amount:10m department:ops",
        "/task create department:ops kind:task title:Renew the certificate",
        "/handoff request to:it from:ops playbook:general title:A server details:For the pilot",
        "/measure record measure:CSAT value:4.6 department:ops",
        "/knowledge ask question:How are backups restored? department:ops",
        "/knowledge add kind:policy title:Backups text:Every night. department:ops",
    ] {
        let line = line.replace("lead:Mei", &format!("lead:<@{}>", world.mei.id));
        let got = world.mei.runs(general, &line).await;
        assert!(refused(&got).is_none(), "{line}: {}", got.text());
    }
    let watch = "/watch add channel:#general pattern:panic action:incident department:ops";
    world.mei.runs(general, watch).await.shows("not saved yet");
    world.mei.presses(general, "Save").await.shows("watches");
    crate::watch::listens(world, crate::watch::MESSAGES).await;
    world.settle().await;
}

async fn runs(world: &World, person: &Person, path: &str, options: &Map<String, Value>) -> Got {
    let outcome = world
        .server
        .slash_with(person.id, world.general, path, options)
        .await;
    let patience = std::time::Duration::from_secs(60);
    Got(world.server.settled(outcome, patience).await)
}

fn words_of(world: &World, command: &Typed) -> Map<String, Value> {
    let required = command.options.iter().filter(|o| o["required"] == true);
    let mut words: Map<String, Value> = required
        .map(|o| (o["name"].as_str().unwrap().to_owned(), right(world, o)))
        .collect();
    // Elsewhere it is a day.
    if command.path.starts_with("handoff ") && words.contains_key("to") {
        words.insert("to".to_owned(), Value::from("it"));
    }
    if command.path.starts_with("handoff ") && words.contains_key("handoff") {
        words.insert("handoff".to_owned(), Value::from("HO-1"));
    }
    if command.path == "handoff request" {
        words.insert("from".to_owned(), Value::from("ops"));
        words.insert("playbook".to_owned(), Value::from("general"));
    }
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn every_text_option_takes_anything_and_stays_polite() {
    on_both(async |world: &mut World| {
        scene(world).await;
        let pinged = pings(world);
        let settings = world.settings();
        let url = settings.database_url.reveal();
        let mut conn = AnyConnection::connect(url).await.unwrap();
        let mut turn = first_turn(world);
        for command in registered(world) {
            // What is made by the way (a second standup, another name) does no harm to the cases that follow.
            for option in &command.options {
                if option["type"] != 3 || !list(&option["choices"]).is_empty() {
                    continue;
                }
                let name = option["name"].as_str().unwrap().to_owned();
                for text in some_nasty(world, &mut turn) {
                    let mut words = words_of(world, &command);
                    words.insert(name.clone(), Value::from(text.clone()));
                    let before = state(&mut conn).await;
                    let got = runs(world, &world.mei, &command.path, &words).await;
                    let shown: String = text.chars().take(40).collect();
                    let what = format!("/{} {name}:{shown}", command.path);
                    decent(&what, &got);
                    if refused(&got).is_some() {
                        assert_eq!(state(&mut conn).await, before, "{what} changed something");
                    }
                    world.settle().await;
                }
            }
        }
        assert_eq!(pings(world), pinged, "somebody was pinged");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_suggestion_survives_anything_that_is_typed() {
    on_both(async |world: &mut World| {
        scene(world).await;
        let mut turn = first_turn(world);
        for command in registered(world) {
            let completing = command.options.iter().filter(|o| o["autocomplete"] == true);
            for option in completing {
                let name = option["name"].as_str().unwrap();
                for text in some_nasty(world, &mut turn)
                    .into_iter()
                    .chain([String::new()])
                {
                    let mut words = words_of(world, &command);
                    words.insert(name.to_owned(), Value::from(text.clone()));
                    let outcome = world
                        .server
                        .autocomplete_with(world.jun.id, world.general, &command.path, &words, name)
                        .await;
                    let visible = !matches!(command.path.split(' ').next(), Some("setup"));
                    assert!(
                        matches!(outcome, Outcome::Choices { .. }) || !visible,
                        "/{} {name}:{text}: {outcome:?}",
                        command.path
                    );
                }
            }
        }
    })
    .await;
}

/// What somebody who belongs to nothing may run; all else is refused with the words that say who may.
const FOR_ALL: &[&str] = &[
    "budget list",
    "budget status",
    "away cancel",
    "away list",
    "away set",
    "calendar list",
    "department join",
    "department leave",
    "department list",
    "department show",
    "decision list",
    "digest list",
    "handoff list",
    "handoff freeze",
    "handoff matrix",
    "handoff show",
    "decision show",
    "measure list",
    "measure show",
    "task cap",
    "task comment",
    "task list",
    "task schedules",
    "task show",
    "escalation show",
    "heartbeat list",
    "help",
    "incident declare",
    "incident list",
    "incident show",
    "integration list",
    "knowledge acknowledge",
    "knowledge answer",
    "knowledge ask",
    "knowledge search",
    "knowledge show",
    "me settings",
    "me show",
    "oncall calendar",
    "oncall contact",
    "oncall shifts",
    "oncall swap",
    "oncall who",
    "silence list",
    "standup list",
    "watch list",
];

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_is_told_who_may_and_nothing_changes() {
    on_both(async |world: &mut World| {
        scene(world).await;
        let mut kept = Kept::of(world).await;
        let mut allowed = Vec::new();
        for (person, chinese) in [(&world.ana, false), (&world.bo, true)] {
            for command in registered(world) {
                if command.path.starts_with("setup") || FOR_ALL.contains(&&*command.path) {
                    continue;
                }
                let mut words = words_of(world, &command);
                if command.path == "calendar import" {
                    words.insert("preset".to_owned(), Value::from("cn-2026"));
                }
                if command.path == "oncall override" {
                    words.insert("department".to_owned(), Value::from("ops"));
                }
                let got = runs(world, person, &command.path, &words).await;
                decent(&command.path, &got);
                let right = if chinese { "只有" } else { "Only" };
                if !refused(&got).is_some_and(|said| said.contains(right)) {
                    allowed.push(format!("/{}: {}", command.path, got.text()));
                    kept = Kept::of(world).await;
                    continue;
                }
                kept.holds(world, &command.path).await;
            }
        }
        assert!(allowed.is_empty(), "{allowed:#?}");
    })
    .await;
}

/// Steps that a state does not allow, once the step before it was taken: who, the line, a part of the sentence.
const STATES: &[(&str, &str)] = &[
    ("/standup resume standup:STD-1", "already running"),
    ("/standup pause standup:STD-1", ""),
    ("/standup pause standup:STD-1", "already paused by"),
    ("/standup resume standup:STD-1", ""),
    ("/digest resume digest:DIG-1", "already running"),
    ("/digest pause digest:DIG-1", ""),
    ("/digest pause digest:DIG-1", "already paused by"),
    ("/standup answer standup:STD-9", "There is no standup"),
    (
        "/standup create department:opps name:X schedule:weekdays 09:30",
        "Nearest: `ops`",
    ),
    (
        "/standup create department:ops name:X schedule:0 0 30 2 *",
        "never comes",
    ),
    (
        "/standup create department:ops name:X schedule:now and then",
        "One that works",
    ),
    (
        "/standup create department:ops name:X schedule:weekdays 09:30 timezone:Mars/Olympus",
        "is not a time zone",
    ),
    (
        "/standup create department:ops name:X schedule:weekdays 09:30 window:100000",
        "5 to 1440",
    ),
    ("/standup report standup:STD-1", "had no finished round"),
    (
        "/department join department:ops",
        "belong to Operations already",
    ),
    ("/department leave department:finance", "nothing to leave"),
    ("/department add key:ops name:Again", "already"),
    ("/department add key:Über name:X", "cannot be a key"),
    ("/department edit department:ops", "Nothing was changed"),
    (
        "/department edit department:ops hours:18:00-09:00x",
        "are not working hours",
    ),
    ("/calendar remove date:2026-03-03", "is not marked"),
    ("/calendar holiday date:1999-01-01", "already past"),
    ("/calendar import", "Give one of the two"),
    (
        "/away set from:2026-03-06 to:2026-03-02",
        "before the beginning",
    ),
    (
        "/away set from:2026-03-02 to:2036-03-02",
        "a year long at most",
    ),
    ("/away set from:1999-01-01 to:1999-01-02", "already past"),
    ("/away cancel", "There is no absence"),
    (
        "/me settings timezone:Nowhere/Land",
        "There is no time zone",
    ),
    ("/me settings quiet_hours:always", "are not quiet hours"),
    ("/me settings", ""),
    ("/help topic:everything", "There is no topic"),
    ("/audit subject:a b", "not something the record knows"),
    (
        "/simulate from:2026-03-06 to:2026-03-02",
        "is before the beginning",
    ),
    ("/setup run currency:money", "not a currency code"),
    ("/setup run timezone:Nowhere/Land", "There is no time zone"),
];

#[tokio::test(flavor = "multi_thread")]
async fn a_state_that_does_not_allow_the_step_says_so_and_what_works() {
    on_both(async |world: &mut World| {
        scene(world).await;
        let mut kept = Kept::of(world).await;
        for (line, part) in STATES {
            let got = world.mei.runs(world.general, line).await;
            decent(line, &got);
            if part.is_empty() {
                world.settle().await;
                kept = Kept::of(world).await;
                continue;
            }
            let said = refused(&got);
            let said = said.unwrap_or_else(|| panic!("{line} was done: {}", got.text()));
            assert!(said.contains(part), "{line}: no “{part}” in “{said}”");
            kept.holds(world, line).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_an_unknown_kind_or_of_something_gone_is_answered() {
    on_both(async |world: &mut World| {
        scene(world).await;
        world.clock_to("2026-01-05 09:30 Asia/Shanghai").await;
        let deleted = world
            .mei
            .runs(world.general, "/standup delete standup:STD-1")
            .await;
        assert!(deleted.text().contains("Delete"), "{}", deleted.text());
        world.mei.presses(world.general, "Delete it").await;
        world.settle().await;
        let ops = world.channel("ops");
        let messages = world.server.messages(ops, world.mei.id);
        for message in &messages {
            for row in list(&message["components"]) {
                for button in list(&row["components"]) {
                    let id = button["custom_id"].as_str().unwrap();
                    // Buttons of what is there still change what they stand on.
                    if !id.starts_with("standup:") {
                        continue;
                    }
                    let message = message["id"].as_str().unwrap().parse().unwrap();
                    let got = world.mei.clicks(message, id).await;
                    // A press before it may have taken it off its message.
                    let taken = matches!(&got.0, Outcome::Failed { error } if error.contains("no such button"));
                    if !taken {
                        decent(id, &got);
                    }
                }
            }
        }
    })
    .await;
}
