//! Statistics as people read them.

use super::*;
use crate::calendar::{Day, Hours};
use crate::chat::{ChannelId, UserId};
use crate::core::incident::rules::State;
use crate::core::incident::stats::picture;
use crate::core::incident::stats_rules::Paged;
use crate::core::incident::types::Kind;
use crate::core::testing::shown;

fn department(id: i64, key: &str, name: &str) -> Department {
    Department {
        id,
        key: key.into(),
        name: name.into(),
        channel: Some(ChannelId(901)),
        role: None,
        leads: Vec::new(),
        lang: Lang::En,
        zone: chrono_tz::Asia::Shanghai,
        hours: Hours::default(),
        version: 1,
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// 2026-01-05 08:00 in Shanghai.
const MONDAY: At = At(1_767_571_200_000);

/// Eight weeks with one to five incidents each.
fn period() -> Period {
    let mut cases = Vec::new();
    for n in 0..24_i64 {
        let week = [0, 0, 1, 3, 3, 3, 4, 5, 5, 6, 6, 7][usize::try_from(n % 12).unwrap()];
        let opened = MONDAY + Span::days(week * 7) + Span::hours(n);
        let severity = Severity::ALL[usize::try_from(n % 4).unwrap()];
        let open = n == 23;
        cases.push(Case {
            number: n + 1,
            department: 1 + n % 2,
            kind: if n == 2 { Kind::Security } else { Kind::Fault },
            severity,
            state: if open {
                State::Triggered
            } else {
                State::Resolved
            },
            title: if n == 2 {
                String::new()
            } else {
                format!("=Disk \"{n}\", full")
            },
            opened,
            acknowledged: (n % 6 != 5).then_some(opened + Span::seconds(40 + n * 25)),
            mitigated: None,
            resolved: (!open).then_some(opened + Span::minutes(20 + n * 37)),
            reopened: i64::from(n == 7),
        });
    }
    let pages = (0..20_i64).map(|n| Paged {
        incident: n % 5 + 1,
        user: UserId(1 + n % 3),
        at: MONDAY,
        night: n % 4 == 0,
    });
    Period {
        from: day("2026-01-05"),
        to: day("2026-03-01"),
        zone: chrono_tz::Asia::Shanghai,
        cases,
        pages: pages.collect(),
    }
}

fn told(lang: Lang, only: bool) -> String {
    let period = period();
    let departments = [
        department(1, "ops", "Operations"),
        department(2, "it", "IT"),
    ];
    let told = Told {
        lang,
        period: &period,
        department: only.then_some(&departments[0]),
        departments: &departments,
    };
    shown(&report(&told))
}

#[test]
fn statistics_are_told_in_both_languages() {
    let all = [told(Lang::En, false), told(Lang::Zh, true)];
    insta::assert_snapshot!(all.join("\n\n"));
}

#[test]
fn the_table_is_safe_to_open_and_says_nothing_of_what_is_private() {
    let mut period = period();
    period.cases.truncate(4);
    let departments = [department(1, "ops", "Operations")];
    let told = Told {
        lang: Lang::En,
        period: &period,
        department: None,
        departments: &departments,
    };
    insta::assert_snapshot!(csv(&told));
}

#[test]
fn the_picture_has_words() {
    let file = picture(Lang::Zh, &period()).unwrap();
    assert!(file.picture && file.bytes.len() > 500);
    assert_eq!(
        file.alt.unwrap(),
        "8 周的故障：共 24 起，半数在 5 分钟 15 秒内确认、7 小时 7 分钟内解决。具体数字见正文。"
    );
}

#[test]
fn lengths_are_said_in_their_two_largest_units() {
    for (seconds, english, chinese, sign) in [
        (0, "0 s", "0 秒", "0s"),
        (59, "59 s", "59 秒", "59s"),
        (60, "1 min", "1 分钟", "1m"),
        (3_725, "1 h 2 min", "1 小时 2 分钟", "1h"),
        (90_000, "1 d 1 h", "1 天 1 小时", "1d"),
        (-5, "0 s", "0 秒", "0s"),
    ] {
        let span = Span::seconds(seconds);
        assert_eq!(length(Lang::En, span), english);
        assert_eq!(length(Lang::Zh, span), chinese);
        assert_eq!(short(span), sign);
    }
}
