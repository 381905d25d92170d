//! Who of a department does it: somebody chosen, or whose turn it is by absence and by what they have on their hands.

use crate::calendar::day_of;
use crate::chat::{Choice, Text, UserId};
use crate::core::handoff::{answer_cards, store};
use crate::core::org::{self, Department};
use crate::core::{Error, Refusal};
use crate::i18n::Lang;
use crate::store::Tx;

/// What stands for the next one in the menu of people.
pub(super) const NEXT: &str = "next";
/// So many people stand in the menu besides.
const PEOPLE: usize = 24;

/// Somebody who could do it.
struct Candidate {
    user: UserId,
    name: String,
    away: bool,
    load: i64,
}

async fn candidates(tx: &mut Tx, department: &Department) -> anyhow::Result<Vec<Candidate>> {
    let members = org::members(tx, department.id).await?;
    let users: Vec<UserId> = members.iter().map(|m| m.user).collect();
    let today = day_of(tx.now(), department.zone);
    let away = org::absences(tx, &users, today, today).await?;
    let load = store::load(tx, department.id).await?;
    let of = |user: UserId| load.iter().find(|l| l.0 == user).map_or(0, |l| l.1);
    let mut all: Vec<Candidate> = members
        .into_iter()
        .map(|m| Candidate {
            away: away.iter().any(|a| a.user == m.user),
            load: of(m.user),
            user: m.user,
            name: m.name,
        })
        .collect();
    // Whoever is there and has least; among those the one who was first known.
    all.sort_by_key(|c| (c.away, c.load, c.user));
    Ok(all)
}

/// The menu of people; nothing where there is nobody else to choose.
pub(super) async fn choices(
    tx: &mut Tx,
    department: &Department,
    lang: Lang,
) -> anyhow::Result<Vec<Choice>> {
    let all = candidates(tx, department).await?;
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let next = answer_cards::next_choice(lang, NEXT);
    let people = all.iter().take(PEOPLE).map(|c| {
        answer_cards::person_choice(lang, &c.user.0.to_string(), &c.name, (c.away, c.load))
    });
    Ok(std::iter::once(next).chain(people).collect())
}

/// Who was chosen, and for the next one how many they have: why it is them.
pub(super) async fn chosen(
    tx: &mut Tx,
    department: &Department,
    value: &str,
) -> Result<(UserId, Option<i64>), Error> {
    let all = candidates(tx, department).await?;
    if value == NEXT {
        let first = all.into_iter().find(|c| !c.away);
        return match first {
            Some(next) => Ok((next.user, Some(next.load))),
            None => Err(Refusal::new("refuse-handoff-nobody")
                .with("department", Text::user(&department.name))
                .into()),
        };
    }
    let wanted = value.parse().ok().map(UserId);
    let found = all.into_iter().find(|c| Some(c.user) == wanted);
    match found {
        Some(found) => Ok((found.user, None)),
        None => Err(Refusal::new("refuse-unknown-action").into()),
    }
}
