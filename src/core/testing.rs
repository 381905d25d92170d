//! A small organisation in a database, for tests that play days through. Only built for tests.

use std::sync::Arc;

use sqlx::Row;

use crate::chat::{Card, ChannelId, UserId, WorkspaceId};
use crate::clock::{At, Clock, HandClock};
use crate::core::org::{Who, away, departments, me, setup, special};
use crate::core::{self, Actor, Error, Refusal, Reply, Suggestion};
use crate::i18n::Lang;
use crate::jobs;
use crate::outbox::{Op, Target};
use crate::store::{Store, Tx};

/// The server of these tests.
pub(crate) const WS: WorkspaceId = WorkspaceId(1);
/// Where everything is posted until a department is given a channel of its own.
pub(crate) const GENERAL: ChannelId = ChannelId(900);

/// Holds Manage Server; her client is English.
pub(crate) fn mei() -> Actor {
    Actor {
        admin: true,
        ..person(1, "Mei", Lang::En)
    }
}

/// Somebody without rights.
pub(crate) fn person(number: i64, name: &str, lang: Lang) -> Actor {
    Actor {
        user: UserId(number),
        name: name.into(),
        lang,
        admin: false,
        roles: Vec::new(),
    }
}

/// What was said, when.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Said {
    pub(crate) at: At,
    pub(crate) key: String,
    pub(crate) target: Target,
    pub(crate) op: Op,
}

impl Said {
    /// What it shows.
    pub(crate) fn card(&self) -> &Card {
        match &self.op {
            Op::Create(card) | Op::Edit(card) => card,
            other => panic!("not a card: {other:?}"),
        }
    }
}

/// The organisation.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Arc<HandClock>,
}

impl World {
    /// All departments, in Shanghai; posts go to [`GENERAL`].
    pub(crate) async fn new(store: Store, clock: Arc<HandClock>) -> World {
        let world = World { store, clock };
        let setup = setup::Setup {
            actor: mei(),
            departments: Some("all".into()),
            channels: Some("here".into()),
            here: GENERAL,
            timezone: Some("Asia/Shanghai".into()),
            locale: None,
            currency: None,
        };
        world.runs(setup::run, &setup).await;
        world.posts().await;
        world
    }

    pub(crate) fn now(&self) -> At {
        self.clock.now()
    }

    /// Runs a use case that must succeed.
    pub(crate) async fn runs<R: Sync>(
        &self,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
        request: &R,
    ) -> Card {
        // On the heap: use cases are large, and tests run many of them.
        match Box::pin(self.store.run(WS, use_case, request)).await {
            Ok(Reply::Private(card) | Reply::Update(card)) => card,
            other => panic!("{other:?}"),
        }
    }

    /// Runs a use case that must be refused.
    pub(crate) async fn refuses<R: Sync>(
        &self,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
        request: &R,
    ) -> Refusal {
        match Box::pin(self.store.run(WS, use_case, request)).await {
            Err(Error::Refused(refusal)) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// What is offered while somebody types.
    pub(crate) async fn offers<R: Sync>(
        &self,
        use_case: impl AsyncFn(&mut Tx, &R) -> Result<Vec<Suggestion>, Error> + Sync,
        request: &R,
    ) -> Vec<String> {
        let found = self.store.read(WS, use_case, request).await.unwrap();
        found.into_iter().map(|s| s.value).collect()
    }

    /// Somebody joins a department, with settings of their own.
    pub(crate) async fn joins(&self, actor: &Actor, department: &str, zone: &str, hours: &str) {
        let join = departments::One {
            actor: actor.clone(),
            department: department.into(),
        };
        let settings = me::Settings {
            actor: actor.clone(),
            timezone: Some(zone.into()),
            locale: Some(actor.lang.tag().into()),
            workdays: None,
            hours: Some(hours.into()),
            quiet_hours: None,
            delivery: None,
            delegate: None,
        };
        self.runs(me::settings, &settings).await;
        self.runs(departments::join, &join).await;
    }

    /// How a department is set up.
    pub(crate) async fn edits(&self, department: &str, set: impl Fn(&mut departments::Edit)) {
        let mut edit = departments::Edit {
            actor: mei(),
            department: department.into(),
            name: None,
            channel: None,
            role: None,
            lead: None,
            timezone: None,
            locale: None,
            workdays: None,
            hours: None,
        };
        set(&mut edit);
        self.runs(departments::edit, &edit).await;
    }

    /// Somebody is away.
    pub(crate) async fn is_away(&self, who: &Actor, from: &str, to: &str) {
        let away = away::Away {
            actor: mei(),
            from: from.into(),
            to: to.into(),
            reason: None,
            user: Some(Who {
                user: who.user,
                name: who.name.clone(),
            }),
        };
        self.runs(away::set, &away).await;
    }

    /// A holiday or an extra working day of the whole server.
    pub(crate) async fn marks(&self, date: &str, works: bool) {
        let mark = special::Mark {
            actor: mei(),
            date: date.into(),
            name: None,
            department: None,
            works,
        };
        self.runs(special::mark, &mark).await;
    }

    /// Runs what is due now, and takes away what was said.
    pub(crate) async fn settles(&self) -> Vec<Said> {
        Box::pin(jobs::run_due(&self.store, &core::on_timer))
            .await
            .unwrap();
        self.posts().await
    }

    /// Moves the clock there, stopping at every moment at which something is due: what was said on the way.
    pub(crate) async fn plays_to(&self, end: At) -> Vec<Said> {
        let mut said = self.settles().await;
        while let Some(due) = jobs::next_due(&self.store).await.unwrap()
            && due <= end
        {
            self.clock.set(due);
            said.extend(self.settles().await);
        }
        self.clock.set(end);
        said.extend(self.settles().await);
        said
    }

    /// Takes away what waits to be said.
    pub(crate) async fn posts(&self) -> Vec<Said> {
        self.store.run(WS, take_posts, &()).await.unwrap()
    }
}

async fn take_posts(tx: &mut Tx, (): &()) -> anyhow::Result<Vec<Said>> {
    let at = tx.now();
    let rows = sqlx::query("SELECT key, target, op FROM post WHERE workspace_id = $1 ORDER BY id")
        .bind(tx.workspace().0)
        .fetch_all(tx.conn().await?)
        .await?;
    sqlx::query("DELETE FROM post WHERE workspace_id = $1")
        .bind(tx.workspace().0)
        .execute(tx.conn().await?)
        .await?;
    let said = rows.iter().map(|row| {
        anyhow::Ok(Said {
            at,
            key: row.try_get("key")?,
            target: serde_json::from_str(row.try_get("target")?)?,
            op: serde_json::from_str(row.try_get("op")?)?,
        })
    });
    said.collect()
}

/// A card as somebody reads it, for snapshots.
pub(crate) fn shown(card: &Card) -> String {
    let mut lines = Vec::new();
    let mut say = |mark: &str, text: &str| lines.push(format!("{mark}{text}"));
    for (mark, part) in [("", &card.lead), ("# ", &card.title), ("", &card.body)] {
        if let Some(text) = part {
            say(mark, text.as_str());
        }
    }
    for field in &card.fields {
        say("## ", field.name.as_str());
        say("", field.value.as_str());
    }
    if let Some(footer) = &card.footer {
        say("-- ", footer.as_str());
    }
    for row in &card.buttons {
        let labels = row.iter().map(|b| {
            let off = if b.disabled { " (off)" } else { "" };
            format!("[{}{off}]", b.label)
        });
        say("", &labels.collect::<Vec<_>>().join(" "));
    }
    for file in &card.files {
        say("file ", &file.name);
        if let Ok(text) = std::str::from_utf8(&file.bytes) {
            say("", text);
        }
    }
    plain(&lines.join("\n"))
}

/// With plain blanks and hyphens where those stand that keep a line together: nobody sees which they are.
pub(crate) fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").replace('\u{2011}', "-")
}

/// A refusal as somebody reads it.
pub(crate) fn refused(lang: Lang, refusal: &Refusal) -> String {
    plain(&crate::i18n::say(lang, refusal.id, &refusal.args))
}
