// The page: what is known, the stream of what happens, and what the pieces need of each other.
import { t, setLocale, named } from '/words.js';
import { el, dayOf, formatTime, relative } from '/text.js';
import { followsOn, menuItems, messageNode } from '/messages.js';
import { hideMenu, openForm, showKeys, showMenu, showPicture, toast } from '/overlays.js';
import { begin, drawPeople, drawSide, isUnread, markOf, markRead } from '/side.js';
import { composer } from '/composer.js';
import { drawOutside, flip } from '/outside.js';

const $ = (id) => document.getElementById(id);
const hash = new URLSearchParams(location.hash.slice(1));
const spoken = navigator.language.startsWith('zh') ? 'zh-CN' : 'en-US';
const state = {
  me: hash.get('as') ?? '', locale: hash.get('lang') ?? spoken, channel: hash.get('in') ?? '', users: [], roles: [], channels: [], dms: [],
  commands: [], messages: [], dismissed: new Set(), fresh: '', skew: 0, standing: 0,
};
const app = { state, post, toast, outcome, placeName, direct: () => state.dms.some((d) => d.id === state.channel) };
let stream = null, loading = 0, waiting = 0;

async function post(path, body, thinking = false) {
  if (thinking) pending(1);
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: state.me, locale: state.locale, ...body }) });
    return await answer.json();
  } catch { toast(t('lost')); return { error: t('lost') }; } finally { if (thinking) pending(-1); }
}

// Says that the bot has been asked something and has not answered yet: requests, and answers put off.
let thinks = 0;
const putOff = new Set();
function pending(step) {
  waiting += step;
  clearTimeout(thinks);
  const told = () => { $('pending').textContent = waiting || putOff.size ? t('thinking', bot().name) : ''; };
  if (waiting || putOff.size) thinks = setTimeout(told, 400); else told();
}
function promised(interaction) {
  putOff.add(interaction);
  pending(0);
  setTimeout(() => kept(interaction), 15_000);
}
function kept(interaction) {
  if (putOff.delete(interaction)) pending(0);
}

const now = () => state.standing || Date.now() + state.skew;
const user = (id) => state.users.find((u) => u.id === id);
const bot = () => state.users.find((u) => u.bot) ?? { id: '0', name: '', bot: true };
const place = (id) => state.channels.find((c) => c.id === id) ?? state.dms.find((c) => c.id === id);
const context = {
  get me() { return state.me; },
  get myRoles() { return user(state.me)?.roles ?? []; },
  get all() { return state; },
  user: (id) => user(id)?.name ?? t('unknown'),
  role: (id) => state.roles.find((r) => r.id === id)?.name ?? t('unknown'),
  channel: (id) => state.channels.find((c) => c.id === id)?.name ?? t('unknown'),
  message: (id) => state.messages.find((m) => m.id === id),
  person: (author) => ({ id: author.id, bot: author.bot, name: user(author.id)?.name ?? author.global_name ?? author.username, color: user(author.id)?.color }),
  // A command's name in the chosen language.
  command(path) {
    const menu = state.commands.find((c) => c.type > 1 && c.name === path);
    if (menu) return named(menu);
    let level = state.commands;
    return '/' + path.split(' ').map((word) => {
      const found = level.find((c) => c.name === word);
      level = found?.options ?? [];
      return found ? named(found) : word;
    }).join(' ');
  },
  open: (id, message) => openChannel(id, message),
  type: (text) => box.type(text),
  now,
};
const act = {
  async click(message, customId, values, node) {
    node.disabled = true;
    const answer = await post('/web/click', { message: message.id, custom_id: customId, values: values ?? undefined }, true);
    node.disabled = false;
    if (node.tagName === 'SELECT') node.selectedIndex = [...node.options].findIndex((o) => o.defaultSelected);
    outcome(answer);
  },
  dismiss(message) {
    state.dismissed.add(message.id);
    state.messages = state.messages.filter((m) => m.id !== message.id);
    draw(true);
    $('box').focus();
  },
  menu(message, x, y) {
    const items = menuItems(state.commands, 3).map((c) => [c.label, async () => outcome(await post('/web/context', { name: c.name, message: message.id }, true))]);
    items.push([t('copy'), () => navigator.clipboard?.writeText(message.content || [message.embeds?.[0]?.title, message.embeds?.[0]?.description].filter(Boolean).join('\n'))]);
    showMenu(items.length > 1 ? t('apps') : '', items, x, y);
  },
  picture: showPicture,
};

function personMenu(u, x, y) {
  const items = menuItems(state.commands, 2).map((c) => [c.label, async () => outcome(await post('/web/context', { name: c.name, user: u.id, channel: state.channel }, true))]);
  if (!u.bot && u.id !== state.me) items.unshift([t('be'), () => become(u.id)]);
  // To see what a bot does about it.
  if (!u.bot && u.member) items.push([t(u.dms_open ? 'shutdms' : 'opendms'), () => post('/web/directs', { user: u.id, open: !u.dms_open }), 'menu-directs']);
  items.push([t('mention'), () => box.type(`${$('box').value}@${u.name} `)]);
  showMenu(u.name, items, x, y);
}

// What came of a command, button or form.
function outcome(answer, retry) {
  const failed = answer?.kind === 'failed' || answer?.error;
  if (answer?.kind === 'modal') openForm(answer.modal, bot(), submit(answer.modal));
  else if (answer?.kind === 'deferred') promised(answer.interaction);
  else if (failed) {
    toast(answer.error || t('failed'));
    if (retry) box.type(retry);
  }
  if (answer?.message?.id) received({ type: 'message', channel: answer.message.channel_id, message: answer.message });
}
const submit = (modal) => async (values) => {
  const answer = await post('/web/submit', { modal: modal.id, values }, true);
  if (answer.kind === 'failed' || answer.error) return answer.error || t('failed');
  outcome(answer);
  return '';
};

function placeName() {
  const channel = state.channels.find((c) => c.id === state.channel);
  const direct = state.dms.find((d) => d.id === state.channel);
  return channel ? (channel.type >= 10 ? channel.name : `#${channel.name}`) : direct ? `@${user(direct.with)?.name ?? ''}` : '';
}

function side() {
  const pings = drawSide(state, (id) => openChannel(id));
  document.title = `${pings ? `(${pings}) ` : ''}${placeName()} · ${state.guild?.name ?? 'Sandbox'}`;
}

function header() {
  const channel = place(state.channel);
  const direct = app.direct();
  const thread = channel?.type >= 10;
  $('sign').textContent = direct ? '@' : channel?.type === 12 ? '🔒' : thread ? '↳' : '#';
  $('place').textContent = placeName().replace(/^[#@]/, '');
  $('topic').textContent = channel?.topic ?? (thread ? `#${context.channel(channel.parent_id)}` : '');
}

// Every message has its node, made anew only when what it shows has changed: focus and open menus stay.
const made = new Map();
function nodeOf(message, follows) {
  const key = [JSON.stringify(message), follows, state.locale, state.me, dayOf(now())].join();
  const old = made.get(message.id);
  if (old?.key === key) return old.node;
  const node = messageNode(message, context, act, follows);
  made.set(message.id, { key, node });
  return node;
}

function lines() {
  const nodes = [];
  let day = '', last = null, fresh = state.fresh;
  for (const message of state.messages) {
    const d = formatTime(Date.parse(message.timestamp), { dateStyle: 'full' });
    const isNew = fresh && BigInt(message.id) > BigInt(fresh) && message.author.id !== state.me && !message.ephemeral;
    if (isNew) { nodes.push(el('div', { class: 'fresh' }, el('span', {}, d === day ? '' : d), el('b', {}, t('new')))); fresh = ''; last = null; }
    else if (d !== day) { nodes.push(el('div', { class: 'day' }, el('span', {}, d))); last = null; }
    day = d;
    nodes.push(nodeOf(message, followsOn(message, last)));
    last = message;
  }
  if (!nodes.length && state.channel) nodes.push(el('div', { class: 'empty' }, el('strong', {}, t('begin', placeName())), el('p', {}, t('beginsub'))));
  return nodes;
}

const isLow = () => { const m = $('messages'); return m.scrollHeight - m.scrollTop - m.clientHeight < 100; };
const toEnd = () => { $('messages').scrollTop = $('messages').scrollHeight; };
let low = true;
function draw(keep) {
  const list = $('messages');
  const nodes = lines();
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, n) => { if (list.children[n] !== node) list.insertBefore(node, list.children[n] ?? null); });
  if (!keep || low) toEnd(); else $('newest').hidden = false;
}

function texts() {
  setLocale(state.locale);
  document.documentElement.lang = state.locale;
  document.querySelectorAll('[data-t]').forEach((n) => { n.textContent = t(n.dataset.t); });
  document.querySelectorAll('[data-t-label]').forEach((n) => { n.setAttribute('aria-label', t(n.dataset.tLabel)); if (n.tagName === 'BUTTON') n.title = t(n.dataset.tLabel); });
  document.querySelectorAll('[data-t-title]').forEach((n) => { n.title = t(n.dataset.tTitle); });
  $('drawer').setAttribute('aria-label', t('channels'));
}

function tips() {
  const node = $('tips');
  if (!state.tips?.length || localStorage.getItem('tips') === 'hidden') { node.hidden = true; return; }
  // Commands are typed and channels opened by a press.
  const piece = (p) => {
    const channel = p[0] === '#' && state.channels.find((c) => c.name === p.slice(1));
    if (channel) return el('button', { class: 'try', type: 'button', onclick: () => openChannel(channel.id) }, p);
    return /^`.+`$/.test(p) ? el('button', { class: 'try', type: 'button', onclick: () => box.type(p.slice(1, -1)) }, p.slice(1, -1)) : p;
  };
  const rows = state.tips.map((tip) => el('li', {}, (state.locale.startsWith('zh') ? tip.zh : tip.en).split(/(`[^`]+`|#[\p{L}\d_-]+)/u).map(piece)));
  const hide = () => { localStorage.setItem('tips', 'hidden'); tips(); $('box').focus(); };
  node.replaceChildren(el('h2', {}, t('tips')), el('ol', {}, rows), el('button', { class: 'icon', 'data-testid': 'tips-hide', 'aria-label': t('hide'), title: t('hide'), onclick: hide }, '✕'));
  node.hidden = false;
}

const CLOCK = { weekday: 'short', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
function tick() {
  const shown = formatTime(now(), CLOCK);
  if ($('now').textContent !== shown) { $('now').textContent = shown; $('now').dateTime = new Date(now()).toISOString(); }
  document.querySelectorAll('[data-relative]').forEach((n) => { const told = relative(Number(n.dataset.relative), now()); if (n.textContent !== told) n.textContent = told; });
}

function setClock(ms, running = state.running) {
  const before = dayOf(now());
  state.running = running;
  state.skew = ms - Date.now();
  state.standing = running ? 0 : ms;
  tick();
  if (state.messages.length && before !== dayOf(now())) draw(true);
}

async function load() {
  const mine = ++loading;
  const got = await (await fetch(`/web/state?as=${state.me}`)).json();
  if (mine !== loading) return;
  const { me, users, guild, roles, channels, dms, commands, connected } = got;
  Object.assign(state, { me, users, guild, roles, channels, dms, commands, connected, tips: got.tips, outside: got.outside });
  begin(guild?.id, got.now_ms);
  setClock(got.now_ms, got.running);
  document.querySelector('.clock').hidden = !got.movable && !got.now_ms;
  document.querySelectorAll('.clock button').forEach((b) => { b.hidden = !got.movable; });
  $('server').textContent = guild?.name ?? '';
  $('person').replaceChildren(...users.filter((u) => !u.bot).map((u) => el('option', { value: u.id, selected: u.id === me }, u.manage_guild ? `${u.name} (${t('manager')})` : u.name)));
  $('locale').value = state.locale;
  if (!place(state.channel)) state.channel = channels.find((c) => c.type === 0)?.id ?? '';
  texts(); tips(); side(); header(); drawPeople(state, personMenu); outside(); box.refresh();
}

const outside = () => drawOutside(state.outside, post, now);

async function openChannel(id, message) {
  const c = place(id);
  if (!c) { toast(t('unknown')); return; }
  state.channel = id;
  // The mark of what is new stays where it was while the channel is open.
  state.fresh = isUnread(state.me, c) ? markOf(state.me, id) : '';
  markRead(state.me, id, c.last);
  drawer(false);
  remember(); side(); header(); box.refresh();
  const got = await (await fetch(`/web/messages?channel=${id}&as=${state.me}`)).json();
  if (state.channel !== id) return;
  made.clear();
  state.messages = got.messages.filter((m) => !state.dismissed.has(m.id));
  if (!state.fresh || message) draw(); else { draw(); document.querySelector('.fresh')?.scrollIntoView({ block: 'center' }); }
  if (message) {
    const node = document.querySelector(`[data-id="${CSS.escape(message)}"]`);
    node?.scrollIntoView({ block: 'center' });
    node?.classList.add('found');
    setTimeout(() => node?.classList.remove('found'), 2500);
  }
}

function remember() {
  history.replaceState(null, '', `#${new URLSearchParams({ as: state.me, lang: state.locale, in: state.channel })}`);
}

function received(event) {
  if (event.type === 'message' || event.type === 'ephemeral') heard(event);
  else if (event.type === 'message_deleted') {
    state.messages = state.messages.filter((m) => m.id !== event.message?.id);
    made.delete(event.message?.id);
    draw(true);
  } else if (event.type === 'clock') setClock(event.now_ms);
  else if (event.type === 'reload') load().then(() => openChannel(state.channel));
  else load();
}

function heard({ channel, message }) {
  const c = place(channel);
  if (!c) { load(); return; }
  kept(message.interaction_metadata?.id);
  if (message.author.id !== state.me && (!c.last || BigInt(message.id) > BigInt(c.last))) c.last = message.id;
  const mine = message.pinged_me || (c.with && message.author.id !== state.me);
  if (mine && !c.pings?.includes(message.id)) c.pings = [...(c.pings ?? []), message.id];
  if (channel !== state.channel) { side(); return; }
  if (state.dismissed.has(message.id)) return;
  const n = state.messages.findIndex((m) => m.id === message.id);
  // What is answered at once does not know who was pinged; what was known stays.
  if (n >= 0) state.messages[n] = { ...message, pinged_me: message.pinged_me || state.messages[n].pinged_me };
  else state.messages.push(message);
  markRead(state.me, channel, c.last);
  // An answer to what one did oneself is shown wherever one was reading.
  draw(n >= 0 || !(message.ephemeral || message.interaction?.user?.id === state.me || message.author.id === state.me));
}

function listen() {
  stream?.close();
  let broken = false;
  stream = new EventSource(`/web/events?as=${state.me}`);
  stream.onmessage = (e) => received(JSON.parse(e.data));
  stream.onerror = () => { if (!broken) toast(t('lost')); broken = true; };
  stream.onopen = async () => { if (broken) { toast(t('back')); broken = false; await load(); openChannel(state.channel); } };
}

async function become(id) {
  state.me = id;
  const direct = app.direct();
  await load();
  listen();
  // From somebody's direct messages to one's own.
  openChannel(direct ? state.dms[0]?.id ?? state.channel : state.channel);
}

function drawer(open) {
  $('side').classList.toggle('open', open);
  $('drawer').setAttribute('aria-expanded', String(open));
}

async function moveClock(b) {
  b.disabled = true;
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = await post('/web/clock', b.dataset.by ? { by_ms: Number(b.dataset.by) } : { to: b.dataset.to, tz });
  b.disabled = false;
  b.focus();
  if (answer.error) { toast(answer.error); return; }
  setClock(answer.now_ms);
  toast(t('moved', formatTime(now(), { ...CLOCK, weekday: 'long' })), 2500);
}

const box = composer(app);
$('person').addEventListener('change', (e) => become(e.target.value));
$('locale').addEventListener('change', async (e) => {
  state.locale = e.target.value;
  await post('/web/locale', {});
  remember(); await load(); draw(true); tick();
});
document.querySelectorAll('.clock button').forEach((b) => b.addEventListener('click', () => moveClock(b)));
$('theme').addEventListener('click', () => {
  const set = document.documentElement.dataset.theme;
  const dark = set ? set === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', document.documentElement.dataset.theme);
});
const theme = localStorage.getItem('theme');
if (theme) document.documentElement.dataset.theme = theme;
$('help').addEventListener('click', showKeys);
$('outsideopen').addEventListener('click', () => flip(outside));
$('newest').addEventListener('click', toEnd);
$('messages').addEventListener('scroll', () => { low = isLow(); if (low) $('newest').hidden = true; });
new ResizeObserver(() => { if (low) toEnd(); }).observe($('messages'));
// A picture that has come makes the list longer.
$('messages').addEventListener('load', () => { if (low) toEnd(); }, true);
$('drawer').addEventListener('click', () => drawer(!$('side').classList.contains('open')));
document.addEventListener('pointerdown', (e) => { if (!$('side').contains(e.target) && !$('drawer').contains(e.target)) drawer(false); });
document.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') { hideMenu(); drawer(false); }
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || document.querySelector('dialog[open]');
  if (e.key === '?' && !typing) showKeys();
  if (e.key === '/' && !typing) { e.preventDefault(); box.type('/'); }
  if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
    e.preventDefault();
    const order = [...$('places').querySelectorAll('[data-channel]')];
    const n = order.findIndex((b) => b.getAttribute('aria-current'));
    order[(n + (e.key === 'ArrowDown' ? 1 : order.length - 1)) % order.length]?.click();
  }
});
setLocale(state.locale);
texts();
await load();
listen();
openChannel(state.channel);
setInterval(tick, 1000);
