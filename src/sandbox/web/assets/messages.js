// One message: who, when, what, and what can be pressed.
import { t, counted, named } from '/words.js';
import { el, dayOf, formatTime, inline, inside, local, markdown } from '/text.js';

const THINKING = 128;
const hue = (id) => Number((BigInt(id) * 137n) % 360n);

// A round mark in place of a portrait: a person's own colour and first sign.
export const face = (user, size = '') => {
  const node = el('span', { class: `face ${size}${user.bot ? ' app' : ''}`, 'aria-hidden': 'true' }, [...(user.name || '?')][0].toUpperCase());
  if (!user.bot) node.style.setProperty('--hue', hue(user.id));
  return node;
};

export const colourOf = (user) => {
  const node = el('span', { class: 'name' }, user.name);
  if (user.color) node.style.setProperty('--own', user.color);
  return node;
};

// "09:31" of today, "Yesterday at 09:31", else the date.
function moment(ms, now) {
  const time = formatTime(ms, { timeStyle: 'short' });
  if (dayOf(ms) === dayOf(now)) return t('today', time);
  if (dayOf(ms) === dayOf(now - 86_400_000)) return t('yesterday', time);
  return formatTime(ms, { dateStyle: 'short', timeStyle: 'short' });
}

const isPicture = (file) => /^image\/(png|jpeg|gif|webp)/.test(file.content_type ?? '') || /\.(png|jpe?g|gif|webp)$/i.test(file.filename);

function picture(url, alt, act, file) {
  const shown = el('img', { src: local(url), alt, loading: 'lazy', width: file?.width, height: file?.height });
  return el('button', { class: 'shot', title: t('image'), 'aria-label': alt ? `${t('image')}: ${alt}` : t('image'), onclick: () => act.picture(local(url), alt) }, shown);
}

const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1_048_576 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`);

function embed(e, message, context, act, shown) {
  const node = el('div', { class: 'embed' });
  if (e.color) node.style.setProperty('--bar', `#${e.color.toString(16).padStart(6, '0')}`);
  const main = el('div', { class: 'embedmain' });
  // Titles and names of fields show no mention as one.
  const bare = Object.create(context, { bare: { value: true } });
  if (e.author?.name) main.append(el('div', { class: 'by' }, e.author.name));
  if (e.title) main.append(el('div', { class: 'title' }, e.url ? el('a', { href: e.url, target: '_blank', rel: 'noreferrer noopener' }, inline(e.title, bare)) : inline(e.title, bare)));
  if (e.description) main.append(markdown(e.description, context));
  if (e.fields?.length) {
    main.append(el('dl', { class: 'fields' }, e.fields.map((f) => el('div', { class: f.inline ? 'inline' : '' }, el('dt', {}, inline(f.name, bare)), el('dd', {}, markdown(f.value, context))))));
  }
  node.append(main);
  for (const kind of ['thumbnail', 'image']) {
    const url = e[kind]?.url;
    if (!url) continue;
    const file = (message.attachments ?? []).find((f) => f.url === url || url === `attachment://${f.filename}`);
    if (file) shown.add(file.id);
    const pic = picture(file?.url ?? url, file?.description ?? '', act, file);
    pic.classList.add(kind);
    node.append(pic);
  }
  if (e.footer?.text || e.timestamp) {
    const parts = [e.footer?.text.replace(/\\([^\w\s])/g, '$1'), e.timestamp && moment(Date.parse(e.timestamp), context.now())];
    node.append(el('footer', {}, parts.filter(Boolean).join(' · ')));
  }
  return node;
}

// What a menu of people, roles or channels offers.
function offered(c, context) {
  if (c.options) return c.options;
  const users = c.type === 5 || c.type === 7 ? context.all.users.map((u) => ({ label: `@${u.name}`, value: u.id })) : [];
  const roles = c.type === 6 || c.type === 7 ? context.all.roles.map((r) => ({ label: `@${r.name}`, value: r.id })) : [];
  const channels = c.type === 8 ? context.all.channels.filter((x) => x.type === 0).map((x) => ({ label: `#${x.name}`, value: x.id })) : [];
  return [...users, ...roles, ...channels];
}

const emoji = (c) => (c.emoji?.name ? el('span', { class: 'emoji', 'aria-hidden': 'true' }, c.emoji.name) : null);

function button(c, message, context, act) {
  if (c.style === 5) {
    const to = inside(c.url);
    if (to) return el('button', { class: 'press b2', onclick: () => context.open(to.channel, to.message) }, emoji(c), c.label ?? '');
    return el('a', { class: 'press b2', href: c.url, target: '_blank', rel: 'noreferrer noopener' }, emoji(c), c.label ?? '', el('span', { 'aria-hidden': 'true' }, ' ↗'));
  }
  return el('button', { class: `press b${c.style}`, disabled: c.disabled, 'data-custom-id': c.custom_id, 'aria-label': c.label ? null : c.emoji?.name, onclick: (e) => act.click(message, c.custom_id, null, e.currentTarget) }, emoji(c), c.label ?? '');
}

function oneOf(c, options, message, act) {
  const name = c.placeholder ?? t('choose');
  const select = el('select', { class: 'choose', disabled: c.disabled, 'data-custom-id': c.custom_id, 'aria-label': name });
  select.append(el('option', { value: '', disabled: true, selected: !options.some((o) => o.default) }, name));
  select.append(...options.map((o) => el('option', { value: o.value, selected: o.default }, [o.emoji?.name, o.label].filter(Boolean).join(' '), o.description ? ` – ${o.description}` : '')));
  select.addEventListener('change', () => act.click(message, c.custom_id, [select.value], select));
  return select;
}

function someOf(c, options, message, act) {
  const most = c.max_values ?? 1;
  const boxes = options.map((o) => el('input', { type: 'checkbox', value: o.value, checked: o.default }));
  const chosen = () => boxes.filter((b) => b.checked).map((b) => b.value);
  const go = el('button', { class: 'press b1', onclick: () => act.click(message, c.custom_id, chosen(), go) }, t('apply'));
  const tell = () => {
    const full = chosen().length >= most;
    boxes.forEach((b) => { b.disabled = full && !b.checked; });
    go.disabled = chosen().length < (c.min_values ?? 1);
  };
  boxes.forEach((b) => b.addEventListener('change', tell));
  tell();
  const rows = options.map((o, n) => el('label', {}, boxes[n], el('span', {}, o.label, o.description ? el('small', {}, o.description) : null)));
  const names = options.filter((o) => o.default).map((o) => o.label).join(', ');
  return el('details', { class: 'choose', 'data-custom-id': c.custom_id }, el('summary', {}, names || (c.placeholder ?? t('choose'))), el('div', { class: 'boxes' }, rows, go));
}

function component(c, message, context, act) {
  if (c.type === 2) return button(c, message, context, act);
  const options = offered(c, context);
  return (c.max_values ?? 1) > 1 || c.min_values === 0 ? someOf(c, options, message, act) : oneOf(c, options, message, act);
}

// Who used which command, or what is answered to.
function above(message, context) {
  const used = message.interaction;
  if (used?.name) {
    const who = context.person(used.user);
    return el('div', { class: 'above' }, face(who, 'tiny'), colourOf(who), ` ${t('used')} `, el('span', { class: 'mention' }, context.command(used.name)));
  }
  const to = message.message_reference?.message_id;
  if (!to) return null;
  const told = context.message(to);
  const words = told ? told.content || told.embeds?.[0]?.title || '' : t('deleted');
  return el('div', { class: 'above' }, told ? [face(context.person(told.author), 'tiny'), colourOf(context.person(told.author)), ' '] : null, el('span', { class: 'cut' }, inline(words.split('\n')[0], context)));
}

// A file that is text can be read here.
const isText = (file) => /\.(md|txt|csv|ics|json|log)$/i.test(file.filename) && (file.size ?? 0) < 200_000;
function sheet(file) {
  const link = el('a', { class: 'file', href: local(file.url), download: file.filename }, el('span', { 'aria-hidden': 'true', class: 'sheet' }, '📄'), el('span', {}, file.filename, el('small', {}, size(file.size ?? 0))));
  if (!isText(file)) return link;
  const text = el('pre', { tabIndex: 0, 'data-testid': 'file-text' });
  const read = async (e) => {
    if (!e.currentTarget.open || text.textContent) return;
    text.textContent = await (await fetch(local(file.url))).text();
  };
  return el('div', { class: 'paper' }, link, el('details', { ontoggle: read }, el('summary', {}, t('readfile')), text));
}

function files(message, act, shown) {
  const left = (message.attachments ?? []).filter((f) => !shown.has(f.id));
  if (!left.length) return null;
  return el('div', { class: 'files' }, left.map((f) => (isPicture(f)
    ? picture(f.url, f.description ?? f.filename, act, f)
    : sheet(f))));
}

// The body, shared by first messages and those that follow.
function body(message, context, act) {
  const shown = new Set();
  const out = [];
  if ((message.flags ?? 0) & THINKING) out.push(el('div', { class: 'text soft' }, t('thinking', context.person(message.author).name)));
  if (message.content && message.content !== '\u200b') out.push(markdown(message.content, context));
  for (const e of message.embeds ?? []) out.push(embed(e, message, context, act, shown));
  out.push(files(message, act, shown));
  for (const row of message.components ?? []) out.push(el('div', { class: 'row' }, (row.components ?? []).map((c) => component(c, message, context, act))));
  if (message.reactions?.length) out.push(el('div', { class: 'reacts' }, message.reactions.map((r) => el('span', { class: r.me ? 'mine' : '' }, `${r.emoji.name} ${r.count}`))));
  if (message.thread) {
    const n = message.thread.message_count ?? 0;
    out.push(el('button', { class: 'threadlink', onclick: () => context.open(message.thread.id) }, el('strong', {}, message.thread.name), el('span', {}, `${counted('replies', n)} ›`)));
  }
  if (message.ephemeral) out.push(el('div', { class: 'only' }, el('span', { 'aria-hidden': 'true' }, '👁 '), `${t('only')} · `, el('button', { class: 'plain', 'data-testid': 'dismiss', onclick: () => act.dismiss(message) }, t('dismiss'))));
  return out.filter(Boolean);
}

export function messageNode(message, context, act, follows) {
  const author = context.person(message.author);
  const when = Date.parse(message.timestamp);
  const whole = formatTime(when, { dateStyle: 'full', timeStyle: 'medium' });
  const edited = message.edited_timestamp ? el('span', { class: 'edited' }, t('edited')) : null;
  const head = follows ? edited : [above(message, context), el('div', { class: 'who' }, colourOf(author), message.author.bot ? el('span', { class: 'tag' }, t('bot')) : null, el('time', { dateTime: message.timestamp, title: whole }, moment(when, context.now())), edited)];
  const left = follows ? el('time', { class: 'gutter', dateTime: message.timestamp, title: whole }, formatTime(when, { timeStyle: 'short' })) : face(author);
  const kind = [follows ? 'follows' : '', message.pinged_me ? 'ping' : '', message.ephemeral ? 'private' : ''].join(' ');
  const more = el('button', { class: 'icon more', 'aria-label': t('menu'), title: t('menu'), 'aria-haspopup': 'menu', 'data-testid': 'message-menu', onclick: (e) => { const r = e.currentTarget.getBoundingClientRect(); act.menu(message, r.right - 220, r.bottom + 4); } }, '⋯');
  const node = el('article', { class: `msg ${kind}`, 'data-testid': 'message', 'data-id': message.id, 'data-ephemeral': message.ephemeral ? 'true' : 'false' }, left, el('div', { class: 'body' }, head, body(message, context, act)), more);
  node.addEventListener('contextmenu', (e) => {
    if (e.target.closest('a, img') || String(getSelection())) return;
    e.preventDefault();
    act.menu(message, e.clientX, e.clientY);
  });
  return node;
}

// The bot's commands for a message (3) or a person (2).
export const menuItems = (commands, type) => commands.filter((c) => c.type === type).map((c) => ({ name: c.name, label: named(c) }));

// Whether a message stands under the one before without its head.
export function followsOn(message, last) {
  if (!last || last.author.id !== message.author.id || message.interaction || message.message_reference || last.ephemeral !== message.ephemeral) return false;
  return Date.parse(message.timestamp) - Date.parse(last.timestamp) < 420_000 && !last.thread;
}
