//! The built-in catalogue as a whole, what is refused of one, and answers to fields.

use super::{Clock, Effect, Priority, Set, Value, Values, built_in, read};
use crate::calendar::Hours;
use crate::i18n::Lang;

#[test]
fn all_eleven_departments_ship_in_both_languages() {
    let shipped = &built_in().departments;
    let keys: Vec<&str> = shipped.iter().map(|e| e.key.as_str()).collect();
    let six = ["pmo", "it", "hr", "finance", "marketing", "service"];
    let five = ["ops", "security", "quality", "support", "delivery"];
    assert_eq!(keys, [six.as_slice(), five.as_slice()].concat());
    for entry in shipped {
        let of = if six.contains(&entry.key.as_str()) {
            Set::Six
        } else {
            Set::Five
        };
        assert_eq!(entry.set, of, "{}", entry.key);
        assert_ne!(entry.names.in_(Lang::En), entry.names.in_(Lang::Zh));
        assert!(!entry.digest.is_empty());
        assert!(Set::All.includes(entry.set) && !Set::None.includes(entry.set));
    }
}

fn minutes(clock: &Clock, priority: Priority, said: &[(&str, Value)]) -> i64 {
    let mut values = Values::default();
    for (key, value) in said {
        values.put(key, value.clone());
    }
    clock
        .length(priority, &values)
        .working_minutes(&Hours::default())
}

#[test]
fn a_vulnerability_s_score_says_how_long_it_may_stay() {
    let day = 9 * 60;
    let playbook = super::playbook("vulnerability-fix").unwrap();
    assert!(playbook.has(Effect::Verifies));
    for (cvss, days) in [
        (10.0, 2),
        (9.0, 2),
        (8.9, 7),
        (7.0, 7),
        (6.9, 30),
        (4.0, 30),
        (3.9, 90),
        (0.0, 90),
    ] {
        let said = [("cvss", Value::Number(cvss))];
        let kind = &super::kind("vulnerability").unwrap().finish;
        for clock in [&playbook.complete, kind] {
            assert_eq!(
                minutes(clock, Priority::Normal, &said),
                days * day,
                "{cvss}"
            );
        }
    }
}

#[test]
fn an_organisation_s_own_catalogue_replaces_and_adds() {
    let own = "[[department]]\nkey=\"ops\"\nen=\"Platform\"\nzh=\"平台\"\nchannel-en=\"p\"\nchannel-zh=\"p\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n[[department]]\nkey=\"lab\"\nen=\"Lab\"\nzh=\"实验室\"\nchannel-en=\"lab\"\nchannel-zh=\"lab\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n[[kind]]\nkey=\"backup\"\nof=\"lab\"\nen=\"Copy\"\nzh=\"拷贝\"\nfinish=\"1d\"\n";
    let whole = read::over(built_in(), own).unwrap();
    assert_eq!(whole.departments.len(), 12);
    let ops = whole.departments.iter().find(|d| d.key == "ops").unwrap();
    assert_eq!(ops.names.in_(Lang::En), "Platform");
    assert_eq!(whole.kinds.len(), built_in().kinds.len());
    let backup = whole.kinds.iter().find(|k| k.key == "backup").unwrap();
    assert_eq!(backup.name(Lang::Zh), "拷贝");
    assert!(backup.of.names("lab") && !backup.of.names("it"));
}

/// A department, a kind and a playbook that are as they should be, from the line after the given text on.
const DEPARTMENT: &str = "[[department]]\nkey=\"lab\"\nen=\"Lab\"\nzh=\"实验室\"\nchannel-en=\"lab\"\nchannel-zh=\"lab\"\ntopic-en=\"t\"\ntopic-zh=\"题\"\n";

fn refused(text: &str) -> (usize, String) {
    let bad = read::over(built_in(), text).expect_err(text);
    (bad.line, bad.what)
}

fn kind_with(rest: &str) -> String {
    format!("[[kind]]\nkey=\"probe\"\nof=\"it\"\nen=\"Probe\"\nzh=\"探测\"\n{rest}\n")
}

fn playbook_with(rest: &str) -> String {
    format!(
        "[[playbook]]\nkey=\"ask\"\nen=\"Ask\"\nzh=\"询问\"\nabout-en=\"a\"\nabout-zh=\"甲\"\n{rest}\n"
    )
}

#[test]
fn what_is_wrong_with_a_department_is_named_with_its_line() {
    let ok =
        "en=\"A\"\nzh=\"甲\"\nchannel-en=\"a\"\nchannel-zh=\"a\"\ntopic-en=\"t\"\ntopic-zh=\"t\"\n";
    for (text, line, what) in [
        (
            format!(
                "[[department]]\nkey=\"ops2\"\n{ok}\n[[department]]\nkey=\"lab\"\nen=\"Lab\"\n"
            ),
            10,
            "has no channel-en",
        ),
        (
            format!("[[department]]\nkey=\"Lab!\"\n{ok}"),
            1,
            "is not 2 to 20",
        ),
        (format!("{DEPARTMENT}{DEPARTMENT}"), 9, "is there twice"),
        (
            format!("[[department]]\nkey=\"lab\"\ncolour=1\n{ok}"),
            3,
            "unknown field",
        ),
        ("[[department]\n".to_owned(), 1, ""),
    ] {
        let (at, why) = refused(&text);
        assert_eq!(at, line, "{why}");
        assert!(why.contains(what), "{why}");
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one thing after the other, each of its parts once"
)]
fn what_is_wrong_with_a_kind_is_named_with_its_line() {
    let long = "很".repeat(101);
    let label = "a".repeat(46);
    for (rest, line, what) in [
        ("", 1, "a clock without an end"),
        ("finish=\"soon\"", 6, "is no length"),
        ("finish=\"0d\"", 6, "is no length"),
        (
            "finish={by=\"priority\", steps={urgent=\"1h\"}}",
            6,
            "has no `otherwise`",
        ),
        (
            "finish={by=\"priority\", steps={huge=\"1h\"}, otherwise=\"1d\"}",
            6,
            "has no \"huge\"",
        ),
        (
            "finish={by=\"cvss\", steps={9=\"1h\"}, otherwise=\"1d\"}",
            6,
            "cvss is neither",
        ),
        (
            "finish=\"1d\"\nchecklist=[\n {en=\"a\", zh=\"甲\"},\n {en=\"b\", zh=\" \"},\n]",
            9,
            "has no zh",
        ),
        (
            "finish=\"1d\"\nchecklist=[{en=\"\", zh=\"甲\"}]",
            7,
            "has no en",
        ),
        (
            "finish=\"1d\"\nevery={en=\"now and then\", zh=\"每天 9:00\"}",
            7,
            "cannot be read",
        ),
        (
            "finish=\"1d\"\nevery={en=\"daily 09:00\", zh=\"每天 10:00\"}",
            7,
            "not the same schedule",
        ),
        (
            "finish=\"1d\"\noutcome=[\n {key=\"x1\", en=\"X\", zh=\"艾\", kind=\"colour\"},\n]",
            8,
            "unknown variant",
        ),
        (
            "finish=\"1d\"\noutcome=[\n {key=\"x1\", en=\"X\", zh=\"艾\", kind=\"choice\"},\n]",
            8,
            "2 to 25 can be offered",
        ),
        (
            "finish=\"1d\"\noutcome=[{key=\"x1\", en=\"X\", zh=\"艾\", kind=\"choice\", choices=[\n {key=\"aa\", en=\"A\", zh=\"甲\"},\n {key=\"bb\", en=\"B\", zh=\"\"},\n]}]",
            9,
            "the choice bb",
        ),
        (
            "finish=\"1d\"\noutcome=[{key=\"x1\", en=\"X\", zh=\"\", kind=\"text\"}]",
            7,
            "has no zh",
        ),
        (
            "finish=\"1d\"\noutcome=[\n {key=\"x1\", en=\"X\", zh=\"艾\", kind=\"text\"},\n {key=\"x1\", en=\"Y\", zh=\"歪\", kind=\"text\"},\n]",
            9,
            "twice",
        ),
        (
            "finish=\"1d\"\nstages=[\n {key=\"aa\", en=\"A\", zh=\"甲\", next=[]},\n {key=\"bb\", en=\"B\", zh=\"乙\"},\n]",
            9,
            "no stage leads to bb",
        ),
        (
            "finish=\"1d\"\nstages=[\n {key=\"aa\", en=\"A\", zh=\"甲\"},\n {key=\"bb\", en=\"B\", zh=\"乙\", next=[\"aa\"]},\n]",
            8,
            "no way to an end",
        ),
        (
            "finish=\"1d\"\nstages=[\n {key=\"aa\", en=\"A\", zh=\"甲\", next=[\"zz\"]},\n]",
            8,
            "which is no stage",
        ),
        ("finish=\"1d\"\ncsat=true", 1, "only a case"),
        ("finish=\"1d\"\nreview-days=0", 1, "review after no days"),
        (
            "finish=\"1d\"\ndecision={by=[\"legal\"]}",
            1,
            "names the department legal",
        ),
        (
            "finish=\"1d\"\ndecision={by=[\"lead\"], needed=2}",
            7,
            "cannot decide",
        ),
        ("finish=\"1d\"\nflow=\"river\"", 7, "unknown variant"),
    ] {
        let (at, why) = refused(&kind_with(rest));
        assert_eq!(at, line, "{rest}: {why}");
        assert!(why.contains(what), "{rest}: {why}");
    }
    for (text, what) in [
        (
            "[[kind]]\nkey=\"probe\"\nen=\"P\"\nzh=\"探\"\nfinish=\"1d\"\n".to_owned(),
            "belongs to nobody",
        ),
        (
            "[[kind]]\nkey=\"probe\"\nof=[]\nen=\"P\"\nzh=\"探\"\nfinish=\"1d\"\n".to_owned(),
            "names no department",
        ),
        (
            "[[kind]]\nkey=\"probe\"\nof=\"moon\"\nen=\"P\"\nzh=\"探\"\nfinish=\"1d\"\n".to_owned(),
            "names the department moon",
        ),
        (
            format!("[[kind]]\nkey=\"probe\"\nof=\"it\"\nen=\"P\"\nzh=\"{long}\"\nfinish=\"1d\"\n"),
            "has 101 characters; at most 100",
        ),
        (
            kind_with(&format!(
                "finish=\"1d\"\noutcome=[{{key=\"x1\", en=\"{label}\", zh=\"艾\", kind=\"text\"}}]"
            )),
            "has 46 characters; at most 45",
        ),
        (
            kind_with(&format!(
                "finish=\"1d\"\noutcome=[{}]",
                (1..=6)
                    .map(|n| format!("{{key=\"x{n}\", en=\"X{n}\", zh=\"艾{n}\", kind=\"text\"}}"))
                    .collect::<Vec<_>>()
                    .join(",")
            )),
            "a form holds five fields",
        ),
        (
            format!(
                "{}{}",
                kind_with("finish=\"1d\""),
                kind_with("finish=\"1d\"")
            ),
            "is there twice",
        ),
    ] {
        let (_, why) = refused(&text);
        assert!(why.contains(what), "{text}: {why}");
    }
}

#[test]
fn what_is_wrong_with_a_playbook_is_named_with_its_line() {
    let clocks = "respond=\"1d\"\ncomplete=\"2d\"";
    for (rest, line, what) in [
        (format!("from=\"any\"\n{clocks}"), 1, "it has no `to`"),
        (format!("to=\"any\"\n{clocks}"), 1, "it has no `from`"),
        (format!("from=\"any\"\nto=[\n\"ops\", \"moon\"]\n{clocks}"), 8, "names the department moon"),
        ("from=\"any\"\nto=\"ops\"\nrespond=\"1d\"".to_owned(), 1, "a clock without an end"),
        (format!("from=\"any\"\nto=\"ops\"\n{clocks}\neffects=[\"given-back\"]"), 1, "the required field `until` (date)"),
        (format!("from=\"any\"\nto=\"ops\"\n{clocks}\neffects=[\"feeds-budget\"]\nparticulars=[{{key=\"amount\", en=\"A\", zh=\"额\", kind=\"money\"}}]"), 1, "among its delivery"),
        (format!("from=\"any\"\nto=\"ops\"\n{clocks}\neffects=[\"explodes\"]"), 11, "unknown variant"),
        ("from=\"any\"\nto=\"ops\"\nrespond=\"1d\"\ncomplete={by=\"cvss\", steps={9=\"1d\"}, otherwise=\"2d\"}\nparticulars=[{key=\"cvss\", en=\"C\", zh=\"分\", kind=\"number\", optional=true}]".to_owned(), 1, "may be left empty"),
    ] {
        let (at, why) = refused(&playbook_with(&rest));
        assert_eq!(at, line, "{rest}: {why}");
        assert!(why.contains(what), "{rest}: {why}");
    }
}

#[test]
fn what_a_delivery_opens_is_a_run_of_whoever_asked() {
    let clocks = "respond=\"1d\"\ncomplete=\"2d\"\n";
    let fine = format!("from=\"quality\"\nto=\"ops\"\n{clocks}opens=\"functional-test\"\n");
    let whole = read::over(built_in(), &playbook_with(&fine)).unwrap();
    let ask = whole.playbooks.iter().find(|p| p.key == "ask").unwrap();
    assert_eq!(ask.opens.as_deref(), Some("functional-test"));
    for (rest, what) in [
        (
            "from=\"quality\"\nto=\"ops\"\nopens=\"no-such\"\n",
            "is no kind of work",
        ),
        (
            "from=\"quality\"\nto=\"ops\"\nopens=\"test-case\"\n",
            "is no run",
        ),
        (
            "from=\"any\"\nto=\"ops\"\nopens=\"functional-test\"\n",
            "is from `any`",
        ),
        (
            "from=\"ops\"\nto=\"quality\"\nopens=\"functional-test\"\n",
            "not every department that asks has",
        ),
        (
            "from=\"quality\"\nto=\"ops\"\nboth-sign=true\nopens=\"functional-test\"\n",
            "is signed by both",
        ),
        (
            "from=\"quality\"\nto=\"ops\"\nvisible=\"department\"\nopens=\"functional-test\"\n",
            "which everyone sees",
        ),
    ] {
        let (_, why) = refused(&playbook_with(&format!("{clocks}{rest}")));
        assert!(why.contains(what), "{why}");
    }
}
