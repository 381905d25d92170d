//! A reference for the paging, written on its own: no moments, only seconds counted down, one tick after the other.

use super::{Duty, Missing, Page, Phase, Reason, Route, Who};
use crate::chat::UserId;
use crate::core::incident::policy::{Policy, Target};
use crate::core::incident::rules::{Growth, Severity};

/// Positions in `left`.
const NEXT: usize = 0;
const HOLD: usize = 1;
const BOSS: usize = 2;
const NEWS: usize = 3;

pub(super) struct Model {
    pub(super) plan: Policy,
    pub(super) sev: Severity,
    pub(super) mode: Phase,
    pub(super) owner: Option<UserId>,
    pub(super) silent: Option<i64>,
    /// Seconds left to each wait; below zero it is late.
    left: [Option<i64>; 4],
    rang_for: i64,
    why: Reason,
    /// Levels counted through all repeats.
    place: usize,
    given: u32,
    pub(super) live: Vec<(Who, Option<Route>, u32)>,
    broken: Vec<(UserId, Route)>,
    kept_back: Option<Reason>,
    pub(super) out: Vec<Page>,
    /// The worst lateness since it was last asked.
    pub(super) late: i64,
}

impl Model {
    pub(super) fn new(plan: Policy, sev: Severity) -> Model {
        Model {
            plan,
            sev,
            mode: Phase::Idle,
            owner: None,
            silent: None,
            left: [None; 4],
            rang_for: 0,
            why: Reason::Opened,
            place: 0,
            given: 0,
            live: Vec::new(),
            broken: Vec::new(),
            kept_back: None,
            out: Vec::new(),
            late: 0,
        }
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.rang_for += seconds;
        self.silent = self.silent.map(|s| s - seconds);
        for left in self.left.iter_mut().flatten() {
            *left -= seconds;
        }
    }

    /// Seconds until something is due.
    pub(super) fn soonest(&self) -> Option<i64> {
        self.silent.or(self.left.iter().flatten().min().copied())
    }

    fn news(&self) -> i64 {
        self.sev.meaning().update.0 / 1000
    }

    pub(super) fn live_phase(&self) -> bool {
        self.mode != Phase::Idle && self.mode != Phase::Over
    }

    pub(super) fn open(&mut self, why: Reason) {
        self.left[BOSS] = self.sev.meaning().commander.map(|s| s.0 / 1000);
        self.left[NEWS] = Some(self.news());
        self.start(why);
    }

    pub(super) fn start(&mut self, why: Reason) {
        if !matches!(why, Reason::Handover(_)) {
            self.owner = None;
        }
        self.mode = Phase::Ringing;
        (self.left[NEXT], self.left[HOLD]) = (None, None);
        self.broken.clear();
        self.live.clear();
        self.place = 0;
        if self.silent.is_some() {
            self.kept_back = Some(why);
        } else {
            self.why = why;
            self.search(0);
        }
    }

    fn way(&self, user: UserId, duty: &Duty) -> Option<Route> {
        let all = duty
            .routes
            .get(&user)
            .cloned()
            .unwrap_or(vec![Route::Direct]);
        all.into_iter().find(|r| !self.broken.contains(&(user, *r)))
    }

    fn there(&self, targets: &[Target], duty: &Duty) -> Vec<(Who, Option<Route>)> {
        let mut there = Vec::new();
        for target in targets {
            for one in duty.answers.get(target).into_iter().flatten() {
                let gone: Option<Missing> = one.missing;
                let way = match one.who {
                    Who::Person(user) => self.way(user, duty),
                    _ => Some(Route::Hook),
                };
                let Some(way) = way.filter(|_| gone.is_none()) else {
                    continue;
                };
                let person = matches!(one.who, Who::Person(_));
                if !there.iter().any(|(who, _)| *who == one.who) {
                    there.push((one.who, person.then_some(way)));
                }
            }
        }
        there
    }

    /// Set before each event: who is there.
    fn search(&mut self, from: usize) {
        let duty = DUTY.with(|d| d.borrow().clone());
        let levels = self.plan.levels.len();
        let all = levels * (usize::try_from(self.plan.repeat).unwrap() + 1);
        for place in from..all.min(from + levels) {
            let level = self.plan.levels[place % levels].clone();
            let there = self.there(&level.targets, &duty);
            if !there.is_empty() {
                self.place = place;
                self.live.clear();
                self.rang_for = 0;
                self.left[NEXT] = Some(level.wait.map_or(300, |w| w.0 / 1000));
                there.into_iter().for_each(|(who, way)| self.ring(who, way));
                return;
            }
        }
        self.mode = Phase::Unowned;
        self.live.clear();
        self.left[NEXT] = None;
        self.left[NEWS] = Some(self.news());
        self.send(Who::Office, None, Reason::Exhausted);
    }

    fn ring(&mut self, who: Who, way: Option<Route>) {
        self.send(who, way, self.why.clone());
        self.live.push((who, way, self.given));
    }

    fn send(&mut self, to: Who, route: Option<Route>, reason: Reason) {
        self.given += 1;
        let levels = self.plan.levels.len();
        self.out.push(Page {
            attempt: self.given,
            to,
            route,
            level: self.place % levels,
            round: u32::try_from(self.place / levels).unwrap(),
            reason,
        });
    }

    fn quiet(&mut self, mode: Phase) {
        self.mode = mode;
        self.live.clear();
        self.kept_back = None;
        (self.left[NEXT], self.left[HOLD]) = (None, None);
    }

    pub(super) fn take(&mut self, by: UserId) {
        if matches!(self.mode, Phase::Ringing | Phase::Unowned) {
            self.quiet(Phase::Held);
            self.owner = Some(by);
        }
        if self.mode == Phase::Held && self.owner == Some(by) {
            self.word();
        }
    }

    pub(super) fn word(&mut self) {
        if self.live_phase() {
            self.left[NEWS] = Some(self.news());
        }
        if self.mode == Phase::Held {
            self.left[HOLD] = Some(self.sev.meaning().holds.0 / 1000);
        }
    }

    pub(super) fn named(&mut self) {
        self.left[BOSS] = None;
    }

    pub(super) fn rest(&mut self) {
        if self.live_phase() {
            self.quiet(Phase::Resting);
        }
    }

    pub(super) fn over(&mut self) {
        self.quiet(Phase::Over);
        self.silent = None;
        self.left = [None; 4];
    }

    pub(super) fn grow(&mut self, what: &[Growth]) {
        if !self.live_phase() {
            return;
        }
        let mut worse = false;
        for one in what {
            if let Growth::Severity { to, .. } = one {
                self.sev = *to;
                worse = true;
                self.left[NEWS] = self.left[NEWS].map(|s| s.min(self.news()));
            }
        }
        let why = Reason::Grew(what.to_vec());
        if self.mode == Phase::Unowned && !worse && self.silent.is_none() && self.deserted() {
            return;
        }
        if self.mode != Phase::Ringing {
            let owner = self.owner;
            self.start(why);
            let duty = DUTY.with(|d| d.borrow().clone());
            if let (Some(user), None) = (owner, self.silent) {
                let rung = self.live.iter().any(|l| l.0 == Who::Person(user));
                let way = self.way(user, &duty).filter(|_| !rung);
                if way.is_some() {
                    self.ring(Who::Person(user), way);
                }
            }
        } else if worse && self.silent.is_none() {
            self.why = why;
            self.search(self.place);
        }
    }

    /// Nobody stands at any level.
    fn deserted(&mut self) -> bool {
        let duty = DUTY.with(|d| d.borrow().clone());
        let broken = std::mem::take(&mut self.broken);
        let plan = self.plan.clone();
        let mut all = plan.levels.iter();
        let deserted = all.all(|level| self.there(&level.targets, &duty).is_empty());
        self.broken = broken;
        deserted
    }

    pub(super) fn slow(&mut self, user: UserId, number: u32) {
        let duty = DUTY.with(|d| d.borrow().clone());
        let mine = |l: &&(Who, Option<Route>, u32)| l.0 == Who::Person(user) && l.2 == number;
        let Some((_, Some(way), _)) = self.live.iter().find(mine).copied() else {
            return;
        };
        self.broken.push((user, way));
        let other = self.way(user, &duty);
        self.broken.pop();
        if other.is_some() {
            self.bounced(user, number);
        }
    }

    pub(super) fn bounced(&mut self, user: UserId, number: u32) {
        let mine = |l: &(Who, Option<Route>, u32)| l.0 == Who::Person(user) && l.2 == number;
        let Some((who, Some(way), _)) = self.live.iter().find(|l| mine(l)).copied() else {
            return;
        };
        self.live.retain(|l| !mine(l));
        self.broken.push((user, way));
        let duty = DUTY.with(|d| d.borrow().clone());
        match self.way(user, &duty) {
            Some(way) => self.ring(who, Some(way)),
            None if self.live.is_empty() && self.mode == Phase::Ringing => {
                self.search(self.place + 1);
            }
            None => {}
        }
    }

    pub(super) fn edited(&mut self, plan: Policy) {
        let before = std::mem::replace(&mut self.plan, plan);
        let (old, new) = (before.levels.len(), self.plan.levels.len());
        let (round, level) = (self.place / old, self.place % old);
        // A place beyond a shorter plan is its end in that round.
        let most = usize::try_from(self.plan.repeat).unwrap();
        self.place = round.min(most) * new + level.min(new - 1);
        if !self.live_phase() || before == self.plan || self.silent.is_some() {
            return;
        }
        if self.mode == Phase::Unowned {
            self.start(Reason::PolicyChanged);
        } else if self.mode == Phase::Ringing && level < new {
            let now = &self.plan.levels[level];
            if now.targets == before.levels[level].targets {
                let wait = now.wait.map_or(300, |w| w.0 / 1000);
                self.left[NEXT] = Some(wait - self.rang_for);
            } else {
                self.search(self.place);
            }
        }
    }

    pub(super) fn shift(&mut self, gone: &[UserId]) {
        let duty = DUTY.with(|d| d.borrow().clone());
        let owner = self.owner.filter(|o| gone.contains(o));
        if let (Phase::Held | Phase::Resting, Some(owner)) = (self.mode, owner) {
            let broken = std::mem::take(&mut self.broken);
            let first = self.there(&self.plan.levels[0].targets, &duty);
            self.broken = broken;
            if !first.iter().any(|(who, _)| *who == Who::Person(owner)) {
                self.start(Reason::Handover(owner));
            }
        } else if self.silent.is_none() && self.mode == Phase::Unowned {
            self.start(Reason::ShiftChanged);
        } else if self.silent.is_none() && self.mode == Phase::Ringing {
            let level = self.place % self.plan.levels.len();
            for (who, way) in self.there(&self.plan.levels[level].targets, &duty) {
                if !self.live.iter().any(|l| l.0 == who) {
                    self.ring(who, way);
                }
            }
        }
    }

    pub(super) fn push(&mut self, by: UserId) {
        if !self.live_phase() {
        } else if self.silent.is_some() || self.mode == Phase::Unowned {
            self.start(Reason::Escalated(by));
        } else {
            self.mode = Phase::Ringing;
            self.left[HOLD] = None;
            self.why = Reason::Escalated(by);
            self.search(self.place + 1);
        }
    }

    pub(super) fn hush(&mut self, seconds: i64) {
        if self.mode == Phase::Over || seconds <= 0 {
            return;
        }
        self.silent = Some(seconds);
        if matches!(self.mode, Phase::Ringing | Phase::Unowned) {
            self.left[NEXT] = None;
            self.live.clear();
            self.kept_back.get_or_insert(Reason::SilenceOver);
        }
    }

    /// What is due by now, the latest first.
    pub(super) fn tick(&mut self) {
        // What came due in a silence is late from its end on.
        let mut since = i64::MAX;
        if let Some(left) = self.silent.filter(|s| *s <= 0) {
            since = -left;
            self.late = self.late.max(since);
            self.silent = None;
            if let Some(why) = self.kept_back.take() {
                self.start(why);
            }
        }
        while self.silent.is_none() {
            let due = (0..4).filter(|i| self.left[*i].is_some_and(|s| s <= 0));
            let Some(which) = due.min_by_key(|i| self.left[*i]) else {
                break;
            };
            let late = self.left[which].map_or(0, |s| -s);
            self.late = self.late.max(late.min(since));
            self.left[which] = None;
            match which {
                NEXT => self.search(self.place + 1),
                HOLD => self.start(Reason::Expired(self.owner.unwrap())),
                BOSS => self.send(Who::Thread, None, Reason::NoCommander),
                _ => {
                    self.left[NEWS] = Some(self.news());
                    match self.mode {
                        Phase::Unowned => self.send(Who::Office, None, Reason::StillUnowned),
                        _ => self.send(Who::Thread, None, Reason::NoUpdate),
                    }
                }
            }
        }
    }
}

thread_local! {
    static DUTY: std::cell::RefCell<Duty> = std::cell::RefCell::default();
}

/// Who is there from now on, for the model.
pub(super) fn on_duty(duty: &Duty) {
    DUTY.with(|d| d.borrow_mut().clone_from(duty));
}
