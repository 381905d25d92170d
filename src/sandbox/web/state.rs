//! What the page reads when it opens: who is there, where, and what can be done.

use std::collections::HashMap;

use axum::Json;
use axum::extract::Query;
use axum::extract::State;
use serde_json::Value;
use serde_json::json;

use crate::sandbox::Server;
use crate::sandbox::model::Channel;
use crate::sandbox::model::Model;
use crate::sandbox::model::objects;
use crate::sandbox::model::perms;
use crate::sandbox::people::actor;
use crate::sandbox::people::options;

/// How many of a channel's messages are looked at for what is unread.
const LOOKED_AT: usize = 60;

type Asked = Query<HashMap<String, String>>;

fn number(q: &HashMap<String, String>, key: &str) -> u64 {
    q.get(key).and_then(|v| v.parse().ok()).unwrap_or(0)
}

/// Everything but the messages.
pub(crate) async fn state(State(server): State<Server>, Query(q): Asked) -> Json<Value> {
    let asked = number(&q, "as");
    let options = &server.0.options;
    let tips: Vec<Value> = options
        .tips
        .iter()
        .map(|(en, zh)| json!({"en": en, "zh": zh}))
        .collect();
    let mut told = server.with(|m| {
        let people = || m.users.values().filter(|u| !u.bot);
        let me = people().find(|u| u.id == asked).or_else(|| first_person(m));
        whole(m, me.map_or(0, |u| u.id))
    });
    told["now_ms"] = json!(options.clock.now().0);
    told["running"] = json!(options.hand.is_none() || moves(&server).await);
    told["movable"] = json!(options.hand.is_some());
    told["connected"] = json!(server.connected());
    told["tips"] = json!(tips);
    told["outside"] = json!(server.offered());
    Json(told)
}

/// Somebody other than a server's owner, who is only there because there must be one.
fn first_person(m: &Model) -> Option<&crate::sandbox::model::User> {
    let owner = |id: u64| m.guilds.values().any(|g| g.owner == id);
    let mut people = m.users.values().filter(|u| !u.bot);
    people
        .clone()
        .find(|u| !owner(u.id))
        .or_else(|| people.next())
}

/// Whether the clock runs by itself.
async fn moves(server: &Server) -> bool {
    let before = server.0.options.clock.now();
    tokio::time::sleep(std::time::Duration::from_millis(3)).await;
    server.0.options.clock.now() != before
}

fn whole(m: &Model, me: u64) -> Value {
    let Some(guild) = m.first_guild().and_then(|g| m.guilds.get(&g)) else {
        return json!({"me": null, "users": [], "channels": [], "dms": [], "commands": [], "roles": []});
    };
    let users: Vec<Value> = m
        .users
        .values()
        .filter(|u| u.id != guild.owner)
        .map(|u| {
            let roles = guild
                .members
                .get(&u.id)
                .map(|x| x.roles.clone())
                .unwrap_or_default();
            let color = roles
                .iter()
                .filter_map(|r| guild.roles.get(r))
                .map(|r| r.color)
                .find(|c| *c != 0);
            let manages = m.guild_permissions(guild.id, u.id) & perms::MANAGE_GUILD != 0;
            json!({"id": u.id.to_string(), "name": u.name, "bot": u.bot, "locale": u.locale,
                "color": color.map(|c| format!("#{c:06x}")), "manage_guild": manages,
                "roles": roles.iter().map(u64::to_string).collect::<Vec<_>>(),
                "dms_open": u.dms_open, "member": guild.members.contains_key(&u.id)})
        })
        .collect();
    let visible = |c: &&Channel| m.permissions(c.id, me) & perms::VIEW_CHANNEL != 0;
    let mut channels: Vec<&Channel> = m
        .channels
        .values()
        .filter(|c| c.guild == Some(guild.id))
        .filter(visible)
        .collect();
    channels.sort_by_key(|c| (c.position, c.id));
    let dm = m.users.get(&me).and_then(|u| u.dm);
    json!({
        "me": me.to_string(), "users": users,
        "guild": {"id": guild.id.to_string(), "name": guild.name},
        "roles": guild.roles.values().map(objects::role).collect::<Vec<_>>(),
        "channels": channels.iter().map(|c| channel(m, c, me)).collect::<Vec<_>>(),
        "dms": dm.iter().filter_map(|d| m.channels.get(d)).map(|d| direct(m, d, me)).collect::<Vec<_>>(),
        "commands": commands(m, me, &channels, guild.id),
    })
}

/// The commands a person is offered here or in a direct conversation.
fn commands(m: &Model, me: u64, channels: &[&Channel], guild: u64) -> Vec<Value> {
    let Some(channel) = channels.iter().find(|c| c.kind == 0) else {
        return m.commands.values().map(|c| c.body.clone()).collect();
    };
    let actor = actor(m, me, channel.id);
    options::visible(m, &actor, Some(guild))
        .into_iter()
        .cloned()
        .collect()
}

fn direct(m: &Model, c: &Channel, me: u64) -> Value {
    let mut told = json!({"id": c.id.to_string(), "with": m.bot.to_string()});
    news(m, c, me, &mut told);
    told
}

/// What others wrote last in a channel, and which of the last messages a person was pinged by.
fn news(m: &Model, c: &Channel, me: u64, told: &mut Value) {
    let of_others = || {
        let last = c.messages.iter().rev().take(LOOKED_AT);
        last.filter_map(|id| m.messages.get(id))
            .filter(|x| x.author != me && x.only_for.is_none_or(|u| u == me))
    };
    let pings = of_others().filter(|x| c.recipient.is_some() || x.pinged.contains(&me));
    told["last"] = json!(of_others().next().map(|x| x.id.to_string()));
    told["pings"] = pings.map(|x| x.id.to_string()).collect();
}

fn channel(m: &Model, c: &Channel, me: u64) -> Value {
    let mut told = m.channel(c);
    news(m, c, me, &mut told);
    if c.is_thread() {
        told["message_id"] = json!(c.id.to_string());
    }
    told
}

/// The messages of a channel as a person sees them.
pub(crate) async fn messages(State(server): State<Server>, Query(q): Asked) -> Json<Value> {
    let all = server.messages(number(&q, "channel"), number(&q, "as"));
    let late = all.len().saturating_sub(200);
    Json(json!({"messages": all.get(late..).unwrap_or_default()}))
}
