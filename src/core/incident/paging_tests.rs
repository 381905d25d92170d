//! Each rule of the paging as a small play.

use super::{Candidate, Duty, Event, Missing, Note, Paging, Phase, Route, Who, step};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::incident::explain::explain;
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::rules::{Growth, Severity};

const START: At = At(1_800_000_000_000);
const MEI: UserId = UserId(1);
const BO: UserId = UserId(2);
const LI: UserId = UserId(3);

fn present(who: Who) -> Vec<Candidate> {
    let missing = None;
    vec![Candidate { who, missing }]
}

fn person(user: UserId) -> Vec<Candidate> {
    present(Who::Person(user))
}

fn duty() -> Duty {
    Duty {
        answers: [
            (Target::Primary(None), person(MEI)),
            (Target::Secondary(None), person(BO)),
            (Target::Lead, person(LI)),
            (Target::Pmo, present(Who::Office)),
        ]
        .into(),
        ..Duty::default()
    }
}

/// One incident, played through by hand.
struct Play {
    state: Paging,
    now: At,
    duty: Duty,
    next: Option<At>,
    notes: Vec<Note>,
    last: u32,
}

fn policy(text: &str, repeat: i64) -> Policy {
    Policy::read(text, repeat, &[]).unwrap()
}

fn play(text: &str, repeat: i64, severity: Severity) -> Play {
    Play {
        state: Paging::new(policy(text, repeat), severity),
        now: START,
        duty: duty(),
        next: None,
        notes: Vec::new(),
        last: 0,
    }
}

impl Play {
    /// What is paged because of this: `@1 Opened`.
    fn hear(&mut self, event: &Event) -> Vec<String> {
        let step = step(&self.state, event, self.now, &self.duty);
        let stored = serde_json::to_string(&step.state).unwrap();
        self.state = serde_json::from_str(&stored).unwrap();
        assert_eq!(self.state, step.state);
        self.next = step.next;
        self.notes.extend(step.notes);
        let mut said = Vec::new();
        for page in step.pages {
            assert!(page.attempt > self.last, "an attempt's number came twice");
            self.last = page.attempt;
            let to = match (page.to, page.route) {
                (Who::Person(user), Some(Route::Direct)) => format!("@{}", user.0),
                (Who::Person(user), route) => format!("@{} {route:?}", user.0),
                (who, _) => format!("{who:?}"),
            };
            let reason = format!("{:?}", page.reason);
            let reason = reason.split('(').next().unwrap_or_default();
            said.push(format!("{to} {reason}"));
        }
        said
    }
    /// Lets time pass; what is paged then, with the second it is paged at.
    fn until(&mut self, seconds: i64) -> Vec<String> {
        let end = START + Span::seconds(seconds);
        let mut said = Vec::new();
        while let Some(next) = self.next.filter(|at| *at <= end) {
            self.now = self.now.max(next);
            let at = (self.now - START).0 / 1000;
            let pages = self.hear(&Event::Deadline);
            said.extend(pages.into_iter().map(|page| format!("{at}: {page}")));
        }
        self.now = end;
        said
    }
}

#[test]
fn levels_ring_one_after_the_other_and_the_office_hears_that_nobody_came() {
    let mut p = play("primary 5m > secondary 10m > lead 15m", 0, Severity::Sev3);
    assert_eq!(p.hear(&Event::Opened), ["@1 Opened"]);
    let said = p.until(3600);
    assert_eq!(
        said,
        ["300: @2 Opened", "900: @3 Opened", "1800: Office Exhausted"]
    );
    assert_eq!(p.state.phase, Phase::Unowned);
    assert_eq!(p.state.unowned_since, Some(START));
    assert_eq!(p.until(16_200), ["16200: Office StillUnowned"]);
}

#[test]
fn every_repetition_rings_with_an_attempt_of_its_own() {
    let mut p = play("primary 60s", 2, Severity::Sev4);
    p.hear(&Event::Opened);
    let said = p.until(600);
    assert_eq!(
        said,
        ["60: @1 Opened", "120: @1 Opened", "180: Office Exhausted"]
    );
    assert_eq!(p.state.attempt, 4);
}

#[test]
fn acknowledging_stops_the_next_level_even_when_that_is_overdue() {
    let mut p = play("primary 5m > secondary", 0, Severity::Sev3);
    p.hear(&Event::Opened);
    p.now = START + Span::seconds(301);
    assert!(p.hear(&Event::Acknowledged(MEI)).is_empty());
    assert!(p.hear(&Event::Acknowledged(BO)).is_empty());
    assert_eq!(p.state.holder.map(|h| h.by), Some(MEI));
    assert!(p.until(3600).is_empty());
    let acknowledged = p
        .notes
        .iter()
        .filter(|n| matches!(n, Note::Acknowledged(_)));
    assert_eq!(acknowledged.count(), 1);
}

#[test]
fn an_empty_level_is_skipped_at_once_and_the_timeline_says_why() {
    let mut p = play("primary 5m > secondary 5m > lead", 0, Severity::Sev3);
    p.duty.answers.remove(&Target::Primary(None));
    let secondary = p.duty.answers.get_mut(&Target::Secondary(None)).unwrap();
    secondary[0].missing = Some(Missing::Absent);
    assert_eq!(p.hear(&Event::Opened), ["@3 Opened"]);
    let why = |level, target, missing| Note::LevelSkipped {
        level,
        why: vec![(target, missing)],
    };
    let skipped = [
        why(0, Target::Primary(None), Missing::Nobody),
        why(1, Target::Secondary(None), Missing::Absent),
    ];
    assert_eq!(p.notes, skipped);
}

#[test]
fn a_policy_that_reaches_nobody_is_said_at_once_and_not_repeated_in_circles() {
    let mut p = play("primary 5m > lead", 10, Severity::Sev3);
    p.duty.answers.clear();
    assert_eq!(p.hear(&Event::Opened), ["Office Exhausted"]);
}

#[test]
fn a_refused_message_goes_the_next_route_and_then_to_the_next_level() {
    let mut p = play("primary 5m > secondary", 0, Severity::Sev3);
    p.duty.routes = [(MEI, vec![Route::Direct, Route::Mail])].into();
    p.hear(&Event::Opened);
    let refused = |user, attempt| Event::Refused { user, attempt };
    assert_eq!(p.hear(&refused(MEI, 1)), ["@1 Some(Mail) Opened"]);
    assert!(p.hear(&refused(MEI, 1)).is_empty(), "told twice");
    assert_eq!(p.hear(&refused(MEI, 2)), ["@2 Opened"]);
    p.hear(&Event::Acknowledged(BO));
    assert!(p.hear(&refused(BO, 3)).is_empty());
}

#[test]
fn a_late_message_goes_the_next_route_too_and_calls_nobody_else() {
    let mut p = play("primary 5m > secondary", 0, Severity::Sev3);
    p.duty.routes = [(MEI, vec![Route::Direct, Route::Mail])].into();
    p.hear(&Event::Opened);
    let late = |user, attempt| Event::Delayed { user, attempt };
    assert_eq!(p.hear(&late(MEI, 1)), ["@1 Some(Mail) Opened"]);
    assert!(p.hear(&late(MEI, 2)).is_empty(), "there is no other route");
    assert_eq!(p.until(301), ["300: @2 Opened"]);
}

#[test]
fn what_nobody_can_be_called_for_is_said_once_however_much_it_grows() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev3);
    let duty = std::mem::take(&mut p.duty.answers);
    assert_eq!(p.hear(&Event::Opened), ["Office Exhausted"]);
    let grew = Event::Grew(vec![Growth::Fingerprint("b".into())]);
    assert!(p.hear(&grew).is_empty());
    let (from, to) = (Severity::Sev3, Severity::Sev1);
    let worse = Event::Grew(vec![Growth::Severity { from, to }]);
    assert_eq!(p.hear(&worse), ["Office Exhausted"]);
    p.duty.answers = duty;
    assert_eq!(p.hear(&grew), ["@1 Grew"]);
}

#[test]
fn growth_pages_again_even_who_has_it() {
    let mut p = play("secondary 5m > lead", 0, Severity::Sev3);
    p.hear(&Event::Opened);
    p.hear(&Event::Acknowledged(MEI));
    assert!(p.hear(&Event::Grew(Vec::new())).is_empty());
    let grew = Event::Grew(vec![Growth::Fingerprint("b".into())]);
    assert_eq!(p.hear(&grew), ["@2 Grew", "@1 Grew"]);
    assert!(p.hear(&grew).is_empty(), "it rings already");
    let (from, to) = (Severity::Sev3, Severity::Sev1);
    let worse = Event::Grew(vec![Growth::Severity { from, to }]);
    assert_eq!(p.hear(&worse), ["@2 Grew"]);
    assert_eq!(p.state.severity, Severity::Sev1);
}

#[test]
fn an_acknowledgement_without_a_sign_of_life_expires() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev1);
    p.hear(&Event::Opened);
    p.hear(&Event::CommanderNamed);
    p.hear(&Event::Acknowledged(BO));
    assert!(p.until(1799).is_empty());
    p.hear(&Event::Updated);
    assert!(p.until(3598).is_empty());
    assert_eq!(p.until(3599), ["3599: @1 Expired", "3599: Thread NoUpdate"]);
}

#[test]
fn at_a_shift_change_the_next_person_accepts_or_it_escalates() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev3);
    p.hear(&Event::Opened);
    p.hear(&Event::Acknowledged(MEI));
    let shift = Event::ShiftChanged(vec![MEI]);
    assert!(p.hear(&shift).is_empty(), "still on call");
    p.duty.answers.insert(Target::Primary(None), person(BO));
    assert_eq!(p.hear(&shift), ["@2 Handover"]);
    assert_eq!(p.state.holder.map(|h| h.by), Some(MEI));
    let mut accepted = play("primary 5m > lead", 0, Severity::Sev3);
    accepted.state = p.state.clone();
    accepted.hear(&Event::Acknowledged(BO));
    assert_eq!(accepted.state.holder.map(|h| h.by), Some(BO));
    assert_eq!(p.until(300), ["300: @3 Handover"]);
}

#[test]
fn nudges_ask_for_a_commander_an_update_and_an_end() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev1);
    p.hear(&Event::Opened);
    p.hear(&Event::Mitigated);
    p.duty.works_from = START + Span::hours(30);
    assert_eq!(
        p.until(1800),
        ["120: Thread NoCommander", "1800: Thread NoUpdate"]
    );
    let said = p.until(30 * 3600);
    let open: Vec<_> = said.iter().filter(|s| s.ends_with("StillOpen")).collect();
    assert_eq!(open, ["108000: Thread StillOpen"]);
    p.hear(&Event::Resolved);
    assert_eq!(p.next, None);
}

#[test]
fn silence_holds_pages_back_and_ends_by_itself() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev3);
    p.hear(&Event::Silenced(START + Span::minutes(20)));
    assert!(p.hear(&Event::Opened).is_empty());
    assert!(p.until(1199).is_empty());
    assert_eq!(p.until(1200), ["1200: @1 Opened"]);
    p.hear(&Event::Silenced(START + Span::hours(2)));
    assert_eq!(p.hear(&Event::SilenceLifted), ["@1 SilenceOver"]);
}

#[test]
fn an_edited_policy_changes_the_wait_and_the_level_that_rings() {
    let mut p = play("primary 5m > lead", 0, Severity::Sev3);
    p.hear(&Event::Opened);
    p.until(100);
    let edit = |text| Event::PolicyChanged(policy(text, 0));
    assert!(p.hear(&edit("primary 2m > lead")).is_empty());
    assert_eq!(p.until(120), ["120: @3 Opened"]);
    assert_eq!(p.hear(&edit("primary 2m > secondary")), ["@2 Opened"]);
}

#[test]
fn a_clock_that_is_moved_makes_no_page_early_or_late() {
    for hours in [-3, 3] {
        let mut p = play("primary 5m > lead", 0, Severity::Sev3);
        p.hear(&Event::Opened);
        p.until(100);
        p.now = p.now + Span::hours(hours);
        assert!(p.hear(&Event::ClockMoved(Span::hours(hours))).is_empty());
        assert_eq!(p.next, Some(START + Span::hours(hours) + Span::minutes(5)));
    }
}

#[test]
fn after_a_standstill_levels_do_not_ring_all_at_once() {
    let mut p = play("primary 5m > secondary 5m > lead", 0, Severity::Sev3);
    p.hear(&Event::Opened);
    p.now = START + Span::hours(1);
    assert_eq!(p.hear(&Event::Deadline), ["@2 Opened"]);
    assert_eq!(p.until(3900), ["3900: @3 Opened"]);
}

#[test]
fn what_is_explained_is_what_happens() {
    for missing in [
        &[][..],
        &[Target::Primary(None)],
        &[Target::Lead, Target::Secondary(None)],
    ] {
        let mut p = play(
            "primary 5m > secondary + primary 10m > lead",
            1,
            Severity::Sev4,
        );
        for target in missing {
            p.duty.answers.remove(target);
        }
        let explained = explain(&p.state.policy, START, |_| p.duty.clone());
        let mut told: Vec<String> = Vec::new();
        for rank in &explained.ranks {
            for (who, _) in &rank.paged {
                let Who::Person(user) = who else { panic!() };
                let at = (rank.at.unwrap() - START).0 / 1000;
                told.push(format!("{at}: @{} Opened", user.0));
            }
        }
        let exhausted = (explained.exhausted - START).0 / 1000;
        told.push(format!("{exhausted}: Office Exhausted"));
        let opened = p.hear(&Event::Opened);
        let mut happened: Vec<String> = opened.iter().map(|s| format!("0: {s}")).collect();
        happened.extend(p.until(7200));
        assert_eq!(told, happened);
    }
}
