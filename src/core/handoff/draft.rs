//! A request, or a delivery, that somebody is filling in. It is kept while they do, so that nothing typed is lost.

use serde::{Deserialize, Serialize};

use crate::calendar::Zone;
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::attached::Attached;
use crate::core::catalogue::{self, Field, FieldKind, Playbook, Reading, Value, Values};
use crate::core::handoff::draft_store;
use crate::core::handoff::types::Origin;
use crate::core::money::Currency;
use crate::core::{Actor, Error, Refusal, org};
use crate::store::Tx;

/// Who left something unfinished so long does not go on with it.
const KEPT: Span = Span::days(7);
/// So many people can be meant in a field that asks for one.
const PEOPLE: usize = 500;
/// What fits in one form.
pub(super) const IN_A_FORM: usize = 5;
/// Inputs of the request's form that are not fields of the playbook.
pub(super) const TITLE: &str = "request-title";
pub(super) const DETAILS: &str = "request-details";

/// A delivery's draft.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Work {
    pub(super) handoff: i64,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) proof: Option<Attached>,
    #[serde(default)]
    pub(super) fields: Values,
}

/// What has been filled in so far.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Draft {
    /// It is a delivery.
    #[serde(default)]
    pub(super) work: Option<Work>,
    #[serde(default)]
    pub(super) from: Option<i64>,
    #[serde(default)]
    pub(super) to: Option<i64>,
    #[serde(default)]
    pub(super) playbook: Option<String>,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) details: String,
    #[serde(default)]
    pub(super) project: String,
    #[serde(default)]
    pub(super) wanted: Option<At>,
    /// `high`; empty: the playbook's.
    #[serde(default)]
    pub(super) priority: String,
    #[serde(default)]
    pub(super) file: Option<Attached>,
    #[serde(default)]
    pub(super) origin: Origin,
    #[serde(default)]
    pub(super) parent: Option<i64>,
    /// The number of the task for which it is asked.
    #[serde(default)]
    pub(super) task: Option<i64>,
    /// Title and details are asked for too: it was not typed as a command.
    #[serde(default)]
    pub(super) words_asked: bool,
    /// What was chosen in menus.
    #[serde(default)]
    pub(super) chosen: Values,
    /// What was typed into forms: input, text.
    #[serde(default)]
    pub(super) typed: Vec<(String, String)>,
}

/// What an answer is read with.
pub(super) struct Reader {
    now: At,
    zone: Zone,
    currency: Currency,
    people: Vec<(UserId, String)>,
}

impl Reader {
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading {
            now: self.now,
            zone: self.zone,
            currency: self.currency,
            people: &self.people,
        }
    }
}

pub(super) async fn reader(tx: &mut Tx, actor: &Actor) -> anyhow::Result<Reader> {
    let mut people: Vec<(UserId, String)> = Vec::new();
    for department in org::departments(tx).await? {
        for member in org::members(tx, department.id).await? {
            if people.len() < PEOPLE && !people.iter().any(|p| p.0 == member.user) {
                people.push((member.user, member.name));
            }
        }
    }
    Ok(Reader {
        now: tx.now(),
        zone: org::person(tx, actor.user).await?.zone,
        currency: Currency::stored(&org::workspace(tx).await?.currency),
        people,
    })
}

impl Draft {
    pub(super) fn playbook(&self) -> Option<&'static Playbook> {
        self.playbook.as_deref().and_then(catalogue::playbook)
    }
    /// The fields that are chosen in a menu and have not been.
    pub(super) fn menus(&self) -> Vec<&'static Field> {
        let fields = self.playbook().map_or(&[][..], |p| &p.particulars);
        let chosen = fields.iter().filter(|f| is_menu(f));
        chosen.collect()
    }
    /// A required choice has not been made.
    pub(super) fn lacks_choice(&self) -> bool {
        let menus = self.menus();
        menus
            .iter()
            .any(|f| f.required && self.chosen.get(&f.key).is_none())
    }
    /// The fields that are typed.
    pub(super) fn typed_fields(&self) -> Vec<Field> {
        let fields = self.playbook().map_or(&[][..], |p| &p.particulars);
        fields.iter().filter(|f| !is_menu(f)).cloned().collect()
    }
    /// How many forms it takes.
    pub(super) fn pages(&self) -> usize {
        let words = if self.words_asked { 2 } else { 0 };
        (self.typed_fields().len() + words).div_ceil(IN_A_FORM)
    }
    /// Keeps what was typed, in place of what was before.
    pub(super) fn take(&mut self, typed: &[(String, String)]) {
        for (input, text) in typed {
            self.typed.retain(|(known, _)| known != input);
            self.typed.push((input.clone(), text.clone()));
            match input.as_str() {
                TITLE => self.title.clone_from(text),
                DETAILS => self.details.clone_from(text),
                _ => {}
            }
        }
    }
    /// Everything that was answered, read.
    pub(super) fn values(&self, actor: &Actor, reader: &Reader) -> Result<Values, Refusal> {
        let fields = self.typed_fields();
        let mut all = catalogue::read_form(&fields, &self.typed, actor.lang, &reader.reading())?;
        all.extend(self.chosen.clone());
        Ok(all)
    }
}

fn is_menu(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Choice(_))
}

/// Keeps what was chosen in the menu of a field.
pub(super) fn choose(draft: &mut Draft, key: &str, chosen: &str) -> Result<(), Refusal> {
    let menus = draft.menus();
    let field = menus.iter().find(|f| f.key == key);
    let known = field.is_some_and(|f| match &f.kind {
        FieldKind::Choice(choices) => choices.iter().any(|c| c.key == chosen),
        _ => false,
    });
    if !known {
        return Err(Refusal::new("refuse-unknown-action"));
    }
    draft.chosen.put(key, Value::Choice(chosen.to_owned()));
    Ok(())
}

/// Keeps a new draft of somebody's; what they left long ago goes.
pub(super) async fn keep_new(tx: &mut Tx, user: UserId, draft: &Draft) -> anyhow::Result<i64> {
    let old = tx.now() - KEPT;
    draft_store::drop_old_drafts(tx, user, old);
    let number = tx.next_key("handoff-draft").await?;
    keep(tx, number, user, draft)?;
    Ok(number)
}

pub(super) fn keep(tx: &mut Tx, number: i64, user: UserId, draft: &Draft) -> anyhow::Result<()> {
    draft_store::keep_draft(tx, number, user, serde_json::to_string(draft)?);
    Ok(())
}

/// A draft of theirs; a refusal once it is gone.
pub(super) async fn load(tx: &mut Tx, number: i64, user: UserId) -> Result<Draft, Error> {
    match draft_store::draft(tx, number, user).await? {
        Some(content) => {
            let draft = serde_json::from_str(&content);
            Ok(draft.map_err(anyhow::Error::from)?)
        }
        None => Err(Refusal::new("refuse-handoff-draft").into()),
    }
}
