//! What differs between departments, as data: departments, kinds of work, playbooks, and the fields these ask for.
//!
//! Hides how the built-in catalogue (`core/catalogue.toml`) and an organisation's own file are read, checked and laid over each
//! other. The text of that file is handed in once, at start; nothing here reads files, settings or the database, and nothing
//! here knows what a capability does with a kind. What is wrong with a catalogue is named with its line.

mod clock;
mod draft;
#[cfg(test)]
mod duties_tests;
mod field;
#[cfg(test)]
mod fields_tests;
mod form;
mod lint;
mod read;
#[cfg(test)]
mod tests;
mod types;
mod value;

use std::sync::{LazyLock, OnceLock};

use crate::i18n::Lang;

pub(crate) use crate::core::catalogue::clock::{Clock, Length};
pub(crate) use crate::core::catalogue::field::{Field, FieldKind, Reading};
pub(crate) use crate::core::catalogue::form::{form, read_form};
pub(crate) use crate::core::catalogue::read::BadCatalogue;
#[cfg(test)]
pub(crate) use crate::core::catalogue::types::SECTIONS;
pub(crate) use crate::core::catalogue::types::{
    Approval, Department, Effect, Flow, Kind, Names, Playbook, Priority, Seat, Set, Side,
    Visibility,
};
pub(crate) use crate::core::catalogue::value::{Value, Values};

const BUILT_IN: &str = include_str!("../catalogue.toml");
static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();

/// Everything an organisation's work is described with.
#[derive(Clone, Default, Debug)]
pub(crate) struct Catalogue {
    departments: Vec<Department>,
    kinds: Vec<Kind>,
    playbooks: Vec<Playbook>,
}

fn built_in() -> &'static Catalogue {
    static BUILT: LazyLock<Catalogue> = LazyLock::new(|| {
        read::over(&Catalogue::default(), BUILT_IN)
            .expect("the built-in catalogue is checked by a test")
    });
    &BUILT
}

fn whole() -> &'static Catalogue {
    CATALOGUE.get_or_init(|| built_in().clone())
}

/// Takes an organisation's own catalogue; called once, before anything is served. An entry with a known key replaces the
/// built-in one, another key is added.
pub(crate) fn extend(text: &str) -> Result<(), BadCatalogue> {
    let whole = read::over(built_in(), text)?;
    // A second call changes nothing: what was served from the start stays.
    CATALOGUE.get_or_init(|| whole);
    Ok(())
}

/// What may be a key of a department: 2 to 20 lower-case ASCII letters, digits or hyphens, a letter first.
pub(crate) fn key_is_fine(key: &str) -> bool {
    key_fits(key, 20)
}

fn key_fits(key: &str, most: usize) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (2..=most).contains(&key.len())
        && key.chars().all(fine)
        && key.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The departments that ship, and the organisation's own.
pub(crate) fn departments() -> &'static [Department] {
    &whole().departments
}

/// The department of this key, as it ships.
pub(crate) fn department(key: &str) -> Option<&'static Department> {
    departments().iter().find(|d| d.key == key)
}

/// Every kind of work.
pub(crate) fn kinds() -> &'static [Kind] {
    &whole().kinds
}

/// The kind of this key.
pub(crate) fn kind(key: &str) -> Option<&'static Kind> {
    kinds().iter().find(|k| k.key == key)
}

/// The kinds of work a department does: its own first, then those any department does.
pub(crate) fn kinds_of(department: &str) -> Vec<&'static Kind> {
    let own = kinds().iter().filter(|k| k.of.names(department));
    let anyone = kinds().iter().filter(|k| k.of == Side::Any);
    own.chain(anyone).collect()
}

/// Every playbook.
pub(crate) fn playbooks() -> &'static [Playbook] {
    &whole().playbooks
}

/// The playbook of this key.
pub(crate) fn playbook(key: &str) -> Option<&'static Playbook> {
    playbooks().iter().find(|p| p.key == key)
}

/// The playbooks under which `from` may ask something of `to`: those that name the two first, the general ones last.
pub(crate) fn playbooks_between(from: &str, to: &str) -> Vec<&'static Playbook> {
    let mut found: Vec<&Playbook> = playbooks().iter().filter(|p| p.allows(from, to)).collect();
    // A stable sort: among those that are alike the catalogue's order stays.
    found.sort_by_key(|p| usize::from(p.from == Side::Any) + usize::from(p.to == Side::Any));
    found
}

/// The kind somebody means: by key, or by its name in either language.
pub(crate) fn find_kind(typed: &str) -> Option<&'static Kind> {
    let typed = form::plain(typed);
    kinds()
        .iter()
        .find(|k| k.key == typed)
        .or_else(|| kinds().iter().find(|k| k.names.are(&typed)))
}

/// The playbook somebody means: by key, or by its name in either language.
pub(crate) fn find_playbook(typed: &str) -> Option<&'static Playbook> {
    let typed = form::plain(typed);
    playbooks()
        .iter()
        .find(|p| p.key == typed)
        .or_else(|| playbooks().iter().find(|p| p.names.are(&typed)))
}

impl Kind {
    /// Its name.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        self.names.in_(lang)
    }
}

impl Playbook {
    /// Its name.
    pub(crate) fn name(&self, lang: Lang) -> &str {
        self.names.in_(lang)
    }
    /// Whether `from` may ask `to` under it.
    pub(crate) fn allows(&self, from: &str, to: &str) -> bool {
        let one_way = |a: &str, b: &str| self.from.includes(a) && self.to.includes(b);
        from != to && (one_way(from, to) || self.both_ways && one_way(to, from))
    }
    /// Whether it has this effect.
    pub(crate) fn has(&self, effect: Effect) -> bool {
        self.effects.contains(&effect)
    }
}
