//! What a command file needs: who acts, the answer, suggestions, choices, attachments.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use poise::serenity_prelude as serenity;

use crate::chat::{ChannelId, MessageId, RoleId, UserId, WorkspaceId};
use crate::core::attached::Attached;
use crate::core::{Actor, Error, Refusal, Reply, Step, Suggestion, org};
use crate::discord::Face;
use crate::discord::respond::{Asked, From as Source};
use crate::i18n::Lang;
use crate::outbox;
use crate::store::Tx;

/// What a command function is given.
pub(in crate::discord) type Context<'a> = poise::Context<'a, Face, anyhow::Error>;
/// What a command function returns: everything worth saying has been said by [`answer`].
pub(in crate::discord) type Done = anyhow::Result<()>;

/// An attachment larger than this is refused.
const ATTACHMENT_MOST: u64 = 1024 * 1024;
/// A file that is only hashed and linked may be larger: as large as the platform lets everybody attach.
const PROOF_MOST: u64 = 25 * 1024 * 1024;
/// Who waits for long work is shown how far it is no more often than this.
const SHOW_EVERY: Duration = Duration::from_secs(1);
/// Suggestions, and characters of a label or value, that Discord takes.
const SUGGESTIONS: usize = 25;
const SUGGESTION_LENGTH: usize = 100;

/// When the interaction was received; carried in poise's invocation data.
pub(in crate::discord) struct Received(pub(in crate::discord) Instant);

/// A refusal on its way through `?` out of a command function.
#[derive(Debug, thiserror::Error)]
#[error("refused: {}", .0.id)]
pub(in crate::discord) struct Refused(pub(in crate::discord) Refusal);

/// The number of a user, channel or role, as the core knows them.
pub(in crate::discord) trait Id {
    type Ours;
    /// The same in the core's type.
    fn ours(self) -> Self::Ours;
}
impl Id for serenity::UserId {
    type Ours = UserId;
    fn ours(self) -> UserId {
        UserId(number(self.get()))
    }
}
impl Id for serenity::ChannelId {
    type Ours = ChannelId;
    fn ours(self) -> ChannelId {
        ChannelId(number(self.get()))
    }
}
impl Id for serenity::RoleId {
    type Ours = RoleId;
    fn ours(self) -> RoleId {
        RoleId(number(self.get()))
    }
}
impl Id for serenity::GuildId {
    type Ours = WorkspaceId;
    fn ours(self) -> WorkspaceId {
        WorkspaceId(number(self.get()))
    }
}

/// Snowflakes use 63 bits until the year 2084.
pub(in crate::discord) fn number(snowflake: u64) -> i64 {
    i64::try_from(snowflake).unwrap_or(i64::MAX)
}

/// Who acts.
pub(in crate::discord) fn actor(ctx: Context<'_>) -> Actor {
    let poise::Context::Application(app) = ctx else {
        unreachable!("no prefix command is registered")
    };
    actor_of(
        &app.interaction.user,
        app.interaction.member.as_deref(),
        &app.interaction.locale,
    )
}

/// Who acts, from what every kind of interaction carries.
pub(in crate::discord) fn actor_of(
    user: &serenity::User,
    member: Option<&serenity::Member>,
    locale: &str,
) -> Actor {
    let rights = member.and_then(|m| m.permissions).unwrap_or_default();
    Actor {
        user: user.id.ours(),
        name: member
            .and_then(|m| m.nick.as_deref())
            .unwrap_or_else(|| user.display_name())
            .to_owned(),
        lang: Lang::of(locale),
        admin: rights.manage_guild() || rights.administrator(),
        roles: member
            .map(|m| m.roles.iter().map(|r| r.ours()).collect())
            .unwrap_or_default(),
    }
}

/// Runs a use case in the server's workspace and answers with what it came to: a card, a form, a refusal or a reference to a fault.
pub(in crate::discord) async fn answer<R: Sync + ?Sized>(
    ctx: Context<'_>,
    use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
    request: &R,
) -> Done {
    let store = &ctx.data().store;
    let name = name(ctx);
    let deferred = deferred(ctx)?;
    let asked = asked(ctx, &name, deferred).await?;
    let noticed = (actor(ctx), use_case, request);
    let outcome = asked
        .within(store.run(asked.workspace, notice_then, &noticed))
        .await;
    asked.finish(outcome).await;
    Ok(())
}

/// The same where the request has to be gathered first; that time counts towards the first answer too.
pub(in crate::discord) async fn answer_once_known<R: Sync>(
    ctx: Context<'_>,
    use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
    request: impl Future<Output = R>,
) -> Done {
    let store = &ctx.data().store;
    let name = name(ctx);
    let deferred = deferred(ctx)?;
    let asked = asked(ctx, &name, deferred).await?;
    let acting = async {
        let request = request.await;
        let noticed = (actor(ctx), use_case, &request);
        store.run(asked.workspace, notice_then, &noticed).await
    };
    let outcome = asked.within(acting).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Takes note of who acts, then lets them act, in one transaction.
async fn notice_then<R: Sync + ?Sized>(
    tx: &mut Tx,
    noticed: &(
        Actor,
        impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
        &R,
    ),
) -> Result<Reply, Error> {
    let (actor, use_case, request) = noticed;
    org::seen(tx, actor).await?;
    use_case(tx, request).await
}

/// The same for use cases that only read: they do not queue behind those that write.
pub(in crate::discord) async fn answer_read<R: Sync + ?Sized>(
    ctx: Context<'_>,
    use_case: impl AsyncFn(&mut Tx, &R) -> Result<Reply, Error> + Sync,
    request: &R,
) -> Done {
    let store = &ctx.data().store;
    let name = name(ctx);
    let deferred = deferred(ctx)?;
    let asked = asked(ctx, &name, deferred).await?;
    let outcome = asked
        .within(store.read(asked.workspace, use_case, request))
        .await;
    asked.finish(outcome).await;
    Ok(())
}

/// The same for work that takes several transactions: `begin` reads and decides, `go_on` is run until there is no more to do.
/// Who waits is shown how far it is.
pub(in crate::discord) async fn answer_in_steps<R: Sync, G: Sync>(
    ctx: Context<'_>,
    begin: impl AsyncFn(&mut Tx, &R) -> Result<Step<G>, Error> + Sync,
    go_on: impl AsyncFn(&mut Tx, &G) -> Result<Step<G>, Error> + Sync,
    request: &R,
) -> Done {
    let store = &ctx.data().store;
    let name = name(ctx);
    let asked = asked(ctx, &name, deferred(ctx)?).await?;
    let mut step = asked
        .within(store.read(asked.workspace, begin, request))
        .await;
    let mut shown = Instant::now();
    let outcome = loop {
        let (card, going) = match step {
            Err(error) => break Err(error),
            Ok(Step::Done(reply)) => break Ok(reply),
            Ok(Step::More(card, going)) => (card, going),
        };
        if shown.elapsed() >= SHOW_EVERY {
            asked.show(&card).await;
            shown = Instant::now();
        }
        let turn = (&go_on, &going);
        step = asked
            .within(store.run(asked.workspace, take_turn, &turn))
            .await;
    };
    asked.finish(outcome).await;
    Ok(())
}

/// The next piece of work.
async fn take_turn<G: Sync>(
    tx: &mut Tx,
    turn: &(
        &(impl AsyncFn(&mut Tx, &G) -> Result<Step<G>, Error> + Sync),
        &G,
    ),
) -> Result<Step<G>, Error> {
    let (go_on, going) = turn;
    go_on(tx, going).await
}

/// What to offer while somebody types: at most 25, cut to what Discord takes. What they send is read again by the use case.
pub(in crate::discord) async fn suggest<R: Sync + ?Sized>(
    ctx: Context<'_>,
    use_case: impl AsyncFn(&mut Tx, &R) -> Result<Vec<Suggestion>, Error> + Sync,
    typed: &R,
) -> serenity::CreateAutocompleteResponse {
    let mut found = Vec::new();
    if let Some(guild) = ctx.guild_id() {
        match ctx.data().store.read(guild.ours(), use_case, typed).await {
            Ok(suggestions) => found = suggestions,
            Err(Error::Refused(refusal)) => {
                tracing::debug!(refusal = refusal.id, "nothing suggested");
            }
            Err(Error::Fault(error)) => {
                tracing::error!(workspace.id = number(guild.get()), error = %format!("{error:#}"), "nothing could be suggested");
            }
        }
    }
    let choices = found
        .into_iter()
        // A value that was cut would be another one.
        .filter(|s| s.value.chars().count() <= SUGGESTION_LENGTH && !s.label.is_empty())
        .take(SUGGESTIONS)
        .map(|s| serenity::AutocompleteChoice::new(cut(&s.label), s.value))
        .collect();
    serenity::CreateAutocompleteResponse::new().set_choices(choices)
}

fn cut(label: &str) -> String {
    if label.chars().count() <= SUGGESTION_LENGTH {
        return label.to_owned();
    }
    let kept: String = label.chars().take(SUGGESTION_LENGTH - 1).collect();
    kept + "…"
}

/// The contents of an attached file, at most 1 MiB; fetched before the use case runs, under the same deferral.
pub(in crate::discord) async fn attachment(
    ctx: Context<'_>,
    file: &serenity::Attachment,
) -> anyhow::Result<Vec<u8>> {
    let name = name(ctx);
    let asked = asked(ctx, &name, deferred(ctx)?).await?;
    asked
        .within(fetch(&ctx.data().web, file, ATTACHMENT_MOST))
        .await
}

/// The same for files of which larger ones are meant, up to `most` bytes.
pub(in crate::discord) async fn attachment_of(
    ctx: Context<'_>,
    file: &serenity::Attachment,
    most: u64,
) -> anyhow::Result<Vec<u8>> {
    let name = name(ctx);
    let asked = asked(ctx, &name, deferred(ctx)?).await?;
    asked.within(fetch(&ctx.data().web, file, most)).await
}

async fn fetch(
    web: &reqwest::Client,
    file: &serenity::Attachment,
    most: u64,
) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    streamed(web, file, most, |chunk| {
        bytes.extend_from_slice(chunk);
    })
    .await?;
    Ok(bytes)
}

/// What is kept of an attached file as proof (its link, name, size and hash), at most 25 MiB; read before the use case runs,
/// under the same deferral, and never held as a whole.
pub(in crate::discord) async fn attached(
    ctx: Context<'_>,
    file: &serenity::Attachment,
) -> anyhow::Result<Attached> {
    let name = name(ctx);
    let asked = asked(ctx, &name, deferred(ctx)?).await?;
    asked.within(hashed(&ctx.data().web, file)).await
}

async fn hashed(web: &reqwest::Client, file: &serenity::Attachment) -> anyhow::Result<Attached> {
    let mut reading = Attached::reading(&file.url, &file.filename);
    streamed(web, file, PROOF_MOST, |chunk| reading.take(chunk)).await?;
    Ok(reading.done())
}

/// Fetches a file and gives each piece of it to `take`; refuses one of more than so many bytes.
async fn streamed(
    web: &reqwest::Client,
    file: &serenity::Attachment,
    most: u64,
    mut take: impl FnMut(&[u8]),
) -> anyhow::Result<()> {
    let too_large = || {
        let most = i64::try_from(most / 1024).unwrap_or_default();
        anyhow::Error::new(Refused(
            Refusal::new("face-file-too-large").with("most", most),
        ))
    };
    if u64::from(file.size) > most {
        return Err(too_large());
    }
    let mut answer = web
        .get(&file.url)
        .send()
        .await
        .and_then(reqwest::Response::error_for_status)
        .context("the attachment could not be fetched")?;
    let mut read: u64 = 0;
    // What the size says is not what has to come.
    while let Some(chunk) = answer.chunk().await.context("the attachment broke off")? {
        read = read.saturating_add(chunk.len() as u64);
        if read > most {
            return Err(too_large());
        }
        take(&chunk);
    }
    Ok(())
}

fn name(ctx: Context<'_>) -> String {
    ctx.command().qualified_name.to_string()
}

fn deferred(ctx: Context<'_>) -> anyhow::Result<&AtomicBool> {
    match ctx {
        poise::Context::Application(app) => Ok(app.has_sent_initial_response),
        poise::Context::Prefix(_) => anyhow::bail!("no prefix command is registered"),
    }
}

async fn asked<'a>(
    ctx: Context<'a>,
    name: &'a str,
    deferred: &'a AtomicBool,
) -> anyhow::Result<Asked<'a>> {
    let poise::Context::Application(app) = ctx else {
        anyhow::bail!("no prefix command is registered")
    };
    let received = ctx
        .invocation_data::<Received>()
        .await
        .map_or_else(Instant::now, |r| r.0);
    let workspace = match app.interaction.guild_id {
        Some(guild) => Some(guild.ours()),
        None => of_direct(ctx, app.interaction).await?,
    };
    let workspace = workspace.ok_or_else(|| Refused(Refusal::new("face-guild-only")))?;
    Ok(Asked {
        http: ctx.http(),
        id: app.interaction.id,
        token: &app.interaction.token,
        received,
        from: Source::Command,
        lang: Lang::of(&app.interaction.locale),
        workspace,
        name,
        deferred,
    })
}

/// Which server the menu of a direct message of ours is about.
async fn of_direct(
    ctx: Context<'_>,
    used: &serenity::CommandInteraction,
) -> anyhow::Result<Option<WorkspaceId>> {
    match used.data.target() {
        Some(serenity::ResolvedTarget::Message(message)) => {
            let place = (used.channel_id.ours(), MessageId(number(message.id.get())));
            outbox::workspace_of(&ctx.data().store, place.0, place.1).await
        }
        _ => Ok(None),
    }
}

/// An option with fixed choices: `choices!(Channels { Create = "create", Here = "here" })`. On the wire it is a string, so that
/// other programs can say `channels:create`; the labels are messages (`cmd-setup-run-opt-channels.choice-create`).
macro_rules! choices {
    ($name:ident { $($variant:ident = $value:literal),+ $(,)? }) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        enum $name { $($variant),+ }

        impl $name {
            /// As it is typed and stored.
            const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $value),+ }
            }
        }

        #[poise::serenity_prelude::async_trait]
        impl poise::SlashArgument for $name {
            async fn extract(
                _: &poise::serenity_prelude::Context,
                _: &poise::serenity_prelude::CommandInteraction,
                value: &poise::serenity_prelude::ResolvedValue<'_>,
            ) -> Result<Self, poise::SlashArgError> {
                match value {
                    $(poise::serenity_prelude::ResolvedValue::String($value) => Ok(Self::$variant),)+
                    _ => Err(poise::SlashArgError::new_command_structure_mismatch("not one of the choices")),
                }
            }
            fn create(
                option: poise::serenity_prelude::CreateCommandOption,
            ) -> poise::serenity_prelude::CreateCommandOption {
                option.kind(poise::serenity_prelude::CommandOptionType::String)
            }
            fn choices() -> std::borrow::Cow<'static, [poise::CommandParameterChoice]> {
                std::borrow::Cow::Owned(vec![$(poise::CommandParameterChoice {
                    name: std::borrow::Cow::Borrowed($value),
                    localizations: std::borrow::Cow::Borrowed(&[]),
                    __non_exhaustive: (),
                }),+])
            }
        }
    };
}
pub(in crate::discord) use choices;
