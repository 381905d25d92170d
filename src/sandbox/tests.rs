//! A real client against the local Discord.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use serde_json::json;
use serenity::all as s;
use tokio::sync::mpsc;

use crate::clock::At;
use crate::clock::HandClock;
use crate::clock::Span;
use crate::sandbox::Fault;
use crate::sandbox::Limits;
use crate::sandbox::Options;
use crate::sandbox::Outcome;
use crate::sandbox::Server;
use crate::sandbox::load;

pub(super) const PATIENCE: Duration = Duration::from_secs(5);

pub(super) struct Scene {
    pub(super) server: Server,
    pub(super) clock: Arc<HandClock>,
    pub(super) mei: u64,
    pub(super) ops: u64,
}

pub(super) async fn scene(limits: Limits) -> Scene {
    let clock = Arc::new(HandClock::standing(At(1_767_230_000_000)));
    let server = Server::start(Options {
        addr: "127.0.0.1:0".parse().unwrap(),
        clock: clock.clone(),
        hand: Some(clock.clone()),
        token: "secret".to_owned(),
        limits,
        next_due: None,
        data: None,
        tips: Vec::new(),
    })
    .await
    .unwrap();
    server.add_guild("Works", "en-US");
    let mei = server.add_user("Mei", "zh-CN", true);
    let ops = server.add_channel("ops");
    Scene {
        server,
        clock,
        mei,
        ops,
    }
}

/// What the bot under test notices.
pub(super) enum Noticed {
    Ready(usize),
    Resumed,
}

struct Handler(mpsc::UnboundedSender<Noticed>);

#[s::async_trait]
impl s::EventHandler for Handler {
    async fn guild_create(&self, _: s::Context, guild: s::Guild, _: Option<bool>) {
        self.0.send(Noticed::Ready(guild.channels.len())).unwrap();
    }
    async fn resume(&self, _: s::Context, _: s::ResumedEvent) {
        self.0.send(Noticed::Resumed).unwrap();
    }
    async fn interaction_create(&self, ctx: s::Context, i: s::Interaction) {
        match i {
            s::Interaction::Command(c) => command(&ctx, &c).await,
            s::Interaction::Autocomplete(c) => {
                let list = s::CreateAutocompleteResponse::new().add_string_choice("One", "1");
                let answer = s::CreateInteractionResponse::Autocomplete(list);
                c.create_response(&ctx.http, answer).await.unwrap();
            }
            s::Interaction::Component(c) => {
                let text = format!("chosen {:?}", c.data.kind);
                let edit = s::CreateInteractionResponseMessage::new().content(text);
                let answer = s::CreateInteractionResponse::UpdateMessage(edit);
                c.create_response(&ctx.http, answer).await.unwrap();
            }
            s::Interaction::Modal(m) => {
                let s::ActionRowComponent::InputText(t) = &m.data.components[0].components[0]
                else {
                    panic!("no input");
                };
                let said = s::CreateInteractionResponseMessage::new()
                    .content(t.value.clone().unwrap())
                    .ephemeral(true);
                let answer = s::CreateInteractionResponse::Message(said);
                m.create_response(&ctx.http, answer).await.unwrap();
            }
            _ => panic!("something else"),
        }
    }
}

async fn command(ctx: &s::Context, c: &s::CommandInteraction) {
    let options = c.data.options();
    let what = match options.first().map(|o| &o.value) {
        Some(s::ResolvedValue::String(t)) => (*t).to_owned(),
        Some(s::ResolvedValue::User(u, m)) => {
            assert!(m.is_some());
            u.global_name.clone().unwrap()
        }
        _ => c.data.name.clone(),
    };
    if what == "late" {
        c.defer_ephemeral(&ctx.http).await.unwrap();
        let edit = s::EditInteractionResponse::new().content("at last");
        c.edit_response(&ctx.http, edit).await.unwrap();
        return;
    }
    if what == "silent" {
        return;
    }
    if what == "form" {
        let input = s::CreateInputText::new(s::InputTextStyle::Short, "Words", "w").value("old");
        let row = vec![s::CreateActionRow::InputText(input)];
        let form = s::CreateModal::new("f", "Form").components(row);
        let answer = s::CreateInteractionResponse::Modal(form);
        c.create_response(&ctx.http, answer).await.unwrap();
        return;
    }
    let embed = s::CreateEmbed::new()
        .title(what)
        .description("d")
        .field("a", "b", true);
    let said = s::CreateInteractionResponseMessage::new()
        .embed(embed)
        .button(s::CreateButton::new("go:1").label("Go"));
    let answer = s::CreateInteractionResponse::Message(said);
    c.create_response(&ctx.http, answer).await.unwrap();
}

fn http(server: &Server) -> s::Http {
    s::HttpBuilder::new(server.token())
        .proxy(server.base_url())
        .ratelimiter_disabled(true)
        .application_id(server.application().into())
        .build()
}

pub(super) async fn bot(scene: &Scene) -> mpsc::UnboundedReceiver<Noticed> {
    let (out, mut noticed) = mpsc::unbounded_channel();
    let http = http(&scene.server);
    let option = |k, n: &str| s::CreateCommandOption::new(k, n, "what");
    let say = s::CreateCommand::new("say")
        .description("Say")
        .name_localized("zh-CN", "说")
        .default_member_permissions(s::Permissions::MANAGE_GUILD)
        .add_option(option(s::CommandOptionType::String, "text").set_autocomplete(true))
        .add_option(option(s::CommandOptionType::User, "who"));
    let quote = s::CreateCommand::new("Quote").kind(s::CommandType::Message);
    http.create_global_commands(&vec![say, quote])
        .await
        .unwrap();
    let mut client = s::ClientBuilder::new_with_http(http, s::GatewayIntents::GUILDS)
        .event_handler(Handler(out))
        .await
        .unwrap();
    tokio::spawn(async move { client.start().await.unwrap() });
    match tokio::time::timeout(PATIENCE, noticed.recv())
        .await
        .unwrap()
    {
        Some(Noticed::Ready(channels)) => assert_eq!(channels, 1),
        _ => panic!("not ready"),
    }
    noticed
}

fn message(outcome: Outcome) -> (bool, Value) {
    match outcome {
        Outcome::Message { ephemeral, message } => (ephemeral, message),
        other => panic!("{other:?}"),
    }
}

fn id(v: &Value) -> u64 {
    v["id"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_real_client_answers_commands_buttons_forms_and_completions() {
    let scene = scene(Limits::Generous).await;
    let Scene {
        server, mei, ops, ..
    } = &scene;
    let _noticed = bot(&scene).await;

    let (private, said) = message(server.slash(*mei, *ops, "/say text:hello there").await);
    assert_eq!(
        (private, &said["embeds"][0]["title"]),
        (false, &json!("hello there"))
    );
    let (_, named) = message(server.slash(*mei, *ops, "/说 who:@Mei").await);
    assert_eq!(named["embeds"][0]["title"], "Mei");

    let Outcome::Update { message: edited } = server.click(*mei, id(&said), "go:1").await else {
        panic!("not an update");
    };
    assert_eq!(edited["content"], "chosen Button");
    assert_eq!(server.messages(*ops, *mei).len(), 2);

    let Outcome::Choices { choices } = server.autocomplete(*mei, *ops, "/say text:o", "text").await
    else {
        panic!("no choices");
    };
    assert_eq!(choices[0]["value"], "1");

    let Outcome::Modal { modal } = server.slash(*mei, *ops, "/say text:form").await else {
        panic!("no form");
    };
    let values = json!({"w": "new"}).as_object().unwrap().clone();
    let (private, answer) = message(server.submit(*mei, id(&modal), &values).await);
    assert_eq!((private, &answer["content"]), (true, &json!("new")));

    let late = server.slash(*mei, *ops, "/say text:late").await;
    let (private, answer) = message(server.settled(late, PATIENCE).await);
    assert_eq!((private, &answer["content"]), (true, &json!("at last")));
    let li = server.add_user("Li", "en-US", false);
    let seen = server.messages(*ops, li).len();
    assert_eq!(
        server.messages(*ops, *mei).len(),
        seen + 2,
        "private answers are private"
    );
    assert!(matches!(
        server.slash(li, *ops, "/say").await,
        Outcome::Failed { .. }
    ));

    let (_, quoted) = message(server.context(*mei, id(&said), "Quote").await);
    assert_eq!(quoted["embeds"][0]["title"], "Quote");
    assert!(server.violations().is_empty(), "{:?}", server.violations());
}

#[tokio::test]
async fn a_cut_gateway_is_resumed_and_what_was_missed_comes() {
    let scene = scene(Limits::Generous).await;
    let mut noticed = bot(&scene).await;
    let Scene {
        server, mei, ops, ..
    } = &scene;
    server.cut_gateway();
    // Nobody is connected now; what happens meanwhile is kept for the resume.
    let waiting = server.slash(*mei, *ops, "/say text:missed").await;
    let (_, said) = message(waiting);
    assert_eq!(said["embeds"][0]["title"], "missed");
    let resumed = tokio::time::timeout(PATIENCE, noticed.recv())
        .await
        .unwrap();
    assert!(matches!(resumed, Some(Noticed::Resumed)));
    server.invalidate_sessions();
    let again = tokio::time::timeout(Duration::from_secs(15), noticed.recv())
        .await
        .unwrap();
    assert!(matches!(again, Some(Noticed::Ready(1))));
    assert!(server.violations().is_empty(), "{:?}", server.violations());
}

async fn raw(server: &Server, method: &str, path: &str, body: Value) -> reqwest::Response {
    let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
    reqwest::Client::new()
        .request(method, format!("{}/api/v10{path}", server.base_url()))
        .header("authorization", format!("Bot {}", server.token()))
        .json(&body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn what_comes_too_fast_is_refused_with_the_headers_discord_sends() {
    let Scene { server, ops, .. } = scene(Limits::Discord).await;
    let path = format!("/channels/{ops}/messages");
    for left in (0..5).rev() {
        let ok = raw(&server, "POST", &path, json!({"content": "x"})).await;
        assert_eq!(ok.status(), 200);
        assert_eq!(
            ok.headers()["x-ratelimit-remaining"],
            left.to_string().as_str()
        );
        assert_eq!(ok.headers()["x-ratelimit-limit"], "5");
        assert!(ok.headers().contains_key("x-ratelimit-bucket"));
    }
    let no = raw(&server, "POST", &path, json!({"content": "x"})).await;
    assert_eq!(no.status(), 429);
    assert_eq!(no.headers()["x-ratelimit-scope"], "user");
    let body: Value = no.json().await.unwrap();
    let wait = body["retry_after"].as_f64().unwrap();
    assert!(
        wait > 0.0 && wait <= 5.0 && body["global"] == false,
        "{body}"
    );
    let other = server.add_channel("other");
    let path = format!("/channels/{other}/messages");
    let ok = raw(&server, "POST", &path, json!({"content": "x"})).await;
    assert_eq!(ok.status(), 200, "another channel has a bucket of its own");
}

#[tokio::test]
async fn what_discord_refuses_is_refused_with_its_code() {
    let Scene {
        server,
        clock,
        mei,
        ops,
    } = scene(Limits::Generous).await;
    let create = format!("/channels/{ops}/messages");
    let long = "x".repeat(2_001);
    let embed = |n: usize| json!({"description": "x".repeat(n)});
    let button = |id: &str| json!({"type": 2, "style": 1, "label": "l", "custom_id": id});
    let row = |of: Vec<Value>| json!({"components": [{"type": 1, "components": of}]});
    let dm = raw(
        &server,
        "POST",
        "/users/@me/channels",
        json!({"recipient_id": mei.to_string()}),
    );
    let dm: Value = dm.await.json().await.unwrap();
    let to_dm = format!("/channels/{}/messages", dm["id"].as_str().unwrap());
    server.close_dms(mei);
    let quiet = server.add_channel("quiet");
    server.deny_bot(quiet, 1 << 11);
    let hidden = server.add_channel("hidden");
    server.deny_bot(hidden, 1 << 10);
    let (quiet, hidden) = (
        format!("/channels/{quiet}/messages"),
        format!("/channels/{hidden}/messages"),
    );
    let text = json!({"content": "x"});
    for (path, body, status, code) in [
        (create.as_str(), json!({"content": long}), 400, 50_035),
        (&create, json!({"content": "x", "colour": 1}), 400, 50_035),
        (&create, json!({}), 400, 50_006),
        (
            &create,
            json!({"embeds": [embed(4_096), embed(1_905)]}),
            400,
            50_035,
        ),
        (&create, row(vec![button("a"), button("a")]), 400, 50_035),
        (
            &create,
            row((0..6).map(|n| button(&n.to_string())).collect()),
            400,
            50_035,
        ),
        (&to_dm, text.clone(), 403, 50_007),
        (&quiet, text.clone(), 403, 50_013),
        (&hidden, text.clone(), 403, 50_001),
        ("/channels/1/messages", text.clone(), 404, 10_003),
        ("/nowhere", text.clone(), 404, 0),
    ] {
        let answer = raw(&server, "POST", path, body.clone()).await;
        let got = (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap(),
        );
        assert_eq!(
            (got.0, got.1["code"].as_u64()),
            (status, Some(code)),
            "{path} {body} {}",
            got.1
        );
    }
    assert_eq!(server.take_violations().len(), 7);
    let once = json!({"content": "x", "nonce": "n1", "enforce_nonce": true});
    server.fail(1, Some("POST"), "/channels/*/messages", Fault::AnswerLost);
    let url = format!("{}/api/v10{create}", server.base_url());
    let lost = reqwest::Client::new()
        .post(&url)
        .header("authorization", "Bot secret")
        .json(&once);
    assert!(lost.send().await.is_err(), "the answer was lost");
    let first: Value = raw(&server, "POST", &create, once.clone())
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        server.messages(ops, mei).len(),
        1,
        "and nothing was posted twice"
    );
    clock.advance(Span::minutes(6));
    let later: Value = raw(&server, "POST", &create, once)
        .await
        .json()
        .await
        .unwrap();
    assert_ne!(first["id"], later["id"]);
}

#[tokio::test]
async fn allowed_mentions_decide_who_is_pinged() {
    let Scene {
        server, mei, ops, ..
    } = scene(Limits::Generous).await;
    let path = format!("/channels/{ops}/messages");
    let content = format!("<@{mei}> @everyone");
    for (allowed, pinged) in [
        (json!({"parse": []}), 0),
        (json!({"parse": [], "users": [mei.to_string()]}), 1),
        (json!({"parse": ["users"]}), 2),
    ] {
        let body = json!({"content": content, "allowed_mentions": allowed});
        assert_eq!(raw(&server, "POST", &path, body).await.status(), 200);
        assert_eq!(server.pings(mei).len(), pinged, "{allowed}");
    }
}

#[tokio::test]
async fn two_hundred_people_are_served() {
    let scene = scene(Limits::Generous).await;
    let _noticed = bot(&scene).await;
    let server = &scene.server;
    let users = (0..200)
        .map(|n| server.add_user(&format!("P{n}"), "en-US", true))
        .collect();
    let measured = load::run(
        server,
        &load::Load {
            users,
            channel: scene.ops,
            command: "/say text:hi {n}".to_owned(),
            lasting: Duration::from_millis(500),
        },
    )
    .await;
    assert_eq!(measured.failed, 0, "{measured:?}");
    assert!(measured.answered >= 200, "{measured:?}");
    println!("{measured:?}");
}

#[tokio::test]
async fn what_is_kept_in_a_folder_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        Server::start(Options {
            addr: "127.0.0.1:0".parse().unwrap(),
            clock: Arc::new(HandClock::standing(At(1_767_230_000_000))),
            hand: None,
            token: "secret".to_owned(),
            limits: Limits::Generous,
            next_due: None,
            data: Some(folder.path().to_owned()),
            tips: Vec::new(),
        })
    };
    let server = start().await.unwrap();
    server.add_guild("Works", "en-US");
    let mei = server.add_user("Mei", "zh-CN", true);
    let ops = server.add_channel("ops");
    server.say(mei, ops, "kept").unwrap();
    server.stop().await.unwrap();
    let again = start().await.unwrap();
    assert_eq!(again.messages(ops, mei)[0]["content"], "kept");
    assert!(again.add_channel("new") > ops);
}

#[tokio::test]
async fn threads_files_roles_and_trouble_work_for_a_real_client() {
    let Scene {
        server, mei, ops, ..
    } = scene(Limits::Generous).await;
    let http = http(&server);
    let channel = s::ChannelId::new(ops);
    let file = s::CreateAttachment::bytes(vec![1, 2, 3], "a.png");
    let embed = s::CreateEmbed::new().title("t").attachment("a.png");
    let new = s::CreateMessage::new().embed(embed).add_file(file);
    let sent: Value = {
        let files = vec![s::CreateAttachment::bytes(vec![1, 2, 3], "a.png")];
        let message = http.send_message(channel, files, &new).await.unwrap();
        serde_json::to_value(message).unwrap()
    };
    let picture = sent["embeds"][0]["image"]["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        reqwest::get(picture)
            .await
            .unwrap()
            .bytes()
            .await
            .unwrap()
            .as_ref(),
        [1, 2, 3]
    );
    let message = s::MessageId::new(id(&sent));
    let thread = s::CreateThread::new("talk");
    let thread = channel
        .create_thread_from_message(&http, message, thread)
        .await
        .unwrap();
    assert_eq!(
        (thread.id.get(), thread.parent_id),
        (message.get(), Some(channel))
    );
    let archive = s::EditThread::new().archived(true);
    thread.id.edit_thread(&http, archive).await.unwrap();
    channel.create_reaction(&http, message, '👍').await.unwrap();

    let guild = s::GuildId::new(server.guilds()[0]);
    let role = guild
        .create_role(&http, s::EditRole::new().name("ops").mentionable(true))
        .await
        .unwrap();
    http.add_member_role(guild, mei.into(), role.id, None)
        .await
        .unwrap();
    assert_eq!(guild.member(&http, mei).await.unwrap().roles.len(), 2);
    let made = s::CreateChannel::new("it desk")
        .topic("x")
        .permissions(Vec::new());
    let made = guild.create_channel(&http, made).await.unwrap();
    assert_eq!(made.name, "it-desk");
    assert_eq!(guild.channels(&http).await.unwrap().len(), 2);
    assert!(
        guild.members(&http, None, None).await.is_err(),
        "no intent, no list"
    );
    guild.to_partial_guild(&http).await.unwrap();
    http.get_current_application_info().await.unwrap();
    let edit = s::EditMessage::new().content("edited");
    channel.edit_message(&http, message, edit).await.unwrap();
    server.fail(1, None, "/channels/*", Fault::Status(503));
    assert!(channel.delete_message(&http, message).await.is_err());
    channel.delete_message(&http, message).await.unwrap();
    made.delete(&http).await.unwrap();
    let dm = s::UserId::new(mei).create_dm_channel(&http).await.unwrap();
    let hello = s::CreateMessage::new().content("hi");
    http.send_message(dm.id, Vec::new(), &hello).await.unwrap();
    assert_eq!(server.dms(mei).len(), 1);
    assert!(server.violations().is_empty(), "{:?}", server.violations());
}

#[tokio::test]
async fn an_interaction_is_answered_once_in_time_and_while_its_token_lives() {
    let scene = scene(Limits::Generous).await;
    let _noticed = bot(&scene).await;
    let Scene {
        server,
        clock,
        mei,
        ops,
    } = &scene;
    let callback = || {
        server.with(|m| {
            let token = m.interaction_order.back().unwrap().clone();
            let id = m.interactions[&token].id;
            (
                format!("/interactions/{id}/{token}/callback"),
                format!("/webhooks/{}/{token}", m.app),
            )
        })
    };
    let code = |r: reqwest::Response| async { r.json::<Value>().await.unwrap()["code"].as_u64() };
    let answer = json!({"type": 4, "data": {"content": "x"}});

    message(server.slash(*mei, *ops, "/say text:x").await);
    let (path, hook) = callback();
    assert_eq!(
        code(raw(server, "POST", &path, answer.clone()).await).await,
        Some(40_060)
    );
    let more = json!({"content": "more"});
    assert_eq!(raw(server, "POST", &hook, more.clone()).await.status(), 200);
    let original = format!("{hook}/messages/@original");
    assert_eq!(
        raw(server, "PATCH", &original, more.clone()).await.status(),
        200
    );
    clock.advance(Span::minutes(16));
    assert_eq!(
        code(raw(server, "POST", &hook, more).await).await,
        Some(50_027)
    );

    let silent = server.slash(*mei, *ops, "/say text:silent").await;
    assert!(matches!(silent, Outcome::Failed { .. }));
    let (path, _) = callback();
    assert_eq!(
        code(raw(server, "POST", &path, answer).await).await,
        Some(10_062)
    );
    let found = server.take_violations();
    assert_eq!(found.len(), 4, "{found:?}");
}
