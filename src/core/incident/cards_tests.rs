//! What incidents say, as people read it, in both languages.

use std::fmt::Write as _;

use super::*;
use crate::calendar::Hours;
use crate::chat::{ChannelId, MessageId};
use crate::clock::Span;
use crate::core::incident::answer_cards;
use crate::core::incident::customer_cards::{Notice, Stage, news, standing};
use crate::core::incident::paging::{Holder, Paging, Rung};
use crate::core::incident::policy::Policy;
use crate::core::incident::types::{Kind, Roles, Update};
use crate::core::testing::shown;

const MEI: UserId = UserId(1);
const ANA: UserId = UserId(2);
const JUN: UserId = UserId(3);
/// 2026-01-05 08:00 in Shanghai.
pub(in crate::core::incident) const BEGAN: At = At(1_767_571_200_000);

fn department(id: i64, key: &str, lang: Lang, names: [&str; 2]) -> Department {
    Department {
        id,
        key: key.into(),
        name: names[usize::from(lang == Lang::Zh)].into(),
        channel: Some(ChannelId(900 + id)),
        role: None,
        leads: if id == 1 { vec![JUN] } else { Vec::new() },
        lang,
        zone: chrono_tz::Asia::Shanghai,
        hours: Hours::default(),
        version: 1,
    }
}

pub(in crate::core::incident) fn ops(lang: Lang) -> Department {
    department(1, "ops", lang, ["Operations", "运维部门"])
}

pub(in crate::core::incident) fn opened() -> Incident {
    let policy = Policy {
        levels: Vec::new(),
        repeat: 0,
    };
    let mut paging = Paging::new(policy, Severity::Sev1);
    paging.phase = Phase::Ringing;
    paging.unowned_since = Some(BEGAN);
    paging.rung = vec![Rung {
        who: Who::Person(ANA),
        route: None,
        attempt: 1,
    }];
    paging.deadlines.level = Some(BEGAN + Span::minutes(5));
    paging.deadlines.update = Some(BEGAN + Span::minutes(30));
    Incident {
        number: 7,
        department: 1,
        kind: Kind::Fault,
        severity: Severity::Sev1,
        state: State::Triggered,
        state_by: Some(MEI),
        state_at: BEGAN,
        title: "订单 *orders* fail @everyone".into(),
        service: "checkout".into(),
        project: String::new(),
        details: "Since noon.\n- nobody can pay".into(),
        customers: true,
        origin: Origin::Message {
            by: MEI,
            channel: ChannelId(5),
            message: MessageId(6),
        },
        channel: Some(ChannelId(901)),
        opened_at: BEGAN,
        acknowledged: None,
        mitigated_at: None,
        resolved_at: None,
        closed_at: None,
        merged_into: None,
        cause: String::new(),
        impact: String::new(),
        roles: Roles::default(),
        update: None,
        alerts: Alerts::default(),
        policy: None,
        affected: None,
        absorbed: 0,
        paging,
        version: 1,
    }
}

fn acknowledged() -> Incident {
    let mut incident = opened();
    let at = BEGAN + Span::minutes(2);
    incident.state = State::Acknowledged;
    incident.state_by = Some(ANA);
    incident.state_at = at;
    incident.acknowledged = Some((at, ANA));
    incident.paging.phase = Phase::Held;
    incident.paging.unowned_since = None;
    incident.paging.rung.clear();
    incident.paging.holder = Some(Holder { by: ANA, at });
    incident.roles.commander = Some(ANA);
    incident.roles.scribe = Some(JUN);
    incident.update = Some(Update {
        text: "Restarting the [queue](http://x)".into(),
        at,
        by: ANA,
    });
    incident.origin = Origin::Integration {
        number: 3,
        name: "Prometheus".into(),
    };
    incident
}

fn resolved() -> Incident {
    let mut incident = acknowledged();
    incident.state = State::Resolved;
    incident.state_at = BEGAN + Span::minutes(40);
    incident.paging.phase = Phase::Over;
    incident.cause = "日志写满磁盘 logs filled the disk".into();
    incident.impact = "40 orders were late".into();
    incident
}

fn private() -> Incident {
    Incident {
        kind: Kind::Security,
        title: "Stolen laptop of Bo".into(),
        affected: Some(2),
        ..opened()
    }
}

fn alerts() -> Alerts {
    let line = |title: &str, firing, link: &str| AlertLine {
        title: title.into(),
        source: "db-1".into(),
        firing,
        link: link.into(),
    };
    Alerts {
        firing: 12,
        recovered: 3,
        flapping: 2,
        reports: 140,
        lines: vec![
            line("Disk *full*", true, "https://prom.example/g?a=1&b=2"),
            line("Queue long", true, "javascript:alert(1)"),
            line("Latency", false, "https://x.example/) [y](z"),
        ],
    }
}

fn both(show: impl Fn(Lang) -> String) -> String {
    Lang::ALL.map(show).join("\n\n==========\n\n")
}

fn card(incident: &Incident, alerts: &Alerts, absorbed: &[&str]) -> String {
    both(|lang| {
        let (owner, hr) = (ops(lang), department(2, "hr", lang, ["People", "人力资源"]));
        shown(&live(&Scene {
            workspace: WorkspaceId(4),
            lang,
            incident,
            department: &owner,
            affected: incident.affected.map(|_| &hr),
            alerts: alerts.clone(),
            absorbed: absorbed.iter().map(|key| (*key).to_owned()).collect(),
        }))
    })
}

#[test]
fn the_card_while_nobody_has_it() {
    let mut exhausted = opened();
    exhausted.paging.phase = Phase::Unowned;
    exhausted.paging.rung.clear();
    let none = Alerts::default();
    let text = [card(&opened(), &none, &[]), card(&exhausted, &none, &[])];
    insta::assert_snapshot!(text.join("\n\n~~~~~~~~~~ nobody came\n\n"));
}

#[test]
fn the_card_with_somebody_on_it_and_many_alerts() {
    insta::assert_snapshot!(card(&acknowledged(), &alerts(), &["INC-8", "INC-9"]));
}

#[test]
fn the_card_when_it_is_over() {
    let mut merged = acknowledged();
    merged.state = State::Closed;
    merged.merged_into = Some(9);
    let none = Alerts::default();
    let text = [card(&resolved(), &none, &[]), card(&merged, &none, &[])];
    insta::assert_snapshot!(text.join("\n\n~~~~~~~~~~ merged\n\n"));
}

#[test]
fn what_is_private_stands_in_public_without_a_word_of_it() {
    let incident = private();
    let text = both(|lang| {
        let owner = ops(lang);
        let none = Alerts::default();
        let scene = Scene {
            workspace: WorkspaceId(4),
            lang,
            incident: &incident,
            department: &owner,
            affected: None,
            alerts: none,
            absorbed: Vec::new(),
        };
        shown(&placeholder(&scene))
    });
    for hidden in ["Stolen", "laptop", "noon", "checkout"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn what_those_who_act_read() {
    let text = both(|lang| {
        let mut all = String::new();
        let mut add = |name: &str, text: &str| writeln!(all, "~~~ {name}\n{text}\n").unwrap();
        let shows = shown(&answer_cards::more(lang, &acknowledged(), true));
        add("more", &shows);
        let shows = shown(&answer_cards::more(lang, &resolved(), false));
        add("more, for an outsider", &shows);
        let shows = answer_cards::line(lang, &acknowledged(), "Ops", true);
        add("line", shows.as_str());
        let shows = answer_cards::line(lang, &private(), "Sec", false);
        add("line of a private one", shows.as_str());
        for form in [
            answer_cards::update_form(lang, &acknowledged()),
            answer_cards::resolve_form(lang, &acknowledged(), "", ""),
            answer_cards::merge_form(lang, &acknowledged()),
        ] {
            let inputs = form.inputs.iter().map(|i| {
                let must = if i.required { "*" } else { "" };
                let example = i.placeholder.as_deref().unwrap_or("–");
                format!("{}{must} ({example})", i.label)
            });
            let inputs: Vec<String> = inputs.collect();
            add(&form.title, &inputs.join("\n"));
        }
        all
    });
    insta::assert_snapshot!(text);
}

#[test]
fn what_those_who_speak_with_customers_read() {
    let incident = acknowledged();
    let text = both(|lang| {
        let mut all = String::new();
        for (stage, words) in [
            (Stage::Opened, ""),
            (Stage::Updated, "Some orders are late.\nNone is lost."),
            (Stage::Resolved, ""),
            (Stage::Reopened, ""),
        ] {
            let notice = Notice {
                lang,
                incident: &incident,
                stage,
                words,
            };
            writeln!(all, "~~~ {stage:?}\n{}\n", shown(&standing(&notice))).unwrap();
            if let Some(news) = news(&notice) {
                writeln!(all, "~~~ besides\n{}\n", shown(&news)).unwrap();
            }
        }
        all
    });
    insta::assert_snapshot!(text);
}

#[test]
fn an_address_cannot_break_out_of_its_brackets() {
    for (link, fine) in [
        ("https://a.example/x?y=1", true),
        ("http://a.example", true),
        ("ftp://a.example", false),
        ("https://a.example/)", false),
        ("https://a.example/ b", false),
        ("javascript:alert(1)", false),
        ("", false),
    ] {
        assert_eq!(is_link(link), fine, "{link}");
    }
}
