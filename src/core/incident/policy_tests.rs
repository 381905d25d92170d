//! Policies as people type them.

use proptest::prelude::*;

use super::{Level, Policy, Target};
use crate::chat::{ChannelId, UserId};
use crate::clock::Span;
use crate::i18n::Arg;

const KEYS: &[&str] = &["ops", "security", "support"];

fn read(text: &str) -> Policy {
    Policy::read(text, 0, KEYS).unwrap_or_else(|r| panic!("{text}: {r:?}"))
}

fn refused(text: &str, id: &str) {
    let refusal = Policy::read(text, 0, KEYS).expect_err(text);
    assert_eq!(refusal.id, id, "{text}");
    let example = refusal.args.iter().find(|(name, _)| *name == "example");
    let Some((_, Arg::Text(example))) = example else {
        panic!("{text}: no example")
    };
    read(example);
}

#[test]
fn a_policy_is_written_back_in_one_form() {
    let cases = [
        ("primary 5m > secondary 10m > lead 15m > pmo", None),
        ("PRIMARY 90s > pmo", Some("primary 1m30s > pmo")),
        ("primary 1h30m > ops", None),
        (
            "主值5分钟 > 副值 10分钟 > 负责人 15分钟 > 项目办",
            Some("primary 5m > secondary 10m > lead 15m > pmo"),
        ),
        (
            "primary,secondary 5m>lead",
            Some("primary + secondary 5m > lead"),
        ),
        (
            "主值，副值 5m ＞ 负责人",
            Some("primary + secondary 5m > lead"),
        ),
        (
            "<@42>+<#7> 30s > primary(db-nights) 5m > <@!43>",
            Some("<@42> + <#7> 30s > primary(db-nights) 5m > <@43>"),
        ),
        (
            "primary:db 5m -> 副值（数据库）10m → security",
            Some("primary(db) 5m > secondary(数据库) 10m > security"),
        ),
        ("pmo 2m", None),
    ];
    for (text, canonical) in cases {
        assert_eq!(read(text).to_string(), canonical.unwrap_or(text));
    }
}

#[test]
fn what_is_wrong_is_said_with_an_example_that_works() {
    refused("", "refuse-policy-empty");
    refused("primary 5m > > pmo", "refuse-policy-level-empty");
    refused("primary > pmo", "refuse-policy-wait-missing");
    refused("primary 5 > pmo", "refuse-policy-wait-unit");
    refused("primary 5x > pmo", "refuse-policy-wait");
    refused("primary 2s > pmo", "refuse-policy-wait-range");
    refused("primary 25h > pmo", "refuse-policy-wait-range");
    refused("primry 5m > pmo", "refuse-policy-target");
    refused("<@x> 5m > pmo", "refuse-policy-target");
    refused("primary + 5m > pmo", "refuse-policy-target-missing");
    refused("5m > pmo", "refuse-policy-target-missing");
    refused("primary + 主值 5m > pmo", "refuse-policy-twice");
    refused("lead(db) 5m > pmo", "refuse-policy-rotation");
    refused("primary() 5m > pmo", "refuse-policy-rotation");
    refused(&["pmo 5m"; 11].join(" > "), "refuse-policy-long");
    let eleven: Vec<String> = (1..12).map(|n| format!("<@{n}>")).collect();
    refused(&eleven.join("+"), "refuse-policy-wide");
}

#[test]
fn the_nearest_word_is_offered() {
    let refusal = Policy::read("secondry 5m > pmo", 0, KEYS).unwrap_err();
    assert!(
        refusal
            .args
            .contains(&("nearest", Arg::Text("secondary".into())))
    );
}

#[test]
fn a_repeat_is_a_small_number() {
    for (repeat, works) in [(0, true), (10, true), (11, false), (-1, false)] {
        assert_eq!(Policy::read("pmo", repeat, KEYS).is_ok(), works, "{repeat}");
    }
}

fn target() -> impl Strategy<Value = Target> {
    let name = proptest::option::of("[a-z0-9_数据库-]{1,12}");
    prop_oneof![
        name.clone().prop_map(Target::Primary),
        name.prop_map(Target::Secondary),
        (1..i64::MAX).prop_map(|n| Target::Person(UserId(n))),
        Just(Target::Lead),
        Just(Target::Pmo),
        proptest::sample::select(KEYS).prop_map(|k| Target::Department(k.to_owned())),
        (1..i64::MAX).prop_map(|n| Target::Channel(ChannelId(n))),
    ]
}

fn policy() -> impl Strategy<Value = Policy> {
    let level = (proptest::collection::vec(target(), 1..6), 10_i64..=86_400);
    let levels = proptest::collection::vec(level, 1..=10);
    (levels, any::<bool>(), 0_u32..=10).prop_map(|(levels, open, repeat)| {
        let last = levels.len();
        let levels = levels.into_iter().enumerate().map(|(at, (targets, wait))| {
            let mut once: Vec<Target> = Vec::new();
            for target in targets {
                if !once.contains(&target) {
                    once.push(target);
                }
            }
            Level {
                targets: once,
                wait: (at + 1 < last || !open).then(|| Span::seconds(wait)),
            }
        });
        Policy {
            levels: levels.collect(),
            repeat,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_as_the_same(policy in policy()) {
        let text = policy.to_string();
        let again = Policy::read(&text, i64::from(policy.repeat), KEYS);
        prop_assert_eq!(again, Ok(policy));
    }

    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,60}", repeat in any::<i64>()) {
        if let Ok(policy) = Policy::read(&text, repeat, KEYS) {
            let again = Policy::read(&policy.to_string(), i64::from(policy.repeat), KEYS);
            prop_assert_eq!(again, Ok(policy));
        }
    }
}
