//! Time: the receiver's two clocks, what the sender owes, what was lent. One timer a handoff, armed for what comes next.

use serde_json::json;

use crate::calendar::{Hours, day_of, moment};
use crate::clock::{At, Span};
use crate::core::catalogue::{self, Effect};
use crate::core::handoff::cards;
use crate::core::handoff::clocks::{Clocks, Stage, Which, Work};
use crate::core::handoff::find::{self, Held};
use crate::core::handoff::moves;
use crate::core::handoff::rules::Step;
use crate::core::handoff::types::{Side, State};
use crate::core::handoff::{post, press_cards, store, told_cards};
use crate::core::knowledge::{Space, titles};
use crate::core::org::{self, Department};
use crate::core::{Actor, Error, Refusal, Reply};
use crate::jobs::{self, CatchUp, Timer};
use crate::store::Tx;

/// Timer: something about a handoff is due; the subject is its number.
pub(crate) const DUE: &str = "handoff:due";
/// Timer: the calendar changed, so what is armed is armed anew; the subject is empty, the payload says how far it has come.
pub(crate) const REARM: &str = "handoff:rearm";
/// Timer: titles of what there was before they were kept are made findable, some at a time; the payload says how far it has come.
pub(crate) const TITLES: &str = "handoff:titles";
/// The rule of reminders to one person, who may mute it.
pub(crate) const REMIND: &str = "handoff:remind";
/// So many are armed anew in one turn.
const AT_ONCE: i64 = 100;
/// The sender's working days until what was delivered counts as confirmed, and until they are told so.
const CONFIRMED_AFTER: i64 = 5;
const CONFIRM_NOTICE: i64 = 3;
/// How often the sender is reminded of what they owe: once a working day, the second time their lead too.
const NUDGES: i64 = 2;
/// How often both are reminded that something is to be given back: before, on the day, and the working days after.
const LENT_REMINDERS: i64 = 5;
/// The project office.
const OFFICE: &str = "pmo";

/// When the department that has it works.
pub(super) async fn work(tx: &mut Tx, held: &Held) -> anyhow::Result<Work> {
    work_of(tx, &held.receiver, held.playbook.urgent).await
}

/// When a department works.
pub(super) async fn work_of(
    tx: &mut Tx,
    department: &Department,
    always: bool,
) -> anyhow::Result<Work> {
    let hours = if always {
        // A day of what is urgent is a whole one.
        Hours {
            days: [true; 7],
            from: 0,
            to: 24 * 60,
        }
    } else {
        department.hours.clone()
    };
    Ok(Work {
        hours,
        days: org::working_days(tx, department).await?,
        zone: department.zone,
        always,
    })
}

/// When what was delivered counts as confirmed, if nobody has to look at it first.
pub(super) async fn confirms(tx: &mut Tx, held: &Held) -> anyhow::Result<Option<At>> {
    // A run says what becomes of it, or people do.
    let checked = held.playbook.opens.is_some();
    if held.playbook.both_sign || held.playbook.has(Effect::Verifies) || checked {
        return Ok(None);
    }
    let work = work_of(tx, &held.sender, false).await?;
    let length = Span(work.day().0 * CONFIRMED_AFTER);
    Ok(Some(work.after(tx.now(), length)))
}

/// What is to happen to a handoff next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
    Clock,
    Nudge,
    Confirm,
    Lent,
}

async fn coming(tx: &mut Tx, held: &Held) -> anyhow::Result<Option<(At, Next)>> {
    let handoff = &held.handoff;
    let mut found: Vec<(At, Next)> = Vec::new();
    if handoff.state.is_open() {
        let work = work(tx, held).await?;
        let clock = handoff.clocks.next(&work);
        // Whoever snoozed it is not asked before; the lead and the project office are.
        let over = handoff.due.map(|due| work.at_work(due));
        let held_back = match handoff.snoozed_until {
            Some(until) => clock.map(|at| over.map_or(until, |over| until.min(over)).max(at)),
            None => clock,
        };
        found.extend(held_back.map(|at| (at, Next::Clock)));
    }
    if handoff.state.turn() == Some(Side::Sender) {
        let work = work_of(tx, &held.sender, false).await?;
        let after = |days: i64| {
            let at = work.after(handoff.state_at, Span(work.day().0 * days));
            work.at_work(at)
        };
        let nudged = handoff.clocks.nudged;
        match (handoff.state, handoff.confirms) {
            (State::Delivered, Some(confirms)) => {
                if nudged == 0 {
                    found.push((after(CONFIRM_NOTICE), Next::Nudge));
                }
                found.push((work.at_work(confirms), Next::Confirm));
            }
            _ if nudged < NUDGES => found.push((after(nudged + 1), Next::Nudge)),
            _ => {}
        }
    }
    found.extend(lent_at(tx, held).await?.map(|at| (at, Next::Lent)));
    Ok(found.into_iter().min_by_key(|(at, _)| *at))
}

/// When both are reminded next that something is to be given back.
async fn lent_at(tx: &mut Tx, held: &Held) -> anyhow::Result<Option<At>> {
    let told = held.handoff.clocks.lent;
    let Some(until) = held.handoff.particulars.date("until") else {
        return Ok(None);
    };
    if !press_cards::is_lent(held) || told >= LENT_REMINDERS {
        return Ok(None);
    }
    let work = work_of(tx, &held.sender, false).await?;
    let last = moment(until, held.sender.hours.from, held.sender.zone);
    let at = match told {
        // The working day before, or at once if that is past.
        0 => Some(last - Span::days(1)),
        1 => Some(moment(until, held.sender.hours.to, held.sender.zone)),
        n => {
            let over = moment(until, held.sender.hours.to, held.sender.zone);
            Some(work.after(over, Span(work.day().0 * (n - 1))))
        }
    };
    Ok(at.map(|at| work.at_work(at.max(held.handoff.state_at))))
}

/// Arms the timer for what comes next, and keeps when the clock that runs is due.
pub(super) async fn arm(tx: &mut Tx, held: &mut Held) -> anyhow::Result<()> {
    let work = work(tx, held).await?;
    held.handoff.due = held.handoff.clocks.due(&work);
    let subject = held.handoff.number.to_string();
    match coming(tx, held).await? {
        Some((due, _)) => {
            let timer = Timer {
                kind: DUE,
                subject,
                due,
                catch_up: CatchUp::Always,
                payload: json!({}),
            };
            jobs::arm(tx, &timer).await
        }
        None => jobs::disarm(tx, DUE, &subject).await,
    }
}

/// What is due now is done, and what comes next is armed.
pub(super) async fn on_due(tx: &mut Tx, number: i64) -> anyhow::Result<()> {
    let Some(handoff) = store::one(tx, number).await? else {
        return Ok(());
    };
    let mut held = find::held(tx, handoff).await?;
    let now = tx.now();
    let due = coming(tx, &held).await?.filter(|(at, _)| *at <= now);
    match due.map(|(_, next)| next) {
        Some(Next::Clock) => tell(tx, &mut held).await?,
        Some(Next::Nudge) => nudge(tx, &mut held).await?,
        Some(Next::Lent) => lent(tx, &mut held).await?,
        Some(Next::Confirm) => return moves::confirm_by_itself(tx, held).await,
        // The calendar has moved it meanwhile.
        None => {}
    }
    arm(tx, &mut held).await?;
    store::save(tx, &mut held.handoff).await?;
    post::refresh(tx, &held).await
}

/// A clock has come to a stage.
async fn tell(tx: &mut Tx, held: &mut Held) -> anyhow::Result<()> {
    let work = work(tx, held).await?;
    let now = tx.now();
    held.handoff.snoozed_until = None;
    let Some((which, stage)) = held.handoff.clocks.tell(now, &work) else {
        return Ok(());
    };
    let clock = match which {
        Which::Respond => &held.handoff.clocks.respond,
        Which::Complete => &held.handoff.clocks.complete,
    };
    let due = clock.due(&work).unwrap_or(now);
    let key = format!(
        "remind/{}.{}.{}.{}",
        held.handoff.leg,
        which.name(),
        stage.name(),
        now.0
    );
    if stage >= Stage::Over {
        let facts = json!({ "clock": which.name(), "stage": stage.name() });
        moves::note(tx, held, None, "handoff.overdue", facts).await?;
    }
    match stage {
        Stage::Half | Stage::Most => remind(tx, held, (which, stage), due, key).await,
        Stage::Over => overdue(tx, held, which, due, key).await,
        Stage::Office => escalate(tx, held, which, due, key).await,
    }
}

/// Whoever has it, or else the department.
async fn remind(
    tx: &mut Tx,
    held: &Held,
    (which, stage): (Which, Stage),
    due: At,
    key: String,
) -> anyhow::Result<()> {
    let Some(user) = held.handoff.assignee else {
        let card = told_cards::reminder(held.receiver.lang, held, which, stage, due);
        let rule = ("handoff:reminded", key);
        return post::to_channel(tx, held, rule, &held.receiver, card)
            .await
            .map(drop);
    };
    if org::muted(tx, user, REMIND).await? {
        return Ok(());
    }
    let lang = org::person(tx, user).await?.lang;
    let card = told_cards::reminder(lang, held, which, stage, due);
    post::direct(tx, held, (REMIND, key), (user, &held.receiver), card).await
}

/// The lead of the department that has it, and its channel.
async fn overdue(
    tx: &mut Tx,
    held: &Held,
    which: Which,
    due: At,
    key: String,
) -> anyhow::Result<()> {
    let receiver = &held.receiver;
    let mut card = told_cards::reminder(receiver.lang, held, which, Stage::Over, due);
    post::ring(&mut card, held.handoff.assignee.as_slice());
    let rule = ("handoff:overdue", format!("{key}/channel"));
    post::to_channel(tx, held, rule, receiver, card).await?;
    for lead in &receiver.leads {
        let lang = org::person(tx, *lead).await?.lang;
        let card = told_cards::reminder(lang, held, which, Stage::Over, due);
        let rule = ("handoff:overdue", key.clone());
        post::direct(tx, held, rule, (*lead, receiver), card).await?;
    }
    Ok(())
}

/// The project office: in its channel, or else its leads.
async fn escalate(
    tx: &mut Tx,
    held: &Held,
    which: Which,
    due: At,
    key: String,
) -> anyhow::Result<()> {
    let all = org::departments(tx).await?;
    let Some(office) = all.into_iter().find(|d| d.key == OFFICE) else {
        return Ok(());
    };
    let mut card = told_cards::reminder(office.lang, held, which, Stage::Office, due);
    // They do not do it; they see to it.
    card.buttons = told_cards::only_show(office.lang, held.handoff.number);
    post::ring(&mut card, &office.leads);
    let rule = ("handoff:escalated", key.clone());
    if post::to_channel(tx, held, rule, &office, card).await? {
        return Ok(());
    }
    for lead in &office.leads {
        let lang = org::person(tx, *lead).await?.lang;
        let card = told_cards::reminder(lang, held, which, Stage::Office, due);
        let rule = ("handoff:escalated", key.clone());
        post::direct(tx, held, rule, (*lead, &office), card).await?;
    }
    Ok(())
}

/// The sender owes something: whoever asked is reminded, and the second time their lead.
async fn nudge(tx: &mut Tx, held: &mut Held) -> anyhow::Result<()> {
    held.handoff.clocks.nudged += 1;
    let times = held.handoff.clocks.nudged;
    let (id, at) = match (held.handoff.state, held.handoff.confirms) {
        (State::NeedsInfo, _) => ("handoff-nudge-answer", None),
        (_, Some(confirms)) => ("handoff-nudge-confirms", Some(confirms)),
        _ if held.playbook.both_sign => ("handoff-nudge-sign", None),
        _ => ("handoff-nudge-verify", None),
    };
    let mut users = vec![held.handoff.requested_by];
    if times > 1 {
        users.extend(held.sender.leads.iter().copied());
    }
    if held.playbook.both_sign && held.handoff.state == State::Delivered {
        users.extend(
            held.sender
                .leads
                .iter()
                .chain(&held.receiver.leads)
                .copied(),
        );
    }
    users.sort_unstable();
    users.dedup();
    let now = tx.now();
    for user in users {
        if org::muted(tx, user, REMIND).await? {
            continue;
        }
        let lang = org::person(tx, user).await?.lang;
        let card = told_cards::nudge(lang, held, id, at);
        let rule = (REMIND, format!("nudge/{}", now.0));
        let sender = held.sender.clone();
        post::direct(tx, held, rule, (user, &sender), card).await?;
    }
    Ok(())
}

/// Both departments are reminded that something is to be given back.
async fn lent(tx: &mut Tx, held: &mut Held) -> anyhow::Result<()> {
    held.handoff.clocks.lent += 1;
    let Some(until) = held.handoff.particulars.date("until") else {
        return Ok(());
    };
    let over = day_of(tx.now(), held.sender.zone) > until
        || tx.now() >= moment(until, held.sender.hours.to, held.sender.zone);
    let id = if over {
        "handoff-lent-over"
    } else {
        "handoff-lent-soon"
    };
    let day = until.to_string();
    let key = format!("lent/{}", held.handoff.clocks.lent);
    for side in Side::BOTH {
        let department = held.department(side).clone();
        let mut card = told_cards::lent(department.lang, held, id, &day);
        if side == Side::Sender {
            post::ring(&mut card, &[held.handoff.requested_by]);
        }
        let rule = ("handoff:lent", format!("{key}/{}", side.name()));
        post::to_channel(tx, held, rule, &department, card).await?;
    }
    Ok(())
}

/// Nobody is reminded for a while.
pub(super) async fn snooze(
    tx: &mut Tx,
    actor: &Actor,
    number: i64,
    how: &str,
) -> Result<Reply, Error> {
    let found = find::numbered(tx, actor, number).await?;
    // Whoever may deliver it may say when they want to hear of it.
    if found.held.handoff.state.turn() != Some(Side::Receiver) {
        return Err(found
            .step(actor, Step::Assign)
            .err()
            .unwrap_or_else(|| Refusal::new("refuse-unknown-action"))
            .into());
    }
    let mut held = found.held;
    let person = org::person(tx, actor.user).await?;
    let now = tx.now();
    let today = day_of(now, person.zone);
    let until = match how {
        "hour" => now + Span::hours(1),
        "tomorrow" => moment(today.succ_opt().unwrap_or(today), 9 * 60, person.zone),
        "working" => {
            let work = work_of(tx, &held.receiver, false).await?;
            let next = moment(
                day_of(now, work.zone).succ_opt().unwrap_or(today),
                0,
                work.zone,
            );
            work.at_work(next)
        }
        _ => return Err(Refusal::new("refuse-unknown-action").into()),
    };
    held.handoff.snoozed_until = Some(until);
    held.handoff.clocks.hear_again();
    arm(tx, &mut held).await?;
    store::save(tx, &mut held.handoff).await?;
    let args = [
        ("key", held.handoff.key().into()),
        ("when", cards::when(until).into()),
    ];
    let tone = crate::chat::Tone::Good;
    Ok(Reply::Private(cards::sentence(
        actor.lang,
        tone,
        "handoff-snoozed",
        &args,
    )))
}

/// The calendar changed: what is open is armed anew, some at a time.
pub(crate) async fn calendar_changed(tx: &mut Tx) -> anyhow::Result<()> {
    arm_rest(tx, 0).await
}

async fn arm_rest(tx: &mut Tx, after: i64) -> anyhow::Result<()> {
    let timer = Timer {
        kind: REARM,
        subject: String::new(),
        due: tx.now(),
        catch_up: CatchUp::Always,
        payload: json!({ "after": after }),
    };
    jobs::arm(tx, &timer).await
}

/// The next few are armed anew.
pub(super) async fn rearm(tx: &mut Tx, after: i64) -> anyhow::Result<()> {
    let some = store::open_after(tx, after, AT_ONCE).await?;
    let last = some.last().map(|h| h.number);
    let full = i64::try_from(some.len()).unwrap_or(0) == AT_ONCE;
    for handoff in some {
        let before = handoff.due;
        let mut held = find::held(tx, handoff).await?;
        arm(tx, &mut held).await?;
        if held.handoff.due != before {
            store::save(tx, &mut held.handoff).await?;
            post::refresh(tx, &held).await?;
        }
    }
    match last.filter(|_| full) {
        Some(last) => arm_rest(tx, last).await,
        None => Ok(()),
    }
}

/// The titles of what there was before they were kept are made findable, the newest first.
pub(super) async fn find_titles(tx: &mut Tx, below: i64) -> anyhow::Result<()> {
    let found = store::titles(tx, below, titles::BATCH).await?;
    for (number, title) in &found {
        titles::keep(tx, Space::Handoffs, *number, title);
    }
    match found.last() {
        Some((last, _)) => titles::go_on(tx, TITLES, *last).await,
        None => Ok(()),
    }
}

/// Both clocks of the department that has it now, beginning now. Who asked may have named a moment: then it is that.
pub(super) async fn begin(tx: &mut Tx, held: &Held) -> anyhow::Result<Clocks> {
    let work = work(tx, held).await?;
    let (handoff, playbook, now) = (&held.handoff, held.playbook, tx.now());
    let length = |clock: &catalogue::Clock| {
        let length = clock.length(handoff.priority, &handoff.particulars);
        Span::minutes(length.working_minutes(&work.hours))
    };
    let respond = length(&playbook.respond);
    let complete = match handoff.wanted.filter(|at| *at > now) {
        Some(wanted) => work.between(now, wanted),
        None => length(&playbook.complete),
    };
    // Nobody can deliver before they respond: a moment that comes sooner is for both.
    Ok(Clocks::begin(now, respond.min(complete), complete))
}
