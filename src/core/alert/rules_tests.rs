//! The rules, played through: what each report comes to, and whatever is reported in whatever order, the figures are exact.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::core::alert::types::LINES;

const BEGIN: At = At(1_767_571_200_000);

/// Outcomes with their incidents, and what each incident was told.
type Came = (Vec<(Outcome, i64)>, Vec<(i64, Effect)>);

/// Carries the board from transaction to transaction, as the store does.
struct Play {
    now: At,
    alerts: Vec<Alert>,
    groups: Vec<Group>,
    opened: Vec<At>,
    next: i64,
}

fn report(key: &str, action: Action, labels: &[(&str, &str)]) -> Report {
    let labels = labels
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    Report {
        key: key.to_owned(),
        action,
        title: format!("{key} is wrong"),
        message: String::new(),
        severity: None,
        department: None,
        source: String::new(),
        labels: labels.collect(),
        link: String::new(),
        starts_at: None,
        ends_at: None,
        lapses: false,
    }
}

fn fire(key: &str) -> Report {
    report(key, Action::Fire, &[("service", "db")])
}

fn over(key: &str) -> Report {
    report(key, Action::Resolve, &[("service", "db")])
}

fn item(report: &Report, severity: Severity, silence: Option<i64>) -> Item<'_> {
    let asked = report.department.as_deref();
    Item {
        integration: 1,
        department: asked.map_or(1, |d| d.parse().unwrap()),
        severity,
        silence,
        group: None,
        report,
    }
}

/// What incident 1 is told of a repeat.
fn repeated() -> Vec<(i64, Effect)> {
    let effect = Effect {
        repeated: true,
        ..Effect::default()
    };
    vec![(1, effect)]
}

impl Play {
    fn new() -> Play {
        Play {
            now: BEGIN,
            alerts: Vec::new(),
            groups: Vec::new(),
            opened: Vec::new(),
            next: 1,
        }
    }

    /// One transaction: outcomes with their incidents, and what each incident was told.
    fn takes(&mut self, reports: &[Report]) -> Came {
        self.takes_as(reports, Severity::Sev3, None)
    }

    fn takes_as(&mut self, reports: &[Report], severity: Severity, silence: Option<i64>) -> Came {
        let lately = self
            .opened
            .iter()
            .filter(|at| self.now - **at < STORM_TIME)
            .count();
        let opened = BTreeMap::from([(1, i64::try_from(lately).unwrap())]);
        let (alerts, groups) = (self.alerts.clone(), self.groups.clone());
        let mut board = Board::new(self.now, alerts, groups, opened);
        let item = |report| item(report, severity, silence);
        let taken: Vec<_> = reports.iter().map(|r| board.take(&item(r))).collect();
        let mut told = Vec::new();
        for place in 0..board.groups.len() {
            if board.effects[place].opens.is_some() {
                board.opened(place, self.next);
                self.opened.push(self.now);
                self.next += 1;
            }
            if board.effects[place] != Effect::default() {
                told.push((board.incident(place), board.effects[place].clone()));
            }
        }
        let outcomes = taken
            .into_iter()
            .map(|(taken, place)| (taken.outcome, place.map_or(0, |p| board.incident(p))))
            .collect();
        for alert in board.changes() {
            let at = |a: &Alert| a.key == alert.key;
            match self.alerts.iter_mut().find(|a| at(a)) {
                Some(known) => known.clone_from(alert),
                None => self.alerts.push(alert.clone()),
            }
        }
        // Only what was told something is written.
        for group in board.groups {
            if told.iter().any(|(number, _)| *number == group.incident) {
                self.groups.retain(|g| g.incident != group.incident);
                self.groups.push(group);
            }
        }
        self.groups.sort_by_key(|g| g.incident);
        // An incident that nobody has taken ends with its last alert.
        for (number, effect) in &told {
            if effect.recovered {
                self.ends(*number);
            }
        }
        (outcomes, told)
    }

    fn ends(&mut self, number: i64) {
        let group = self
            .groups
            .iter_mut()
            .find(|g| g.incident == number)
            .unwrap();
        group.open = false;
        group.ended = Some(self.now);
    }

    fn group(&self, number: i64) -> &Group {
        self.groups.iter().find(|g| g.incident == number).unwrap()
    }

    fn waits(&mut self, span: Span) {
        self.now = self.now + span;
    }
}

#[test]
fn a_repeat_only_counts_and_a_new_alert_of_the_service_is_growth() {
    let mut play = Play::new();
    let (taken, told) = play.takes(&[fire("a")]);
    assert_eq!(taken, [(Outcome::Opened, 1)]);
    assert_eq!(told[0].1.opens.as_ref().unwrap().title, "a is wrong");
    let (taken, told) = play.takes(&[fire("a")]);
    assert_eq!((taken, told), (vec![(Outcome::Repeated, 1)], repeated()));
    let (taken, told) = play.takes(&[fire("a"), fire("b"), fire("b")]);
    let joined = [
        (Outcome::Repeated, 1),
        (Outcome::Joined, 1),
        (Outcome::Repeated, 1),
    ];
    assert_eq!(taken, joined);
    assert_eq!(told[0].1.growth, [Growth::Fingerprint("b".into())]);
    assert_eq!(play.group(1).alerts().firing, 2);
    let other = report("c", Action::Fire, &[("service", "web")]);
    assert_eq!(play.takes(&[other]).0, [(Outcome::Opened, 2)]);
}

#[test]
fn only_what_is_marked_resolved_is_and_the_last_one_ends_it() {
    let mut play = Play::new();
    play.takes(&[fire("a"), fire("b")]);
    let (taken, told) = play.takes(&[over("a"), fire("b")]);
    assert_eq!(taken, [(Outcome::Resolved, 1), (Outcome::Repeated, 1)]);
    assert!(!told[0].1.recovered);
    let (_, told) = play.takes(&[over("b")]);
    assert!(told[0].1.recovered);
    let alerts = play.group(1).alerts();
    assert_eq!((alerts.firing, alerts.recovered), (0, 2));
    assert_eq!(play.takes(&[over("b")]).1.len(), 0, "a replay is no news");
}

#[test]
fn what_comes_back_soon_joins_quietly_and_later_opens_anew() {
    let mut play = Play::new();
    play.takes(&[fire("a")]);
    play.takes(&[over("a")]);
    play.waits(FLAP_WINDOW);
    let (taken, told) = play.takes(&[fire("a")]);
    assert_eq!(taken, [(Outcome::Returned, 1)]);
    assert!(told[0].1.hold && told[0].1.growth.is_empty() && told[0].1.opens.is_none());
    assert_eq!(play.group(1).alerts().firing, 1);
    play.takes(&[over("a")]);
    play.waits(Span(FLAP_WINDOW.0 + 1));
    assert_eq!(play.takes(&[fire("a")]).0, [(Outcome::Opened, 2)]);
}

#[test]
fn what_comes_back_again_and_again_is_flapping_once() {
    let mut play = Play::new();
    play.takes(&[fire("a"), fire("b")]);
    for _ in 0..6 {
        play.waits(Span::minutes(1));
        play.takes(&[over("a")]);
        play.waits(Span::minutes(1));
        assert_eq!(play.takes(&[fire("a")]).0, [(Outcome::Joined, 1)]);
    }
    let alerts = play.group(1).alerts();
    assert_eq!(
        (alerts.firing, alerts.recovered, alerts.flapping),
        (2, 0, 1)
    );
}

#[test]
fn a_resolve_that_overtook_its_trigger_wins_for_a_while() {
    let mut play = Play::new();
    assert_eq!(play.takes(&[over("a")]).0, [(Outcome::Early, 0)]);
    play.waits(Span::seconds(20));
    assert_eq!(play.takes(&[fire("a")]).0, [(Outcome::Early, 0)]);
    play.takes(&[over("b")]);
    play.waits(Span::minutes(2));
    assert_eq!(
        play.takes(&[fire("b")]).0,
        [(Outcome::Opened, 1)],
        "of today"
    );
    let timed = |mut report: Report, starts, ends| {
        report.starts_at = Some(At(starts));
        report.ends_at = ends;
        report
    };
    play.takes(&[timed(over("c"), 100, Some(At(200)))]);
    play.waits(EARLY);
    let stale = timed(fire("c"), 100, None);
    assert_eq!(play.takes(&[stale]).0, [(Outcome::Early, 0)]);
    let new = timed(fire("c"), 300, None);
    assert_eq!(play.takes(&[new]).0, [(Outcome::Joined, 1)]);
}

#[test]
fn somebody_who_says_ok_all_the_time_does_not_swallow_the_first_trouble() {
    let mut play = Play::new();
    play.takes(&[over("a")]);
    play.takes(&[over("a")]);
    assert_eq!(play.takes(&[fire("a")]).0, [(Outcome::Opened, 1)]);
}

#[test]
fn a_storm_becomes_one_card_with_exact_counts() {
    let mut play = Play::new();
    let alone = |n: usize| report(&format!("k{n}"), Action::Fire, &[]);
    let all: Vec<Report> = (0..1_000).map(alone).collect();
    for chunk in all.chunks(10) {
        play.takes(chunk);
    }
    assert_eq!(play.groups.len(), 6, "five, and the storm");
    assert_eq!(play.group(6).firing, 995);
    let ends: Vec<Report> = (0..1_000)
        .map(|n| report(&format!("k{n}"), Action::Resolve, &[]))
        .collect();
    let (_, told) = play.takes(&ends);
    assert_eq!(told.len(), 6);
    assert!(told.iter().all(|(_, effect)| effect.recovered));
    assert_eq!(play.group(6).recovered, 995);
}

#[test]
fn a_storm_takes_nothing_from_another_department() {
    let mut play = Play::new();
    for n in 0..8 {
        play.takes(&[report(&format!("k{n}"), Action::Fire, &[])]);
    }
    assert_eq!((play.groups.len(), play.group(6).firing), (6, 3));
    for n in 8..10 {
        let mut theirs = report(&format!("k{n}"), Action::Fire, &[]);
        theirs.department = Some("2".into());
        play.takes(&[theirs]);
    }
    assert_eq!((play.group(7).department, play.group(7).firing), (2, 2));
}

#[test]
fn a_higher_severity_grows_and_a_lower_one_does_not() {
    let mut play = Play::new();
    play.takes(&[fire("a")]);
    let (_, told) = play.takes_as(&[fire("a")], Severity::Sev1, None);
    let worse = Growth::Severity {
        from: Severity::Sev3,
        to: Severity::Sev1,
    };
    assert_eq!(told[0].1.growth, [worse]);
    let (_, told) = play.takes_as(&[fire("a")], Severity::Sev4, None);
    assert_eq!(told, repeated());
}

#[test]
fn a_silence_records_and_opens_nothing_and_lets_go_what_fires_still() {
    let mut play = Play::new();
    let quiet = |play: &mut Play, report| play.takes_as(&[report], Severity::Sev2, Some(7)).0;
    assert_eq!(quiet(&mut play, fire("a")), [(Outcome::Silenced, 0)]);
    assert_eq!(quiet(&mut play, fire("b")), [(Outcome::Silenced, 0)]);
    assert_eq!(quiet(&mut play, over("b")), [(Outcome::Resolved, 0)]);
    assert!(play.groups.is_empty());
    let (taken, _) = play.takes(&[fire("a")]);
    assert_eq!(taken, [(Outcome::Opened, 1)], "the silence is over");
}

#[test]
fn an_incident_that_somebody_ended_while_it_fires_is_looked_at_again() {
    let mut play = Play::new();
    play.takes(&[fire("a")]);
    play.ends(1);
    let (taken, told) = play.takes(&[fire("a")]);
    assert_eq!(taken, [(Outcome::Returned, 1)]);
    assert!(told[0].1.hold);
    play.waits(Span(FLAP_WINDOW.0 + 1));
    assert_eq!(play.takes(&[fire("a")]).0, [(Outcome::Opened, 2)]);
}

#[test]
fn an_acknowledgement_of_what_nobody_knows_is_dropped() {
    let mut play = Play::new();
    let ack = |key: &str| report(key, Action::Acknowledge, &[]);
    assert_eq!(play.takes(&[ack("a")]).0, [(Outcome::Ignored, 0)]);
    assert!(play.alerts.is_empty());
    play.takes(&[fire("a")]);
    let (taken, told) = play.takes(&[ack("a")]);
    assert_eq!(taken, [(Outcome::Acknowledged, 1)]);
    assert!(told[0].1.acknowledged);
}

#[test]
fn alerts_are_grouped_by_what_their_labels_say() {
    let check = |labels: &[(&str, &str)], group: Option<&str>, key: &str| {
        let report = report("k", Action::Fire, labels);
        let item = Item {
            integration: 1,
            department: 4,
            severity: Severity::Sev3,
            silence: None,
            group,
            report: &report,
        };
        assert_eq!(group_key(&item), key);
    };
    check(
        &[("service", "db"), ("job", "node")],
        Some("g"),
        "4/service=db",
    );
    check(
        &[("job", "node"), ("cluster", "eu")],
        Some("g"),
        "4/job=node,cluster=eu",
    );
    check(&[("job", "node")], Some("g"), "4/job=node");
    check(&[("cluster", "eu")], Some("g"), "4/cluster=eu");
    check(&[("zone", "a")], Some("g"), "4/group=g");
    check(&[], None, "4/key=k");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// However reports come and however they are put into transactions: the figures of the incidents are those of the alerts.
    #[test]
    fn the_figures_are_those_of_the_alerts(
        reports in proptest::collection::vec((0..12_usize, 0..3_usize, 0..100_i64), 1..120),
        together in 1..9_usize,
    ) {
        let mut play = Play::new();
        let mut told: BTreeMap<i64, i64> = BTreeMap::new();
        for chunk in reports.chunks(together) {
            let made: Vec<Report> = chunk
                .iter()
                .map(|(key, what, _)| {
                    let services = [("service", "db"), ("service", "web"), ("zone", "a")];
                    let action = if *what == 0 { Action::Resolve } else { Action::Fire };
                    report(&format!("k{key}"), action, &services[key % 3..=key % 3])
                })
                .collect();
            let (came, _) = play.takes(&made);
            for (report, (_, incident)) in made.iter().zip(came) {
                if report.action == Action::Fire {
                    *told.entry(incident).or_default() += 1;
                }
            }
            play.waits(Span::seconds(chunk.iter().map(|c| c.2).sum()));
            for group in &play.groups {
                let of = play.alerts.iter().filter(|a| a.incident == group.incident && a.silence == 0);
                let firing = of.filter(|a| a.firing).count();
                prop_assert_eq!(usize::try_from(group.firing).unwrap(), firing);
                prop_assert_eq!(Some(&group.reports), told.get(&group.incident));
                prop_assert!(group.lines.len() <= LINES);
            }
        }
        // A replay of the last one adds no incident.
        let before = play.groups.len();
        if let Some((key, _, _)) = reports.last() {
            let again = play.alerts.iter().any(|a| a.key == format!("k{key}") && a.firing);
            if again {
                let services = [("service", "db"), ("service", "web"), ("zone", "a")];
                play.now = play.alerts.iter().map(|a| a.last_at).max().unwrap();
                let last = report(&format!("k{key}"), Action::Fire, &services[key % 3..=key % 3]);
                play.takes(&[last]);
                prop_assert_eq!(play.groups.len(), before);
            }
        }
    }
}
