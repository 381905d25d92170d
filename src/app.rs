//! Wiring: what is started, in which order, and how it stops.
//!
//! Start: catalogue, database (its schema brought up to date), health, Discord (commands registered if they changed), and
//! then the loops that run timers and deliver posts. Stop: what people are doing is finished, then the loops, then health.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clock::{At, Clock};
use crate::config::Settings;
use crate::core;
use crate::discord::deliver::Road;
use crate::discord::rest::Rest;
use crate::discord::{self, Gateway};
use crate::http::{self, Health, Served};
use crate::i18n::Lang;
use crate::relay::{Mail, MailSettings, Roads};
use crate::store::Store;
use crate::{jobs, outbox};

/// All of stopping takes no longer.
const STOP: Duration = Duration::from_secs(10);

/// What a bot is started with.
pub struct Options {
    pub settings: Settings,
    /// The system's, or one that is moved by hand.
    pub clock: Arc<dyn Clock>,
}

/// A running bot.
pub struct App {
    store: Store,
    gateway: Gateway,
    http: Option<Served>,
    loops: JoinSet<()>,
    /// When the next drill is held, if any are.
    drill: Option<watch::Receiver<At>>,
    /// Ends the loops; cancelled as well if one of them ends by itself.
    stop: CancellationToken,
    stop_http: CancellationToken,
}

impl App {
    /// Starts everything and returns when the bot is ready. Fails with a sentence that says what to set right.
    pub async fn start(options: Options) -> anyhow::Result<App> {
        let settings = &options.settings;
        if settings.discord_token.is_empty() {
            bail!(
                "DISCORD_TOKEN is not set; it is the token from the Bot page of the developer portal"
            );
        }
        for name in &settings.without_effect {
            tracing::warn!(setting = name, "this setting has no effect in this version");
        }
        if let Some(file) = &settings.catalogue {
            extend_catalogue(file)?;
        }
        let store = open(settings, options.clock).await?;
        let rest = Arc::new(Rest::new(
            &settings.discord_api_url,
            settings.discord_token.reveal(),
        )?);
        let address = Arc::new(OnceLock::new());
        let gateway = Gateway::start(discord::Options {
            base: &settings.discord_api_url,
            token: settings.discord_token.reveal(),
            store: store.clone(),
            rest: Arc::clone(&rest),
            address: Arc::clone(&address),
            bad_mapping: http::bad_mapping,
        })
        .await?;
        let health = Health {
            store: store.clone(),
            connected: gateway.connected(),
            drills: settings.drill.is_some(),
        };
        let stop_http = CancellationToken::new();
        let http = match settings.http_addr {
            Some(addr) => Some(http::serve(addr, health.clone(), stop_http.clone()).await?),
            None => None,
        };
        if let Some(served) = &http {
            let told = settings.public_url.clone();
            address.get_or_init(|| told.unwrap_or_else(|| format!("http://{}", served.addr)));
        }
        let stop = CancellationToken::new();
        let mut loops = JoinSet::new();
        let timers = jobs::run(store.clone(), core::on_timer, stop.clone());
        loops.spawn(until_stopped(timers, stop.clone()));
        let looks = discord::Looks::new(store.clone(), Arc::clone(&rest));
        loops.spawn(until_stopped(looks.run(stop.clone()), stop.clone()));
        let road = Arc::new(Road::new(rest));
        let roads = Arc::new(Roads::new(road, mail(settings)?)?);
        let posts = outbox::run(store.clone(), roads, core::on_event, stop.clone());
        loops.spawn(until_stopped(posts, stop.clone()));
        if let Some(url) = settings.watchdog_url.clone() {
            loops.spawn(http::watch(url, health, http::EVERY, stop.clone()));
        }
        let mut drill = None;
        if let Some(every) = settings.drill {
            let Some(served) = &http else {
                bail!(
                    "LIAISON_DRILL needs LIAISON_HTTP_ADDR, which is off: a drill comes in over HTTP"
                );
            };
            let drills = http::Drills::new(store.clone(), every, served.addr);
            drill = Some(drills.next());
            loops.spawn(drills.run(stop.clone()));
        }
        let app = App {
            store,
            gateway,
            http,
            loops,
            drill,
            stop,
            stop_http,
        };
        app.gateway.ready().await?;
        Ok(app)
    }

    /// Where health and metrics are served.
    pub fn http(&self) -> Option<SocketAddr> {
        self.http.as_ref().map(|served| served.addr)
    }

    /// Whether the gateway is connected, now and whenever that changes.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.gateway.connected()
    }

    /// Tells when the next timer is due, the next drill is held or the next post that had to pause is tried again.
    pub fn next_due(&self) -> Arc<dyn Fn() -> BoxFuture<'static, Option<At>> + Send + Sync> {
        let (store, drill) = (self.store.clone(), self.drill.clone());
        Arc::new(move || {
            let store = store.clone();
            let drill = drill.as_ref().map(|next| *next.borrow());
            async move {
                let looked = tokio::try_join!(
                    jobs::next_due(&store),
                    outbox::next_try(&store),
                    discord::next_look(&store)
                );
                match looked {
                    Ok((timer, post, look)) => {
                        timer.into_iter().chain(post).chain(look).chain(drill).min()
                    }
                    Err(error) => {
                        tracing::error!(error = %format!("{error:#}"), "what is due could not be read");
                        None
                    }
                }
            }
            .boxed()
        })
    }

    /// Whether all that had to happen by now has happened: no timer is due or being run, no post can be sent or is on its way.
    pub async fn settled(&self) -> anyhow::Result<bool> {
        let now = self.store.clock().now();
        if self
            .drill
            .as_ref()
            .is_some_and(|next| *next.borrow() <= now)
        {
            return Ok(false);
        }
        // Timers wish for looks, and what is seen arms timers: both are quiet only if they were twice.
        for _ in 0..2 {
            let look = discord::next_look(&self.store).await?;
            if look.is_some_and(|at| at <= now) || jobs::undone(&self.store).await? > 0 {
                return Ok(false);
            }
        }
        // Timers first: running one may queue posts, never the other way round within one look.
        Ok(jobs::undone(&self.store).await? == 0 && outbox::unsaid(&self.store).await? == 0)
    }

    /// Completes when the bot cannot go on: Discord ended the connection for good, or a loop ended.
    pub async fn ended(&self) {
        tokio::select! {
            () = self.gateway.ended().cancelled_owned() => {}
            () = self.stop.cancelled() => {}
        }
    }

    /// Finishes what is under way, at most ten seconds; what is not done is done after the next start.
    pub async fn stop(self) {
        let App {
            gateway,
            http,
            mut loops,
            stop,
            stop_http,
            ..
        } = self;
        let stopping = async {
            gateway.stop().await;
            stop.cancel();
            while loops.join_next().await.is_some() {}
            stop_http.cancel();
            if let Some(served) = http {
                served.ended().await;
            }
        };
        if tokio::time::timeout(STOP, stopping).await.is_err() {
            tracing::warn!("something took too long to finish; it is done after the next start");
        }
    }
}

/// A loop that ends although nobody stopped it takes the bot down, rather than leaving half of one.
async fn until_stopped(work: impl Future<Output = ()>, stop: CancellationToken) {
    let _stops_the_rest = stop.drop_guard();
    work.await;
}

/// The way mail goes out, if there is one.
fn mail(settings: &Settings) -> anyhow::Result<Option<Mail>> {
    if settings.smtp_url.is_empty() {
        return Ok(None);
    }
    let (url, from) = (settings.smtp_url.reveal(), settings.smtp_from.as_str());
    Mail::new(&MailSettings { url, from }).map(Some)
}

fn extend_catalogue(file: &Path) -> anyhow::Result<()> {
    let shown = file.display();
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("LIAISON_CATALOGUE: {shown} cannot be read"))?;
    core::catalogue::extend(&text)
        .map_err(|bad| anyhow::anyhow!("LIAISON_CATALOGUE: {shown}, {bad}"))
}

async fn open(settings: &Settings, clock: Arc<dyn Clock>) -> anyhow::Result<Store> {
    Store::open(settings.database_url.reveal(), clock)
        .await
        .context("DATABASE_URL: the database cannot be used")
}

/// Brings the schema up to date.
pub async fn migrate(options: Options) -> anyhow::Result<()> {
    open(&options.settings, options.clock).await.map(drop)
}

/// Writes a consistent copy of a SQLite database that may be in use.
pub async fn backup(options: Options, file: &Path) -> anyhow::Result<()> {
    let store = open(&options.settings, options.clock).await?;
    store.backup(file).await
}

/// Writes every table into `folder`, as CSV and as JSON; returns how many there are.
pub async fn export(options: Options, folder: &Path) -> anyhow::Result<usize> {
    let store = open(&options.settings, options.clock).await?;
    store.export(folder).await
}

/// One line of what [`check`] found.
pub struct Finding {
    pub good: bool,
    pub text: String,
}

impl Finding {
    fn right(text: impl Into<String>) -> Finding {
        Finding {
            good: true,
            text: text.into(),
        }
    }
    fn wrong(text: impl Into<String>) -> Finding {
        Finding {
            good: false,
            text: text.into(),
        }
    }
}

/// Looks at everything a bot needs, and says in a line each what is right, and what is wrong and what to do about it.
pub async fn check(options: Options) -> Vec<Finding> {
    let settings = &options.settings;
    let idle = settings.without_effect.iter();
    let mut found: Vec<Finding> = idle
        .map(|name| Finding::right(format!("{name} has no effect in this version")))
        .collect();
    if let Some(file) = &settings.catalogue {
        found.push(match extend_catalogue(file) {
            Ok(()) => Finding::right(format!("catalogue {}", file.display())),
            Err(error) => Finding::wrong(format!("{error:#}")),
        });
    }
    let store = open(settings, options.clock).await;
    found.push(match &store {
        Ok(_) => Finding::right("database answers, its schema is current"),
        Err(error) => Finding::wrong(format!("{error:#}")),
    });
    match mail(settings) {
        Ok(None) => {}
        Ok(Some(mail)) => found.push(match mail.answers().await {
            Ok(()) => Finding::right("the mail server of LIAISON_SMTP_URL takes us"),
            Err(why) => Finding::wrong(format!(
                "LIAISON_SMTP_URL: the mail server cannot be used: {why}"
            )),
        }),
        Err(error) => found.push(Finding::wrong(format!("{error:#}"))),
    }
    if let Err(wrong) = check_discord(settings, store.ok(), &mut found).await {
        found.push(Finding::wrong(wrong));
    }
    found
}

/// What has to be switched on for the application: messages are heard only if somebody watches for some.
async fn check_intents(rest: &Rest, store: &Store) -> Result<Finding, String> {
    let rules = discord::watched(store).await?;
    let may = discord::may_read(rest).await;
    let may = may.map_err(|error| format!("the application could not be looked at: {error}"))?;
    Ok(match (rules, may) {
        (0, _) => Finding::right("no privileged intent is needed: there is no watch rule"),
        (_, true) => Finding::right(format!(
            "watch rules: {rules}; Message Content Intent is switched on"
        )),
        (_, false) => Finding::wrong(format!(
            "watch rules: {rules}, and they hear nothing; switch on Message Content Intent on the Bot page of the developer portal"
        )),
    })
}

/// The token, and what the bot may do where it is. The error is what keeps it from looking further.
async fn check_discord(
    settings: &Settings,
    store: Option<Store>,
    found: &mut Vec<Finding>,
) -> Result<(), String> {
    if settings.discord_token.is_empty() {
        return Err(
            "DISCORD_TOKEN is not set; copy the token from the Bot page of the developer portal"
                .to_owned(),
        );
    }
    let api = &settings.discord_api_url;
    let rest = Rest::new(api, settings.discord_token.reveal());
    let rest = rest.map_err(|error| format!("{error:#}"))?;
    let application = discord::application(&rest)
        .await
        .map_err(|error| format!("{api} (DISCORD_API_URL) does not take DISCORD_TOKEN: {error}"))?;
    found.push(Finding::right("token is known to Discord"));
    let invite = discord::invite(api, application);
    // That it does not answer has been said.
    let Some(store) = store else { return Ok(()) };
    found.push(check_intents(&rest, &store).await?);
    let servers = discord::check(&rest, &store, Lang::En).await;
    let servers = servers.map_err(|error| format!("servers could not be looked at: {error}"))?;
    if servers.is_empty() {
        return Err(format!("the bot is in no server yet; invite it: {invite}"));
    }
    found.extend(servers.into_iter().map(|server| {
        if server.missing.is_empty() {
            return Finding::right(format!("{}: all permissions", server.place));
        }
        Finding::wrong(format!(
            "{}: the bot lacks {}; allow them in the server's settings, or invite it anew: {invite}",
            server.place,
            server.missing.join(", ")
        ))
    }));
    Ok(())
}
