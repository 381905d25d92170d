//! What tasks say, as people read it, in both languages.

use std::fmt::Write as _;

use super::*;
use crate::calendar::{Hours, Schedule};
use crate::chat::{ChannelId, UserId};
use crate::clock::Span;
use crate::core::Refusal;
use crate::core::attached::Attached;
use crate::core::catalogue::{Value, Visibility};
use crate::core::task::answer_cards;
use crate::core::task::rotation::Reason;
use crate::core::task::rules::{Part, Standpoint};
use crate::core::task::types::{Check, Csat, More, Recurring, RecurringState};
use crate::core::task::{csat, room_cards};
use crate::core::testing::shown;

const MEI: UserId = UserId(1);
const ANA: UserId = UserId(2);
/// 2026-01-05 08:00 in Shanghai.
const NOW: At = At(1_767_571_200_000);

fn ops(lang: Lang) -> Department {
    Department {
        id: 7,
        key: "ops".into(),
        name: match lang {
            Lang::En => "Operations",
            Lang::Zh => "运维部门",
        }
        .into(),
        channel: Some(ChannelId(907)),
        role: None,
        leads: vec![MEI],
        lang,
        zone: chrono_tz::Asia::Shanghai,
        hours: Hours::default(),
        version: 1,
    }
}

fn backup(lang: Lang) -> Task {
    let kind = crate::core::catalogue::kind("backup").unwrap();
    let checks = kind.checklist.iter().enumerate().map(|(n, line)| Check {
        text: line.in_(lang).to_owned(),
        by: if n == 0 { ANA.0 } else { 0 },
        at: 0,
    });
    Task {
        number: 31,
        department: 7,
        kind: "backup".into(),
        flow: Flow::Run,
        title: "Back up the *ledger* 账本 @everyone".into(),
        details: "Both sites.\n- and the archive".into(),
        project: "月结".into(),
        priority: Priority::High,
        visible: Visibility::Everyone,
        state: State::Running,
        state_by: Some(ANA),
        state_at: NOW,
        stage: String::new(),
        requester: Some(MEI),
        made_at: NOW,
        assignee: Some(ANA),
        claimed: true,
        taken_at: Some(NOW),
        respond_by: None,
        due: Some(NOW + Span::hours(4)),
        touched_at: NOW,
        snoozed_until: At(0),
        closed_at: None,
        recurring: 0,
        channel: Some(ChannelId(907)),
        room: None,
        csat: 0,
        csat_text: String::new(),
        csat_at: At(0),
        more: More {
            checks: checks.collect(),
            ..More::default()
        },
        version: 1,
    }
}

fn help() -> Task {
    let mut task = backup(Lang::En);
    task.number = 8;
    task.kind = "technical-help".into();
    task.flow = Flow::Case;
    task.title = "Mail does not open".into();
    task.priority = Priority::Urgent;
    task.state = State::New;
    task.assignee = None;
    task.requester = Some(UserId(9));
    task.room = Some(ChannelId(5));
    task.more.checks.clear();
    task
}

fn comment() -> Comment {
    Comment {
        user: ANA,
        at: NOW,
        text: "Half way **there**".into(),
    }
}

fn links() -> Vec<Linked> {
    let link = |relation, outward, key: &str, title: &str, state| Linked {
        relation,
        outward,
        key: key.into(),
        title: title.into(),
        state,
        elsewhere: None,
    };
    vec![
        link(
            Relation::Blocks,
            false,
            "TASK-12",
            "New disk",
            Some(State::Doing),
        ),
        link(
            Relation::Blocks,
            false,
            "TASK-11",
            "Old disk",
            Some(State::Done),
        ),
        Linked {
            elsewhere: Some(("mitigated".into(), true)),
            ..link(Relation::CausedBy, true, "INC-4", "", None)
        },
        Linked {
            elsewhere: Some(("accepted".into(), true)),
            ..link(Relation::Blocks, false, "HO-3", "A *disk*", None)
        },
        Linked {
            elsewhere: Some(("delivered".into(), false)),
            ..link(Relation::Blocks, false, "HO-2", "", None)
        },
        link(
            Relation::PartOf,
            false,
            "TASK-40",
            "Archive",
            Some(State::Open),
        ),
    ]
}

fn scene<'a>(
    lang: Lang,
    task: &'a Task,
    department: &'a Department,
    links: &'a [Linked],
    last: Option<&'a Comment>,
) -> Scene<'a> {
    Scene {
        lang,
        now: NOW + Span::minutes(1),
        task,
        department,
        links,
        last,
        undecided: task.needs_decision(),
    }
}

fn both(of: impl Fn(Lang) -> Vec<Card>) -> String {
    let mut text = String::new();
    for lang in Lang::ALL {
        for card in of(lang) {
            writeln!(text, "{}\n----", shown(&card)).unwrap();
        }
        writeln!(text, "========").unwrap();
    }
    text
}

#[test]
fn the_live_card_says_all_there_is_to_know() {
    let text = both(|lang| {
        let (department, links, last) = (ops(lang), links(), comment());
        let mut running = backup(lang);
        let mut done = backup(lang);
        done.state = State::Passed;
        done.due = Some(NOW);
        done.more.proof = vec![Attached {
            link: "https://cdn.example/log".into(),
            name: "log.txt".into(),
            size: 5000,
            sha256: "0123456789abcdef".into(),
        }];
        done.more.outcome.put("size", Value::Number(12.5));
        running.more.reason.clear();
        let mut policy = backup(lang);
        policy.kind = "security-policy".into();
        policy.flow = Flow::Record;
        policy.state = State::Draft;
        policy.more.checks.clear();
        let mut late = backup(lang);
        late.due = Some(NOW - Span::hours(1));
        late.assignee = None;
        vec![
            live(&scene(lang, &running, &department, &links, Some(&last))),
            live(&scene(lang, &done, &department, &[], None)),
            live(&scene(lang, &policy, &department, &[], None)),
            live(&scene(lang, &late, &department, &[], None)),
        ]
    });
    insta::assert_snapshot!(text);
}

#[test]
fn what_is_not_for_everybody_stands_in_public_without_a_word_of_it() {
    let text = both(|lang| {
        let department = ops(lang);
        let mut task = backup(lang);
        task.visible = Visibility::Lead;
        let (links, last) = (links(), comment());
        vec![placeholder(&scene(
            lang,
            &task,
            &department,
            &links,
            Some(&last),
        ))]
    });
    assert!(
        !text.contains("ledger") && !text.contains("Half") && !text.contains("INC-4"),
        "{text}"
    );
    insta::assert_snapshot!(text);
}

#[test]
fn who_acted_reads_what_they_can_do() {
    let text = both(|lang| {
        let department = ops(lang);
        let task = backup(lang);
        let mut answered = help();
        answered.state = State::Answered;
        answered.assignee = Some(ANA);
        let who = |part, requester| Standpoint { part, requester };
        let scene_of = |task| scene(lang, task, &department, &[], None);
        let recurring = Recurring {
            number: 3,
            department: 7,
            kind: "backup".into(),
            title: "Back up".into(),
            details: String::new(),
            project: String::new(),
            priority: Priority::High,
            assignee: None,
            schedule: Schedule::parse("daily 02:00").unwrap(),
            due_after: None,
            holidays: true,
            state: RecurringState::Active,
            state_by: MEI,
            state_at: NOW,
            last_task: 0,
        };
        let reasons = [
            answer_cards::reason(lang, "Ana", Reason::Taken, 1),
            answer_cards::reason(lang, "Bo", Reason::Away, 0),
            answer_cards::reason(lang, "Jun", Reason::Full, 10),
            answer_cards::reason(lang, "Mei", Reason::Busier, 4),
        ];
        vec![
            answer_cards::made(&scene_of(&task)),
            answer_cards::show(&scene_of(&task), who(Part::Lead, true), true),
            answer_cards::show(&scene_of(&answered), who(Part::Outsider, true), false),
            answer_cards::how_did_it_go(lang, &task),
            answer_cards::checklist(lang, &task),
            answer_cards::given(lang, &task, &reasons),
            answer_cards::recurring(lang, &recurring, Some(NOW)),
            answer_cards::list(
                lang,
                &answer_cards::Page {
                    tasks: &[task.clone(), answered.clone()],
                    filters: vec!["Operations".into()],
                    narrowed: true,
                    first: None,
                    next: Some(ActionId::new("task", "list", 31)),
                },
                NOW,
            ),
        ]
    });
    insta::assert_snapshot!(text);
}

#[test]
fn who_asked_reads_where_it_stands() {
    let text = both(|lang| {
        let department = ops(lang);
        let mut cards = Vec::new();
        for state in [
            State::New,
            State::Accepted,
            State::Answered,
            State::Closed,
            State::Declined,
        ] {
            let mut task = help();
            task.state = state;
            if state != State::New {
                task.assignee = Some(ANA);
            }
            if state == State::Answered {
                task.more.reason = "Restarted the *gateway*".into();
            }
            cards.push(room_cards::asked(&scene(
                lang,
                &task,
                &department,
                &[],
                None,
            )));
        }
        cards.push(room_cards::satisfaction(lang, &help()));
        cards.push(room_cards::panel(lang, &department.name, Vec::new()));
        let line = csat::line(
            lang,
            Csat {
                count: 3,
                sum: 13,
                low: 0,
            },
        );
        cards.push(Card {
            body: Some(line),
            ..Card::default()
        });
        let names = |id: i64| format!("Person {id}");
        let said = [comment()];
        let transcript = room_cards::transcript(lang, &help(), &[], &said, &names);
        cards.push(room_cards::transcript_card(lang, &help(), transcript));
        cards
    });
    insta::assert_snapshot!(text);
}

#[test]
fn a_form_asks_for_what_the_kind_asks() {
    let task = backup(Lang::En);
    let form = answer_cards::outcome_form(Lang::En, &task, Step::Fail).unwrap();
    assert_eq!(form.action.to_string(), "task:finished:31:fail");
    let ids: Vec<&str> = form.inputs.iter().map(|i| i.id.as_str()).collect();
    assert_eq!(ids, ["size", "where"]);
    let case = answer_cards::outcome_form(Lang::Zh, &help(), Step::Finish).unwrap();
    assert_eq!(case.inputs.first().unwrap().label, "给提出人的答复");
    let mut plain = backup(Lang::En);
    plain.kind = "task".into();
    plain.flow = Flow::Task;
    let asks = !crate::core::catalogue::kind("task")
        .unwrap()
        .outcome
        .is_empty();
    assert_eq!(
        answer_cards::outcome_form(Lang::En, &plain, Step::Finish).is_some(),
        asks
    );
}

#[test]
fn who_waited_reads_what_was_brought() {
    use crate::core::catalogue::Values;
    use crate::core::task::brought_cards;
    use crate::core::task::things::{Answer, News};
    use crate::core::task::types::{Brought, Thing};
    let text = both(|lang| {
        let department = ops(lang);
        let thing = Thing {
            key: "HO-7".into(),
            title: "Mail is *down*".into(),
            state: "delivered".into(),
            waits: false,
        };
        let answer = |private| {
            News::Answer(Answer {
                by: Some(ANA),
                text: "The *gateway* was restarted\n@everyone".into(),
                fields: Values::default(),
                private,
            })
        };
        let mut case = help();
        case.state = State::Accepted;
        let nothing = News::Nothing("Not ours".into());
        let tasks = [case.clone(), backup(lang)];
        let mut waiting = case.clone();
        waiting.room = None;
        waiting.more.brought = Some(Brought {
            from: "HO-7".into(),
            text: "The *gateway* was restarted".into(),
            fields: Values::default(),
            private: false,
            sent: false,
        });
        let mut hidden = waiting.clone();
        hidden.more.brought.as_mut().unwrap().private = true;
        let left = [(
            "TASK-9".to_owned(),
            Refusal::new("refuse-task-proof").with("key", "TASK-9"),
        )];
        vec![
            brought_cards::brought(lang, &case, &thing, &answer(false)),
            brought_cards::brought(lang, &backup(lang), &thing, &nothing),
            brought_cards::together(lang, &thing, &answer(false), &tasks),
            brought_cards::together(lang, &thing, &answer(true), &tasks),
            brought_cards::together(lang, &thing, &nothing, &tasks),
            brought_cards::answered_all(lang, "HO-7", &["TASK-8".to_owned()], &left),
            live(&scene(lang, &waiting, &department, &[], None)),
            live(&scene(lang, &hidden, &department, &[], None)),
        ]
    });
    insta::assert_snapshot!(text);
}

#[test]
fn what_was_brought_begins_the_answer_and_replaces_nothing_that_was_said() {
    use crate::core::catalogue::Values;
    use crate::core::task::types::Brought;
    let mut task = help();
    task.kind = "troubleshooting".into();
    let mut fields = Values::default();
    fields.put("cause", Value::Text("A full disk".into()));
    task.more.brought = Some(Brought {
        from: "HO-7".into(),
        text: "长".repeat(2_000),
        fields,
        private: false,
        sent: false,
    });
    let known = task.suggested();
    assert_eq!(known.text("cause"), Some("A full disk"));
    assert_eq!(known.text("solution").unwrap().chars().count(), 1_500);
    task.more
        .outcome
        .put("solution", Value::Text("Cleaned".into()));
    assert_eq!(task.suggested().text("solution"), Some("Cleaned"));
    let form = answer_cards::outcome_form(Lang::En, &task, Step::Finish).unwrap();
    let cause = form.inputs.iter().find(|i| i.id == "cause").unwrap();
    assert_eq!(cause.value.as_deref(), Some("A full disk"));
}
