//! Who may say what about a decision, and when it is settled: pure.

use crate::chat::{Text, UserId, time_full};
use crate::clock::At;
use crate::core::Refusal;
use crate::core::decision::types::{Choice, Decision, Electorate, Group, Outcome, State, Vote};

/// Characters of a title, and of anything longer.
pub(super) const TITLE_MOST: usize = 150;
pub(super) const TEXT_MOST: usize = 1_000;

/// `DEC-7`, `dec7` or `7`.
pub(super) fn read_key(text: &str) -> Option<i64> {
    let plain = text.trim().to_lowercase();
    let digits = plain
        .strip_prefix("dec")
        .map_or(plain.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let number = digits.parse().ok()?;
    (number > 0 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(number)
}

/// Why something is rejected: some words, not too many.
pub(super) fn read_reason(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(Refusal::new("refuse-decision-reason"));
    }
    if length > TEXT_MOST {
        return Err(Refusal::new("refuse-name-long")
            .with("length", length)
            .with("most", TEXT_MOST));
    }
    Ok(text.to_owned())
}

/// What of somebody else's text is kept.
pub(super) fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

/// The people of each group without the asker, and where the project office stands in because they are too few.
pub(super) fn electorate(
    groups: &[Group],
    mut people: Vec<Vec<UserId>>,
    office: &[UserId],
    asker: UserId,
) -> (Vec<Vec<UserId>>, Vec<bool>) {
    for group in &mut people {
        tidy(group, asker);
    }
    let mut stands_in: Vec<bool> = groups
        .iter()
        .zip(&people)
        .map(|(group, people)| people.len() < needed(group))
        .collect();
    if !stands_in.contains(&true) && !can_be_filled(groups, &people, &[]) {
        // One person cannot take two places.
        stands_in.fill(true);
    }
    for (group, stands_in) in people.iter_mut().zip(&stands_in) {
        if *stands_in {
            group.extend_from_slice(office);
            tidy(group, asker);
        }
    }
    (people, stands_in)
}

fn tidy(people: &mut Vec<UserId>, asker: UserId) {
    people.retain(|person| *person != asker);
    people.sort_unstable();
    people.dedup();
}

fn needed(group: &Group) -> usize {
    usize::try_from(group.need.max(1)).unwrap_or(usize::MAX)
}

/// Whether everybody but these could fill all places.
fn can_be_filled(groups: &[Group], people: &[Vec<UserId>], without: &[UserId]) -> bool {
    let mut all: Vec<(UserId, Vec<usize>)> = Vec::new();
    for (position, group) in people.iter().enumerate() {
        for person in group.iter().filter(|person| !without.contains(person)) {
            match all.iter_mut().find(|(known, _)| known == person) {
                Some((_, of)) => of.push(position),
                None => all.push((*person, vec![position])),
            }
        }
    }
    let of: Vec<&[usize]> = all.iter().map(|(_, of)| of.as_slice()).collect();
    filled(groups, &of)
}

/// Whether people, each of whom may take one place in one of their groups, fill all places.
fn filled(groups: &[Group], people: &[&[usize]]) -> bool {
    let mut places: Vec<(usize, Option<usize>)> = Vec::new();
    for (position, group) in groups.iter().enumerate() {
        if needed(group) > people.len() {
            return false;
        }
        places.extend((0..needed(group)).map(|_| (position, None)));
    }
    (0..places.len()).all(|place| {
        let mut tried = vec![false; people.len()];
        seat(place, &mut places, people, &mut tried)
    })
}

/// Finds somebody for a place, who may leave another one to somebody else.
fn seat(
    place: usize,
    places: &mut [(usize, Option<usize>)],
    people: &[&[usize]],
    tried: &mut [bool],
) -> bool {
    let Some((group, _)) = places.get(place).copied() else {
        return false;
    };
    for person in 0..people.len() {
        let fits = people.get(person).is_some_and(|of| of.contains(&group));
        if !fits || tried.get(person).copied().unwrap_or(true) {
            continue;
        }
        if let Some(mark) = tried.get_mut(person) {
            *mark = true;
        }
        let held = places.iter().position(|(_, by)| *by == Some(person));
        if held.is_none_or(|other| seat(other, places, people, tried)) {
            if let Some((_, by)) = places.get_mut(place) {
                *by = Some(person);
            }
            return true;
        }
    }
    false
}

/// Refuses when it is settled: with where it stands, who brought it there and when.
pub(super) fn need_open(decision: &Decision, now: At) -> Result<(), Refusal> {
    if decision.state == State::Open && now < decision.expires {
        return Ok(());
    }
    let (state, at) = match decision.state {
        State::Open => (State::Expired, decision.expires),
        other => (other, decision.state_at),
    };
    let refusal = |id| {
        Refusal::new(id)
            .with("decision", decision.key())
            .with("state", state.name())
            .with("when", time_full(at))
    };
    Err(match decision.state_by {
        Some(by) if state != State::Expired && state != State::Ended => {
            refusal("refuse-decision-settled-by").with("by", Text::mention(by))
        }
        _ => refusal("refuse-decision-settled"),
    })
}

/// Whose vote somebody gives, and where it counts: their own, or that of somebody they represent.
pub(super) fn cast(
    decision: &Decision,
    electorate: &Electorate,
    votes: &[Vote],
    hand: UserId,
) -> Result<(UserId, Vec<usize>), Refusal> {
    if hand == decision.asker {
        return Err(Refusal::new("refuse-decision-own").with("decision", decision.key()));
    }
    let own = electorate.groups_of(hand);
    if !own.is_empty() {
        return Ok((hand, own));
    }
    // Each hand once: who has spoken for somebody may change that, and speaks for nobody else.
    let before = votes
        .iter()
        .find(|v| v.hand == hand)
        .map(|v| (v.person, v.groups.clone()));
    let mut taken = false;
    for stands in electorate.represented.iter().filter(|r| r.by == hand) {
        let groups = electorate.groups_of(stands.person);
        if groups.is_empty() || stands.person == decision.asker {
            continue;
        }
        if let Some((person, _)) = &before
            && *person != stands.person
        {
            continue;
        }
        // What somebody said themselves is not overruled by who represents them.
        if votes
            .iter()
            .any(|v| v.person == stands.person && v.hand != hand)
        {
            taken = true;
            continue;
        }
        return Ok((stands.person, groups));
    }
    if taken {
        return Err(Refusal::new("refuse-decision-spoken").with("decision", decision.key()));
    }
    Err(Refusal::new("refuse-decision-not-yours").with("decision", decision.key()))
}

/// The votes with one more: each person once, each hand once.
pub(super) fn with_vote(votes: &[Vote], vote: Vote) -> Vec<Vote> {
    let mut all: Vec<Vote> = votes
        .iter()
        .filter(|v| v.person != vote.person && v.hand != vote.hand)
        .cloned()
        .collect();
    all.push(vote);
    all
}

/// What the votes come to, if it is settled.
pub(super) fn outcome(
    decision: &Decision,
    electorate: &Electorate,
    votes: &[Vote],
) -> Option<Outcome> {
    let groups = &decision.groups;
    let said = |choice| votes.iter().filter(move |v| v.choice == choice);
    let reason = || {
        let reasons = said(Choice::Reject).map(|v| v.reason.as_str());
        reasons.collect::<Vec<_>>().join("\n")
    };
    let rejected = || Some(Outcome::Rejected { reason: reason() });
    // Where one is enough, the first word is the last.
    let alone = |position: &usize| groups.get(*position).is_some_and(|g| needed(g) == 1);
    if said(Choice::Reject).any(|v| v.groups.iter().any(alone)) {
        return rejected();
    }
    let agreed: Vec<&[usize]> = said(Choice::Approve).map(|v| v.groups.as_slice()).collect();
    if filled(groups, &agreed) {
        return Some(Outcome::Approved {
            until: decision.holds_until,
        });
    }
    let against: Vec<UserId> = said(Choice::Reject).map(|v| v.person).collect();
    if against.is_empty() {
        return None;
    }
    // Who agreed counts where they agreed, also if they have left since.
    let mut possible = electorate.groups.clone();
    for vote in said(Choice::Approve) {
        for position in &vote.groups {
            if let Some(people) = possible.get_mut(*position)
                && !people.contains(&vote.person)
            {
                people.push(vote.person);
            }
        }
    }
    if can_be_filled(groups, &possible, &against) {
        None
    } else {
        rejected()
    }
}

/// Refuses whom a decision cannot be passed on to.
pub(super) fn may_represent(
    decision: &Decision,
    electorate: &Electorate,
    person: UserId,
    by: UserId,
) -> Result<(), Refusal> {
    let refusal = |id| Refusal::new(id).with("decision", decision.key());
    if person == decision.asker {
        return Err(refusal("refuse-decision-own"));
    }
    if electorate.groups_of(person).is_empty() {
        return Err(refusal("refuse-decision-not-yours"));
    }
    if by == person {
        return Err(refusal("refuse-decision-delegate-self"));
    }
    if by == decision.asker {
        return Err(refusal("refuse-decision-delegate-asker").with("user", Text::mention(by)));
    }
    if !electorate.groups_of(by).is_empty() {
        return Err(refusal("refuse-decision-delegate-voter").with("user", Text::mention(by)));
    }
    Ok(())
}

/// At most three of these keys and titles, the nearest first.
pub(super) fn nearest(typed: &str, known: &[(String, String)]) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let near = |text: &str| {
        let text = text.to_lowercase();
        if !typed.is_empty() && text.contains(&typed) {
            return 1.0;
        }
        strsim::jaro_winkler(&text, &typed)
    };
    let mut ranked: Vec<(f64, &String)> = known
        .iter()
        .map(|(key, title)| (near(key).max(near(title)), key))
        .filter(|(near, _)| *near > 0.75)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
        .into_iter()
        .take(3)
        .map(|(_, key)| key.clone())
        .collect()
}
