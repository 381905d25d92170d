//! The postmortem as people read it.

use serde_json::{Value, json};

use super::*;
use crate::clock::Span;
use crate::core::incident::paging::Paging;
use crate::core::incident::policy::Policy;
use crate::core::incident::rules::{Severity, State};
use crate::core::incident::types::{AlertLine, Kind, Origin, Roles};

/// 2026-01-05 09:30 in Shanghai.
const OPENED: At = At(1_767_576_600_000);

fn at(minutes: i64) -> At {
    OPENED + Span::minutes(minutes)
}

/// An incident that is over, with everything there is.
pub(crate) fn incident() -> Incident {
    let policy = Policy {
        levels: Vec::new(),
        repeat: 0,
    };
    Incident {
        number: 12,
        department: 1,
        kind: Kind::Fault,
        severity: Severity::Sev1,
        state: State::Resolved,
        state_by: Some(UserId(2)),
        state_at: at(95),
        title: "Orders | fail with `500`".into(),
        service: "orders".into(),
        project: String::new(),
        details: "Customers see an error page.\n- since the deployment\n1. of 09:12".into(),
        customers: true,
        origin: Origin::Person(UserId(1)),
        channel: None,
        opened_at: OPENED,
        acknowledged: Some((at(3), UserId(2))),
        mitigated_at: Some(at(40)),
        resolved_at: Some(at(95)),
        closed_at: None,
        merged_into: None,
        cause: "A migration held a lock.".into(),
        impact: "# 1,200 orders were lost".into(),
        roles: Roles {
            commander: Some(UserId(2)),
            communications: None,
            scribe: Some(UserId(3)),
        },
        update: None,
        alerts: Default::default(),
        policy: None,
        affected: None,
        absorbed: 1,
        paging: Paging::new(policy, Severity::Sev1),
        version: 1,
    }
}

fn history() -> Vec<Recorded> {
    let none = Value::Null;
    let told: [(i64, Option<i64>, &str, Value, Value); 9] = [
        (
            0,
            Some(1),
            "incident.opened",
            none.clone(),
            json!({ "severity": "sev2" }),
        ),
        (
            3,
            Some(2),
            "incident.acknowledged",
            json!({ "state": "triggered" }),
            none.clone(),
        ),
        (
            5,
            Some(2),
            "incident.severity",
            json!({ "severity": "sev2" }),
            json!({ "severity": "sev1" }),
        ),
        (
            6,
            Some(2),
            "incident.role",
            none.clone(),
            json!({ "role": "scribe", "holder": 3 }),
        ),
        (
            12,
            Some(3),
            "incident.updated",
            none.clone(),
            json!({ "text": "Rolling back|1.2\nnow", "public": "We are on it." }),
        ),
        (
            20,
            None,
            "incident.noted",
            none.clone(),
            json!({ "text": "deployed 1.1" }),
        ),
        (
            30,
            Some(2),
            "incident.absorbed",
            none.clone(),
            json!({ "merged": "INC-13", "title": "Cart <broken>" }),
        ),
        (
            40,
            Some(2),
            "incident.mitigated",
            none.clone(),
            none.clone(),
        ),
        (
            95,
            Some(2),
            "incident.resolved",
            none,
            json!({ "cause": "A migration held a lock." }),
        ),
    ];
    let entries = told.into_iter().zip(1..);
    let entry =
        |((minutes, by, action, before, after), number): ((i64, Option<i64>, &str, _, _), i64)| {
            Recorded {
                number,
                at: at(minutes),
                by: by.map(UserId),
                subject: "incident/12".into(),
                action: action.into(),
                before,
                after,
            }
        };
    entries.map(entry).collect()
}

fn written(lang: Lang, incident: &Incident, bare: bool) -> String {
    let alerts = Alerts {
        firing: 1,
        recovered: 2,
        flapping: 0,
        reports: 9,
        lines: vec![AlertLine {
            title: "HighErrorRate {job=\"orders\"}".into(),
            source: "Alertmanager".into(),
            firing: true,
            link: String::new(),
        }],
    };
    let action = |number, done: Option<i64>| Action {
        number,
        incident: 12,
        text: "Lock timeout for migrations\nin CI".into(),
        owner: UserId(3),
        by: UserId(2),
        due: "2026-01-16".parse().unwrap(),
        done: done.map(|n| (at(n), UserId(3))),
        cancelled: number == 3,
        task: String::new(),
    };
    let actions = [
        action(1, Some(3_000)),
        action(2, None),
        action(3, Some(4_000)),
    ];
    let review = Review {
        incident: 12,
        due: at(7 * 24 * 60),
        asked: (at(100), UserId(2)),
        held: None,
    };
    let name = |user: UserId| match user.0 {
        1 => "Mei".to_owned(),
        2 => "Jun *the* first".to_owned(),
        _ => "安娜".to_owned(),
    };
    let none = Alerts::default();
    let history = if bare { Vec::new() } else { history() };
    let sent = if bare {
        Vec::new()
    } else {
        crate::core::incident::timeline_pages::tests::pages(OPENED)
    };
    let absorbed = if bare {
        Vec::new()
    } else {
        vec!["INC-13".to_owned()]
    };
    file(&Known {
        lang,
        zone: chrono_tz::Asia::Shanghai,
        now: at(120),
        incident,
        department: match lang {
            Lang::En => "Operations",
            Lang::Zh => "运维部门",
        },
        history: &history,
        sent: &sent,
        alerts: if bare { &none } else { &alerts },
        absorbed: &absorbed,
        actions: if bare { &[] } else { &actions[..] },
        review: (!bare).then_some(&review),
        paged: if bare {
            &[]
        } else {
            &[UserId(2), UserId(3)][..]
        },
        name: &name,
    })
}

#[test]
fn a_postmortem_in_english() {
    insta::assert_snapshot!(written(Lang::En, &incident(), false));
}

#[test]
fn a_postmortem_in_chinese() {
    insta::assert_snapshot!(written(Lang::Zh, &incident(), false));
}

#[test]
fn what_nobody_has_said_yet_has_a_place() {
    let bare = Incident {
        state: State::Triggered,
        origin: Origin::Drill,
        acknowledged: None,
        mitigated_at: None,
        resolved_at: None,
        roles: Roles::default(),
        details: String::new(),
        cause: String::new(),
        impact: String::new(),
        customers: false,
        ..incident()
    };
    insta::assert_snapshot!(written(Lang::Zh, &bare, true));
}

#[test]
fn every_row_of_a_table_has_as_many_cells_as_its_heading() {
    for lang in Lang::ALL {
        let mut cells = 0;
        for line in written(lang, &incident(), false).lines() {
            let here = line.replace("\\|", "").matches('|').count();
            assert!(here == 0 || cells == 0 || here == cells, "{line}");
            cells = here;
        }
    }
}
