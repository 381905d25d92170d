//! What a department does and what can be asked of it, for people to find: `/department show`, `/help topic:…`.

use crate::core::catalogue;
use crate::core::org::work_cards::{self, Names};
use crate::core::org::{directory, rules};
use crate::core::{Actor, Reply, Suggestion};
use crate::i18n::Lang;
use crate::store::Tx;

/// What distinguishes a playbook from a kind that is called the same.
const PLAYBOOK: &str = "playbook:";
/// As many are offered as the platform shows.
const OFFERED: usize = 25;

/// The kind or playbook somebody asks about; none: it is about something else.
pub(super) async fn explain(
    tx: &mut Tx,
    actor: &Actor,
    topic: &str,
) -> anyhow::Result<Option<Reply>> {
    let topic = topic.trim();
    let named = topic.get(..PLAYBOOK.len()).zip(topic.get(PLAYBOOK.len()..));
    let playbook = named.filter(|n| n.0.eq_ignore_ascii_case(PLAYBOOK));
    let names = names(tx, actor.lang).await?;
    if let Some((_, typed)) = playbook {
        let found = catalogue::find_playbook(typed);
        return Ok(found.map(|p| Reply::Private(work_cards::playbook(actor.lang, p, &names))));
    }
    if let Some(kind) = catalogue::find_kind(topic) {
        return Ok(Some(Reply::Private(work_cards::kind(
            actor.lang, kind, &names,
        ))));
    }
    let found = catalogue::find_playbook(topic);
    Ok(found.map(|p| Reply::Private(work_cards::playbook(actor.lang, p, &names))))
}

/// What this server calls its departments, and the catalogue those it does not have.
async fn names(tx: &mut Tx, lang: Lang) -> anyhow::Result<Names> {
    let rows = directory::departments(tx).await?;
    let mut names: Names = rows
        .iter()
        .map(|row| (row.key.clone(), rules::name(row, lang)))
        .collect();
    for shipped in catalogue::departments() {
        names
            .entry(shipped.key.clone())
            .or_insert_with(|| shipped.names.in_(lang).to_owned());
    }
    Ok(names)
}

/// Kinds and playbooks that fit what is typed; none while nothing is.
pub(super) fn suggest(lang: Lang, typed: &str) -> Vec<Suggestion> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let fits = |key: &str, names: &catalogue::Names, initials: &str| {
        key.contains(&typed)
            || names.en.to_lowercase().contains(&typed)
            || names.zh.to_lowercase().contains(&typed)
            || initials.starts_with(&typed)
    };
    let kinds = catalogue::kinds()
        .iter()
        .filter(|k| fits(&k.key, &k.names, &k.initials))
        .map(|k| Suggestion {
            label: work_cards::kind_label(lang, k),
            value: k.key.clone(),
        });
    let playbooks = catalogue::playbooks()
        .iter()
        .filter(|p| fits(&p.key, &p.names, &p.initials))
        .map(|p| Suggestion {
            label: work_cards::playbook_label(lang, p),
            value: format!("{PLAYBOOK}{}", p.key),
        });
    kinds.chain(playbooks).take(OFFERED).collect()
}
