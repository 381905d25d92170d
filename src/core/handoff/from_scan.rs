//! What a scanner found, as a handoff to the department that fixes it.

use serde_json::json;

use crate::chat::{Text, UserId};
use crate::core::Error;
use crate::core::catalogue;
use crate::core::handoff::draft::Draft;
use crate::core::handoff::request::{self, Ready};
use crate::core::handoff::told_cards::Said;
use crate::core::handoff::types::{Origin, State};
use crate::core::handoff::{find, moves, post, reading, store};
use crate::core::org::{self, Department};
use crate::core::task::{Standing, Vulnerability};
use crate::store::Tx;

/// The playbook it is asked under.
const PLAYBOOK: &str = "vulnerability-fix";

/// Makes a handoff of it, in the name of whoever set the scanner up; its key. None if this department asks nobody to fix such things.
pub(crate) async fn from_scan(
    tx: &mut Tx,
    from: &Department,
    of: &Vulnerability<'_>,
    by: UserId,
) -> anyhow::Result<Option<String>> {
    let Some(playbook) = catalogue::playbook(PLAYBOOK) else {
        return Ok(None);
    };
    let all = org::departments(tx).await?;
    let fits = |d: &Department| d.id != from.id && playbook.allows(&from.key, &d.key);
    let Some(to) = all.into_iter().find(fits) else {
        return Ok(None);
    };
    let draft = Draft {
        origin: Origin::Scanner {
            key: of.scanner.to_owned(),
        },
        ..Draft::default()
    };
    let ready = Ready {
        from: from.clone(),
        to,
        playbook,
        title: reading::title_from(of.title),
        details: reading::details_from(of.details),
        said: of.particulars(),
    };
    match request::place(tx, by, &draft, ready).await {
        Ok(held) => Ok(Some(held.handoff.key())),
        Err(Error::Refused(_)) => Ok(None),
        Err(Error::Fault(fault)) => Err(fault),
    }
}

/// How a handoff stands.
pub(crate) async fn standing(tx: &mut Tx, number: i64) -> anyhow::Result<Standing> {
    let handoff = store::one(tx, number).await?;
    Ok(match handoff.map(|handoff| handoff.state) {
        Some(state) if state.is_open() => Standing::Open,
        Some(State::Confirmed) => Standing::Finished,
        _ => Standing::Dropped,
    })
}

/// A scanner does not find any more what a handoff is about, or finds it again: both departments read it in its talk.
pub(crate) async fn rescanned(
    tx: &mut Tx,
    number: i64,
    (finding, scanner): (&str, &str),
    fixed: bool,
) -> anyhow::Result<()> {
    let Some(handoff) = store::one(tx, number).await? else {
        return Ok(());
    };
    let held = find::held(tx, handoff).await?;
    let facts = json!({ "finding": finding, "scanner": scanner, "fixed": fixed });
    moves::note(tx, &held, None, "handoff.rescanned", facts).await?;
    let said = Said {
        key: held.handoff.key(),
        event: if fixed { "scan-fixed" } else { "scan-back" },
        by: None,
        text: finding,
        about: Text::user(scanner),
    };
    post::say(tx, &held, &said, &[]).await
}
