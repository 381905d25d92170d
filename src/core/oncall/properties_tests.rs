//! What holds for any schedule: shifts and gaps fill a period, agree with a slow second opinion, and swaps come true.

use proptest::prelude::*;

use super::*;

/// A schedule of anything there is, in one of a few zones, around 2026.
fn any_schedule() -> impl Strategy<Value = Schedule> {
    let user = || (1_i64..=4).prop_map(UserId);
    let spell = || {
        (user(), 0_i64..24 * 60, 1_i64..24 * 20).prop_map(|(user, from, hours)| {
            let from = at("2026-03-01 00:00") + Span::hours(from);
            (user, from, from + Span::hours(hours))
        })
    };
    let only = (
        prop::array::uniform7(any::<bool>()),
        0_u16..1440,
        0_u16..=1440,
    )
        .prop_map(|(days, from, to)| Only { days, from, to });
    let zone = prop::sample::select(vec![
        BERLIN,
        Zone::America__Havana,
        Zone::Australia__Lord_Howe,
        Zone::UTC,
    ]);
    let every = prop::sample::select(vec!["hour", "5h", "12h", "day", "3 days", "week", "month"]);
    let layer = (
        prop::collection::vec(user(), 0..4),
        every,
        0_u64..90,
        0_u16..1440,
        zone,
        prop::option::of(only),
    )
        .prop_map(|(members, every, after, at, zone, only)| {
            let first = day("2026-01-20") + chrono::Days::new(after);
            let turns = Turns {
                length: length(every),
                first,
                at,
                zone,
            };
            Layer {
                members,
                turns,
                only,
            }
        });
    (
        prop::collection::vec(layer, 0..4),
        prop::collection::vec(spell(), 0..4),
        prop::collection::vec(spell(), 0..4),
    )
        .prop_map(|(layers, overrides, absences)| Schedule {
            layers,
            overrides: overrides
                .into_iter()
                .map(|(user, from, to)| Override { user, from, to })
                .collect(),
            absences: absences
                .into_iter()
                .map(|(user, from, to)| Absence { user, from, to })
                .collect(),
        })
}

/// Who is on call, said as simply as it can be: no index is computed, every turn is gone through.
fn slowly(schedule: &Schedule, at: At) -> Option<UserId> {
    let here = |user: UserId| {
        !schedule
            .absences
            .iter()
            .any(|a| a.user == user && (a.from..a.to).contains(&at))
    };
    let mut holder = None;
    for layer in &schedule.layers {
        let turns = (0..)
            .take_while(|turn| layer.turns.start(*turn) <= at)
            .count();
        let local = at.utc().with_timezone(&layer.turns.zone).naive_local();
        let open = layer.only.is_none_or(|only| {
            (-2..=2).any(|offset| {
                let begins = local.date() + chrono::TimeDelta::days(offset);
                let weekday =
                    usize::try_from(chrono::Datelike::weekday(&begins).num_days_from_monday())
                        .unwrap();
                let to = if only.to > only.from {
                    only.to
                } else {
                    only.to + 1440
                };
                let moment = |minutes| crate::calendar::moment(begins, minutes, layer.turns.zone);
                only.days[weekday] && (moment(only.from)..moment(to)).contains(&at)
            })
        });
        if turns == 0 || !open {
            continue;
        }
        let order = layer
            .members
            .iter()
            .cycle()
            .skip((turns - 1) % layer.members.len().max(1));
        let found = order.take(layer.members.len()).find(|user| here(**user));
        holder = found.copied().or(holder);
    }
    for o in &schedule.overrides {
        if (o.from..o.to).contains(&at) && here(o.user) {
            holder = Some(o.user);
        }
    }
    holder
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn shifts_and_gaps_fill_a_period_and_say_what_a_moment_says(schedule in any_schedule(), start in 0_i64..24 * 60) {
        let from = at("2026-03-01 00:00") + Span::hours(start);
        let to = from + Span::days(14);
        let pieces = pieces(&schedule, from, to);
        prop_assert_eq!(pieces.first().map(|p| p.1), Some(from));
        prop_assert_eq!(pieces.last().map(|p| p.2), Some(to));
        for pair in pieces.windows(2) {
            prop_assert_eq!(pair[0].2, pair[1].1);
            prop_assert_ne!(pair[0].0, pair[1].0);
        }
        for (user, from, to) in &pieces {
            prop_assert!(from < to);
            let middle = At(from.0 + (to.0 - from.0) / 2);
            for at in [*from, middle, *to - Span::millis(1)] {
                prop_assert_eq!(holder_at(&schedule, at), *user);
                prop_assert_eq!(slowly(&schedule, at), *user);
            }
        }
        // No change between the edges is missed.
        let mut hour = from;
        while hour < to {
            let piece = pieces.iter().find(|p| p.1 <= hour && hour < p.2);
            prop_assert_eq!(slowly(&schedule, hour), piece.and_then(|p| p.0));
            hour = hour + Span::minutes(7 * 60 + 13);
        }
        let all = shifts(&schedule, from, to).len() + gaps(&schedule, from).len();
        prop_assert_eq!(all, pieces.len());
        let next = next_handoff(&schedule, from).map(|change| (change.at, change.from, change.to));
        match pieces.get(1) {
            Some(second) => prop_assert_eq!(next, Some((second.1, pieces[0].0, second.0))),
            None => prop_assert!(next.is_none_or(|next| next.0 >= to)),
        }
    }

    #[test]
    fn a_secondary_is_somebody_else_who_is_there(schedule in any_schedule(), start in 0_i64..24 * 90) {
        let at = at("2026-03-01 00:00") + Span::hours(start);
        let who = on_call(&schedule, at);
        if let Some(secondary) = who.secondary {
            prop_assert!(who.primary.is_some());
            prop_assert_ne!(who.primary, who.secondary);
            prop_assert!(!away(&schedule, secondary, at));
        }
    }

    #[test]
    fn a_swap_that_is_planned_comes_true(mut schedule in any_schedule(), one in 0_usize..6, other in 0_usize..6) {
        let from = at("2026-03-10 00:00");
        let to = from + Span::days(14);
        let before = shifts(&schedule, from, to);
        if let (Some(one), Some(other)) = (before.get(one), before.get(other))
            && let Ok(plan) = swap(&schedule, *one, *other, from)
        {
            schedule.overrides.extend(plan);
            for (shift, user) in [(one, other.user), (other, one.user)] {
                prop_assert_eq!(shifts(&schedule, shift.from, shift.to), [Shift { user, ..*shift }]);
            }
            let rest = |all: &[Shift]| all.iter().map(|s| s.to.0 - s.from.0).sum::<i64>();
            prop_assert_eq!(rest(&shifts(&schedule, from, to)), rest(&before));
        }
    }
}
