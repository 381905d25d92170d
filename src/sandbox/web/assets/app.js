// The page: state, the stream of what happens, and what the pieces need of each other.
import { t, setLocale } from '/words.js';
import { el, formatTime, relative } from '/text.js';
import { messageNode, menuItems } from '/messages.js';
import { composer } from '/composer.js';

const $ = (id) => document.getElementById(id);
const hash = new URLSearchParams(location.hash.slice(1));
const state = { me: hash.get('as') ?? '', locale: hash.get('lang') ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en-US'), channel: hash.get('in') ?? '', users: [], roles: [], channels: [], dms: [], commands: [], messages: [], unread: {}, pings: {}, dismissed: new Set(), skew: 0, standing: 0 };
const app = { state, post, toast, outcome, placeName };
let stream = null, loading = 0;

async function post(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: state.me, locale: state.locale, ...body }) });
    return await answer.json();
  } catch { toast(t('lost')); return { error: t('lost') }; }
}

let toasting = 0;
function toast(text) {
  const node = $('toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => { node.hidden = true; }, 5000);
}

const now = () => (state.standing || Date.now() + state.skew);
const user = (id) => state.users.find((u) => u.id === id);
const context = {
  get me() { return state.me; },
  get myRoles() { return user(state.me)?.roles ?? []; },
  user: (id) => user(id)?.name ?? id,
  role: (id) => state.roles.find((r) => r.id === id)?.name ?? id,
  channel: (id) => state.channels.find((c) => c.id === id)?.name ?? id,
  person: (author) => ({ id: author.id, name: user(author.id)?.name ?? author.global_name ?? author.username, color: user(author.id)?.color }),
  open: (id) => openChannel(id),
  type: (text) => box.type(text),
  now,
};
const act = {
  async click(message, customId, values, node) {
    node.disabled = true;
    const answer = await post('/web/click', { message: message.id, custom_id: customId, values: values ?? undefined });
    node.disabled = false;
    outcome(answer);
  },
  dismiss(message) { state.dismissed.add(message.id); state.messages = state.messages.filter((m) => m.id !== message.id); draw(); },
  menu(message, x, y) {
    const items = menuItems(state.commands, 3).map((c) => el('button', { role: 'menuitem', onclick: async () => { hideMenu(); outcome(await post('/web/context', { name: c.name, message: message.id })); } }, c.label));
    items.push(el('button', { role: 'menuitem', onclick: () => { hideMenu(); navigator.clipboard?.writeText(message.content || message.embeds?.[0]?.description || ''); } }, t('copy')));
    showMenu(items, x, y);
  },
};

function showMenu(items, x, y) {
  const menu = $('menu');
  menu.replaceChildren(...items);
  menu.hidden = false;
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - 200))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, innerHeight - items.length * 36 - 12))}px`;
  items[0]?.focus();
}
function hideMenu() { $('menu').hidden = true; }

// What came of a command, button or form.
function outcome(answer, retry) {
  const kind = answer?.kind;
  if (kind === 'modal') openForm(answer.modal);
  else if (kind === 'failed' || kind === 'timed_out' || answer?.error) { toast(answer.error || t('failed')); if (retry) box.type(retry); }
  if (answer?.message) received({ type: 'message', channel: answer.message.channel_id, message: answer.message });
}

function openForm(modal) {
  const dialog = $('form');
  const inputs = (modal.components ?? []).flatMap((r) => r.components ?? [r.component]).filter(Boolean);
  const fields = inputs.map((c) => {
    const id = `in-${c.custom_id}`;
    const count = el('span', { class: 'count' });
    const input = el(c.style === 2 ? 'textarea' : 'input', { id, value: c.value ?? '', placeholder: c.placeholder ?? '', maxLength: c.max_length ?? 4000, required: c.required !== false, 'data-testid': `modal-input-${c.custom_id}` });
    const tell = () => { count.textContent = `${[...input.value].length} / ${c.max_length ?? 4000}`; };
    input.addEventListener('input', tell);
    tell();
    return { c, input, node: el('div', {}, el('label', { htmlFor: id }, c.label, c.required !== false ? ' *' : '', count), input) };
  });
  const error = el('p', { class: 'error', role: 'alert' });
  const form = el('form', { method: 'dialog', noValidate: true },
    el('h2', {}, modal.title), fields.map((f) => f.node), error,
    el('div', { class: 'acts' }, el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel')), el('button', { type: 'submit', class: 'b1', 'data-testid': 'modal-submit' }, t('submit'))));
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const missing = fields.find((f) => f.input.required && !f.input.value.trim());
    if (missing) { error.textContent = `${missing.c.label}: ${t('required')}`; missing.input.focus(); return; }
    const values = Object.fromEntries(fields.map((f) => [f.c.custom_id, f.input.value]));
    const answer = await post('/web/submit', { modal: modal.id, values });
    if (answer.kind === 'failed' || answer.error) { error.textContent = answer.error || t('failed'); return; }
    dialog.close();
    outcome(answer);
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  fields[0]?.input.focus();
}

function placeName() {
  const channel = state.channels.find((c) => c.id === state.channel);
  const direct = state.dms.find((d) => d.id === state.channel);
  return channel?.name ?? (direct ? user(direct.with)?.name ?? '' : '');
}

function side() {
  const item = (id, label, kind, extra = '') => el('button', { 'aria-current': String(id === state.channel), class: `${state.unread[id] ? 'unread' : ''} ${extra}`, 'data-testid': `${kind}-${label}`, onclick: () => openChannel(id) }, extra ? '🧵' : kind === 'dm' ? '✉' : '#', el('span', {}, label), state.pings[id] ? el('span', { class: 'badge' }, state.pings[id]) : null);
  const nodes = [];
  const isThread = (c) => c.type >= 10 && c.type <= 12;
  const under = (parent) => state.channels.filter((c) => (c.parent_id ?? null) === parent && !isThread(c) && c.type !== 4);
  const list = (channels) => channels.flatMap((c) => [item(c.id, c.name, 'channel'), ...state.channels.filter((x) => isThread(x) && x.parent_id === c.id).map((x) => item(x.id, x.name, 'thread', 'thread'))]);
  nodes.push(el('h2', {}, t('channels')), ...list(under(null)));
  for (const category of state.channels.filter((c) => c.type === 4)) nodes.push(el('h2', {}, category.name), ...list(under(category.id)));
  nodes.push(el('h2', {}, t('direct')), ...state.dms.map((d) => item(d.id, user(d.with)?.name ?? d.with, 'dm')));
  $('side').replaceChildren(...nodes);
}

function draw(keep) {
  const list = $('messages');
  const low = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  let day = '';
  const nodes = [];
  for (const message of state.messages) {
    const d = formatTime(Date.parse(message.timestamp), { dateStyle: 'full' });
    if (d !== day) { nodes.push(el('li', { class: 'day', role: 'separator' }, d)); day = d; }
    nodes.push(messageNode(message, context, act));
  }
  if (!nodes.length) nodes.push(el('li', { class: 'empty' }, t('empty')));
  list.replaceChildren(...nodes);
  if (!keep || low) list.scrollTop = list.scrollHeight; else $('newest').hidden = false;
}

function texts() {
  setLocale(state.locale);
  document.documentElement.lang = state.locale;
  document.querySelectorAll('[data-t]').forEach((n) => { n.textContent = t(n.dataset.t); });
  document.querySelectorAll('[data-t-label]').forEach((n) => { n.setAttribute('aria-label', t(n.dataset.tLabel)); n.title = t(n.dataset.tLabel); });
  $('drawer').setAttribute('aria-label', t('channels'));
}

function tips() {
  const node = $('tips');
  if (!state.tips?.length || sessionStorage.getItem('tips') === 'hidden') { node.hidden = true; return; }
  const zh = state.locale.startsWith('zh');
  const rows = state.tips.map((tip) => {
    const parts = (zh ? tip.zh : tip.en).split(/`([^`]+)`/);
    return el('li', {}, parts.map((p, n) => (n % 2 ? el('code', { tabIndex: 0, role: 'button', onclick: () => box.type(p), onkeydown: (e) => { if (e.key === 'Enter') box.type(p); } }, p) : p)));
  });
  node.replaceChildren(el('h2', {}, t('tips'), el('button', { 'data-testid': 'tips-hide', onclick: () => { sessionStorage.setItem('tips', 'hidden'); tips(); } }, t('hide'))), el('ol', {}, rows));
  node.hidden = false;
}

function tick() {
  $('now').textContent = formatTime(now(), { weekday: 'short', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  document.querySelectorAll('[data-relative]').forEach((n) => { n.textContent = relative(Number(n.dataset.relative), now()); });
}

function setClock(ms, running = state.running) {
  state.running = running;
  state.skew = ms - Date.now();
  state.standing = running ? 0 : ms;
  tick();
}

async function load() {
  const mine = ++loading;
  const got = await (await fetch(`/web/state?as=${state.me}`)).json();
  if (mine !== loading) return;
  Object.assign(state, { me: got.me, users: got.users, guild: got.guild, roles: got.roles, channels: got.channels, dms: got.dms, commands: got.commands, tips: got.tips });
  setClock(got.now_ms, got.running);
  $('server').textContent = got.guild?.name ?? '';
  document.title = got.guild?.name ?? 'Sandbox';
  $('person').replaceChildren(...state.users.filter((u) => !u.bot).map((u) => el('option', { value: u.id, selected: u.id === state.me }, u.manage_guild ? `${u.name} ★` : u.name)));
  $('locale').value = state.locale;
  const known = [...state.channels.filter((c) => c.type !== 4), ...state.dms].some((c) => c.id === state.channel);
  if (!known) state.channel = state.channels.find((c) => c.type === 0)?.id ?? '';
  texts(); tips(); side(); box.refresh();
}

async function openChannel(id) {
  state.channel = id;
  delete state.unread[id];
  delete state.pings[id];
  $('side').classList.remove('open');
  $('drawer').setAttribute('aria-expanded', 'false');
  remember(); side(); box.refresh();
  const channel = state.channels.find((c) => c.id === id);
  $('place').textContent = (channel ? '#' : '✉ ') + placeName();
  $('topic').textContent = channel?.topic ?? '';
  const got = await (await fetch(`/web/messages?channel=${id}&as=${state.me}`)).json();
  if (state.channel !== id) return;
  state.messages = got.messages.filter((m) => !state.dismissed.has(m.id));
  draw();
}

function remember() {
  history.replaceState(null, '', `#${new URLSearchParams({ as: state.me, lang: state.locale, in: state.channel })}`);
}

function received(event) {
  if (event.type === 'message' || event.type === 'ephemeral') {
    const message = event.message;
    if (event.channel === state.channel) {
      if (state.dismissed.has(message.id)) return;
      const n = state.messages.findIndex((m) => m.id === message.id);
      if (n >= 0) state.messages[n] = message; else state.messages.push(message);
      draw(true);
    } else if (!message.edited_timestamp) {
      state.unread[event.channel] = true;
      if (message.pinged_me || state.dms.some((d) => d.id === event.channel)) state.pings[event.channel] = (state.pings[event.channel] ?? 0) + 1;
      if (!state.dms.some((d) => d.id === event.channel) && !state.channels.some((c) => c.id === event.channel)) load(); else side();
    }
  } else if (event.type === 'message_deleted') {
    state.messages = state.messages.filter((m) => m.id !== (event.message?.id ?? event.message));
    draw(true);
  } else if (event.type === 'clock') setClock(event.now_ms);
  else if (event.type === 'reload') { load().then(() => openChannel(state.channel)); } else load();
}

function listen() {
  stream?.close();
  let broken = false;
  stream = new EventSource(`/web/events?as=${state.me}`);
  stream.onmessage = (e) => received(JSON.parse(e.data));
  stream.onerror = () => { if (!broken) toast(t('lost')); broken = true; };
  stream.onopen = async () => { if (broken) { toast(t('back')); broken = false; await load(); openChannel(state.channel); } };
}

const box = composer(app);
$('person').addEventListener('change', async (e) => { state.me = e.target.value; state.unread = {}; state.pings = {}; await load(); listen(); openChannel(state.channel); });
$('locale').addEventListener('change', async (e) => { state.locale = e.target.value; await post('/web/locale', {}); remember(); texts(); tips(); side(); box.refresh(); draw(); tick(); });
document.querySelectorAll('.clock button').forEach((b) => b.addEventListener('click', async () => {
  b.disabled = true;
  const tz = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = await post('/web/clock', b.dataset.by ? { by_ms: Number(b.dataset.by) } : { to: b.dataset.to, tz });
  if (answer.error) toast(answer.error); else setClock(answer.now_ms);
  b.disabled = false;
}));
$('theme').addEventListener('click', () => {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('theme', document.documentElement.dataset.theme);
});
const theme = localStorage.getItem('theme');
if (theme) document.documentElement.dataset.theme = theme;
function keys() {
  $('keys').replaceChildren(el('h2', {}, t('keys')), el('dl', {}, t('help').flatMap(([k, what]) => [el('dt', {}, el('kbd', {}, k)), el('dd', {}, what)])), el('div', { class: 'acts' }, el('button', { onclick: () => $('keys').close() }, t('dismiss'))));
  $('keys').showModal();
}
$('help').addEventListener('click', keys);
$('newest').addEventListener('click', () => { $('messages').scrollTop = $('messages').scrollHeight; });
$('messages').addEventListener('scroll', () => { const m = $('messages'); if (m.scrollHeight - m.scrollTop - m.clientHeight < 80) $('newest').hidden = true; });
$('drawer').addEventListener('click', () => { const open = $('side').classList.toggle('open'); $('drawer').setAttribute('aria-expanded', String(open)); });
document.addEventListener('click', (e) => { if (!$('menu').contains(e.target) && !e.target.closest?.('.more')) hideMenu(); });
document.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') hideMenu();
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
  if (e.key === '?' && !typing) keys();
  if (e.key === '/' && !typing && !document.querySelector('dialog[open]')) { e.preventDefault(); box.type('/'); }
  if (e.altKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
    e.preventDefault();
    const order = [...$('side').querySelectorAll('button')];
    const n = order.findIndex((b) => b.getAttribute('aria-current') === 'true');
    order[(n + (e.key === 'ArrowDown' ? 1 : order.length - 1)) % order.length]?.click();
  }
});
setLocale(state.locale);
await load();
listen();
openChannel(state.channel);
setInterval(tick, 1000);
