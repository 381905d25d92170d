//! What is offered while somebody types an option of a digest.

use crate::core::digest::rules::SectionKind;
use crate::core::digest::store;
use crate::core::org;
use crate::core::{Actor, Error, Suggestion};
use crate::i18n::say;
use crate::store::Tx;

/// The platform shows so many.
const MOST: usize = 25;

/// Somebody types an option.
#[derive(Clone, Debug)]
pub(crate) struct Typing {
    pub(crate) actor: Actor,
    pub(crate) typed: String,
}

/// Digests by key, department and schedule: those of the person's own departments first.
pub(crate) async fn suggest(tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let departments = org::departments(tx).await?;
    let typed = req.typed.trim().to_lowercase();
    let mut found = Vec::new();
    for digest in store::all(tx).await? {
        let Some(department) = departments.iter().find(|d| d.id == digest.department) else {
            continue;
        };
        let schedule = digest.schedule.text();
        let name = department.name_in(req.actor.lang);
        let label = format!("{} · {name} · {schedule}", digest.key());
        if !label.to_lowercase().contains(&typed) && !department.key.contains(&typed) {
            continue;
        }
        let members = org::members(tx, department.id).await?;
        let mine = department.leads.contains(&req.actor.user)
            || members.iter().any(|m| m.user == req.actor.user);
        let value = digest.key();
        found.push((!mine, digest.number, Suggestion { label, value }));
    }
    found.sort_by_key(|(others, number, _)| (*others, *number));
    Ok(found.into_iter().take(MOST).map(|(_, _, s)| s).collect())
}

/// Section names while somebody types them, the ones already typed kept in front.
pub(crate) async fn suggest_sections(_tx: &mut Tx, req: &Typing) -> Result<Vec<Suggestion>, Error> {
    let cut = req.typed.rfind([',', '，', '、']);
    let (kept, last) = match cut.and_then(|at| req.typed.split_at_checked(at)) {
        Some((kept, last)) => (kept, last.trim_start_matches([',', '，', '、'])),
        None => ("", req.typed.as_str()),
    };
    let (kept, last) = (kept.trim(), last.trim().to_lowercase());
    let kinds = SectionKind::ALL.into_iter().filter_map(|kind| {
        let title = say(req.actor.lang, kind.title(), &[]);
        let fits = kind.name().starts_with(&last) || title.to_lowercase().starts_with(&last);
        let value = if kept.is_empty() {
            kind.name().to_owned()
        } else {
            format!("{kept}, {}", kind.name())
        };
        let label = format!("{value} · {title}");
        (fits && !kept.contains(kind.name())).then_some(Suggestion { label, value })
    });
    Ok(kinds.collect())
}
