//! On call, by tables; what holds for any schedule, and for every zone, is in files of their own.

use super::*;
use crate::calendar::{Day, Unit, read_handoff, read_length, read_when};
use crate::core::oncall::{Absence, Only};

#[path = "properties_tests.rs"]
mod properties;
#[path = "zones_tests.rs"]
mod zones;

const ANN: UserId = UserId(1);
const BEN: UserId = UserId(2);
const CHO: UserId = UserId(3);
const DAN: UserId = UserId(4);
const BERLIN: Zone = Zone::Europe__Berlin;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// `2026-03-29 09:00` on Berlin's clocks.
fn at(text: &str) -> At {
    read_when(text, At(0), BERLIN).unwrap()
}

fn length(text: &str) -> Length {
    read_length(text).unwrap()
}

/// A rotation that begins at a local time of Berlin's.
fn layer(members: &[UserId], every: &str, first: &str) -> Layer {
    let (on, time) = first.split_once(' ').unwrap();
    Layer {
        members: members.to_vec(),
        turns: Turns {
            length: length(every),
            first: day(on),
            at: read_handoff(time).unwrap().at,
            zone: BERLIN,
        },
        only: None,
    }
}

fn schedule(layers: &[Layer]) -> Schedule {
    Schedule {
        layers: layers.to_vec(),
        ..Schedule::default()
    }
}

fn over(user: UserId, from: &str, to: &str) -> Override {
    let (from, to) = (at(from), at(to));
    Override { user, from, to }
}

fn absent(user: UserId, from: &str, to: &str) -> Absence {
    let (from, to) = (at(from), at(to));
    Absence { user, from, to }
}

fn shift(user: UserId, from: &str, to: &str) -> Shift {
    let (from, to) = (at(from), at(to));
    Shift { user, from, to }
}

/// The shifts of a period, as people would write them.
fn shown(schedule: &Schedule, from: &str, to: &str) -> Vec<String> {
    pieces(schedule, at(from), at(to))
        .into_iter()
        .map(|(user, from, _)| {
            let local = from.utc().with_timezone(&BERLIN).format("%m-%d %H:%M");
            let name = user.map_or("-", |user| {
                ["Ann", "Ben", "Cho", "Dan"][usize::try_from(user.0 - 1).unwrap()]
            });
            format!("{local} {name}")
        })
        .collect()
}

#[test]
fn a_new_rotation_has_its_first_member_on_call_at_once() {
    let now = at("2026-03-04 12:00");
    let cases = [
        ("week", "mon 09:00", "2026-03-09 09:00"),
        ("week", "wed 12:00", "2026-03-11 12:00"),
        ("week", "wed 12:01", "2026-03-04 12:01"),
        ("2 weeks", "mon 09:00", "2026-03-16 09:00"),
        ("day", "09:00", "2026-03-05 09:00"),
        ("day", "18:00", "2026-03-04 18:00"),
        ("12h", "09:00", "2026-03-04 21:00"),
        ("month", "1st 09:00", "2026-04-01 09:00"),
        ("month", "31st 09:00", "2026-03-31 09:00"),
        ("month", "30th 09:00", "2026-03-30 09:00"),
        ("month", "last day 09:00", "2026-03-31 09:00"),
    ];
    let members = [ANN, BEN, CHO];
    for (every, handoff, next) in cases {
        let handoff = read_handoff(handoff).unwrap();
        let layer = begin(&members, length(every), handoff, BERLIN, now).unwrap();
        let schedule = schedule(&[layer]);
        let change = next_handoff(&schedule, now).unwrap();
        assert_eq!(
            change,
            Change {
                at: at(next),
                from: Some(ANN),
                to: Some(BEN)
            },
            "{every}"
        );
    }
    let begin = |members: &[UserId], every: &str, handoff: &str| {
        begin(
            members,
            length(every),
            read_handoff(handoff).unwrap(),
            BERLIN,
            now,
        )
    };
    assert_eq!(begin(&[], "week", "09:00"), None);
    assert_eq!(begin(&members, "month", "mon 09:00"), None);
    let later = schedule(&[begin(&members, "week", "2026-03-10 09:00").unwrap()]);
    assert_eq!(holder_at(&later, now), None);
    assert_eq!(holder_at(&later, at("2026-03-10 09:00")), Some(ANN));
}

#[test]
fn handoffs_keep_their_local_time_when_the_clocks_change() {
    let weekly = schedule(&[layer(&[ANN, BEN], "week", "2026-03-16 09:00")]);
    assert_eq!(
        shown(&weekly, "2026-03-16 09:00", "2026-04-07 00:00"),
        [
            "03-16 09:00 Ann",
            "03-23 09:00 Ben",
            "03-30 09:00 Ann",
            "04-06 09:00 Ben"
        ]
    );
    let halves = schedule(&[layer(&[ANN, BEN], "12h", "2026-10-24 08:00")]);
    assert_eq!(
        shown(&halves, "2026-10-24 08:00", "2026-10-26 08:00"),
        [
            "10-24 08:00 Ann",
            "10-24 20:00 Ben",
            "10-25 08:00 Ann",
            "10-25 20:00 Ben"
        ]
    );
    // 02:30 does not exist on 29 March and exists twice on 25 October.
    let spring = schedule(&[layer(&[ANN, BEN], "day", "2026-03-28 02:30")]);
    assert_eq!(
        shown(&spring, "2026-03-28 02:30", "2026-03-31 00:00"),
        ["03-28 02:30 Ann", "03-29 03:00 Ben", "03-30 02:30 Ann"]
    );
    let autumn = schedule(&[layer(&[ANN, BEN], "day", "2026-10-24 02:30")]);
    let change = next_handoff(&autumn, at("2026-10-24 12:00")).unwrap();
    assert_eq!(
        change.at,
        At::from(
            "2026-10-25T00:30:00Z"
                .parse::<chrono::DateTime<chrono::Utc>>()
                .unwrap()
        )
    );
    assert_eq!(holder_at(&autumn, change.at + Span::hours(1)), Some(BEN));
    assert_eq!(
        next_handoff(&autumn, change.at).unwrap().at,
        at("2026-10-26 02:30")
    );
}

#[test]
fn months_end_where_they_end() {
    let monthly = schedule(&[layer(&[ANN, BEN], "month", "2027-12-31 09:00")]);
    assert_eq!(
        shown(&monthly, "2027-12-31 09:00", "2028-06-01 00:00"),
        [
            "12-31 09:00 Ann",
            "01-31 09:00 Ben",
            "02-29 09:00 Ann",
            "03-31 09:00 Ben",
            "04-30 09:00 Ann",
            "05-31 09:00 Ben"
        ]
    );
}

#[test]
fn a_moment_far_ahead_costs_no_more() {
    for every in ["hour", "5h", "day", "week", "month"] {
        let far = schedule(&[layer(&[ANN, BEN, CHO], every, "2026-01-31 09:00")]);
        for at in [
            at("2200-02-28 09:00"),
            At(250_000_000_000_000),
            At(i64::MAX),
        ] {
            assert!(holder_at(&far, at).is_some(), "{every}");
        }
        assert_eq!(holder_at(&far, At(i64::MIN)), None);
        assert_eq!(next_handoff(&far, At(i64::MAX)), None);
    }
}

#[test]
fn a_later_layer_wins_where_it_has_somebody() {
    let all = layer(&[ANN], "week", "2026-01-05 09:00");
    let mut nights = layer(&[BEN, CHO], "day", "2026-03-02 09:00");
    nights.only = Some(Only {
        days: [true, true, true, true, true, false, false],
        from: 18 * 60,
        to: 9 * 60,
    });
    let both = schedule(&[all, nights]);
    assert_eq!(
        shown(&both, "2026-03-05 12:00", "2026-03-10 00:00"),
        [
            "03-05 12:00 Ann",
            "03-05 18:00 Cho",
            "03-06 09:00 Ann",
            "03-06 18:00 Ben",
            "03-07 09:00 Ann",
            "03-09 18:00 Cho"
        ]
    );
    assert_eq!(gaps(&both, at("2026-03-05 12:00")), []);
}

#[test]
fn restricted_hours_follow_the_clocks() {
    let mut nights = layer(&[ANN], "week", "2026-03-23 09:00");
    nights.only = Some(Only {
        days: [true; 7],
        from: 2 * 60 + 30,
        to: 4 * 60,
    });
    assert_eq!(
        shown(&schedule(&[nights]), "2026-03-28 00:00", "2026-03-30 00:00"),
        [
            "03-28 00:00 -",
            "03-28 02:30 Ann",
            "03-28 04:00 -",
            "03-29 03:00 Ann",
            "03-29 04:00 -"
        ]
    );
    let mut whole = layer(&[ANN], "week", "2026-03-23 09:00");
    whole.only = Some(Only {
        days: [true; 7],
        from: 9 * 60,
        to: 9 * 60,
    });
    assert_eq!(
        gaps(&schedule(&[whole.clone()]), at("2026-03-23 09:00")),
        []
    );
    whole.only = Some(Only {
        days: [false; 7],
        from: 0,
        to: 1440,
    });
    let never = schedule(&[whole]);
    assert_eq!(next_handoff(&never, at("2026-03-23 09:00")), None);
    let now = at("2026-03-23 09:00");
    assert_eq!(
        gaps(&never, now),
        [Gap {
            from: now,
            to: now + Span::days(14)
        }]
    );
}

#[test]
fn who_is_away_is_passed_over() {
    let mut weekly = schedule(&[layer(&[ANN, BEN, CHO], "week", "2026-03-02 09:00")]);
    weekly
        .absences
        .push(absent(BEN, "2026-03-10 00:00", "2026-03-12 00:00"));
    assert_eq!(
        shown(&weekly, "2026-03-02 09:00", "2026-03-24 00:00"),
        [
            "03-02 09:00 Ann",
            "03-09 09:00 Ben",
            "03-10 00:00 Cho",
            "03-12 00:00 Ben",
            "03-16 09:00 Cho",
            "03-23 09:00 Ann"
        ]
    );
    let who = on_call(&weekly, at("2026-03-11 00:00"));
    assert_eq!((who.primary, who.secondary), (Some(CHO), Some(ANN)));
    // All of a layer away: the one below has its say, and without one nobody is there.
    for user in [ANN, CHO] {
        weekly
            .absences
            .push(absent(user, "2026-03-10 00:00", "2026-03-11 00:00"));
    }
    assert_eq!(
        gaps(&weekly, at("2026-03-09 09:00")),
        [Gap {
            from: at("2026-03-10 00:00"),
            to: at("2026-03-11 00:00")
        }]
    );
    assert_eq!(
        on_call(&weekly, at("2026-03-10 00:00")),
        OnCall {
            primary: None,
            secondary: None
        }
    );
    weekly
        .layers
        .insert(0, layer(&[DAN], "week", "2026-01-05 09:00"));
    assert_eq!(gaps(&weekly, at("2026-03-09 09:00")), []);
    assert_eq!(holder_at(&weekly, at("2026-03-10 00:00")), Some(DAN));
}

#[test]
fn the_later_made_override_wins() {
    let mut weekly = schedule(&[layer(&[ANN, BEN], "week", "2026-03-02 09:00")]);
    weekly.overrides = vec![
        over(CHO, "2026-03-03 00:00", "2026-03-06 00:00"),
        over(DAN, "2026-03-04 00:00", "2026-03-05 00:00"),
        // Backwards, so at no moment.
        over(BEN, "2026-03-08 00:00", "2026-03-07 00:00"),
    ];
    let expected = [
        "03-02 09:00 Ann",
        "03-03 00:00 Cho",
        "03-04 00:00 Dan",
        "03-05 00:00 Cho",
        "03-06 00:00 Ann",
        "03-09 09:00 Ben",
    ];
    assert_eq!(
        shown(&weekly, "2026-03-02 09:00", "2026-03-10 00:00"),
        expected
    );
    // Ann is replaced, so she is not asked second.
    let who = on_call(&weekly, at("2026-03-03 12:00"));
    assert_eq!((who.primary, who.secondary), (Some(CHO), Some(BEN)));
    weekly
        .absences
        .push(absent(DAN, "2026-03-04 00:00", "2026-03-04 12:00"));
    assert_eq!(holder_at(&weekly, at("2026-03-04 06:00")), Some(CHO));
}

#[test]
fn the_secondary_is_the_next_in_the_rotation_then_below() {
    let below = layer(&[DAN], "week", "2026-01-05 09:00");
    let top = layer(&[ANN, ANN, BEN], "day", "2026-03-02 09:00");
    let both = schedule(&[below.clone(), top]);
    let cases = [
        ("2026-03-02 12:00", ANN, BEN),
        ("2026-03-03 12:00", ANN, BEN),
        ("2026-03-04 12:00", BEN, ANN),
    ];
    for (text, primary, secondary) in cases {
        let who = on_call(&both, at(text));
        assert_eq!(
            (who.primary, who.secondary),
            (Some(primary), Some(secondary)),
            "{text}"
        );
    }
    let alone = schedule(&[below.clone(), layer(&[ANN], "day", "2026-03-02 09:00")]);
    assert_eq!(on_call(&alone, at("2026-03-03 12:00")).secondary, Some(DAN));
    assert_eq!(
        on_call(&schedule(&[below]), at("2026-03-03 12:00")).secondary,
        None
    );
}

#[test]
fn nobody_hands_over_to_themselves() {
    let alone = schedule(&[layer(&[ANN], "hour", "2026-03-02 09:00")]);
    assert_eq!(next_handoff(&alone, at("2026-03-03 12:00")), None);
    assert_eq!(
        shown(&alone, "2026-03-02 00:00", "2027-03-02 00:00"),
        ["03-02 00:00 -", "03-02 09:00 Ann"]
    );
    assert_eq!(
        next_handoff(&Schedule::default(), at("2026-03-03 12:00")),
        None
    );
    let nobody = schedule(&[layer(&[], "hour", "2026-03-02 09:00")]);
    assert_eq!(holder_at(&nobody, at("2026-03-03 12:00")), None);
    assert_eq!(next_handoff(&nobody, at("2026-03-01 12:00")), None);
}

#[test]
fn a_swap_is_two_overrides() {
    let mut weekly = schedule(&[layer(&[ANN, BEN, CHO], "week", "2026-03-02 09:00")]);
    let now = at("2026-03-04 12:00");
    let ann = shift(ANN, "2026-03-02 09:00", "2026-03-09 09:00");
    let ben = shift(BEN, "2026-03-09 09:00", "2026-03-16 09:00");
    let cho = shift(CHO, "2026-03-16 09:00", "2026-03-23 09:00");
    let plan = swap(&weekly, ann, cho, now).unwrap();
    assert_eq!(
        plan,
        [
            over(CHO, "2026-03-04 12:00", "2026-03-09 09:00"),
            over(ANN, "2026-03-16 09:00", "2026-03-23 09:00")
        ]
    );
    assert_eq!(swap(&weekly, ann, ann, now), Err(BadSwap::SamePerson));
    let long_ago = at("2026-03-09 09:00");
    let over_by_then = Shift {
        from: long_ago,
        ..ann
    };
    assert_eq!(
        swap(&weekly, ann, ben, long_ago),
        Err(BadSwap::Over(over_by_then))
    );
    let wrong = Shift { user: DAN, ..cho };
    assert_eq!(
        swap(&weekly, ben, wrong, now),
        Err(BadSwap::NotTheirs(wrong))
    );
    weekly
        .absences
        .push(absent(CHO, "2026-03-10 00:00", "2026-03-11 00:00"));
    assert_eq!(swap(&weekly, ben, cho, now), Err(BadSwap::Away(CHO, ben)));
    weekly.absences.clear();
    weekly.overrides.extend(plan);
    assert_eq!(
        shown(&weekly, "2026-03-02 09:00", "2026-03-24 00:00"),
        [
            "03-02 09:00 Ann",
            "03-04 12:00 Cho",
            "03-09 09:00 Ben",
            "03-16 09:00 Ann"
        ]
        .map(|s| s)[..4]
    );
    assert_eq!(swap(&weekly, ben, cho, now), Err(BadSwap::NotTheirs(cho)));
}

#[test]
fn one_person_sees_their_own_shifts() {
    let weekly = schedule(&[layer(&[ANN, BEN], "week", "2026-03-02 09:00")]);
    assert_eq!(
        shifts_of(&weekly, BEN, at("2026-03-01 00:00"), at("2026-03-25 00:00")),
        [
            shift(BEN, "2026-03-09 09:00", "2026-03-16 09:00"),
            shift(BEN, "2026-03-23 09:00", "2026-03-25 00:00"),
        ]
    );
}

#[test]
fn how_somebody_came_to_be_on_call_is_known() {
    let mut schedule = schedule(&[layer(&[ANN, BEN, CHO], "week", "2026-03-02 09:00")]);
    schedule.overrides = vec![over(DAN, "2026-03-03 09:00", "2026-03-03 18:00")];
    schedule.absences = vec![absent(ANN, "2026-03-04 00:00", "2026-03-05 00:00")];
    let cases = [
        ("2026-03-02 12:00", ANN, Some(How::Turn)),
        ("2026-03-02 12:00", BEN, Some(How::Second)),
        ("2026-03-02 12:00", CHO, None),
        ("2026-03-03 12:00", DAN, Some(How::Override(Some(ANN)))),
        ("2026-03-03 12:00", ANN, None),
        ("2026-03-03 12:00", BEN, Some(How::Second)),
        ("2026-03-04 12:00", BEN, Some(How::StandIn(ANN))),
        ("2026-03-04 12:00", CHO, Some(How::Second)),
        ("2026-03-04 12:00", ANN, None),
        ("2026-03-09 12:00", BEN, Some(How::Turn)),
    ];
    for (moment, user, expected) in cases {
        assert_eq!(
            how(&schedule, at(moment), user),
            expected,
            "{moment} {user:?}"
        );
    }
    // Before the rotation begins, whoever takes over takes over from nobody.
    schedule.overrides = vec![over(DAN, "2026-03-01 09:00", "2026-03-01 18:00")];
    let how = how(&schedule, at("2026-03-01 12:00"), DAN);
    assert_eq!(how, Some(How::Override(None)));
}
