//! Tasks and handoffs as an organisation has them after some years, put straight into the tables: a million of them are not
//! made one by one. Every column holds what the program itself would have written.

use std::fmt::Display;
use std::sync::Arc;

use anyhow::Context;
use liaison::bench::Tx;
use liaison::bench::work::{Department, Desk, Kind, playbook, title_terms};
use liaison::clock::{At, Clock, SystemClock};
use serde_json::json;
use sqlx::AssertSqlSafe;

/// The department that is looked at, and who looks.
pub const DEPARTMENT: &str = "ops";
pub const PERSON: i64 = 1_000;
/// Everybody: person 1,000 + n belongs to the n-th department, counted round and round from the one that is looked at.
const PEOPLE: i64 = 200;
/// Open at every size: in the department and in the ten others; of the person.
const OPEN: i64 = 700;
const OPEN_HANDOFFS: i64 = 55;
/// What is open is not older.
const OPEN_DAYS: i64 = 60;
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
/// Where what is never due stands.
const NEVER: i64 = 253_402_300_799_000;
const CHANNEL: i64 = 900;
const AT_ONCE: i64 = 10_000;
/// Of what is over, one in so many was the person's, and is done: at every size a page of that is full.
const OWN: i64 = 12;
/// Rows of one statement.
const ROWS: usize = 250;

const TASK: &str = "workspace_id, number, department_id, kind, flow, title, details, project, priority, visible, state, \
     state_by, state_at, is_open, stage, requester, made_at, assignee, claimed, taken_at, respond_by, due_at, touched_at, \
     snoozed_until, closed_at, recurring, channel_id, room_id, csat, csat_text, csat_at, more, version";
const HANDOFF: &str = "workspace_id, number, playbook, from_department, to_department, title, details, project, priority, \
     wanted_at, particulars, file, origin, parent, incident, state, is_open, state_by, state_at, asked_in, requested_by, \
     requested_at, assignee, accepted_by, accepted_at, words, outcome, returns, signed_sender, signed_sender_at, \
     signed_receiver, signed_receiver_at, leg, leg_at, clocks, due_at, confirms_at, snoozed_until, version";
const LEG: &str = "workspace_id, handoff, leg, department_id, began_at, ended_at, respond_ms, complete_ms, spent_ms, late, \
     returns, ended";
const TIMER: &str = "workspace_id, kind, subject, due, next_try, skip_after, payload, lease_by, attempts, last_error";
const TERM: &str = "workspace_id, space, term, weight, number, scope";
/// How departments' times add up, as the migration adds them up.
const SUMS: &str = include_str!("../../migrations/0027_work_speed.sql");
const COUNTER: &str = "workspace_id, kind, last";

/// How much there is, since when.
#[derive(Clone, Copy)]
pub struct Size {
    pub tasks: i64,
    pub handoffs: i64,
    pub days: i64,
}

/// Sets the workspace up and puts the rows in.
pub async fn fill(desk: &Desk, size: Size) -> anyhow::Result<()> {
    let mut departments = desk.set_up().await?;
    let first = departments.iter().position(|d| d.key == DEPARTMENT);
    departments.rotate_left(first.context("the department is missing")?);
    for (n, department) in (0..PEOPLE).zip(departments.iter().cycle()) {
        desk.join(PERSON + n, &department.key).await?;
    }
    let world = World {
        workspace: desk.workspace.0,
        now: SystemClock::new().now(),
        departments,
        size,
    };
    for from in (1..=size.tasks).step_by(AT_ONCE.unsigned_abs().try_into()?) {
        let to = (from + AT_ONCE).min(size.tasks + 1);
        let mut tables = [
            Table::new("task", TASK),
            Table::new("timer", TIMER),
            Table::new("knowledge_term", TERM),
        ];
        for number in from..to {
            world.task(number, &mut tables);
        }
        put(desk, tables).await?;
    }
    for from in (1..=size.handoffs).step_by(AT_ONCE.unsigned_abs().try_into()?) {
        let to = (from + AT_ONCE).min(size.handoffs + 1);
        let mut tables = [
            Table::new("handoff", HANDOFF),
            Table::new("handoff_leg", LEG),
            Table::new("timer", TIMER),
            Table::new("knowledge_term", TERM),
        ];
        for number in from..to {
            world.handoff(number, &mut tables)?;
        }
        put(desk, tables).await?;
    }
    let sums = SUMS.find("INSERT INTO handoff_sum");
    let sums = sums.and_then(|at| SUMS.get(at..)).context("no sums")?;
    let anew = ["DELETE FROM handoff_sum".to_owned(), sums.to_owned()];
    let anew = anew.as_slice();
    desk.store.run(desk.workspace, insert, anew).await?;
    let mut counters = Table::new("key_counter", COUNTER);
    for (kind, last) in [("TASK", size.tasks), ("HO", size.handoffs)] {
        counters.row(&[n(world.workspace), t(kind), n(last)]);
    }
    put(desk, [counters]).await
}

async fn put<const N: usize>(desk: &Desk, tables: [Table; N]) -> anyhow::Result<()> {
    let all: Vec<String> = tables.into_iter().flat_map(Table::statements).collect();
    desk.store.run(desk.workspace, insert, all.as_slice()).await
}

async fn insert(tx: &mut Tx, statements: &[String]) -> anyhow::Result<()> {
    for sql in statements {
        let sql = AssertSqlSafe(Arc::new(sql.clone()));
        sqlx::raw_sql(sql).execute(tx.conn().await?).await?;
    }
    Ok(())
}

/// Rows of a table, as text.
struct Table {
    name: &'static str,
    columns: &'static str,
    rows: Vec<String>,
}

impl Table {
    fn new(name: &'static str, columns: &'static str) -> Table {
        Table {
            name,
            columns,
            rows: Vec::new(),
        }
    }
    fn row(&mut self, values: &[String]) {
        self.rows.push(format!("({})", values.join(", ")));
    }
    fn statements(self) -> Vec<String> {
        let chunks = self.rows.chunks(ROWS);
        chunks
            .map(|rows| {
                let rows = rows.join(", ");
                format!("INSERT INTO {} ({}) VALUES {rows}", self.name, self.columns)
            })
            .collect()
    }
}

/// A number as SQL has it.
fn n(number: i64) -> String {
    number.to_string()
}

/// A text as SQL has it.
fn t(text: impl Display) -> String {
    format!("'{}'", text.to_string().replace('\'', "''"))
}

/// Looks random and is always the same.
fn mixed(number: i64, salt: i64, below: i64) -> i64 {
    let mut x = number.wrapping_mul(6_364_136_223_846_793_005);
    x = x.wrapping_add(salt.wrapping_mul(1_442_695_040_888_963_407));
    x ^= (x >> 29) & 0x7_ffff_ffff;
    x = x.wrapping_mul(-4_658_895_280_553_007_687);
    x ^= (x >> 32) & 0xffff_ffff;
    x.rem_euclid(below)
}

/// Which of the open ones this is, if it is one: they lie evenly among the newest of the last weeks.
fn open(number: i64, all: i64, days: i64, wanted: i64) -> Option<i64> {
    let newest = all * OPEN_DAYS.min(days) / days;
    let place = number - 1 - (all - newest);
    if place < 0 {
        return None;
    }
    let before = place * wanted / newest;
    (before != (place + 1) * wanted / newest).then_some(before)
}

struct World {
    workspace: i64,
    now: At,
    departments: Vec<Department>,
    size: Size,
}

/// Who has a task, for whom, and where it stands.
struct Standing {
    department: usize,
    assignee: i64,
    requester: i64,
    state: &'static str,
    open: bool,
    due: i64,
}

impl World {
    /// Somebody of the n-th department.
    fn member(&self, department: usize, which: i64) -> i64 {
        let departments = i64::try_from(self.departments.len()).unwrap_or(1);
        let department = i64::try_from(department).unwrap_or(0);
        let members = (PEOPLE - department - 1) / departments + 1;
        PERSON + department + which.rem_euclid(members) * departments
    }
    fn department(&self, which: i64) -> usize {
        usize::try_from(which).unwrap_or(0) % self.departments.len()
    }
    /// When the n-th of so many was made: one after the other since the beginning.
    fn made(&self, number: i64, all: i64) -> i64 {
        self.now.0 - (all - number + 1) * (self.size.days * DAY / (all + 1))
    }

    /// What a title is found by.
    fn terms(&self, terms: &mut Table, space: &str, number: i64, title: &str) {
        for (term, weight) in title_terms(title) {
            let values = [
                n(self.workspace),
                t(space),
                t(term),
                n(weight),
                n(number),
                n(0),
            ];
            terms.row(&values);
        }
    }

    fn task(&self, number: i64, [tasks, timers, terms]: &mut [Table; 3]) {
        let made = self.made(number, self.size.tasks);
        let open = open(number, self.size.tasks, self.size.days, OPEN);
        let standing = |kind: &Kind, department| match open {
            Some(place) => self.open_task(place, number, kind, department),
            None => self.closed_task(number, kind, department, made),
        };
        let own = open.is_none() && number % OWN == 0;
        // Three in seven of what is open are the department's.
        let department = match open {
            Some(place) if place % 7 < 3 => 0,
            Some(place) => self.department(1 + (place / 7 * 4 + place % 7) % 10),
            None if own => 0,
            None => self.department(mixed(number, 1, 11)),
        };
        let kinds = &self.departments[department].kinds;
        let most = i64::try_from(kinds.len()).unwrap_or(1);
        let which = usize::try_from(mixed(number, 2, most)).unwrap_or(0);
        let done = kinds.iter().find(|kind| own && kind.flow == "task");
        let kind = done.unwrap_or(&kinds[which]);
        let standing = standing(kind, department);
        if standing.open {
            let due = self.now.0 + HOUR + mixed(number, 9, 20 * DAY);
            timers.row(&self.timer("task:clock", number, due));
        }
        tasks.row(&self.task_row(number, made, kind, &standing));
        self.terms(terms, "task", number, &title(number));
    }

    fn open_task(&self, place: i64, number: i64, kind: &Kind, department: usize) -> Standing {
        // The person has one in fifteen of the department's, and asked for ten of the others.
        let own = place / 7 * 3 + place % 7;
        let other = place / 7 * 4 + place % 7 - 3;
        let assignee = match (department, own) {
            (0, own) if own % 15 == 0 => PERSON,
            (0, own) if own % 15 % 5 == 1 => 0,
            _ => self.member(department, 1 + mixed(number, 3, 17)),
        };
        let asked = department != 0 && other % 40 == 0;
        let states: &[&str] = match kind.flow {
            "record" => &["draft", "active"],
            "run" => &["scheduled", "running"],
            "case" => &["new", "accepted", "answered"],
            _ => &["open", "doing"],
        };
        let state = usize::try_from(place / 7).unwrap_or(0) % states.len();
        Standing {
            department,
            assignee,
            requester: if asked {
                PERSON
            } else {
                PERSON + 1 + mixed(number, 4, PEOPLE - 1)
            },
            state: states[state],
            open: true,
            due: self.now.0 + (place * 13 % 40 - 5) * DAY + mixed(number, 5, 8 * HOUR),
        }
    }

    fn closed_task(&self, number: i64, kind: &Kind, department: usize, made: i64) -> Standing {
        let own = number % OWN == 0;
        let rare = !own && mixed(number, 6, 20) == 0;
        let state = match (kind.flow, rare) {
            ("task", true) => "cancelled",
            ("case", true) => "declined",
            ("run", true) => "failed",
            ("run", false) => "passed",
            ("case" | "record", _) => "closed",
            _ => "done",
        };
        Standing {
            department,
            assignee: if own {
                PERSON
            } else {
                self.member(department, mixed(number, 3, 20))
            },
            requester: PERSON + mixed(number, 4, PEOPLE),
            state,
            open: false,
            due: if number % 10 == 0 {
                NEVER
            } else {
                made + 5 * DAY
            },
        }
    }

    fn task_row(&self, number: i64, made: i64, kind: &Kind, of: &Standing) -> Vec<String> {
        let closed = (made + HOUR + mixed(number, 7, 6 * DAY)).min(self.now.0 - 1);
        let touched = if of.open { made } else { closed };
        let rated = !of.open && kind.csat && kind.flow == "case" && number % 2 == 0;
        let check = |text: &&str| json!({ "text": text, "by": if of.open { 0 } else { of.assignee }, "at": if of.open { 0 } else { closed } });
        let nothing = json!({ "version": 1, "said": {} });
        let more = json!({
            "version": 1, "particulars": nothing, "outcome": nothing, "checks": kind.checks.iter().map(check).collect::<Vec<_>>(),
            "proof": [], "told": [], "origin": "command", "threaded": false, "reopened": 0, "approved": false, "reason": "",
            "due_given": false, "comments": 0,
        });
        let project = match number % 3 {
            0 => format!("Project {}", mixed(number, 8, 40)),
            _ => String::new(),
        };
        vec![
            n(self.workspace),
            n(number),
            n(self.departments[of.department].id),
            t(kind.key),
            t(kind.flow),
            t(title(number)),
            t(DETAILS),
            t(project),
            t(kind.priority),
            t(kind.visible),
            t(of.state),
            n(of.requester),
            n(touched),
            n(i64::from(of.open)),
            t(kind.stage),
            n(of.requester),
            n(made),
            n(of.assignee),
            n(0),
            n(if of.assignee == 0 { 0 } else { made }),
            n(made + DAY),
            n(of.due),
            n(touched),
            n(0),
            n(if of.open { 0 } else { closed }),
            n(0),
            n(CHANNEL),
            n(0),
            n(if rated { 1 + mixed(number, 10, 5) } else { 0 }),
            t(""),
            n(if rated { closed } else { 0 }),
            t(more),
            n(if of.open { 1 } else { 3 }),
        ]
    }

    fn timer(&self, kind: &str, number: i64, due: i64) -> Vec<String> {
        vec![
            n(self.workspace),
            t(kind),
            t(number),
            n(due),
            n(due),
            n(-1),
            t("{}"),
            t(""),
            n(0),
            t(""),
        ]
    }

    fn handoff(
        &self,
        number: i64,
        [handoffs, legs, timers, terms]: &mut [Table; 4],
    ) -> anyhow::Result<()> {
        let made = self.made(number, self.size.handoffs);
        let open = open(number, self.size.handoffs, self.size.days, OPEN_HANDOFFS);
        let (from, to, state) = match open {
            Some(place) => {
                let other = self.department(1 + place % 10);
                let states = ["requested", "accepted", "delivered", "needs-info"];
                let state = states[usize::try_from(place / 3)? % 4];
                match place % 3 {
                    0 => (other, 0, state),
                    1 => (0, other, state),
                    _ => (other, self.department(1 + (place + 3) % 10), state),
                }
            }
            None => {
                let from = mixed(number, 1, 11);
                let to = self.department(from + 1 + mixed(number, 2, 10));
                let state = match mixed(number, 3, 20) {
                    0 => "declined",
                    1 => "cancelled",
                    _ => "confirmed",
                };
                (self.department(from), to, state)
            }
        };
        let person = |place: i64| place % 9 == 0;
        let assignee = match (open, state) {
            (_, "requested") => 0,
            (Some(place), _) if to == 0 && person(place) => PERSON,
            _ => self.member(to, 1 + mixed(number, 4, 16)),
        };
        let asked = match open {
            Some(place) if from == 0 && person(place - 1) => PERSON,
            _ => self.member(from, 1 + mixed(number, 5, 16)),
        };
        let ended = (made + HOUR + mixed(number, 6, 4 * DAY)).min(self.now.0 - 1);
        let step = Step {
            from,
            to,
            state,
            assignee,
            asked,
            at: if open.is_some() { made + HOUR } else { ended },
            due: if open.is_some() {
                self.now.0 + (number % 10 - 3) * DAY
            } else {
                0
            },
        };
        if open.is_some() {
            timers.row(&self.timer("handoff:due", number, self.now.0 + DAY + number));
        } else {
            legs.row(&self.leg_row(number, made, ended, &step));
        }
        handoffs.row(&self.handoff_row(number, made, &step)?);
        self.terms(terms, "handoff", number, &title(number + 7));
        Ok(())
    }

    fn leg_row(&self, number: i64, made: i64, ended: i64, step: &Step) -> Vec<String> {
        let none = step.state != "confirmed";
        vec![
            n(self.workspace),
            n(number),
            n(0),
            n(self.departments[step.to].id),
            n(made),
            n(ended),
            n(mixed(number, 7, 8 * HOUR)),
            n(if none {
                -1
            } else {
                mixed(number, 8, 40 * HOUR)
            }),
            n(mixed(number, 9, 40 * HOUR)),
            n(i64::from(number % 12 == 0)),
            n(i64::from(number % 15 == 0)),
            t(step.state),
        ]
    }

    fn handoff_row(&self, number: i64, made: i64, step: &Step) -> anyhow::Result<Vec<String>> {
        let (from, to) = (&self.departments[step.from], &self.departments[step.to]);
        let nothing = json!({ "version": 1, "said": {} });
        let open = matches!(
            step.state,
            "requested" | "accepted" | "delivered" | "needs-info"
        );
        let accepted = if step.assignee == 0 { 0 } else { step.assignee };
        let clock = |hours: i64| json!({ "limit": hours * HOUR, "spent": 0, "since": if open { json!(made) } else { json!(null) }, "told": 0 });
        let clocks = json!({ "respond": clock(8), "complete": clock(40), "nudged": 0, "lent": 0, "excused": null });
        let outcome = json!({ "text": "", "fields": nothing, "proof": null, "at": if open { json!(null) } else { json!(step.at) }, "shown": "", "back": null });
        Ok(vec![
            n(self.workspace),
            n(number),
            t(playbook(&from.key, &to.key)?),
            n(from.id),
            n(to.id),
            t(title(number + 7)),
            t(DETAILS),
            t(""),
            t("normal"),
            n(0),
            t(&nothing),
            t("null"),
            t("\"person\""),
            n(0),
            n(0),
            t(step.state),
            n(i64::from(open)),
            n(step.asked),
            n(step.at),
            t("requested"),
            n(step.asked),
            n(made),
            n(step.assignee),
            n(accepted),
            n(if accepted == 0 { 0 } else { made + HOUR }),
            t(json!({ "question": "", "answer": "", "reason": "" })),
            t(outcome),
            n(i64::from(number % 15 == 0)),
            n(0),
            n(0),
            n(0),
            n(0),
            n(0),
            n(made),
            t(clocks),
            n(step.due),
            n(0),
            n(0),
            n(if open { 2 } else { 5 }),
        ])
    }
}

/// Where a handoff stands.
struct Step {
    from: usize,
    to: usize,
    state: &'static str,
    assignee: i64,
    asked: i64,
    at: i64,
    due: i64,
}

const DETAILS: &str = "Seen again this morning: the page took longer than it should, and the report of last week is missing. \
     Whoever looks at it finds what was tried so far in the notes.";

/// What it is about.
fn title(number: i64) -> String {
    const DO: [&str; 8] = [
        "Replace", "Check", "Renew", "Order", "Review", "更新", "检查", "Move",
    ];
    const WHAT: [&str; 10] = [
        "the disk of server",
        "the certificate of shop",
        "the contract with vendor",
        "the backup of database",
        "the invoice of customer",
        "数据库备份",
        "the network in room",
        "the plan of project",
        "the questions of survey",
        "the alarm of site",
    ];
    let pick = |all: &[&'static str], salt| {
        let most = i64::try_from(all.len()).unwrap_or(1);
        let which = usize::try_from(mixed(number, salt, most)).unwrap_or(0);
        all[which]
    };
    let which = mixed(number, 23, 900);
    format!("{} {} {which}", pick(&DO, 21), pick(&WHAT, 22))
}
