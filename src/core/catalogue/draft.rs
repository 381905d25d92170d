//! A catalogue's text as it is written, before it is checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::core::catalogue::types::{Effect, Flow, Priority, Set, Visibility};

/// The whole text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[serde(default)]
    pub(super) department: Vec<Spanned<DepartmentDraft>>,
    #[serde(default)]
    pub(super) kind: Vec<Spanned<KindDraft>>,
    #[serde(default)]
    pub(super) playbook: Vec<Spanned<PlaybookDraft>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct DepartmentDraft {
    pub(super) key: String,
    #[serde(default = "all")]
    pub(super) set: Set,
    #[serde(default)]
    pub(super) initials: String,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) channel_en: String,
    #[serde(default)]
    pub(super) channel_zh: String,
    #[serde(default)]
    pub(super) topic_en: String,
    #[serde(default)]
    pub(super) topic_zh: String,
    #[serde(default)]
    pub(super) digest: Vec<String>,
}

fn all() -> Set {
    Set::All
}

/// Words in both languages.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
}

/// One department's key, several, or `any`.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Keys {
    One(String),
    Several(Vec<String>),
}

/// A length, or lengths by a priority or a field.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum ClockDraft {
    Always(String),
    By {
        by: String,
        /// Priority, choice or least number → length.
        #[serde(default)]
        steps: BTreeMap<String, String>,
        /// For all other values.
        #[serde(default)]
        otherwise: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceDraft {
    pub(super) key: String,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
}

/// What a field takes, by its name in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Takes {
    Number,
    Whole,
    Percent,
    Money,
    Choice,
    Rating,
    Link,
    File,
    Person,
    Text,
    Long,
    Date,
    Moment,
    Duration,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldDraft {
    pub(super) key: String,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
    pub(super) kind: Takes,
    #[serde(default)]
    pub(super) choices: Vec<Spanned<ChoiceDraft>>,
    #[serde(default)]
    pub(super) least: Option<f64>,
    #[serde(default)]
    pub(super) most: Option<f64>,
    #[serde(default)]
    pub(super) optional: bool,
    #[serde(default)]
    pub(super) measure: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageDraft {
    pub(super) key: String,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
    /// The one after it where this is not said.
    #[serde(default)]
    pub(super) next: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalDraft {
    /// `lead`, or a department's key: its leads.
    pub(super) by: Vec<String>,
    /// All where this is not said.
    #[serde(default)]
    pub(super) needed: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct KindDraft {
    pub(super) key: String,
    #[serde(default)]
    pub(super) of: Option<Keys>,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) initials: String,
    #[serde(default)]
    pub(super) flow: Flow,
    #[serde(default)]
    pub(super) priority: Priority,
    #[serde(default)]
    pub(super) respond: Option<Spanned<ClockDraft>>,
    #[serde(default)]
    pub(super) finish: Option<Spanned<ClockDraft>>,
    #[serde(default)]
    pub(super) particulars: Vec<Spanned<FieldDraft>>,
    #[serde(default)]
    pub(super) checklist: Vec<Spanned<Both>>,
    #[serde(default)]
    pub(super) outcome: Vec<Spanned<FieldDraft>>,
    #[serde(default)]
    pub(super) proof: Option<Spanned<Both>>,
    #[serde(default)]
    pub(super) stages: Vec<Spanned<StageDraft>>,
    #[serde(default)]
    pub(super) every: Option<Spanned<Both>>,
    #[serde(default)]
    pub(super) visible: Visibility,
    #[serde(default)]
    pub(super) review_days: Option<u32>,
    #[serde(default)]
    pub(super) decision: Option<Spanned<ApprovalDraft>>,
    #[serde(default)]
    pub(super) csat: bool,
    #[serde(default)]
    pub(super) duties: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PlaybookDraft {
    pub(super) key: String,
    #[serde(default)]
    pub(super) from: Option<Spanned<Keys>>,
    #[serde(default)]
    pub(super) to: Option<Spanned<Keys>>,
    #[serde(default)]
    pub(super) both_ways: bool,
    #[serde(default)]
    pub(super) en: String,
    #[serde(default)]
    pub(super) zh: String,
    #[serde(default)]
    pub(super) initials: String,
    #[serde(default)]
    pub(super) about_en: String,
    #[serde(default)]
    pub(super) about_zh: String,
    #[serde(default)]
    pub(super) priority: Priority,
    #[serde(default)]
    pub(super) particulars: Vec<Spanned<FieldDraft>>,
    #[serde(default)]
    pub(super) respond: Option<Spanned<ClockDraft>>,
    #[serde(default)]
    pub(super) complete: Option<Spanned<ClockDraft>>,
    #[serde(default)]
    pub(super) urgent: bool,
    #[serde(default)]
    pub(super) delivery: Vec<Spanned<FieldDraft>>,
    #[serde(default)]
    pub(super) proof: Option<Spanned<Both>>,
    #[serde(default)]
    pub(super) opens: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) both_sign: bool,
    #[serde(default)]
    pub(super) review_days: Option<u32>,
    #[serde(default)]
    pub(super) visible: Visibility,
    #[serde(default)]
    pub(super) effects: Vec<Effect>,
    #[serde(default)]
    pub(super) duties: Vec<String>,
}
