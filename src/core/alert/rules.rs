//! What becomes of what is reported: which alert joins which incident, what grew, what is over. Pure.
//!
//! An alert is known by its integration and key. A repeat only counts. What is resolved is what is marked so. What comes back soon
//! after its end joins the same incident quietly, and is looked at again after a while. A resolve that overtook its trigger wins.
//! Too many incidents at once become one. All of a transaction's reports are taken one after another; what they come to is told to each
//! incident once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::clock::{At, Span};
use crate::core::alert::grouping::{bounded, group_key, hosts, service, show};
use crate::core::alert::types::{Action, Alert, Group, HOSTS, Outcome, Report, Taken};
use crate::core::incident::{Growth, Severity};

/// What comes back within this time after its end, or its incident's, is the same trouble.
pub(crate) const FLAP_WINDOW: Span = Span::minutes(5);
/// If what came back quietly still fires after so long, it pages.
pub(crate) const HOLD: Span = Span::minutes(2);
/// An alert that came back so often is flapping; after an hour of quiet it starts anew.
const FLAPS: i64 = 3;
const QUIET: Span = Span::hours(1);
/// A resolve that came before its trigger is kept so long; without moments from the sender that tell which trigger is meant, so long.
pub(crate) const EARLY: Span = Span::minutes(10);
const EARLY_UNTOLD: Span = Span::minutes(1);
/// More incidents than this of one integration in this time are a storm.
pub(crate) const STORM: i64 = 5;
pub(crate) const STORM_TIME: Span = Span::minutes(1);
/// What lapses and names no end is over after this time without a repeat.
const LAPSE: Span = Span::minutes(5);
/// Growth that is told by name; more than that is told by the counts.
const NAMED: usize = 16;
/// The key of the group that a department's storm is folded into: no sender's, since those name a label. Another department's people
/// are not to miss what is theirs because somebody else has a storm.
pub(crate) fn storm_key(department: i64) -> String {
    format!("{department}/storm")
}

/// One report with what is known about it before it is looked at.
pub(crate) struct Item<'a> {
    pub(crate) integration: i64,
    pub(crate) department: i64,
    pub(crate) severity: Severity,
    /// The active silence that fits it.
    pub(crate) silence: Option<i64>,
    /// The sender's name for the group.
    pub(crate) group: Option<&'a str>,
    pub(crate) report: &'a Report,
}

/// All that the reports of one transaction touch, and what they make of it.
#[derive(Default)]
pub(crate) struct Board {
    now: At,
    alerts: HashMap<(i64, String), Alert>,
    changed: BTreeSet<(i64, String)>,
    groups: Vec<Group>,
    effects: Vec<Effect>,
    /// Incidents an integration has opened in the last minute.
    opened: BTreeMap<i64, i64>,
}

/// What an incident is told.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Effect {
    /// With this one it is opened.
    pub(crate) opens: Option<Opens>,
    pub(crate) growth: Vec<Growth>,
    /// More new alerts than are named in `growth`.
    pub(crate) unnamed: usize,
    /// The figures on the card changed.
    pub(crate) counted: bool,
    /// Something was told again: it is counted, and the card shows it when it changes next.
    pub(crate) repeated: bool,
    /// The last alert that fired is over.
    pub(crate) recovered: bool,
    pub(crate) acknowledged: bool,
    /// What came back quietly is looked at again then.
    pub(crate) hold: bool,
}

/// What an incident is opened with besides its figures.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Opens {
    pub(crate) title: String,
    pub(crate) message: String,
    pub(crate) service: String,
    pub(crate) project: String,
    pub(crate) storm: bool,
    severity: Severity,
}

impl Board {
    /// What is known: alerts by their keys, groups they belong to or could join, and how many incidents were opened lately.
    pub(crate) fn new(
        now: At,
        alerts: Vec<Alert>,
        groups: Vec<Group>,
        opened: BTreeMap<i64, i64>,
    ) -> Board {
        let by_key = |a: Alert| ((a.integration, a.key.clone()), a);
        Board {
            now,
            alerts: alerts.into_iter().map(by_key).collect(),
            changed: BTreeSet::new(),
            effects: vec![Effect::default(); groups.len()],
            groups,
            opened,
        }
    }

    /// Takes one report. The second value is the group it belongs to, by its place.
    pub(crate) fn take(&mut self, item: &Item<'_>) -> (Taken, Option<usize>) {
        let at = (item.integration, item.report.key.clone());
        let (outcome, group) = match item.report.action {
            Action::Fire => self.fire(&at, item),
            Action::Resolve => self.resolve(&at, item),
            Action::Acknowledge => self.acknowledge(&at),
        };
        if outcome != Outcome::Ignored {
            self.changed.insert(at);
        }
        let taken = Taken {
            key: item.report.key.clone(),
            incident: None,
            is_new: outcome == Outcome::Opened,
            outcome,
        };
        (taken, group)
    }

    fn fire(&mut self, at: &(i64, String), item: &Item<'_>) -> (Outcome, Option<usize>) {
        let before = self.alerts.get(at).cloned();
        let mut alert = self.alert(item, before.as_ref());
        let Some(before) = before else {
            alert.silence = item.silence.unwrap_or(0);
            return self.admit(at, alert, item);
        };
        if !before.firing && overtaken(&before, item.report, self.now) {
            alert.firing = false;
            alert.changed_at = before.changed_at;
            alert.ends_at = before.ends_at;
            alert.incident = before.incident;
            self.alerts.insert(at.clone(), alert);
            return (Outcome::Early, None);
        }
        if let Some(silence) = item.silence {
            return self.hush(at, alert, &before, silence);
        }
        alert.silence = 0;
        if before.firing && before.silence == 0 {
            return self.repeat(at, alert, &before, item);
        }
        if !before.firing {
            let quiet = self.now - before.changed_at > QUIET;
            alert.flips = if quiet { 0 } else { before.flips + 1 };
        }
        self.admit(at, alert, item)
    }

    /// The alert as it is after this report, if nothing else is known.
    fn alert(&self, item: &Item<'_>, before: Option<&Alert>) -> Alert {
        let (report, now) = (item.report, self.now);
        let lapses = || match report.ends_at {
            Some(end) if end > now => end,
            _ => now + LAPSE,
        };
        let fires = before.is_some_and(|b| b.firing);
        Alert {
            integration: item.integration,
            key: report.key.clone(),
            incident: before.map_or(0, |b| b.incident),
            silence: before.map_or(0, |b| b.silence),
            severity: item.severity,
            firing: true,
            title: report.title.clone(),
            source: report.source.clone(),
            hosts: hosts(report),
            link: report.link.clone(),
            labels: bounded(&report.labels),
            department: item.department,
            group_key: group_key(item),
            starts_at: report.starts_at,
            ends_at: None,
            lapses_at: report.lapses.then(lapses),
            first_at: before.map_or(now, |b| b.first_at),
            last_at: now,
            changed_at: before.filter(|_| fires).map_or(now, |b| b.changed_at),
            reports: before.map_or(0, |b| b.reports) + 1,
            flips: before.map_or(0, |b| b.flips),
        }
    }

    /// A silence fits it: it is recorded. What has an incident already stays with it.
    fn hush(
        &mut self,
        at: &(i64, String),
        mut alert: Alert,
        before: &Alert,
        silence: i64,
    ) -> (Outcome, Option<usize>) {
        alert.silence = silence;
        if before.firing && before.silence == 0 {
            alert.silence = 0;
        } else {
            alert.incident = 0;
        }
        self.alerts.insert(at.clone(), alert);
        (Outcome::Silenced, None)
    }

    /// It fires as it did. Only a higher severity is something new, and an incident that somebody has ended meanwhile.
    fn repeat(
        &mut self,
        at: &(i64, String),
        alert: Alert,
        before: &Alert,
        item: &Item<'_>,
    ) -> (Outcome, Option<usize>) {
        let Some(place) = self.of_incident(before.incident) else {
            return self.admit(at, alert, item);
        };
        if self.groups[place].open {
            self.groups[place].reports += 1;
            self.effects[place].repeated = true;
            self.worsen(place, &alert);
            self.alerts.insert(at.clone(), alert);
            return (Outcome::Repeated, Some(place));
        }
        let ended = self.groups[place].ended.unwrap_or(before.last_at);
        if self.now - ended <= FLAP_WINDOW {
            self.groups[place].reports += 1;
            self.effects[place].hold = true;
            self.alerts.insert(at.clone(), alert);
            return (Outcome::Returned, Some(place));
        }
        self.admit(at, alert, item)
    }

    /// It fires and did not: it goes back to where it was, joins what is open, or opens something.
    fn admit(
        &mut self,
        at: &(i64, String),
        mut alert: Alert,
        item: &Item<'_>,
    ) -> (Outcome, Option<usize>) {
        if alert.silence != 0 {
            self.alerts.insert(at.clone(), alert);
            return (Outcome::Silenced, None);
        }
        let was_firing = self
            .alerts
            .get(at)
            .is_some_and(|a| a.firing && a.silence == 0);
        if let Some(place) = self.of_incident(alert.incident).filter(|_| !was_firing)
            && let Some(outcome) = self.returns(place, &alert, at)
        {
            self.alerts.insert(at.clone(), alert);
            return (outcome, Some(place));
        }
        if was_firing {
            self.leaves(at);
        }
        let (place, outcome) = match self.joinable(&alert) {
            Some(place) => (place, Outcome::Joined),
            None => (self.begin(&alert, item), Outcome::Opened),
        };
        self.join(place, &alert, outcome == Outcome::Opened);
        if outcome == Outcome::Opened || self.effects[place].opens.is_some() {
            self.speaks_for(place, &alert, item);
        }
        alert.incident = self.groups[place].incident;
        self.alerts.insert(at.clone(), alert);
        (outcome, Some(place))
    }

    /// It fires on elsewhere: the incident that is over no longer counts it.
    fn leaves(&mut self, at: &(i64, String)) {
        let number = self.alerts.get(at).map_or(0, |a| a.incident);
        if let Some(place) = self.of_incident(number) {
            let group = &mut self.groups[place];
            group.firing = (group.firing - 1).max(0);
            group.lines.retain(|line| line.key != at.1);
            self.effects[place].counted = true;
        }
    }

    /// Back where it was, if that is open or was a moment ago.
    fn returns(&mut self, place: usize, alert: &Alert, at: &(i64, String)) -> Option<Outcome> {
        let before = self.alerts.get(at)?;
        let group = &self.groups[place];
        let since = group
            .ended
            .unwrap_or(before.changed_at)
            .max(before.changed_at);
        if !group.open && self.now - since > FLAP_WINDOW {
            return None;
        }
        let flaps = alert.flips == FLAPS;
        let open = group.open;
        let group = &mut self.groups[place];
        group.firing += 1;
        group.recovered = (group.recovered - 1).max(0);
        group.flapping += i64::from(flaps);
        group.reports += 1;
        group.last_at = self.now;
        show(group, alert);
        self.effects[place].counted = true;
        self.effects[place].recovered = false;
        if open {
            self.worsen(place, alert);
            return Some(Outcome::Joined);
        }
        self.effects[place].hold = true;
        Some(Outcome::Returned)
    }

    /// The open group it belongs to, also the storm's.
    fn joinable(&self, alert: &Alert) -> Option<usize> {
        let find = |key: &str| {
            self.groups
                .iter()
                .position(|g| g.open && g.integration == alert.integration && g.key == key)
        };
        find(&alert.group_key).or_else(|| {
            let storm = find(&storm_key(alert.department))?;
            let on = self.storms(alert.integration)
                || self.now - self.groups[storm].last_at < STORM_TIME;
            on.then_some(storm)
        })
    }

    fn storms(&self, integration: i64) -> bool {
        self.opened.get(&integration).copied().unwrap_or(0) >= STORM
    }

    fn begin(&mut self, alert: &Alert, item: &Item<'_>) -> usize {
        let storm = self.storms(alert.integration);
        *self.opened.entry(alert.integration).or_default() += 1;
        let key = if storm {
            storm_key(alert.department)
        } else {
            alert.group_key.clone()
        };
        // Until it has its number it is known by its place.
        let place = i64::try_from(self.groups.len()).unwrap_or(i64::MAX);
        self.groups.push(Group {
            incident: -1 - place,
            integration: alert.integration,
            department: alert.department,
            key,
            open: true,
            ended: None,
            severity: alert.severity,
            opened_at: self.now,
            last_at: self.now,
            firing: 0,
            recovered: 0,
            flapping: 0,
            reports: 0,
            lines: Vec::new(),
            hosts: Vec::new(),
        });
        self.effects.push(Effect {
            opens: Some(Opens {
                title: alert.title.clone(),
                message: item.report.message.clone(),
                service: service(item.report).to_owned(),
                project: item
                    .report
                    .labels
                    .get("project")
                    .cloned()
                    .unwrap_or_default(),
                storm,
                severity: alert.severity,
            }),
            ..Effect::default()
        });
        self.groups.len() - 1
    }

    /// The worst alert of a new incident gives it its name.
    fn speaks_for(&mut self, place: usize, alert: &Alert, item: &Item<'_>) {
        let Some(opens) = &mut self.effects[place].opens else {
            return;
        };
        if alert.severity.is_above(opens.severity) {
            opens.severity = alert.severity;
            opens.title.clone_from(&alert.title);
            opens.message.clone_from(&item.report.message);
        }
    }

    /// Counts an alert in that was not there.
    fn join(&mut self, place: usize, alert: &Alert, opens: bool) {
        let (now, new) = (self.now, self.effects[place].opens.is_some());
        let group = &mut self.groups[place];
        group.firing += 1;
        group.reports += 1;
        group.last_at = now;
        show(group, alert);
        let seen = alert.hosts.is_empty() || group.hosts.contains(&alert.hosts);
        let new_hosts = !seen && group.hosts.len() < HOSTS;
        if new_hosts {
            group.hosts.push(alert.hosts.clone());
        }
        let effect = &mut self.effects[place];
        effect.counted = true;
        effect.recovered = false;
        if new && !opens {
            // What opens an incident is no growth of it.
            group.severity = group.severity.min(alert.severity);
            return;
        }
        if opens {
            return;
        }
        for growth in [
            Some(Growth::Fingerprint(alert.key.clone())),
            new_hosts.then(|| Growth::Hosts(alert.hosts.clone())),
        ]
        .into_iter()
        .flatten()
        {
            if effect.growth.len() < NAMED {
                effect.growth.push(growth);
            } else {
                effect.unnamed += 1;
            }
        }
        self.worsen(place, alert);
    }

    /// A higher severity than the incident has is told first.
    fn worsen(&mut self, place: usize, alert: &Alert) {
        let group = &mut self.groups[place];
        if !alert.severity.is_above(group.severity) {
            return;
        }
        let effect = &mut self.effects[place];
        let mut from = group.severity;
        group.severity = alert.severity;
        effect.counted = true;
        if effect.opens.is_some() {
            return;
        }
        if let Some(Growth::Severity { from: first, .. }) = effect.growth.first() {
            from = *first;
            effect.growth.remove(0);
        }
        let to = alert.severity;
        effect.growth.insert(0, Growth::Severity { from, to });
    }

    fn resolve(&mut self, at: &(i64, String), item: &Item<'_>) -> (Outcome, Option<usize>) {
        let now = self.now;
        let ends_at = item.report.ends_at;
        let Some(alert) = self.alerts.get_mut(at) else {
            let mut early = self.alert(item, None);
            early.firing = false;
            early.ends_at = ends_at;
            early.lapses_at = None;
            self.alerts.insert(at.clone(), early);
            return (Outcome::Early, None);
        };
        alert.reports += 1;
        alert.last_at = now;
        if !alert.firing {
            alert.ends_at = ends_at.max(alert.ends_at);
            let known = alert.incident != 0;
            let outcome = if known {
                Outcome::Repeated
            } else {
                Outcome::Early
            };
            return (outcome, None);
        }
        (Outcome::Resolved, self.end(at, ends_at))
    }

    /// An alert is over: marked so by its sender, or lapsed.
    pub(crate) fn end(&mut self, at: &(i64, String), ends_at: Option<At>) -> Option<usize> {
        let now = self.now;
        let alert = self.alerts.get_mut(at)?;
        alert.firing = false;
        alert.changed_at = now;
        alert.ends_at = ends_at;
        alert.lapses_at = None;
        let alert = alert.clone();
        self.changed.insert(at.clone());
        if alert.silence != 0 {
            return None;
        }
        let place = self.of_incident(alert.incident)?;
        let group = &mut self.groups[place];
        group.firing = (group.firing - 1).max(0);
        group.recovered += 1;
        show(group, &alert);
        let effect = &mut self.effects[place];
        effect.counted = true;
        effect.recovered = group.firing == 0;
        Some(place)
    }

    fn acknowledge(&mut self, at: &(i64, String)) -> (Outcome, Option<usize>) {
        let place = self.alerts.get(at).filter(|a| a.firing && a.silence == 0);
        let place = place.and_then(|a| self.of_incident(a.incident));
        match place.filter(|place| self.groups[*place].open) {
            Some(place) => {
                self.effects[place].acknowledged = true;
                (Outcome::Acknowledged, Some(place))
            }
            None => (Outcome::Ignored, None),
        }
    }

    /// What a silence kept quiet fires still: it is taken as if it came now.
    pub(crate) fn release(&mut self, item: &Item<'_>) -> Option<usize> {
        let at = (item.integration, item.report.key.clone());
        let mut alert = self.alerts.get(&at).cloned().filter(|a| a.firing)?;
        alert.silence = 0;
        alert.incident = 0;
        self.changed.insert(at.clone());
        self.admit(&at, alert, item).1
    }

    fn of_incident(&self, number: i64) -> Option<usize> {
        if number == 0 {
            return None;
        }
        self.groups.iter().position(|g| g.incident == number)
    }

    /// The groups with what each is told, in order. Whoever opens their incidents says so with [`opened`](Board::opened).
    pub(crate) fn outcome(&self) -> impl Iterator<Item = (&Group, &Effect)> {
        self.groups.iter().zip(&self.effects)
    }

    /// The group at this place has its incident.
    pub(crate) fn opened(&mut self, place: usize, incident: i64) {
        let Some(group) = self.groups.get_mut(place) else {
            return;
        };
        let before = std::mem::replace(&mut group.incident, incident);
        for alert in self.alerts.values_mut().filter(|a| a.incident == before) {
            alert.incident = incident;
        }
    }

    /// The incident of the group at this place.
    pub(crate) fn incident(&self, place: usize) -> i64 {
        self.groups.get(place).map_or(0, |g| g.incident)
    }

    /// Alerts to be written, when all incidents have been opened.
    pub(crate) fn changes(&self) -> impl Iterator<Item = &Alert> {
        self.changed.iter().filter_map(|at| self.alerts.get(at))
    }
}

/// A trigger that the resolve we have was meant for. Without the sender's moments only a short time tells.
fn overtaken(before: &Alert, report: &Report, now: At) -> bool {
    let age = now - before.changed_at;
    match (report.starts_at, before.ends_at) {
        (Some(start), Some(end)) => start <= end && age <= EARLY,
        // With an incident it was no early one: it is a trigger of today.
        _ => {
            before.incident == 0
                && before.silence == 0
                && before.reports == 1
                && age <= EARLY_UNTOLD
        }
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
