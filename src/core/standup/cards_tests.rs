//! What standups say, as people read it, in both languages.

use super::*;
use crate::calendar::{Hours, Schedule};
use crate::chat::ChannelId;
use crate::clock::Span;
use crate::core::standup::manage_cards::{Row, confirm_delete, list, saved};
use crate::core::standup::reading::{Reminders, read_questions};
use crate::core::standup::report_card;
use crate::core::standup::rules::{Clock, State, Tally};
use crate::core::testing::shown;

const MEI: UserId = UserId(1);
const ANA: UserId = UserId(2);
const JUN: UserId = UserId(3);
const EVA: UserId = UserId(4);
/// 2026-01-05 09:30 in Shanghai.
const OPENS: At = At(1_767_576_600_000);

fn department(lang: Lang) -> Department {
    Department {
        id: 1,
        key: "ops".into(),
        name: match lang {
            Lang::En => "Operations",
            Lang::Zh => "运营部",
        }
        .into(),
        channel: Some(ChannelId(901)),
        role: None,
        leads: Vec::new(),
        lang,
        zone: chrono_tz::Asia::Shanghai,
        hours: Hours::default(),
        version: 1,
    }
}

fn standup(name: &str, reminders: &str) -> Standup {
    let window = Span::minutes(120);
    Standup {
        number: 7,
        department: 1,
        name: name.into(),
        schedule: Schedule::parse("weekdays 09:30").unwrap(),
        zone: chrono_tz::Asia::Shanghai,
        window,
        reminders: Reminders::read(reminders, window).unwrap(),
        questions: Vec::new(),
        clock: Clock::Department,
        state: State::Active,
        state_by: MEI,
        state_at: OPENS,
        version: 1,
    }
}

fn questions(lang: Lang) -> Vec<Question> {
    let ask = |id| say(lang, id, &[]);
    let all = [
        ask("standup-question-done"),
        ask("standup-question-next"),
        ask("standup-question-blocked"),
    ];
    read_questions(&all.join("|")).unwrap()
}

fn answer(lang: Lang, user: UserId, texts: [&str; 3]) -> Answer {
    Answer {
        user,
        day: day(),
        answers: texts.map(str::to_owned).to_vec(),
        questions: questions(lang),
        at: OPENS,
        helper: None,
        resolved: None,
    }
}

fn day() -> Day {
    "2026-01-05".parse().unwrap()
}

/// A round of four, one of them away.
struct Stage {
    standup: Standup,
    department: Department,
    round: Round,
    seats: Vec<Seat>,
    answers: Vec<Answer>,
}

impl Stage {
    fn new(lang: Lang) -> Stage {
        let standup = standup("Daily", "80%");
        let seat = |user| Seat {
            user,
            opens: OPENS,
            closes: OPENS + standup.window,
            away: user == JUN,
            snoozed_until: At(0),
        };
        Stage {
            round: Round {
                standup: 7,
                day: day(),
                opens: OPENS,
                closes: OPENS + standup.window,
                open: true,
                questions: questions(lang),
                channel: 901,
            },
            seats: [MEI, ANA, JUN, EVA].map(seat).to_vec(),
            answers: Vec::new(),
            department: department(lang),
            standup,
        }
    }
    fn scene(&self) -> Scene<'_> {
        Scene {
            standup: &self.standup,
            department: &self.department,
            round: &self.round,
            seats: &self.seats,
            answers: &self.answers,
            streaks: &[(MEI, 3), (ANA, 2)],
            next: Some(OPENS + Span::hours(24)),
        }
    }
}

fn all(cards: &[Card]) -> String {
    cards.iter().map(shown).collect::<Vec<_>>().join("\n\n")
}

/// One snapshot for each language.
fn in_both(name: &str, said: impl Fn(Lang) -> String) {
    insta::assert_snapshot!(name, said(Lang::En));
    insta::assert_snapshot!(format!("{name}-zh"), said(Lang::Zh));
}

#[test]
fn the_card_of_a_round_opens_fills_and_closes() {
    in_both("round", |lang| {
        let mut stage = Stage::new(lang);
        stage.answers = vec![answer(lang, MEI, ["Backups", "", ""])];
        let open = round(&stage.scene());
        for user in [ANA, EVA] {
            stage.answers.push(answer(lang, user, ["x", "", ""]));
        }
        let full = round(&stage.scene());
        stage.round.open = false;
        all(&[open, full, round(&stage.scene())])
    });
}

#[test]
fn the_summary_tells_blockers_first_then_answers_missing_and_what_comes_next() {
    in_both("summary", |lang| {
        let mut stage = Stage::new(lang);
        stage.round.open = false;
        let mut helped = answer(lang, ANA, ["Gateways", "Logs", "No *key* @everyone"]);
        helped.helper = Some(MEI);
        stage.answers = vec![
            answer(
                lang,
                MEI,
                ["Moved\n**backups**", "Restore drill", "No disk"],
            ),
            helped,
        ];
        let blocked = summary(&stage.scene());
        for answer in &mut stage.answers {
            answer.resolved = Some((EVA, OPENS));
        }
        let resolved = summary(&stage.scene());
        for answer in &mut stage.answers {
            answer.answers[2] = "none".into();
        }
        stage.seats.retain(|s| s.user != EVA && s.user != JUN);
        stage.department.leads = vec![MEI];
        all(&[blocked, resolved, summary(&stage.scene())])
    });
}

#[test]
fn a_summary_of_many_long_answers_names_everybody_and_keeps_each_short() {
    let mut stage = Stage::new(Lang::En);
    stage.round.open = false;
    let long = "x".repeat(1500);
    let mut seat = stage.seats[0].clone();
    stage.seats.clear();
    for n in 1..=30 {
        seat.user = UserId(n);
        stage.seats.push(seat.clone());
        stage
            .answers
            .push(answer(Lang::En, UserId(n), [&long, &long, &long]));
    }
    let card = summary(&stage.scene());
    let text = shown(&card);
    for n in 1..=30 {
        assert!(text.contains(&format!("<@{n}>")), "{n} is left out");
    }
    assert!(card.fields.len() <= 25, "Discord takes 25 fields");
    assert!(card.buttons.len() <= 5, "Discord takes five rows");
    assert!(!text.contains(&"x".repeat(301)));
    let blockers = card.fields[0].value.as_str();
    assert!(blockers.contains("<@6>: x"), "{blockers}");
    assert!(blockers.ends_with("… +24"), "{blockers}");
}

#[test]
fn what_is_said_to_one_person() {
    in_both("direct", |lang| {
        let stage = Stage::new(lang);
        let (standup, until) = (&stage.standup, stage.round.closes);
        let ask = |id| prompt(lang, id, standup, &stage.department, day(), until);
        let blocked = answer(lang, MEI, ["", "", "No disk"]);
        all(&[
            ask("standup-prompt"),
            ask("standup-reminder"),
            offer(lang, standup, &blocked, ANA),
            away(lang, standup, day()),
        ])
    });
}

#[test]
fn the_form_asks_the_questions_and_is_filled() {
    in_both("form", |lang| {
        let values = vec![Some("Restore drill".into()), None, Some("No disk".into())];
        let form = form(
            lang,
            &standup("Daily", "80%"),
            day(),
            &questions(lang),
            values,
        );
        let inputs = form.inputs.iter().map(|input| {
            let needed = if input.required { " (required)" } else { "" };
            let value = input.value.as_deref().unwrap_or_default();
            format!("{}{needed}: {value}", input.label)
        });
        format!(
            "# {}\n{}",
            form.title,
            inputs.collect::<Vec<_>>().join("\n")
        )
    });
}

#[test]
fn a_standup_is_made_changed_listed_and_deleted_in_words() {
    in_both("managed", |lang| {
        let (daily, silent) = (standup("Daily", "80%"), standup("*Night* shift", "none"));
        let mut paused = standup("Weekly", "none");
        paused.state = State::Paused;
        let department = department(lang);
        let next = Some(OPENS);
        let row = |standup: &Standup| Row {
            standup: standup.clone(),
            department: department.name_in(lang).to_owned(),
            channel: department.channel,
            next,
        };
        all(&[
            saved(lang, "standup-created", &daily, &department, next),
            saved(lang, "standup-edited", &silent, &department, next),
            saved(lang, "standup-resumed", &daily, &department, None),
            confirm_delete(lang, &daily, &department, false, next),
            confirm_delete(lang, &daily, &department, true, None),
            list(lang, &[row(&daily), row(&paused)]),
            list(lang, &[]),
        ])
    });
}

#[test]
fn the_report_and_the_digest_in_words() {
    in_both("report", |lang| {
        let standup = standup("Daily", "80%");
        let department = department(lang);
        let open = answer(lang, MEI, ["", "", "No disk"]);
        let mut resolved = answer(lang, ANA, ["", "", "No key"]);
        resolved.resolved = Some((EVA, OPENS));
        let tally = |answered, streak| Tally {
            asked: 5,
            answered,
            away: 1,
            streak,
        };
        let data = report_card::Data {
            lang,
            standup: &standup,
            department: &department,
            from: day(),
            to: "2026-01-09".parse().unwrap(),
            rounds: 5,
            people: vec![(MEI, tally(5, 5)), (ANA, tally(3, 0))],
            blockers: vec![&open, &resolved],
        };
        let line = |rounds, blockers| {
            report_card::digest_line(lang, &standup, rounds, &data.people, blockers)
        };
        let (alt, legend) = report_card::digest_picture(lang, 2, 5, (8, 10));
        [
            shown(&report_card::report(&data)),
            report_card::alt(&data),
            line(1, 0).to_string(),
            line(5, 1).to_string(),
            line(5, 2).to_string(),
            alt,
            legend.to_string(),
        ]
        .join("\n\n")
    });
}
