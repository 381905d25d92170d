//! Random histories against the reference: acknowledgements that race, edits, silences, shifts, crashes, clocks that are moved.
//!
//! `LIAISON_TEST_HISTORIES=100000` plays that many, `LIAISON_TEST_SEED=17` begins with that seed. A failure names its seed.

use super::model::{Model, on_duty};
use super::{Candidate, Duty, Event, Missing, Page, Paging, Reason, Route, Who, step};
use crate::chat::UserId;
use crate::clock::{At, Span};
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::rules::{Growth, Severity};

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
    fn number(&mut self, sides: u64) -> i64 {
        i64::try_from(self.roll(sides)).unwrap()
    }
    fn user(&mut self) -> UserId {
        UserId(self.number(5) + 1)
    }
}

const TARGETS: [&str; 7] = ["primary", "secondary", "lead", "pmo", "<@5>", "ops", "<#9>"];

fn policy(dice: &mut Dice) -> Policy {
    let levels = 1 + dice.roll(4);
    let level = |dice: &mut Dice| {
        let first = usize::try_from(dice.roll(7)).unwrap();
        let wait = 10 + dice.roll(400);
        let more = if dice.roll(3) == 0 {
            TARGETS[(first + 1) % 7]
        } else {
            ""
        };
        let sign = if more.is_empty() { "" } else { " + " };
        format!("{}{sign}{more} {wait}s", TARGETS[first])
    };
    let levels: Vec<String> = (0..levels).map(|_| level(dice)).collect();
    Policy::read(&levels.join(" > "), dice.number(3), &["ops"]).unwrap()
}

fn duty(dice: &mut Dice) -> Duty {
    let mut duty = Duty::default();
    let all = Policy::read(&TARGETS.join(" + "), 0, &["ops"]).unwrap();
    for target in &all.levels[0].targets {
        let who = match target {
            Target::Channel(channel) => Who::Channel(*channel),
            Target::Pmo => Who::Office,
            _ => Who::Person(dice.user()),
        };
        let missing = (dice.roll(4) == 0).then_some(Missing::Absent);
        if dice.roll(4) > 0 {
            duty.answers
                .insert(target.clone(), vec![Candidate { who, missing }]);
        }
    }
    for user in 1..=5 {
        let all = [Route::Direct, Route::Mail, Route::Hook];
        let some = usize::try_from(dice.roll(4)).unwrap();
        if some > 0 {
            duty.routes.insert(UserId(user), all[..some].to_vec());
        }
    }
    duty
}

/// The bot and the reference, side by side.
struct Twins {
    stored: String,
    next: Option<At>,
    model: Model,
    duty: Duty,
    wall: At,
    sent: Vec<Page>,
    log: Vec<String>,
}

impl Twins {
    /// Both hear it. Only `kept` steps are stored: the others are lost in a crash before the commit.
    fn hear(&mut self, event: &Event) {
        let state: Paging = serde_json::from_str(&self.stored).unwrap();
        let step = step(&state, event, self.wall, &self.duty);
        on_duty(&self.duty);
        self.model.late = 0;
        tell(&mut self.model, event, self.wall);
        self.model.tick();
        let model = std::mem::take(&mut self.model.out);
        self.log
            .push(format!("{:?} {event:?}: {:?}", self.wall, step.pages));
        let plain = |pages: &[Page]| -> Vec<Page> {
            let mut pages = pages.to_vec();
            for page in &mut pages {
                if matches!(page.to, Who::Office | Who::Thread) {
                    (page.level, page.round) = (0, 0);
                }
            }
            pages
        };
        assert_eq!(plain(&step.pages), plain(&model), "{}", self.log.join("\n"));
        assert_eq!(step.state.phase, self.model.mode, "{}", self.log.join("\n"));
        assert_eq!(step.state.holder.map(|h| h.by), self.model.owner);
        self.sent.extend(step.pages);
        self.stored = serde_json::to_string(&step.state).unwrap();
        self.next = step.next;
    }
    fn pass(&mut self, seconds: i64) {
        self.wall = self.wall + Span::seconds(seconds);
        self.model.pass(seconds);
    }
    /// Whether the bot would wake now.
    fn due(&self) -> bool {
        self.next.is_some_and(|at| at <= self.wall)
    }
}

fn tell(model: &mut Model, event: &Event, wall: At) {
    match event {
        Event::Opened => model.open(Reason::Opened),
        Event::Reopened => model.open(Reason::Reopened),
        Event::Acknowledged(by) => model.take(*by),
        Event::Grew(what) => model.grow(what),
        Event::Refused { user, attempt } => model.bounced(*user, *attempt),
        Event::Delayed { user, attempt } => model.slow(*user, *attempt),
        Event::Deadline => {}
        // What is left of a silence is counted by the clock on the wall.
        Event::ClockMoved(by) => model.silent = model.silent.map(|s| s - by.0 / 1000),
        Event::PolicyChanged(policy) => model.edited(policy.clone()),
        Event::ShiftChanged(gone) => model.shift(gone),
        Event::Escalated(by) => model.push(*by),
        Event::Updated => model.word(),
        Event::CommanderNamed => model.named(),
        Event::Mitigated => model.rest(),
        Event::Resolved => model.over(),
        Event::Silenced(until) => model.hush((*until - wall).0 / 1000),
        Event::SilenceLifted => model.silent = model.silent.map(|_| 0),
    }
}

fn happening(dice: &mut Dice, twins: &mut Twins) -> Event {
    match dice.roll(24) {
        0..=4 => Event::Acknowledged(dice.user()),
        5..=6 => Event::Grew(vec![Growth::Hosts(format!("h{}", dice.roll(1000)))]),
        7 if twins.model.sev != Severity::Sev1 => {
            let (from, to) = (twins.model.sev, Severity::Sev1);
            Event::Grew(vec![Growth::Severity { from, to }])
        }
        8..=11 => match twins
            .sent
            .iter()
            .rev()
            .nth(usize::try_from(dice.roll(3)).unwrap())
        {
            Some(page) => match page.to {
                Who::Person(user) if dice.roll(3) == 0 => Event::Delayed {
                    user,
                    attempt: page.attempt,
                },
                Who::Person(user) => Event::Refused {
                    user,
                    attempt: page.attempt,
                },
                _ => Event::Deadline,
            },
            None => Event::Deadline,
        },
        12..=13 => Event::PolicyChanged(policy(dice)),
        14..=15 => {
            twins.duty = duty(dice);
            Event::ShiftChanged((0..3).map(|_| dice.user()).collect())
        }
        16 => Event::Escalated(dice.user()),
        17..=18 => Event::Updated,
        19 => Event::CommanderNamed,
        20 => Event::Silenced(twins.wall + Span::seconds(dice.number(900) - 50)),
        21 => Event::SilenceLifted,
        22 if dice.roll(3) == 0 => Event::Mitigated,
        23 => {
            let by = Span::seconds(dice.number(7200) - 3600);
            twins.wall = twins.wall + by;
            Event::ClockMoved(by)
        }
        _ => Event::Deadline,
    }
}

fn history(seed: u64) {
    let mut dice = Dice(seed);
    let first = policy(&mut dice);
    let sev = Severity::ALL[usize::try_from(dice.roll(4)).unwrap()];
    let state = Paging::new(first.clone(), sev);
    let mut twins = Twins {
        stored: serde_json::to_string(&state).unwrap(),
        next: None,
        model: Model::new(first, sev),
        duty: duty(&mut dice),
        wall: At(1_800_000_000_000),
        sent: Vec::new(),
        log: vec![format!("LIAISON_TEST_SEED={seed}")],
    };
    twins.hear(&Event::Opened);
    for _ in 0..40 {
        let mut quiet = dice.number(400);
        loop {
            let soonest = twins.model.soonest().unwrap_or(quiet).max(0).min(quiet);
            let asleep = twins.next.map_or(quiet, |at| (at - twins.wall).0 / 1000);
            let pass = soonest
                .min(asleep.max(0))
                .max(i64::from(soonest == 0 && !twins.due()));
            twins.pass(pass);
            quiet -= pass;
            if twins.due() {
                wake(&mut dice, &mut twins);
            } else {
                let late = twins.model.soonest().is_some_and(|s| s < 0);
                assert!(!late, "it sleeps too long\n{}", twins.log.join("\n"));
            }
            if quiet <= 0 {
                break;
            }
        }
        if dice.roll(60) == 0 {
            twins.hear(&Event::Resolved);
            twins.hear(&Event::Reopened);
        }
        let presses = if dice.roll(10) == 0 { 5 } else { 1 };
        for _ in 0..presses {
            let event = happening(&mut dice, &mut twins);
            twins.hear(&event);
        }
    }
}

/// Wakes at its moment, up to a second late, or after a crash: before the commit of this step, with the state of the last.
fn wake(dice: &mut Dice, twins: &mut Twins) {
    let (down, lag) = match dice.roll(12) {
        0 => (1 + dice.number(1200), dice.number(5)),
        1..=4 => (0, 1),
        _ => (0, 0),
    };
    if down > 0 {
        let lost: Paging = serde_json::from_str(&twins.stored).unwrap();
        drop(step(&lost, &Event::Deadline, twins.wall, &twins.duty));
    }
    twins.pass(down + lag);
    twins.hear(&Event::Deadline);
    let most = down + if down > 0 { 5 } else { 1 };
    assert!(twins.model.late <= most, "{}", twins.log.join("\n"));
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a test runs is no setting of the program"
)]
fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(usual)
}

#[test]
fn random_histories_page_as_the_reference_does() {
    let first = asked("LIAISON_TEST_SEED", 1);
    let many = asked("LIAISON_TEST_HISTORIES", 400);
    for seed in first..first.saturating_add(many) {
        history(seed);
    }
    println!("{many} histories from seed {first}");
}
