//! Who may do what: the table `rights.toml` and the one rule that reads it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What somebody must be to do something; the table is `rights.toml`. Higher ones imply lower ones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Right {
    Anyone,
    Member,
    Lead,
    Pmo,
    Admin,
}

/// What is known of somebody with regard to one department (or to any, when none is concerned).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Standing {
    pub(super) admin: bool,
    pub(super) office: Office,
}

/// What somebody is in the department concerned, or in the project office.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Office {
    #[default]
    None,
    Member,
    Lead,
    Pmo,
}

static TABLE: LazyLock<BTreeMap<String, Right>> = LazyLock::new(|| {
    toml::from_str(include_str!("../rights.toml")).expect("rights.toml is checked by a test")
});

/// What a use case needs.
pub(super) fn needed(use_case: &str) -> Option<Right> {
    TABLE.get(use_case).copied()
}

/// Whether somebody of this standing holds a right.
pub(super) fn decide(standing: Standing, right: Right) -> bool {
    if standing.admin {
        return true;
    }
    match right {
        Right::Anyone => true,
        Right::Member => standing.office >= Office::Member,
        Right::Lead => standing.office >= Office::Lead,
        Right::Pmo => standing.office >= Office::Pmo,
        Right::Admin => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [(Standing, Right); 5] = [
        (
            Standing {
                admin: false,
                office: Office::None,
            },
            Right::Anyone,
        ),
        (
            Standing {
                admin: false,
                office: Office::Member,
            },
            Right::Member,
        ),
        (
            Standing {
                admin: false,
                office: Office::Lead,
            },
            Right::Lead,
        ),
        (
            Standing {
                admin: false,
                office: Office::Pmo,
            },
            Right::Pmo,
        ),
        (
            Standing {
                admin: true,
                office: Office::None,
            },
            Right::Admin,
        ),
    ];

    #[test]
    fn everybody_may_what_their_right_and_every_lower_one_allows_and_nothing_else() {
        assert!(TABLE.len() > 30);
        for (use_case, right) in TABLE.iter() {
            for (person, highest) in PEOPLE {
                assert_eq!(
                    decide(person, *right),
                    highest >= *right,
                    "{use_case} by {highest:?}"
                );
            }
        }
    }

    #[test]
    fn the_contract_s_rights_are_in_the_table() {
        for (use_case, right) in [
            ("setup-run", Right::Admin),
            ("department-add", Right::Pmo),
            ("department-edit", Right::Lead),
            ("standup-create", Right::Lead),
            ("standup-answer", Right::Member),
            ("audit", Right::Lead),
            ("me", Right::Anyone),
        ] {
            assert_eq!(needed(use_case), Some(right), "{use_case}");
        }
        assert_eq!(needed("no-such-thing"), None);
    }
}
