//! What turns the course of a paging: a deadline that came, growth, refusals, edits, shifts, silences. Pure.
//!
//! The second half of `paging`, which keeps the ringing itself.

use crate::chat::UserId;
use crate::clock::At;
use crate::core::incident::paging::{Note, Phase, Reason, Run, Who, open_route, reach};
use crate::core::incident::policy::Policy;
use crate::core::incident::rules::Growth;
use crate::core::incident::timing::Due;

impl Run<'_> {
    pub(super) fn keep(&mut self, due: Due) {
        match due {
            Due::Silence => {
                self.notes.push(Note::SilenceOver);
                if let Some(reason) = self.state.missed.take() {
                    self.begin(reason);
                }
            }
            Due::Level => {
                if self.state.phase == Phase::Ringing {
                    self.ring_from(self.state.level.saturating_add(1));
                }
            }
            Due::Held => {
                if let Some(holder) = self.state.holder {
                    self.notes.push(Note::Expired(holder.by));
                    self.begin(Reason::Expired(holder.by));
                }
            }
            Due::Commander => {
                self.say(Who::Thread, None, Reason::NoCommander);
            }
            Due::Update => {
                let update = self.state.severity.meaning().update;
                self.state.deadlines.update = Some(self.now + update);
                if self.state.phase == Phase::Unowned {
                    self.say(Who::Office, None, Reason::StillUnowned);
                } else {
                    self.say(Who::Thread, None, Reason::NoUpdate);
                }
            }
            Due::Stale if self.duty.works_from > self.now => {
                self.state.deadlines.stale = Some(self.duty.works_from);
            }
            Due::Stale => {
                let stale = self.state.severity.meaning().stale;
                self.state.deadlines.stale = Some(self.now + stale);
                self.say(Who::Thread, None, Reason::StillOpen);
            }
        }
    }

    pub(super) fn grow(&mut self, what: &[Growth]) {
        if what.is_empty() || !self.is_open() {
            return;
        }
        self.notes.push(Note::Grew(what.to_vec()));
        let worse = what.iter().find_map(|growth| match growth {
            Growth::Severity { to, .. } => Some(*to),
            Growth::Fingerprint(_) | Growth::Hosts(_) => None,
        });
        if let Some(to) = worse {
            self.state.severity = to;
            let soon = self.now + to.meaning().update;
            let update = &mut self.state.deadlines.update;
            *update = update.map(|at| at.min(soon));
        }
        let reason = Reason::Grew(what.to_vec());
        match self.state.phase {
            // Those who are being paged see the card; only what makes it worse rings again.
            Phase::Ringing if worse.is_none() || self.state.deadlines.silence.is_some() => {}
            Phase::Ringing => {
                self.state.reason = reason;
                self.ring_from(self.state.level);
            }
            // A storm that nobody can be called for is said once, and then by its figures.
            Phase::Unowned if worse.is_none() && self.reaches_nobody() => {}
            Phase::Held | Phase::Resting | Phase::Unowned => {
                let holder = self.state.holder.map(|h| Who::Person(h.by));
                self.begin(reason);
                self.also(holder);
            }
            Phase::Idle | Phase::Over => {}
        }
    }

    /// Ringing from the first level on would reach nobody.
    fn reaches_nobody(&self) -> bool {
        let mut levels = self.state.policy.levels.iter();
        self.state.deadlines.silence.is_none()
            && levels.all(|level| reach(&level.targets, self.duty, &[]).0.is_empty())
    }

    /// Pages who had it too, wherever they stand in the policy.
    fn also(&mut self, holder: Option<Who>) {
        let Some(Who::Person(user)) = holder else {
            return;
        };
        let rings = self.state.deadlines.silence.is_none();
        let known = self.state.rung.iter().any(|r| r.who == Who::Person(user));
        let route = open_route(user, self.duty, &self.state.refused);
        if rings && !known && route.is_some() {
            self.page(Who::Person(user), route);
        }
    }

    pub(super) fn refuse(&mut self, user: UserId, attempt: u32) {
        let who = Who::Person(user);
        let rung = &self.state.rung;
        let Some(at) = rung
            .iter()
            .position(|r| r.attempt == attempt && r.who == who)
        else {
            return;
        };
        let Some(route) = self.state.rung.remove(at).route else {
            return;
        };
        self.state.refused.push((user, route));
        let next = open_route(user, self.duty, &self.state.refused);
        self.notes.push(Note::Refused { user, route, next });
        if next.is_some() {
            self.page(who, next);
        } else if self.state.rung.is_empty() && self.state.phase == Phase::Ringing {
            self.ring_from(self.state.level + 1);
        }
    }

    /// Another route of theirs may be quicker. Without one there is nothing to be done but to wait: what keeps this page from getting
    /// through keeps those of the next levels too, and they are not to be woken all at once when it ends.
    pub(super) fn delay(&mut self, user: UserId, attempt: u32) {
        let mut rung = self.state.rung.iter();
        let late = rung.find(|r| r.attempt == attempt && r.who == Who::Person(user));
        let Some(route) = late.and_then(|r| r.route) else {
            return;
        };
        let mut tried = self.state.refused.clone();
        tried.push((user, route));
        if open_route(user, self.duty, &tried).is_some() {
            self.refuse(user, attempt);
        }
    }

    pub(super) fn change_policy(&mut self, policy: &Policy) {
        let old = std::mem::replace(&mut self.state.policy, policy.clone());
        let level = self.state.level;
        // In a shorter policy it stands at the end, in one that repeats less in the last turn.
        self.state.level = level.min(policy.levels.len().saturating_sub(1));
        self.state.round = self.state.round.min(policy.repeat);
        if !self.is_open() || old == *policy {
            return;
        }
        self.notes.push(Note::PolicyChanged);
        if self.state.deadlines.silence.is_some() {
            return;
        }
        match (self.state.phase, policy.levels.get(level)) {
            (Phase::Unowned, _) => self.begin(Reason::PolicyChanged),
            (Phase::Ringing, Some(new)) => {
                let before = old.levels.get(level).map(|l| &l.targets);
                if before == Some(&new.targets) {
                    let rang = self.state.deadlines.rang;
                    self.state.deadlines.level = Some(rang + new.patience());
                } else {
                    self.ring_from(level);
                }
            }
            // The level that rings is gone: what comes after the last one comes at its time.
            (Phase::Ringing, None) | (Phase::Idle | Phase::Held | Phase::Resting, _) => {}
            (Phase::Over, _) => {}
        }
    }

    pub(super) fn change_shift(&mut self, gone: &[UserId]) {
        let silenced = self.state.deadlines.silence.is_some();
        let targets = |run: &Run<'_>, at: usize| {
            let level = run.state.policy.levels.get(at);
            level.map(|l| l.targets.clone()).unwrap_or_default()
        };
        match (self.state.phase, self.state.holder) {
            (Phase::Held | Phase::Resting, Some(holder)) if gone.contains(&holder.by) => {
                let first = reach(&targets(self, 0), self.duty, &[]).0;
                if first.iter().any(|(who, _)| *who == Who::Person(holder.by)) {
                    return;
                }
                self.notes.push(Note::HandedOver { from: holder.by });
                self.begin(Reason::Handover(holder.by));
            }
            (Phase::Unowned, _) if !silenced => self.begin(Reason::ShiftChanged),
            (Phase::Ringing, _) if !silenced => {
                let targets = targets(self, self.state.level);
                let now = reach(&targets, self.duty, &self.state.refused).0;
                for (who, route) in now {
                    if self.state.rung.iter().all(|r| r.who != who) {
                        self.page(who, route);
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn escalate(&mut self, by: UserId) {
        let reason = Reason::Escalated(by);
        if self.state.deadlines.silence.is_some() || self.state.phase == Phase::Unowned {
            if self.is_open() {
                self.begin(reason);
            }
        } else if self.is_open() {
            self.state.unowned_since = self.state.unowned_since.or(Some(self.now));
            self.state.phase = Phase::Ringing;
            self.state.deadlines.held = None;
            self.state.reason = reason;
            self.ring_from(self.state.level + 1);
        }
    }

    pub(super) fn silence(&mut self, until: At) {
        if until <= self.now || self.state.phase == Phase::Over {
            return;
        }
        self.notes.push(Note::Silenced { until });
        self.state.deadlines.silence = Some(until);
        if matches!(self.state.phase, Phase::Ringing | Phase::Unowned) {
            self.state.deadlines.level = None;
            self.state.rung.clear();
            self.state.missed.get_or_insert(Reason::SilenceOver);
        }
    }
}
