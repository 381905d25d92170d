//! A day with something of everything, as the people in it read it.

use crate::calendar::{Zone, moment};
use crate::chat::ActionId;
use crate::clock::At;
use crate::core::incident::{self, Declare, One, SetRole};
use crate::core::oncall::manage::{self, SetRotation};
use crate::core::org::Who;
use crate::core::standup;
use crate::core::testing::{World, mei, person, shown};
use crate::core::today::show;
use crate::core::{Act, Actor};
use crate::i18n::Lang;
use crate::store::testing::both;

/// A moment in Shanghai in January 2026; the tests begin on Monday the 5th at 08:00.
fn at(day: u32, hour: u16, minute: u16) -> At {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
    moment(day, hour * 60 + minute, Zone::Asia__Shanghai)
}

fn rotation(members: &[&Actor]) -> SetRotation {
    let members = members.iter().map(|m| format!("<@{}>", m.user.0));
    SetRotation {
        actor: mei(),
        department: "ops".into(),
        members: members.collect::<Vec<_>>().join(" "),
        length: None,
        handoff: "mon 09:00".into(),
        timezone: None,
        name: None,
        layer: None,
        hours: None,
        remove: false,
    }
}

fn daily() -> standup::Create {
    standup::Create {
        actor: mei(),
        department: "ops".into(),
        name: "Daily".into(),
        schedule: "weekdays 09:30".into(),
        timezone: None,
        window: None,
        reminders: None,
        questions: None,
        clock: None,
    }
}

fn declared(by: &Actor, title: &str, severity: &str) -> Declare {
    Declare {
        actor: by.clone(),
        title: title.into(),
        severity: severity.into(),
        department: "ops".into(),
        kind: None,
        service: None,
        project: None,
        details: None,
        customers: false,
        message: None,
    }
}

fn one(actor: &Actor, incident: &str) -> One {
    One {
        actor: actor.clone(),
        incident: incident.into(),
    }
}

fn action(by: &Actor, owner: &str, text: &str, due: &str) -> Act {
    let typed = [("text", text), ("owner", owner), ("due", due)];
    Act {
        actor: by.clone(),
        action: ActionId::new("incident", "action-add", 1),
        chosen: Vec::new(),
        typed: typed.map(|(id, text)| (id.into(), text.into())).to_vec(),
    }
}

#[tokio::test]
async fn a_day_holds_what_is_ones_own_and_nothing_else() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let ana = person(2, "Ana", Lang::En);
        let bo = person(3, "Bo", Lang::Zh);
        let eva = person(4, "Eva", Lang::En);
        for somebody in [&ana, &bo] {
            world
                .joins(somebody, "ops", "Asia/Shanghai", "09:00-18:00")
                .await;
        }
        let none = shown(&world.runs(show, &eva).await);
        assert!(none.contains("Nothing waits for you"), "{none}");
        world.runs(manage::rotation, &rotation(&[&ana, &bo])).await;
        world.runs(standup::create, &daily()).await;
        insta::assert_snapshot!("before_work", shown(&world.runs(show, &ana).await));

        world.is_away(&ana, "2026-01-08", "2026-01-09").await;
        world.plays_to(at(5, 10, 0)).await;
        world
            .runs(incident::declare, &declared(&eva, "Orders *fail*", "sev1"))
            .await;
        // Bo is first since nine; then it is Ana's turn.
        world.plays_to(at(5, 10, 6)).await;
        insta::assert_snapshot!("rings_for_ana", shown(&world.runs(show, &ana).await));
        insta::assert_snapshot!("rung_for_bo", shown(&world.runs(show, &bo).await));

        world.runs(incident::ack, &one(&bo, "INC-1")).await;
        let scribe = SetRole {
            actor: bo.clone(),
            incident: "INC-1".into(),
            role: "scribe".into(),
            user: Who {
                user: ana.user,
                name: ana.name.clone(),
            },
        };
        world.runs(incident::role, &scribe).await;
        let later = action(&bo, "Ana", "Alert when the queue grows", "+2d");
        world.runs(incident::act, &later).await;
        world
            .runs(incident::act, &action(&bo, "Bo", "更换磁盘", "today"))
            .await;
        // What is a stranger's stays a stranger's.
        let none = shown(&world.runs(show, &eva).await);
        assert!(none.contains("Nothing waits for you"), "{none}");
        world.plays_to(at(6, 10, 0)).await;
        insta::assert_snapshot!("ana", shown(&world.runs(show, &ana).await));
        insta::assert_snapshot!("bo", shown(&world.runs(show, &bo).await));
    })
    .await;
}
