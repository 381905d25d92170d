//! What a scanner found, as a task of the department whose scanner it is.

use serde_json::json;

use crate::core::Error;
use crate::core::catalogue::{self, Value, Values};
use crate::core::org::Department;
use crate::core::task::create::{Draft, make};
use crate::core::task::rules::State;
use crate::core::task::said::{self, Change};
use crate::core::task::types::Origin;
use crate::core::task::{reading, store, tell};
use crate::store::Tx;

/// The kind of work it becomes, where the department does such work.
const KIND: &str = "vulnerability";
/// The kind anybody does.
const ANY: &str = "task";

/// A vulnerability as a scanner tells of it; texts are strangers': escape before showing.
pub(crate) struct Vulnerability<'a> {
    pub(crate) title: &'a str,
    pub(crate) details: &'a str,
    /// `CVE-2026-1`
    pub(crate) id: &'a str,
    /// CVSS in tenths: 98 is 9.8.
    pub(crate) score: u8,
    pub(crate) place: &'a str,
    /// `INT-3`
    pub(crate) scanner: &'a str,
}

impl Vulnerability<'_> {
    /// As the particulars that kinds and playbooks of vulnerabilities ask for.
    pub(crate) fn particulars(&self) -> Values {
        let mut said = Values::default();
        said.put("cve", Value::Text(self.id.to_owned()));
        said.put("cvss", Value::Number(f64::from(self.score) / 10.0));
        if !self.place.is_empty() {
            said.put("where", Value::Text(self.place.to_owned()));
        }
        said
    }
}

/// Makes a task of it; its key. None if no task can be made of it.
pub(crate) async fn from_scan(
    tx: &mut Tx,
    department: &Department,
    of: &Vulnerability<'_>,
) -> anyhow::Result<Option<String>> {
    let own = catalogue::kind(KIND).filter(|kind| kind.of.names(&department.key));
    let Some(kind) = own.or_else(|| catalogue::kind(ANY)) else {
        return Ok(None);
    };
    let mut draft = Draft::new(kind, reading::title_from(of.title));
    draft.details = reading::details_from(of.details);
    if kind.key == KIND {
        draft.particulars = of.particulars();
    }
    draft.origin = Origin::Thing {
        key: of.scanner.to_owned(),
    };
    match make(tx, department, draft).await {
        Ok(task) => Ok(Some(task.key())),
        Err(Error::Refused(_)) => Ok(None),
        Err(Error::Fault(fault)) => Err(fault),
    }
}

/// How something stands, for what may be made of the same thing again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Standing {
    Open,
    /// It was done.
    Finished,
    /// It is over, and was not done; or it is gone.
    Dropped,
}

/// How a task stands.
pub(crate) async fn standing(tx: &mut Tx, number: i64) -> anyhow::Result<Standing> {
    let task = store::one(tx, number).await?;
    Ok(match task.map(|task| task.state) {
        Some(state) if state.is_open() => Standing::Open,
        None | Some(State::Cancelled) => Standing::Dropped,
        Some(_) => Standing::Finished,
    })
}

/// A scanner does not find any more what a task is about, or finds it again: those who watch it hear of it.
pub(crate) async fn rescanned(
    tx: &mut Tx,
    number: i64,
    (finding, scanner): (&str, &str),
    fixed: bool,
) -> anyhow::Result<()> {
    let Some(task) = store::one(tx, number).await? else {
        return Ok(());
    };
    let facts = json!({ "finding": finding, "scanner": scanner, "fixed": fixed });
    said::note(tx, &task, Change::new(None, "task.rescanned", facts)).await?;
    let args = [
        ("finding", crate::chat::Text::brief(finding, 80).into()),
        ("scanner", scanner.into()),
        ("which", if fixed { "fixed" } else { "back" }.into()),
    ];
    tell::watchers(tx, &task, None, "task-said-rescanned", &args).await
}
