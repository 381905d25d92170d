//! What alerts do to incidents that were merged, that somebody is on, or that a person declared.

use super::*;
use crate::chat::UserId;
use crate::core::incident::requests::{Declare, Merge, One};
use crate::core::incident::rules::State;
use crate::core::incident::types::Origin;
use crate::core::incident::{declare, merge, moves};
use crate::core::org::Who;
use crate::core::testing::{WS, World, mei, shown};
use crate::store::testing::both;

fn alerts(firing: i64, recovered: i64) -> Alerts {
    Alerts {
        firing,
        recovered,
        ..Alerts::default()
    }
}

fn opening(title: &str) -> Opening {
    Opening {
        department: 0,
        kind: Kind::Fault,
        severity: Severity::Sev2,
        title: title.into(),
        service: String::new(),
        project: String::new(),
        details: String::new(),
        customers: false,
        origin: Origin::Integration {
            number: 1,
            name: "Prometheus".into(),
        },
        alerts: alerts(1, 0),
        silenced_until: None,
    }
}

async fn opens(tx: &mut Tx, title: &&str) -> anyhow::Result<i64> {
    let department = org::departments(tx).await?;
    let ops = department.iter().find(|d| d.key == "ops").unwrap().id;
    let opening = Opening {
        department: ops,
        ..opening(title)
    };
    open(tx, &opening).await
}

async fn recovers(tx: &mut Tx, (number, of): &(i64, Alerts)) -> anyhow::Result<()> {
    recovered(tx, *number, of).await
}

async fn grows(tx: &mut Tx, (number, of): &(i64, Alerts)) -> anyhow::Result<()> {
    let what = [Growth::Fingerprint("new".into())];
    grew(tx, *number, &what, of).await
}

async fn one(tx: &mut Tx, number: &i64) -> anyhow::Result<Incident> {
    Ok(store::one(tx, *number).await?.unwrap())
}

struct Scene {
    world: World,
}

impl Scene {
    async fn incident(&self, number: i64) -> Incident {
        self.world.store.read(WS, one, &number).await.unwrap()
    }
    async fn state(&self, number: i64) -> (State, Option<UserId>) {
        let incident = self.incident(number).await;
        (incident.state, incident.state_by)
    }
    /// What its card says now.
    async fn card(&self, number: i64) -> String {
        let key = format!("incident/{number}/card");
        let posts = self.world.posts().await;
        let last = posts.iter().rfind(|p| p.key == key && !is_thread(&p.op));
        last.map(|p| shown(p.card())).unwrap_or_default()
    }
}

fn is_thread(op: &crate::outbox::Op) -> bool {
    matches!(op, crate::outbox::Op::Thread { .. })
}

#[tokio::test]
async fn alerts_of_what_was_merged_count_where_it_goes_on() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let scene = Scene { world };
        let run = &scene.world.store;
        let from = run.run(WS, opens, &"Disk").await.unwrap();
        let into = run.run(WS, opens, &"Queue").await.unwrap();
        let request = Merge {
            actor: mei(),
            incident: "INC-1".into(),
            into: "INC-2".into(),
        };
        scene.world.runs(merge, &request).await;
        let card = scene.card(into).await;
        assert!(card.contains("**2** firing"), "{card}");
        run.run(WS, grows, &(from, alerts(3, 0))).await.unwrap();
        let card = scene.card(into).await;
        assert!(card.contains("**4** firing"), "{card}");
        // Half of it has recovered: it is not over.
        run.run(WS, recovers, &(into, alerts(0, 1))).await.unwrap();
        assert_eq!(scene.state(into).await.0, State::Triggered);
        run.run(WS, recovers, &(from, alerts(0, 3))).await.unwrap();
        assert_eq!(scene.state(into).await, (State::Resolved, None));
        let card = scene.card(into).await;
        assert!(card.contains("**0** firing, **4** recovered"), "{card}");
        assert_eq!(scene.state(from).await.0, State::Closed);
    })
    .await;
}

async fn dies(tx: &mut Tx, key: &&str) -> anyhow::Result<()> {
    let event = crate::outbox::Event::Dead {
        key: (*key).to_owned(),
        target: crate::outbox::Target::Channel(ChannelId(1)),
        code: Some(50013),
        why: "missing permission".into(),
    };
    crate::core::on_event(tx, &event).await
}

#[tokio::test]
async fn without_a_room_those_who_lead_are_told_each_by_themselves() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        world
            .edits("security", |edit| {
                edit.lead = Some(Who {
                    user: UserId(7),
                    name: "Sec".into(),
                });
            })
            .await;
        let declared = Declare {
            actor: mei(),
            title: "Stolen laptop".into(),
            severity: "sev2".into(),
            department: "hr".into(),
            kind: Some("security".into()),
            service: None,
            project: None,
            details: None,
            customers: false,
            message: None,
        };
        world.runs(declare, &declared).await;
        let scene = Scene { world };
        let incident = scene.incident(1).await;
        assert!(incident.affected.is_some(), "security has it");
        scene.world.posts().await;
        let run = &scene.world.store;
        run.run(WS, dies, &"incident/1/room").await.unwrap();
        let posts = scene.world.posts().await;
        let told: Vec<UserId> = posts
            .iter()
            .filter(|p| p.key.contains("/alone/") && shown(p.card()).contains("Stolen laptop"))
            .map(|p| match p.target {
                crate::outbox::Target::Direct {
                    user,
                    fallback: None,
                } => user,
                ref other => panic!("others may read it: {other:?}"),
            })
            .collect();
        assert_eq!(told, [mei().user, UserId(7)]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_is_on_or_declared_is_theirs_to_end() {
    both(|store, clock| async move {
        let world = World::new(store, clock).await;
        let scene = Scene { world };
        let run = &scene.world.store;
        let held = run.run(WS, opens, &"Disk").await.unwrap();
        let request = One {
            actor: mei(),
            incident: "INC-1".into(),
        };
        scene.world.runs(moves::ack, &request).await;
        run.run(WS, recovers, &(held, alerts(0, 1))).await.unwrap();
        assert_eq!(scene.state(held).await.0, State::Acknowledged);

        let declared = Declare {
            actor: mei(),
            title: "Slow".into(),
            severity: "sev3".into(),
            department: "ops".into(),
            kind: None,
            service: None,
            project: None,
            details: None,
            customers: false,
            message: None,
        };
        scene.world.runs(declare, &declared).await;
        run.run(WS, recovers, &(2, alerts(0, 1))).await.unwrap();
        assert_eq!(scene.state(2).await.0, State::Triggered);
        let said = scene.world.posts().await;
        let lines = said.iter().filter(|p| p.key.contains("/said/"));
        let lines: Vec<String> = lines.map(|p| shown(p.card())).collect();
        assert!(
            lines
                .iter()
                .any(|l| l.contains("All alerts have recovered")),
            "{lines:#?}"
        );
        // Nobody is on it, and no person declared it.
        let alone = run.run(WS, opens, &"Net").await.unwrap();
        run.run(WS, recovers, &(alone, alerts(0, 1))).await.unwrap();
        assert_eq!(scene.state(alone).await, (State::Resolved, None));
    })
    .await;
}
