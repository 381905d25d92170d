// The channels at the left with what is unread, and the people at the right.
import { t } from '/words.js';
import { el } from '/text.js';
import { colourOf, face } from '/messages.js';

const $ = (id) => document.getElementById(id);
const isThread = (c) => c.type >= 10 && c.type <= 12;
const newer = (a, b) => Boolean(a) && (!b || BigInt(a) > BigInt(b));

// How far each person has read each channel. Whatever was there when this page was opened first counts
// as read, but for what spoke to a person in the half day before.
const KEY = 'read';
const HALF_DAY = 43_200_000;
const EPOCH = 1_420_070_400_000;
const idAt = (ms) => String(BigInt(Math.max(0, ms - EPOCH)) << 22n);
let marks = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');

export function begin(guild, now) {
  if (marks?.guild === guild) return;
  marks = { guild, from: idAt(now), pinged: idAt(now - HALF_DAY), read: {} };
}
const readTo = (me, channel) => marks.read[`${me} ${channel}`];
// Everything after it is new to this person.
export const markOf = (me, channel) => readTo(me, channel) ?? marks.from;
export function markRead(me, channel, id) {
  if (!newer(id, readTo(me, channel) ?? '0')) return;
  marks.read[`${me} ${channel}`] = id;
  sessionStorage.setItem(KEY, JSON.stringify(marks));
}
export const isUnread = (me, c) => newer(c.last, markOf(me, c.id)) || pingsIn(me, c) > 0;
export const pingsIn = (me, c) => (c.pings ?? []).filter((id) => newer(id, readTo(me, c.id) ?? marks.pinged)).length;

function item(state, c, label, kind, open) {
  const here = c.id === state.channel;
  const pings = here ? 0 : pingsIn(state.me, c);
  const unread = !here && isUnread(state.me, c);
  const closed = c.type === 12;
  const sign = closed ? '🔒' : { channel: '#', thread: '', dm: '' }[kind];
  const told = [closed ? t('invited') : '', pings ? t('pinged', pings) : unread ? t('unread') : ''].filter(Boolean).join(', ');
  return el('button', { class: `place-${kind}${closed ? ' closed' : ''}${unread ? ' unread' : ''}`, 'aria-current': here ? 'page' : null, title: label, 'data-testid': `${kind}-${label}`, 'data-channel': c.id, onclick: () => open(c.id) },
    kind === 'dm' ? face({ ...state.users.find((u) => u.id === c.with), name: label }, 'small') : el('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    el('span', { class: 'label' }, label), pings ? el('span', { class: 'badge', 'aria-hidden': 'true' }, pings) : null, told ? el('span', { class: 'sr' }, `, ${told}`) : null);
}

const shut = new Set(JSON.parse(sessionStorage.getItem('shut') ?? '[]'));

export function drawSide(state, open) {
  const nodes = [];
  const threads = (c) => state.channels.filter((x) => isThread(x) && x.parent_id === c.id && (!x.thread_metadata?.archived || x.id === state.channel || isUnread(state.me, x)));
  const list = (channels) => channels.flatMap((c) => [item(state, c, c.name, 'channel', open), ...threads(c).map((x) => item(state, x, x.name, 'thread', open))]);
  const under = (parent) => state.channels.filter((c) => (c.parent_id ?? null) === parent && !isThread(c) && c.type !== 4);
  const group = (id, name, items) => {
    if (!items.length) return;
    const closed = shut.has(id);
    const flip = () => {
      if (closed) shut.delete(id); else shut.add(id);
      sessionStorage.setItem('shut', JSON.stringify([...shut]));
      drawSide(state, open);
    };
    // What is unread or open stays to be seen in a closed category.
    const kept = closed ? items.filter((n) => n.classList.contains('unread') || n.getAttribute('aria-current')) : items;
    nodes.push(el('h2', {}, el('button', { 'aria-expanded': String(!closed), onclick: flip }, el('span', { 'aria-hidden': 'true', class: 'fold' }, '▾'), name)), ...kept);
  };
  const direct = state.dms.map((d) => item(state, d, state.users.find((u) => u.id === d.with)?.name ?? d.with, 'dm', open));
  group('dm', t('direct'), direct);
  group('top', t('channels'), list(under(null)));
  for (const category of state.channels.filter((c) => c.type === 4)) group(category.id, category.name, list(under(category.id)));
  const focused = document.activeElement?.dataset?.channel;
  $('places').replaceChildren(...nodes);
  if (focused) $('places').querySelector(`[data-channel="${focused}"]`)?.focus({ preventScroll: true });
  const places = [...state.channels, ...state.dms].filter((c) => c.id !== state.channel);
  return places.reduce((n, c) => n + pingsIn(state.me, c), 0);
}

export function drawPeople(state, menu) {
  const roleNames = (u) => u.roles.map((id) => state.roles.find((r) => r.id === id)).filter((r) => r && !r.managed).map((r) => r.name);
  const row = (u) => {
    const about = [...(u.manage_guild && !u.bot ? [t('manager')] : roleNames(u)), u.member ? '' : t('left'), u.bot || u.dms_open ? '' : t('dmsshut')].filter(Boolean).join(' · ');
    return el('button', { class: `person${u.id === state.me ? ' self' : ''}`, 'aria-haspopup': 'menu', 'data-testid': `person-${u.name}`, onclick: (e) => { const r = e.currentTarget.getBoundingClientRect(); menu(u, r.left, r.bottom); }, oncontextmenu: (e) => { e.preventDefault(); menu(u, e.clientX, e.clientY); } },
      el('span', { class: `at ${(u.bot ? state.connected : u.member) ? 'online' : 'offline'}` }, face(u, 'mid')), el('span', { class: 'label' }, el('span', {}, colourOf(u), u.bot ? el('span', { class: 'tag' }, t('bot')) : null), about ? el('small', {}, about) : null));
  };
  const bots = state.users.filter((u) => u.bot);
  const people = state.users.filter((u) => !u.bot);
  $('people').replaceChildren(el('h2', {}, `${t('people')} – ${people.length}`), ...people.map(row), el('h2', {}, t('bot')), ...bots.map(row));
}
