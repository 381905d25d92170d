//! Who may decide now, and who stands in for whom: looked up anew each time, since leads, members and absences change.

use std::collections::HashMap;

use crate::calendar::day_of;
use crate::chat::UserId;
use crate::clock::Span;
use crate::core::decision::types::{Decision, Electorate, Represented, Vote, Voter};
use crate::core::decision::{rules, store};
use crate::core::org::{self, Department};
use crate::store::Tx;

/// A decision with all that is needed to show it and to decide about it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct View {
    pub(super) decision: Decision,
    pub(super) votes: Vec<Vote>,
    pub(super) electorate: Electorate,
    pub(super) departments: Vec<Department>,
}

/// The decision as it stands now.
pub(super) async fn view(tx: &mut Tx, decision: Decision) -> anyhow::Result<View> {
    let votes = store::votes(tx, decision.number).await?;
    let departments = org::departments(tx).await?;
    let electorate = electorate(tx, &decision, &departments).await?;
    Ok(View {
        decision,
        votes,
        electorate,
        departments,
    })
}

async fn electorate(
    tx: &mut Tx,
    decision: &Decision,
    departments: &[Department],
) -> anyhow::Result<Electorate> {
    let mut people = Vec::new();
    for group in &decision.groups {
        let mut of_group = Vec::new();
        for voter in &group.any {
            of_group.extend(meant(tx, voter, departments).await?);
        }
        people.push(of_group);
    }
    let office = meant(tx, &Voter::Office, departments).await?;
    let (groups, office) = rules::electorate(&decision.groups, people, &office, decision.asker);
    let mut electorate = Electorate {
        groups,
        office,
        ..Electorate::default()
    };
    let all = electorate.people();
    electorate.away = away(tx, &all).await?;
    electorate.represented = represented(tx, decision, &electorate).await?;
    Ok(electorate)
}

/// The people a voter stands for.
async fn meant(
    tx: &mut Tx,
    voter: &Voter,
    departments: &[Department],
) -> anyhow::Result<Vec<UserId>> {
    let leads = |id: i64| {
        let found = departments.iter().find(|d| d.id == id);
        found.map(|d| d.leads.clone()).unwrap_or_default()
    };
    let of = match voter {
        Voter::LeadsOf(id) => return Ok(leads(*id)),
        Voter::AnyLead => return Ok(departments.iter().flat_map(|d| d.leads.clone()).collect()),
        Voter::People(people) => return Ok(people.clone()),
        Voter::MembersOf(id) => *id,
        Voter::Office => match departments.iter().find(|d| d.key == "pmo") {
            Some(office) => office.id,
            None => return Ok(Vec::new()),
        },
    };
    let members = org::members(tx, of).await?;
    let mut people: Vec<UserId> = members.iter().map(|m| m.user).collect();
    people.extend(leads(of));
    Ok(people)
}

/// Those of these people who are away today, on their own calendar.
pub(super) async fn away(tx: &mut Tx, people: &[UserId]) -> anyhow::Result<Vec<UserId>> {
    let now = tx.now();
    let utc = crate::calendar::Zone::UTC;
    // Wherever they are, their day is one of these.
    let (from, to) = (
        day_of(now - Span::days(1), utc),
        day_of(now + Span::days(1), utc),
    );
    let mut zones = HashMap::new();
    let mut found = Vec::new();
    for absence in org::absences(tx, people, from, to).await? {
        let zone = match zones.get(&absence.user) {
            Some(zone) => *zone,
            None => {
                let zone = org::person(tx, absence.user).await?.zone;
                zones.insert(absence.user, zone);
                zone
            }
        };
        let today = day_of(now, zone);
        if absence.from <= today && today <= absence.to && !found.contains(&absence.user) {
            found.push(absence.user);
        }
    }
    Ok(found)
}

/// Who stands in for whom: those who passed it on, then those who are away and named somebody. Nobody stands in for the asker,
/// and the asker for nobody.
async fn represented(
    tx: &mut Tx,
    decision: &Decision,
    electorate: &Electorate,
) -> anyhow::Result<Vec<Represented>> {
    let now = tx.now();
    let mut all = Vec::new();
    for (person, by) in store::delegates(tx, decision.number, now).await? {
        all.push(Represented {
            person,
            by,
            away: false,
        });
    }
    for person in &electorate.away {
        if all.iter().any(|r: &Represented| r.person == *person) {
            continue;
        }
        if let Some(by) = org::delegate(tx, *person).await? {
            all.push(Represented {
                person: *person,
                by,
                away: true,
            });
        }
    }
    all.retain(|r| rules::may_represent(decision, electorate, r.person, r.by).is_ok());
    Ok(all)
}
