//! Changes of shift: whom they concern, who may accept them, when they are late, and how they read.

use super::*;
use crate::chat::ChannelId;
use crate::core::incident::cards::tests::{BEGAN, opened, ops};
use crate::core::incident::handover_cards::{Scene, accepted, announced, direct, late};
use crate::core::incident::paging::{Holder, Phase};
use crate::core::incident::policy::Level;
use crate::core::incident::rules::State;
use crate::core::org::Department;
use crate::core::testing::shown;
use crate::i18n::Lang;

const ANA: UserId = UserId(2);
const BO: UserId = UserId(3);
const EVA: UserId = UserId(4);

fn handover(incidents: &[i64]) -> Handover {
    Handover {
        number: 1,
        department: 1,
        rotation: String::new(),
        goes: Some(ANA),
        comes: Some(BO),
        at: BEGAN,
        until: Some(BEGAN + Span::days(7)),
        incidents: incidents.to_vec(),
        stands: Stands::Told,
    }
}

fn policy(targets: &[Target]) -> Policy {
    let level = |target: &Target| Level {
        targets: vec![target.clone()],
        wait: Some(Span::minutes(5)),
    };
    Policy {
        levels: targets.iter().map(level).collect(),
        repeat: 0,
    }
}

#[test]
fn a_rotation_concerns_what_names_it_and_the_departments_own_what_names_none() {
    let named = |name: &str| Target::Primary(Some(name.to_owned()));
    let own = Target::Secondary(None);
    let cases: [(&[Target], &str, bool, bool); 8] = [
        (std::slice::from_ref(&own), "", true, true),
        (std::slice::from_ref(&own), "db", false, false),
        (&[named("DB")], "db", false, true),
        (&[named("db")], "", true, false),
        (&[Target::Lead, named("db")], "db", true, true),
        (&[named("net"), own.clone()], "", true, true),
        (&[Target::Lead], "", true, true),
        (&[Target::Channel(ChannelId(1))], "db", false, false),
    ];
    for (targets, rotation, is_own, expected) in cases {
        let concerned = concerns(&policy(targets), rotation, is_own);
        assert_eq!(concerned, expected, "{targets:?} {rotation:?} {is_own}");
    }
}

#[test]
fn it_is_late_only_while_something_that_was_open_has_nobody() {
    let rings = opened();
    let mut held = opened();
    held.paging.phase = Phase::Held;
    held.state = State::Acknowledged;
    let mut over = opened();
    over.state = State::Resolved;
    let mut other = opened();
    other.number = 8;
    let check = |handover: &Handover, open: &[Incident], expected| {
        assert_eq!(overdue(handover, open), expected, "{handover:?}");
    };
    check(
        &handover(&[7]),
        std::slice::from_ref(&rings),
        Overdue::TellLeads,
    );
    check(&handover(&[7]), &[held], Overdue::Settled);
    check(&handover(&[7]), &[over], Overdue::Settled);
    check(&handover(&[7]), &[other], Overdue::Settled);
    let mut accepted = handover(&[7]);
    accepted.stands = Stands::Accepted(BO, BEGAN);
    check(&accepted, &[rings], Overdue::Nothing);
    assert_eq!(handover(&[7]).due(), Some(BEGAN + WITHIN));
    assert_eq!(handover(&[]).due(), None);
    assert_eq!(accepted.due(), None);
}

#[test]
fn whoever_comes_is_on_call_or_leads_may_accept() {
    let shift = handover(&[7]);
    assert!(may_accept(&shift, BO, &[], false));
    assert!(may_accept(&shift, EVA, &[EVA], false));
    assert!(may_accept(&shift, EVA, &[], true));
    assert!(!may_accept(&shift, EVA, &[BO], false));
    assert!(!may_accept(&shift, ANA, &[BO], false));
}

#[test]
fn every_stage_of_a_change_of_shift_reads_well_in_both_languages() {
    let mut told = String::new();
    let mut private = opened();
    private.kind = crate::core::incident::types::Kind::Security;
    let mut held = opened();
    held.number = 8;
    held.paging.phase = Phase::Held;
    held.paging.unowned_since = None;
    held.paging.holder = Some(Holder { by: EVA, at: BEGAN });
    held.state = State::Acknowledged;
    let open = [private, held];
    for lang in [Lang::En, Lang::Zh] {
        let department = ops(lang);
        let mut show = |what: &str, card: crate::chat::Card| {
            told.push_str(&format!("===== {what}\n{}\n\n", shown(&card)));
        };
        fn scene<'a>(
            (lang, department): (Lang, &'a Department),
            handover: &'a Handover,
            incidents: &'a [Incident],
        ) -> Scene<'a> {
            Scene {
                lang,
                department,
                handover,
                incidents,
            }
        }
        let place = (lang, &department);
        let quiet = handover(&[]);
        show("quiet", announced(&scene(place, &quiet, &open), &[]));
        let busy = handover(&[7, 8]);
        show("busy", announced(&scene(place, &busy, &open), &[BO]));
        show("direct", direct(&scene(place, &busy, &open)));
        let mut gap = handover(&[7]);
        gap.comes = None;
        show("gap", announced(&scene(place, &gap, &open), &[EVA]));
        let mut first = handover(&[]);
        (first.goes, first.until) = (None, None);
        first.rotation = "db_*night*".into();
        show("first", announced(&scene(place, &first, &open), &[]));
        show("first, direct", direct(&scene(place, &first, &open)));
        let mut over = handover(&[7, 8]);
        over.stands = Stands::Accepted(BO, BEGAN + Span::minutes(3));
        show("accepted", announced(&scene(place, &over, &open), &[]));
        over.stands = Stands::Late(BEGAN + WITHIN);
        show("late", late(&scene(place, &over, &open), 2, &[EVA]));
        show(
            "late, the card",
            announced(&scene(place, &over, &open), &[]),
        );
        over.stands = Stands::Passed(BEGAN + Span::days(7));
        show("passed", announced(&scene(place, &over, &open), &[]));
        show(
            "answer",
            accepted(lang, &scene(place, &over, &open), &["INC-7".into()]),
        );
        show(
            "quiet answer",
            accepted(lang, &scene(place, &quiet, &open), &[]),
        );
    }
    insta::assert_snapshot!("changes_of_shift", told);
}
