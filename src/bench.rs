//! What `benches/` measures; no part of the program's interface.

use std::sync::Arc;

pub use crate::chat::{Card, ChannelId, Text, WorkspaceId};
pub use crate::cli::threads::for_database;
pub use crate::jobs::{CatchUp, Due, Timer, arm, run};
pub use crate::outbox::{Deliver, Event, Op, Post, Priority, Target, post, run as send, unsaid};
pub use crate::store::{Store, Tx};

/// Somebody who may do everything.
fn admin() -> crate::core::Actor {
    crate::core::Actor {
        user: crate::chat::UserId(1),
        name: "Mei".into(),
        lang: crate::i18n::Lang::En,
        admin: true,
        roles: Vec::new(),
    }
}

/// Makes a budget, as its command does.
pub async fn budget_create(store: &Store, workspace: WorkspaceId) -> anyhow::Result<()> {
    use crate::core::budget::{Create, Options, create};
    let options = Options {
        name: Some("Bench".into()),
        amount: Some("1000000000".into()),
        period: Some("year".into()),
        ..Options::default()
    };
    let request = Create {
        actor: admin(),
        options,
    };
    let made = store.run(workspace, create, &request).await;
    made.map(drop).map_err(|e| anyhow::anyhow!("{e:?}"))
}

/// Looks at it, as its command does.
pub async fn budget_status(store: &Store, workspace: WorkspaceId) -> anyhow::Result<()> {
    use crate::core::budget::{One, status};
    let request = One {
        actor: admin(),
        budget: "BUD-1".into(),
    };
    let seen = store.read(workspace, status, &request).await;
    seen.map(drop).map_err(|e| anyhow::anyhow!("{e:?}"))
}

/// Books a file on it, as its command does: in so many transactions.
pub async fn budget_import(
    store: &Store,
    workspace: WorkspaceId,
    file: Vec<u8>,
) -> anyhow::Result<usize> {
    use crate::core::Step;
    use crate::core::budget::import::{Import, begin, go_on};
    let request = Import {
        actor: admin(),
        bytes: Arc::new(file),
        budget: Some("BUD-1".into()),
        dry_run: false,
    };
    let mut step = store.read(workspace, begin, &request).await;
    let mut turns = 0;
    loop {
        match step.map_err(|e| anyhow::anyhow!("{e:?}"))? {
            Step::Done(_) => return Ok(turns),
            Step::More(_, going) => step = store.run(workspace, go_on, &going).await,
        }
        turns += 1;
    }
}

/// The road to Discord.
pub fn road(base: &str, token: &str) -> anyhow::Result<Arc<dyn Deliver>> {
    let rest = crate::discord::rest::Rest::new(base, token)?;
    Ok(Arc::new(crate::discord::deliver::Road::new(Arc::new(rest))))
}

/// Lists of work and what else is looked at all day, as the commands do it.
pub mod work {
    use anyhow::{Context, anyhow};

    use super::{Store, Tx, WorkspaceId, admin};
    pub use crate::chat::ActionId;
    use crate::chat::{ChannelId, UserId};
    use crate::core::catalogue::{self, Visibility};
    use crate::core::{self, Act, Actor, Error, Reply, Suggestion};
    use crate::core::{digest, handoff, org, task, today};
    use crate::i18n::Lang;

    /// Where everything is posted.
    const HERE: ChannelId = ChannelId(900);

    /// A workspace, and who acts in it.
    #[derive(Clone)]
    pub struct Desk {
        pub store: Store,
        pub workspace: WorkspaceId,
        pub user: i64,
    }

    /// What a command showed.
    pub struct Shown {
        /// Lines of text.
        pub lines: usize,
        /// The last button under it: of a list, that of its next page.
        pub last: Option<ActionId>,
    }

    /// A department that was set up, and what work it does.
    pub struct Department {
        pub id: i64,
        pub key: String,
        pub kinds: Vec<Kind>,
    }

    /// A kind of work, as far as a task's row says it.
    pub struct Kind {
        pub key: &'static str,
        pub flow: &'static str,
        pub priority: &'static str,
        pub visible: &'static str,
        pub stage: &'static str,
        pub checks: Vec<&'static str>,
        pub csat: bool,
    }

    fn failed(error: &Error) -> anyhow::Error {
        anyhow!("{error:?}")
    }

    fn person(user: i64) -> Actor {
        Actor {
            user: UserId(user),
            name: format!("Person {user}"),
            lang: Lang::En,
            admin: false,
            roles: Vec::new(),
        }
    }

    fn shown(reply: Result<Reply, Error>) -> anyhow::Result<Shown> {
        let card = match reply.map_err(|e| failed(&e))? {
            Reply::Private(card) | Reply::Update(card) => card,
            Reply::Form(_) => return Err(anyhow!("a form instead of a card")),
        };
        let values = card.fields.iter().map(|field| &field.value);
        let texts = card.body.iter().chain(values);
        Ok(Shown {
            lines: texts.map(|text| text.as_str().lines().count()).sum(),
            last: card.buttons.into_iter().flatten().last().map(|b| b.action),
        })
    }

    /// Takes note of who acts and lets them act, as the commands that write do.
    async fn noticed<R: Sync>(
        tx: &mut Tx,
        (actor, use_case, request): &(
            Actor,
            impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
            R,
        ),
    ) -> Result<Reply, Error> {
        org::seen(tx, actor).await?;
        use_case(tx, request).await
    }

    impl Desk {
        async fn reads<R: Sync>(
            &self,
            use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
            request: &R,
        ) -> anyhow::Result<Shown> {
            shown(self.store.read(self.workspace, use_case, request).await)
        }

        async fn writes<R: Sync>(
            &self,
            actor: &Actor,
            use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
            request: R,
        ) -> anyhow::Result<Shown> {
            let with = (actor.clone(), use_case, request);
            // On the heap: it is large.
            shown(Box::pin(self.store.run(self.workspace, noticed, &with)).await)
        }

        fn actor(&self) -> Actor {
            person(self.user)
        }

        /// `/setup run departments:all channels:here`
        pub async fn set_up(&self) -> anyhow::Result<Vec<Department>> {
            let setup = org::setup::Setup {
                actor: admin(),
                departments: Some("all".into()),
                channels: Some("here".into()),
                here: HERE,
                timezone: Some("Asia/Shanghai".into()),
                locale: None,
                currency: None,
            };
            self.writes(&admin(), org::setup::run, setup).await?;
            let read = self.store.read(self.workspace, departments, &());
            read.await.map_err(|e| failed(&e))
        }

        /// `/department join`, by somebody else, who may join the project office too.
        pub async fn join(&self, user: i64, department: &str) -> anyhow::Result<()> {
            let actor = Actor {
                admin: true,
                ..person(user)
            };
            let join = org::departments::One {
                actor: actor.clone(),
                department: department.into(),
            };
            let joined = self.writes(&actor, org::departments::join, join).await;
            joined.map(drop)
        }

        /// `/task list`
        pub async fn task_list(
            &self,
            mine: bool,
            department: Option<&str>,
            state: Option<&str>,
        ) -> anyhow::Result<Shown> {
            let list = task::List {
                actor: self.actor(),
                mine,
                department: department.map(str::to_owned),
                state: state.map(str::to_owned),
                kind: None,
                overdue: false,
                project: None,
            };
            self.reads(task::list, &list).await
        }

        /// A button under what was shown.
        pub async fn press(&self, button: &ActionId) -> anyhow::Result<Shown> {
            let act = Act {
                actor: self.actor(),
                action: button.clone(),
                chosen: Vec::new(),
                typed: Vec::new(),
            };
            self.writes(&self.actor(), core::act, act).await
        }

        /// `/me show`
        pub async fn me_show(&self) -> anyhow::Result<Shown> {
            self.writes(&self.actor(), today::show, self.actor()).await
        }

        /// `/handoff list`
        pub async fn handoff_list(
            &self,
            which: Option<&str>,
            department: Option<&str>,
        ) -> anyhow::Result<Shown> {
            let list = handoff::List {
                actor: self.actor(),
                which: which.map(str::to_owned),
                department: department.map(str::to_owned),
            };
            self.reads(handoff::list, &list).await
        }

        /// `/handoff matrix`
        pub async fn handoff_matrix(&self) -> anyhow::Result<Shown> {
            let matrix = handoff::Matrix {
                actor: self.actor(),
                from: None,
                to: None,
            };
            self.reads(handoff::matrix, &matrix).await
        }

        /// What is offered while somebody types a task.
        pub async fn offer_tasks(&self, typed: &str) -> anyhow::Result<Shown> {
            let typing = task::Typing {
                actor: self.actor(),
                typed: typed.into(),
                department: None,
                task: None,
            };
            let read = self.store.read(self.workspace, task::suggest, &typing);
            offered(read.await)
        }

        /// What is offered while somebody types a handoff.
        pub async fn offer_handoffs(&self, typed: &str) -> anyhow::Result<Shown> {
            let typing = handoff::Typing {
                actor: self.actor(),
                typed: typed.into(),
            };
            let read = self.store.read(self.workspace, handoff::suggest, &typing);
            offered(read.await)
        }

        /// `/digest now`, by somebody who may.
        pub async fn digest_now(&self, department: &str) -> anyhow::Result<Shown> {
            let now = digest::Now {
                actor: admin(),
                department: department.into(),
            };
            self.writes(&admin(), digest::now, now).await
        }
    }

    fn offered(found: Result<Vec<Suggestion>, Error>) -> anyhow::Result<Shown> {
        let found = found.map_err(|e| failed(&e))?;
        Ok(Shown {
            lines: found.len(),
            last: None,
        })
    }

    async fn departments(tx: &mut Tx, (): &()) -> Result<Vec<Department>, Error> {
        let found = org::departments(tx).await?.into_iter();
        let all = found.map(|department| Department {
            id: department.id,
            kinds: kinds(&department.key),
            key: department.key,
        });
        Ok(all.collect())
    }

    fn kinds(department: &str) -> Vec<Kind> {
        let all = catalogue::kinds_of(department).into_iter();
        all.map(|kind| Kind {
            key: &kind.key,
            flow: kind.flow.key(),
            priority: kind.priority.key(),
            visible: match kind.visible {
                Visibility::Everyone => "everyone",
                Visibility::Department => "department",
                Visibility::Lead => "lead",
            },
            stage: kind.stages.first().map_or("", |stage| stage.key.as_str()),
            checks: kind.checklist.iter().map(|c| c.en.as_str()).collect(),
            csat: kind.csat,
        })
        .collect()
    }

    /// What a title is found by, each with its weight.
    pub fn title_terms(title: &str) -> Vec<(String, i64)> {
        core::knowledge::titles::terms_of(title)
    }

    /// A playbook under which one department may ask something of another.
    pub fn playbook(from: &str, to: &str) -> anyhow::Result<&'static str> {
        let found = catalogue::playbooks_between(from, to);
        let first = found.first().context("no playbook between the two")?;
        Ok(&first.key)
    }
}
