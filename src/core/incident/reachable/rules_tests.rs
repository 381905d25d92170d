//! What is a problem and what is not.

use super::*;
use crate::core::incident::paging::Route;

const MEI: UserId = UserId(1);
const BO: UserId = UserId(2);
const HERE: ChannelId = ChannelId(7);
const ELSEWHERE: ChannelId = ChannelId(8);
const ROLE: RoleId = RoleId(9);

/// A department with a channel and a role for which nobody has set up anything; the policy that ships reaches nobody.
fn bare() -> Situation {
    let nobody = |target| (vec![target], reached(&[]));
    Situation {
        channel: Some(HERE),
        role: Some(ROLE),
        plans: vec![Plan {
            key: None,
            levels: vec![
                nobody(Target::Primary(None)),
                nobody(Target::Lead),
                (vec![Target::Pmo], reached(&[Who::Office])),
            ],
        }],
        ..Situation::default()
    }
}

fn reached(who: &[Who]) -> Reached {
    let found = who.iter().map(|who| (*who, Some(Route::Direct)));
    (found.collect(), Vec::new())
}

fn level(targets: &[Target], who: &[Who]) -> (Vec<Target>, Reached) {
    (targets.to_vec(), reached(who))
}

/// One with a policy of its own, whose levels these are, and a rotation.
fn own(levels: Vec<(Vec<Target>, Reached)>) -> Situation {
    Situation {
        plans: vec![Plan {
            key: Some("ESC-1".into()),
            levels,
        }],
        rotations: vec![String::new()],
        ..bare()
    }
}

fn fine() -> Situation {
    own(vec![level(&[Target::Primary(None)], &[Who::Person(MEI)])])
}

fn named(left: bool, closed: bool, other_road: bool) -> Named {
    Named {
        user: BO,
        parts: vec![Part::Lead],
        left,
        closed,
        other_road,
    }
}

fn hole(to: i64, regular: bool) -> Hole {
    Hole {
        rotation: String::new(),
        from: At(0),
        to: At(to),
        regular,
    }
}

fn check(what: &str, situation: &Situation, wanted: &[&str]) {
    let names: Vec<String> = problems(situation).iter().map(Problem::name).collect();
    assert_eq!(names, wanted, "{what}");
}

#[test]
fn each_thing_that_keeps_a_page_from_arriving_is_a_problem() {
    check("nobody set up anything", &bare(), &[]);
    check("all is well", &fine(), &[]);
    let gone = |channel| BTreeMap::from([(channel, Place::Gone)]);
    let of = |change: &dyn Fn(&mut Situation)| {
        let mut situation = fine();
        change(&mut situation);
        situation
    };
    let cases: [(&str, Situation, &[&str]); 10] = [
        (
            "left",
            of(&|s| s.people = vec![named(true, true, true)]),
            &["left/2"],
        ),
        (
            "closed",
            of(&|s| s.people = vec![named(false, true, true)]),
            &["closed/2"],
        ),
        (
            "there",
            of(&|s| s.people = vec![named(false, false, false)]),
            &[],
        ),
        (
            "its channel is gone",
            of(&|s| s.places = gone(HERE)),
            &["gone/7"],
        ),
        (
            "another one is gone",
            of(&|s| s.places = gone(ELSEWHERE)),
            &[],
        ),
        ("no channel", of(&|s| s.channel = None), &["nowhere"]),
        (
            "rights",
            of(&|s| s.places = BTreeMap::from([(HERE, Place::Shut(vec!["p".into()]))])),
            &["shut/7"],
        ),
        (
            "role",
            of(&|s| s.roles_gone = BTreeSet::from([ROLE])),
            &["role/9"],
        ),
        (
            "gaps",
            of(&|s| s.holes = vec![hole(5, false), hole(9, false)]),
            &["gap//5", "gap//9"],
        ),
        (
            "hours, told once however many there are",
            of(&|s| s.holes = vec![hole(5, true), hole(9, true), hole(12, false)]),
            &["hours/", "gap//12"],
        ),
    ];
    for (what, situation, wanted) in &cases {
        check(what, situation, wanted);
    }
    let channel = Situation {
        places: gone(HERE),
        roles_gone: BTreeSet::from([ROLE]),
        ..bare()
    };
    check(
        "also where nobody is on call",
        &channel,
        &["gone/7", "role/9"],
    );
}

#[test]
fn what_was_set_up_is_taken_at_its_word() {
    let person = Target::Person(BO);
    let nights = Target::Primary(Some("Nights".into()));
    let there = &[Who::Person(MEI)];
    let empty = level(std::slice::from_ref(&person), &[]);
    let mei = level(&[Target::Primary(None)], there);
    let two = own(vec![mei.clone(), empty]);
    check("a level reaches nobody", &two, &["empty/ESC-1/1"]);
    let both = own(vec![level(&[person, Target::Lead], there)]);
    check("one of two is enough", &both, &[]);
    let unknown = own(vec![mei, level(std::slice::from_ref(&nights), &[])]);
    check("no such rotation", &unknown, &["rotation/ESC-1/Nights"]);
    let mut known = unknown;
    known.rotations.push("nights".into());
    check("it is there and empty", &known, &["empty/ESC-1/1"]);
    known.holes = vec![Hole {
        rotation: "nights".into(),
        ..hole(5, true)
    }];
    check("at times nobody has it", &known, &["hours/nights"]);
    let mut told = own(vec![level(&[Target::Channel(ELSEWHERE)], &[])]);
    told.places = BTreeMap::from([(ELSEWHERE, Place::Gone)]);
    check("its channel is gone", &told, &["gone/8"]);
}

#[test]
fn the_policy_that_ships_must_reach_somebody_before_the_office() {
    let mut situation = bare();
    situation.rotations.push(String::new());
    check("a rotation without anybody", &situation, &["nobody"]);
    situation.holes = vec![hole(5, false)];
    check("a gap says it already", &situation, &["gap//5"]);
    situation.holes.clear();
    situation.plans[0].levels[1] = level(&[Target::Lead], &[Who::Person(MEI)]);
    check("the lead would come", &situation, &[]);
}

#[test]
fn a_problem_is_news_once_and_solved_once() {
    let gap = |to| Problem::Gap {
        rotation: String::new(),
        from: At(0),
        to: At(to),
    };
    let left = Problem::Left {
        user: BO,
        parts: vec![Part::Lead],
    };
    let elsewhere = Problem::Left {
        user: BO,
        parts: Vec::new(),
    };
    let (fresh, solved) = compare(&[gap(5), elsewhere], &[left.clone(), gap(3)]);
    assert_eq!(
        fresh,
        [gap(5)],
        "who has left is the same, wherever they are named"
    );
    assert_eq!(solved, [gap(3).name()]);
    assert!(gap(3).passed(At(3)) && !gap(3).passed(At(2)) && !left.passed(At(9)));
    assert_eq!(compare(&[], &[]), (Vec::new(), Vec::new()));
}

/// Rows of yesterday are read tomorrow.
#[test]
fn a_stored_problem_reads_back() {
    let all = [
        r#"{"left":{"user":2,"parts":["lead",{"rotation":""},{"policy":"ESC-1"}]}}"#,
        r#"{"closed":{"user":2,"parts":[],"other_road":true}}"#,
        r#"{"channel_gone":{"channel":7,"policy":null}}"#,
        r#"{"channel_shut":{"channel":7,"permissions":["p"],"policy":"ESC-1"}}"#,
        r#"{"role_gone":{"role":9}}"#,
        r#""no_channel""#,
        r#"{"no_rotation":{"policy":"ESC-1","rotation":"nights"}}"#,
        r#"{"empty":{"policy":"ESC-1","level":1,"why":[[{"primary":null},"nobody"],["lead","absent"]]}}"#,
        r#""nobody""#,
        r#"{"gap":{"rotation":"","from":1,"to":2}}"#,
        r#"{"uncovered":{"rotation":"","from":1,"to":2}}"#,
    ];
    for text in all {
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&problem).unwrap(), text);
    }
}
