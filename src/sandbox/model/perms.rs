//! Rights: what a member may do in a channel, by Discord's rules.

use crate::sandbox::model::Model;

pub(crate) const KICK_MEMBERS: u64 = 1 << 1;
pub(crate) const ADMINISTRATOR: u64 = 1 << 3;
pub(crate) const MANAGE_CHANNELS: u64 = 1 << 4;
pub(crate) const MANAGE_GUILD: u64 = 1 << 5;
pub(crate) const ADD_REACTIONS: u64 = 1 << 6;
pub(crate) const VIEW_CHANNEL: u64 = 1 << 10;
pub(crate) const SEND_MESSAGES: u64 = 1 << 11;
pub(crate) const MANAGE_MESSAGES: u64 = 1 << 13;
pub(crate) const EMBED_LINKS: u64 = 1 << 14;
pub(crate) const ATTACH_FILES: u64 = 1 << 15;
pub(crate) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(crate) const MENTION_EVERYONE: u64 = 1 << 17;
pub(crate) const MANAGE_ROLES: u64 = 1 << 28;
pub(crate) const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub(crate) const MANAGE_THREADS: u64 = 1 << 34;
pub(crate) const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub(crate) const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
pub(crate) const SEND_IN_THREADS: u64 = 1 << 38;

/// What everybody may do in a new server.
pub(crate) const EVERYONE: u64 = ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_IN_THREADS;

/// What a bot is commonly invited with.
pub(crate) const BOT: u64 =
    EVERYONE | MANAGE_CHANNELS | MANAGE_ROLES | MANAGE_MESSAGES | MANAGE_THREADS | MENTION_EVERYONE;

const ALL: u64 = (1 << 53) - 1;

impl Model {
    /// What a member may do in the whole server.
    pub(crate) fn guild_permissions(&self, guild: u64, user: u64) -> u64 {
        let Some(g) = self.guilds.get(&guild) else {
            return 0;
        };
        if g.owner == user {
            return ALL;
        }
        let Some(member) = g.members.get(&user) else {
            return 0;
        };
        let mut bits = g.roles.get(&guild).map_or(0, |r| r.permissions);
        for role in &member.roles {
            bits |= g.roles.get(role).map_or(0, |r| r.permissions);
        }
        if bits & ADMINISTRATOR != 0 { ALL } else { bits }
    }

    /// What a member may do in a channel; a thread has the rights of the channel it hangs under, and a private one only for
    /// those who were let in or may manage threads.
    pub(crate) fn permissions(&self, channel: u64, user: u64) -> u64 {
        let bits = self.permissions_around(channel, user);
        let outside = self.channels.get(&channel).is_some_and(|c| {
            c.is_private_thread() && !c.members.contains(&user) && c.owner != Some(user)
        });
        if outside && bits & MANAGE_THREADS == 0 {
            return 0;
        }
        bits
    }

    fn permissions_around(&self, channel: u64, user: u64) -> u64 {
        let Some(mut c) = self.channels.get(&channel) else {
            return 0;
        };
        let Some(guild) = c.guild else {
            let own = user == self.bot || c.recipient == Some(user);
            return if own { ALL } else { 0 };
        };
        if c.is_thread() {
            match c.parent.and_then(|p| self.channels.get(&p)) {
                Some(parent) => c = parent,
                None => return 0,
            }
        }
        let base = self.guild_permissions(guild, user);
        if base == ALL || base == 0 {
            return base;
        }
        let roles = self
            .guilds
            .get(&guild)
            .and_then(|g| g.members.get(&user))
            .map(|m| m.roles.as_slice())
            .unwrap_or_default();
        let mut bits = base;
        for o in c.overwrites.iter().filter(|o| o.id == guild) {
            bits = (bits & !o.deny) | o.allow;
        }
        let (mut allow, mut deny) = (0, 0);
        for o in c
            .overwrites
            .iter()
            .filter(|o| o.kind == 0 && roles.contains(&o.id))
        {
            allow |= o.allow;
            deny |= o.deny;
        }
        bits = (bits & !deny) | allow;
        for o in c.overwrites.iter().filter(|o| o.kind == 1 && o.id == user) {
            bits = (bits & !o.deny) | o.allow;
        }
        if bits & VIEW_CHANNEL == 0 { 0 } else { bits }
    }
}
