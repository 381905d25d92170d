//! The address under which a calendar finds somebody's shifts (RFC 5545), and what it answers.

use icalendar::{Calendar, Component as _, Event, EventLike as _};
use serde_json::json;

use crate::chat::{UserId, WorkspaceId};
use crate::clock::Span;
use crate::core::journal::{self, Entry};
use crate::core::oncall::{cards, personal, store};
use crate::core::{Actor, Error, Reply, org, token};
use crate::i18n::{Lang, say};
use crate::store::Tx;

/// So far ahead a calendar is told of shifts.
const AHEAD: Span = Span::days(90);
/// Shifts are looked for from so long ago on: one that has begun keeps its beginning, and so its name.
const BEFORE: Span = Span::days(45);

/// `/oncall calendar`
#[derive(Clone, Debug)]
pub(crate) struct MakeFeed {
    pub(crate) actor: Actor,
    /// What addresses start with.
    pub(crate) base: String,
    /// Takes the address back instead.
    pub(crate) remove: bool,
}

/// Whose calendar an address is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Reader {
    pub(crate) workspace: WorkspaceId,
    pub(crate) user: UserId,
}

/// Makes an address, shown this once, which replaces the one before; or takes it back.
pub(crate) async fn calendar(tx: &mut Tx, req: &MakeFeed) -> Result<Reply, Error> {
    org::require(tx, &req.actor, "oncall-calendar", None).await?;
    let (user, lang) = (req.actor.user, req.actor.lang);
    let entry = Entry {
        by: Some(user),
        subject: format!("user/{}", user.0),
        action: "oncall.calendar",
        before: json!(null),
        after: json!({ "address": !req.remove }),
    };
    journal::append(tx, &entry).await?;
    if req.remove {
        store::drop_feed(tx, user);
        let card = cards::sentence(lang, "oncall-calendar-removed", &[]);
        return Ok(Reply::Private(card));
    }
    let token = token::long()?;
    store::set_feed(tx, user, &token::hash(&token));
    let address = format!("{}/oncall/{token}.ics", req.base.trim_end_matches('/'));
    Ok(Reply::Private(cards::feed(lang, &address)))
}

/// Whose token has this hash. Reads any workspace's.
pub(crate) async fn reader(tx: &mut Tx, hash: &str) -> anyhow::Result<Option<Reader>> {
    let found = store::any_workspace_feed(tx, hash).await?;
    let same = found.filter(|(_, kept)| token::same(kept, hash));
    Ok(same.map(|(reader, _)| reader))
}

/// The shifts of a person as a calendar file.
pub(crate) async fn file(tx: &mut Tx, reader: &Reader) -> anyhow::Result<String> {
    let lang = org::person(tx, reader.user).await?.lang;
    let span = (tx.now() - BEFORE, tx.now() + AHEAD);
    let shifts = personal::shifts_within(tx, reader.user, span).await?;
    let recent = tx.now() - Span::days(7);
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Liaison//On call//EN"));
    calendar.name(&say(lang, "oncall-calendar-name", &[]));
    for (department, rotation, shift) in shifts {
        if shift.to < recent {
            continue;
        }
        let name = department.name_in(lang);
        let place = [name, rotation.as_str()].join(" ");
        let key = format!("{}-{}-{}", department.id, reader.user.0, shift.from.0);
        let event = Event::new()
            .uid(&format!("{key}-{}@liaison", reader.workspace.0))
            // The same file as long as nothing has changed: when it was written is not told.
            .timestamp(shift.from.utc())
            .starts(shift.from.utc())
            .ends(shift.to.utc())
            .summary(&summary(lang, place.trim()))
            .done();
        calendar.push(event);
    }
    Ok(calendar.done().to_string())
}

fn summary(lang: Lang, place: &str) -> String {
    say(lang, "oncall-calendar-shift", &[("place", place.into())])
}
