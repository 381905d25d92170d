//! What becomes of a post: pure.

use crate::chat::{Audience, Card, Text, UserId};
use crate::clock::Span;
use crate::outbox::{Op, Priority, Target};

/// Posts of one lane go out one after another.
pub(super) fn lane(target: &Target, op: &Op) -> String {
    match (op, target) {
        (Op::MakeChannel { .. } | Op::MakeRole { .. } | Op::SetRole { .. }, _) => "server".into(),
        (_, Target::Channel(channel)) => format!("c/{}", channel.0),
        (_, Target::Direct { user, .. }) => format!("u/{}", user.0),
        (_, Target::ThreadOf(key)) => format!("t/{key}"),
        (_, Target::Mail { to }) => format!("m/{to}"),
        (_, Target::Hook { url }) => format!("h/{url}"),
    }
}

/// As stored: what goes first is least.
pub(super) fn rank(priority: Priority) -> i64 {
    match priority {
        Priority::Page => 0,
        Priority::Action => 1,
        Priority::Notice => 2,
        Priority::Digest => 3,
    }
}

/// The reverse of [`rank`].
pub(super) fn priority(rank: i64) -> Priority {
    match rank {
        0 => Priority::Page,
        1 => Priority::Action,
        2 => Priority::Notice,
        _ => Priority::Digest,
    }
}

/// What to do with a new operation on a key, given the newest one that is not out yet and what the message says now.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Plan {
    /// It goes to the end of the queue.
    Queue,
    /// It takes the place of the one that waits.
    Replace(Box<Op>),
    /// Nothing would change.
    Nothing,
    /// What waits is taken back, and the message, if there is one, is taken away.
    Clear { queue: bool },
}

/// Decides. `waiting`: the newest waiting operation and whether nobody has tried to send it; an operation somebody tried
/// may have reached the platform, and its nonce stands for what it said then: it is never changed.
pub(super) fn plan(op: &Op, waiting: Option<(&Op, bool)>, print_now: Option<&str>) -> Plan {
    match (op, waiting) {
        (Op::Edit(card), Some((Op::Create(_), true))) => {
            Plan::Replace(Box::new(Op::Create(card.clone())))
        }
        (Op::Edit(card), Some((Op::Edit(_), true))) => {
            Plan::Replace(Box::new(Op::Edit(card.clone())))
        }
        (Op::Edit(card), None) if print_now == Some(print(card).as_str()) => Plan::Nothing,
        (Op::Delete, Some((_, untouched))) => Plan::Clear {
            queue: !untouched || print_now.is_some(),
        },
        (Op::Delete, None) if print_now.is_none() => Plan::Nothing,
        _ => Plan::Queue,
    }
}

/// What a card says, in short. FNV-1a: a comparison over years must not depend on a hasher's version.
pub(super) fn print(card: &Card) -> String {
    let json = serde_json::to_string(card).unwrap_or_default();
    let hash = json.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Pause before attempt `attempts + 1`: doubling from a second to five minutes; `percent` (1 to 100) spreads them (full jitter).
/// A page is to be out within seconds of the moment when the road is open again, however long it was closed.
pub(super) fn backoff(priority: Priority, attempts: u32, percent: i64) -> Span {
    let most = match priority {
        Priority::Page => Span::seconds(3),
        Priority::Action | Priority::Notice | Priority::Digest => Span::minutes(5),
    };
    let whole = Span::seconds(1)
        .0
        .saturating_mul(2_i64.saturating_pow(attempts.min(10)))
        .min(most.0);
    Span((whole * percent / 100).max(250))
}

/// After so many failed attempts of the same post it is given up. With the pauses between them that is about two hours.
pub(super) fn most_attempts(priority: Priority) -> u32 {
    match priority {
        Priority::Page => 4_800,
        Priority::Action | Priority::Notice | Priority::Digest => 32,
    }
}

/// A direct message was refused: the same card for the channel, naming the person. Several that are refused for the same
/// cause share one message: the key without its last part is the cause.
pub(super) fn fallback(
    key: &str,
    card: &Card,
    user: UserId,
    waiting: Option<&Card>,
) -> (String, Card) {
    let cause = key.rsplit_once('/').map_or(key, |(cause, _)| cause);
    let mut users: Vec<UserId> = waiting
        .map(|c| c.audience.users.clone())
        .unwrap_or_default();
    if !users.contains(&user) {
        users.push(user);
    }
    let names = Text::join(users.iter().map(|u| Text::mention(*u)), " ");
    let lead = match &card.lead {
        Some(lead) => Text::trusted(format!("{names} {lead}")),
        None => names,
    };
    let audience = Audience {
        users,
        roles: Vec::new(),
    };
    (
        format!("{cause}/fallback"),
        Card {
            lead: Some(lead),
            audience,
            ..card.clone()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(text: &str) -> Card {
        Card {
            body: Some(Text::trusted(text)),
            ..Card::default()
        }
    }

    #[test]
    fn edits_take_the_place_of_what_waits_untouched() {
        let (create, edit) = (Op::Create(card("a")), Op::Edit(card("b")));
        let newer = Op::Edit(card("c"));
        let now = print(&card("c"));
        for (op, waiting, print_now, expected) in [
            (
                &newer,
                Some((&create, true)),
                None,
                Plan::Replace(Box::new(Op::Create(card("c")))),
            ),
            (
                &newer,
                Some((&edit, true)),
                Some("x"),
                Plan::Replace(Box::new(Op::Edit(card("c")))),
            ),
            (&newer, Some((&create, false)), None, Plan::Queue),
            (
                &newer,
                Some((&edit, false)),
                Some(now.as_str()),
                Plan::Queue,
            ),
            (&newer, None, Some(now.as_str()), Plan::Nothing),
            (&newer, None, Some("x"), Plan::Queue),
            (&newer, None, None, Plan::Queue),
            (
                &Op::Delete,
                Some((&create, true)),
                None,
                Plan::Clear { queue: false },
            ),
            (
                &Op::Delete,
                Some((&create, false)),
                None,
                Plan::Clear { queue: true },
            ),
            (
                &Op::Delete,
                Some((&edit, true)),
                Some("x"),
                Plan::Clear { queue: true },
            ),
            (&Op::Delete, None, None, Plan::Nothing),
            (&Op::Delete, None, Some("x"), Plan::Queue),
            (&create, None, None, Plan::Queue),
        ] {
            assert_eq!(
                plan(op, waiting, print_now),
                expected,
                "{op:?} after {waiting:?}"
            );
        }
    }

    #[test]
    fn refused_direct_messages_of_one_cause_share_a_mention() {
        let (key, first) = fallback("standup/7/2026-01-05/remind/1", &card("x"), UserId(1), None);
        assert_eq!(key, "standup/7/2026-01-05/remind/fallback");
        let (_, both) = fallback(
            "standup/7/2026-01-05/remind/2",
            &card("x"),
            UserId(2),
            Some(&first),
        );
        assert_eq!(both.audience.users, [UserId(1), UserId(2)]);
        assert_eq!(both.lead.unwrap().as_str(), "<@1> <@2>");
    }

    #[test]
    fn pauses_grow_and_end_at_five_minutes() {
        for (attempts, percent, pause) in [
            (0, 100, 1_000),
            (3, 100, 8_000),
            (3, 50, 4_000),
            (90, 100, 300_000),
            (0, 1, 250),
        ] {
            assert_eq!(backoff(Priority::Notice, attempts, percent), Span(pause));
            let page = backoff(Priority::Page, attempts, percent);
            assert_eq!(page, Span(pause.min(3_000 * percent / 100)).max(Span(250)));
        }
    }
}
