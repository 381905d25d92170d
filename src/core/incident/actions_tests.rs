//! Actions after an incident, as they are passed up to whoever makes tasks of them.

use super::*;
use crate::chat::ActionId;
use crate::core::incident::{Declare, declare};
use crate::core::testing::{WS, World, mei, person, shown};
use crate::i18n::Lang;
use crate::store::testing::both;

async fn passed_up(tx: &mut Tx, number: &i64) -> Result<Option<Filed>, Error> {
    Ok(filed(tx, *number).await?)
}

async fn made(tx: &mut Tx, number: &i64) -> Result<(), Error> {
    Ok(became_task(tx, *number, "TASK-3").await?)
}

async fn finished(tx: &mut Tx, number: &i64) -> Result<(), Error> {
    Ok(task_done(tx, *number, UserId(2)).await?)
}

#[tokio::test]
async fn an_action_is_passed_up_once_and_ends_with_its_task() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let ana = person(2, "Ana", Lang::En);
        world
            .joins(&ana, "ops", "Asia/Shanghai", "09:00-18:00")
            .await;
        let orders = Declare {
            actor: mei(),
            title: "Orders fail".into(),
            severity: "sev3".into(),
            department: "ops".into(),
            kind: None,
            service: None,
            project: None,
            details: None,
            customers: false,
            message: None,
        };
        world.runs(declare, &orders).await;
        let act = |action: &str, typed: &[(&str, &str)]| Act {
            actor: mei(),
            action: ActionId::new("incident", action, 1),
            chosen: Vec::new(),
            typed: typed
                .iter()
                .map(|(id, text)| ((*id).into(), (*text).into()))
                .collect(),
        };
        let typed = [
            ("text", "Test the *restore*"),
            ("owner", "Ana"),
            ("due", "+3d"),
        ];
        let add = act("action-add", &typed);
        world.runs(crate::core::incident::act, &add).await;
        world.posts().await;

        let told = world.store.run(WS, passed_up, &1).await.unwrap().unwrap();
        let due: crate::calendar::Day = "2026-01-08".parse().unwrap();
        let expected = Filed {
            number: 1,
            incident: "INC-1".into(),
            private: false,
            department: told.department,
            text: "Test the *restore*".into(),
            by: mei().user,
            who: ana.user,
            due,
        };
        assert_eq!(told, expected);

        // The task is asked about from now on, and not the action.
        world.store.run(WS, made, &1).await.unwrap();
        assert_eq!(world.store.run(WS, passed_up, &1).await.unwrap(), None);
        let week = world.now() + crate::clock::Span::days(7);
        let said = world.plays_to(week).await;
        let asked = said.iter().filter(|said| said.key.contains("/action/"));
        assert_eq!(asked.count(), 0);
        let list = shown(
            &world
                .runs(crate::core::incident::act, &act("actions", &[]))
                .await,
        );
        assert!(
            list.contains("TASK-3") && !list.contains("1 · Done"),
            "{list}"
        );

        world.store.run(WS, finished, &1).await.unwrap();
        world.store.run(WS, finished, &1).await.unwrap();
        let list = shown(
            &world
                .runs(crate::core::incident::act, &act("actions", &[]))
                .await,
        );
        assert!(
            !list.contains("1 · Done") && list.contains("<@2>"),
            "{list}"
        );
    })
    .await;
}
