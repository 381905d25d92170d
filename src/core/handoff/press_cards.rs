//! What each side may press on its card, as the rules allow. Pure.

use crate::chat::{Button, ButtonStyle};
use crate::core::catalogue::Effect;
use crate::core::handoff::cards::{Scene, action, button};
use crate::core::handoff::find::Held;
use crate::core::handoff::rules::{Step, is_open_to};
use crate::core::handoff::told_cards::{is_free, take_button};
use crate::core::handoff::types::{Side, State};

/// A step's button.
struct Press {
    step: Step,
    label: &'static str,
    name: &'static str,
    style: ButtonStyle,
}

const fn press(step: Step, label: &'static str, name: &'static str, style: ButtonStyle) -> Press {
    Press {
        step,
        label,
        name,
        style,
    }
}

const RECEIVER: &[Press] = &[
    press(
        Step::Accept,
        "handoff-do-accept",
        "accept",
        ButtonStyle::Success,
    ),
    press(
        Step::Deliver,
        "handoff-do-deliver",
        "deliver",
        ButtonStyle::Success,
    ),
    press(Step::Ask, "handoff-do-ask", "ask", ButtonStyle::Primary),
    press(
        Step::Decline,
        "handoff-do-decline",
        "decline",
        ButtonStyle::Danger,
    ),
    press(
        Step::Pass,
        "handoff-do-pass",
        "pass",
        ButtonStyle::Secondary,
    ),
    press(Step::Sign, "handoff-do-sign", "sign", ButtonStyle::Success),
];
const SENDER: &[Press] = &[
    press(
        Step::Answer,
        "handoff-do-answer",
        "answer",
        ButtonStyle::Primary,
    ),
    press(
        Step::Confirm,
        "handoff-do-confirm",
        "confirm",
        ButtonStyle::Success,
    ),
    press(Step::Sign, "handoff-do-sign", "sign", ButtonStyle::Success),
    press(
        Step::Return,
        "handoff-do-return",
        "return",
        ButtonStyle::Danger,
    ),
    press(
        Step::Cancel,
        "handoff-do-cancel",
        "cancel",
        ButtonStyle::Secondary,
    ),
];

pub(super) fn buttons(scene: &Scene<'_>, side: Side) -> Vec<Vec<Button>> {
    let (lang, held) = (scene.lang, scene.held);
    let (number, standing) = (held.handoff.number, held.standing());
    let all = match side {
        Side::Receiver => RECEIVER,
        Side::Sender => SENDER,
    };
    let open = all.iter().filter(|p| is_open_to(&standing, p.step));
    let mut first: Vec<Button> = open
        .map(|p| button(lang, p.label, action(p.name, number), p.style))
        .collect();
    if side == Side::Receiver && is_free(held) {
        first.insert(0, take_button(lang, number));
    }
    let mut second = vec![button(
        lang,
        "handoff-do-show",
        action("show", number),
        ButtonStyle::Secondary,
    )];
    if held.handoff.state.is_open() {
        second.push(button(
            lang,
            "handoff-do-write",
            action("write", number),
            ButtonStyle::Secondary,
        ));
    }
    let more = match side {
        Side::Receiver => receiver_more(held),
        Side::Sender => sender_more(held),
    };
    let more = more.into_iter();
    second.extend(
        more.map(|(label, name)| button(lang, label, action(name, number), ButtonStyle::Secondary)),
    );
    let rows = [first, second].into_iter();
    rows.filter(|row| !row.is_empty()).collect()
}

/// What else the receiver may do: label, action.
fn receiver_more(held: &Held) -> Vec<(&'static str, &'static str)> {
    let (handoff, playbook) = (&held.handoff, held.playbook);
    let has_it = matches!(handoff.state, State::Requested | State::Accepted);
    let mut more = Vec::new();
    if handoff.state == State::Accepted {
        more.push(("handoff-do-onward", "onward"));
    }
    if has_it && handoff.incident.is_none() && playbook.has(Effect::MayBecomeIncident) {
        more.push(("handoff-do-incident", "incident"));
    }
    if has_it && playbook.has(Effect::Verifies) && handoff.clocks.excused.is_none() {
        more.push(("handoff-do-excuse", "excuse"));
    }
    if is_lent(held) {
        more.push(("handoff-do-back", "back"));
    }
    more
}

fn sender_more(held: &Held) -> Vec<(&'static str, &'static str)> {
    if is_lent(held) {
        return vec![("handoff-do-back", "back")];
    }
    Vec::new()
}

/// Something was lent with it that has not come back.
pub(super) fn is_lent(held: &Held) -> bool {
    let given = matches!(held.handoff.state, State::Delivered | State::Confirmed);
    given && held.playbook.has(Effect::GivenBack) && held.handoff.outcome.back.is_none()
}
