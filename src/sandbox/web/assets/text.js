// Discord's Markdown, as far as messages use it, built as nodes: nothing anybody wrote becomes HTML.
import { getLocale, t } from '/words.js';

export const el = (tag, props = {}, ...kids) => {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (v === undefined || v === null || v === false) continue;
    if (k === 'class') node.className = v;
    else if (k.startsWith('on')) node.addEventListener(k.slice(2), v);
    else if (k in node && k !== 'list' && !k.startsWith('aria')) node[k] = v;
    else node.setAttribute(k, v === true ? '' : v);
  }
  node.append(...kids.flat(2).filter((k) => k !== null && k !== undefined && k !== false));
  return node;
};

const STYLES = {
  f: { dateStyle: 'long', timeStyle: 'short' }, F: { dateStyle: 'full', timeStyle: 'short' }, d: { dateStyle: 'short' },
  D: { dateStyle: 'long' }, t: { timeStyle: 'short' }, T: { timeStyle: 'medium' },
};
export const formatTime = (ms, options) => new Intl.DateTimeFormat(getLocale(), options).format(ms);
export const dayOf = (ms) => formatTime(ms, { year: 'numeric', month: 'numeric', day: 'numeric' });
export const relative = (ms, now) => {
  const s = Math.round((ms - now) / 1000);
  const f = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
  for (const [unit, size] of [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (Math.abs(s) >= size) return f.format(Math.round(s / size), unit);
  }
  return f.format(s, 'second');
};

// Files are read from where the page came from, by whatever name that is called.
export const local = (url) => {
  const at = /^https?:\/\/[^/]+(\/cdn\/.*)$/.exec(url ?? '');
  return at ? at[1] : url;
};

const link = (url, label) => el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, label);
const pressed = (act) => (e) => { e.preventDefault(); act(); };

// A link to a message or channel of the server, as Discord writes it.
const INSIDE = /^https:\/\/(?:\w+\.)?discord(?:app)?\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?/;
export const inside = (url) => { const m = INSIDE.exec(url ?? ''); return m && { channel: m[1], message: m[2] }; };
function web(url, label, c) {
  const to = inside(url);
  if (!to) return link(url, label ?? url);
  const shown = label ?? [`#${c.channel(to.channel)}`, to.message ? ` › ${t('jump')}` : ''];
  return el('a', { class: label ? '' : 'mention', href: '#', onclick: pressed(() => c.open(to.channel, to.message)) }, shown);
}

// A command that is shown can be pressed: it is typed then, not sent.
const code = (text, c) => (/^\/[^\s/]/.test(text) ? el('code', { class: 'code', role: 'button', tabIndex: 0, title: t('type'), onclick: () => c.type(text), onkeydown: (e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); c.type(text); } } }, text) : el('code', {}, text));

const RULES = [
  [/^```(?:\w+\n)?([\s\S]*?)```/, (m) => el('pre', {}, el('code', {}, m[1].replace(/^\n|\n$/g, '')))],
  [/^``(.+?)``/, (m, c) => code(m[1], c)],
  [/^`([^`]+)`/, (m, c) => code(m[1], c)],
  [/^\\([^\s\w\u4e00-\u9fff])/, (m) => m[1]],
  [/^\*\*\*([\s\S]+?)\*\*\*/, (m, c) => el('strong', {}, el('em', {}, inline(m[1], c)))],
  [/^\*\*((?:\\.|[^\\])+?)\*\*/, (m, c) => el('strong', {}, inline(m[1], c))],
  [/^__((?:\\.|[^\\])+?)__/, (m, c) => el('u', {}, inline(m[1], c))],
  [/^~~((?:\\.|[^\\])+?)~~/, (m, c) => el('s', {}, inline(m[1], c))],
  [/^\|\|((?:\\.|[^\\])+?)\|\|/, (m, c) => el('span', { class: 'spoiler', tabIndex: 0 }, inline(m[1], c))],
  [/^\*((?:\\.|[^\\*\s])(?:\\.|[^\\*])*)\*/, (m, c) => el('em', {}, inline(m[1], c))],
  [/^_((?:\\.|[^\\_])+)_(?!\w)/, (m, c) => el('em', {}, inline(m[1], c))],
  [/^<@!?(\d+)>/, (m, c) => (c.bare ? m[0] : el('span', { class: `mention${m[1] === c.me ? ' me' : ''}` }, `@${c.user(m[1])}`))],
  [/^<@&(\d+)>/, (m, c) => (c.bare ? m[0] : el('span', { class: `mention${c.myRoles.includes(m[1]) ? ' me' : ''}` }, `@${c.role(m[1])}`))],
  [/^@(?:everyone|here)\b/, (m) => el('span', { class: 'mention me' }, m[0])],
  [/^<#(\d+)>/, (m, c) => (c.bare ? m[0] : el('a', { class: 'mention', href: '#', onclick: pressed(() => c.open(m[1])) }, `#${c.channel(m[1])}`))],
  [/^<\/([^:>]{1,80}):\d+>/, (m, c) => el('a', { class: 'mention', href: '#', onclick: pressed(() => c.type(`/${m[1]} `)) }, `/${m[1]}`)],
  [/^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/, (m, c) => {
    const ms = Number(m[1]) * 1000;
    const shown = m[2] === 'R' ? relative(ms, c.now()) : formatTime(ms, STYLES[m[2] ?? 'f']);
    const node = el('time', { class: 'when', title: formatTime(ms, STYLES.F), dateTime: new Date(ms).toISOString() }, shown);
    if (m[2] === 'R') node.dataset.relative = ms;
    return node;
  }],
  [/^\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m, c) => web(m[2], inline(m[1], c), c)],
  [/^<(https?:\/\/[^\s>]+)>/, (m, c) => web(m[1], null, c)],
  [/^https?:\/\/[^\s<>()]*[^\s<>().,:;!?"'，。：；！？）」]/, (m, c) => web(m[0], null, c)],
];

export function inline(text, context) {
  const out = [];
  let plain = '';
  let before = '';
  while (text) {
    let hit = null;
    // An underscore within a word is no emphasis.
    if ('\\`*_~|<[h@'.includes(text[0]) && !(text[0] === '_' && text[1] !== '_' && /\w/.test(before))) {
      for (const [pattern, make] of RULES) {
        const m = pattern.exec(text);
        if (m) { hit = [m[0].length, make(m, context)]; break; }
      }
    }
    if (hit) {
      if (plain) out.push(plain);
      plain = '';
      out.push(hit[1]);
    } else plain += text[0];
    const length = hit?.[0] ?? 1;
    before = text[length - 1];
    text = text.slice(length);
  }
  if (plain) out.push(plain);
  return out;
}

// Lines that stand as a block of their own.
const BLOCKS = [
  [/^(#{1,3}) (.+)$/, (m, c) => el('div', { class: `h h${m[1].length}`, role: 'heading', 'aria-level': String(m[1].length + 2) }, inline(m[2], c))],
  [/^-# (.+)$/, (m, c) => el('small', { class: 'sub' }, inline(m[1], c))],
  [/^(\s*)[-*•] (.+)$/, (m, c) => el('div', { class: m[1].length > 1 ? 'item deep' : 'item' }, inline(m[2], c))],
];

export function markdown(text, context) {
  const root = el('div', { class: 'text', dir: 'auto' });
  for (const block of text.split(/(```[\s\S]*?```)/)) {
    if (block.startsWith('```')) { root.append(...inline(block, context)); continue; }
    let quote = null;
    let open = false;
    for (const line of block.replace(/^\n/, root.childNodes.length ? '' : '\n').split('\n')) {
      const quoted = /^> ?(.*)$/.exec(line);
      const own = !quoted && BLOCKS.find(([pattern]) => pattern.test(line));
      if (!quoted) quote = null;
      if (quoted) {
        if (quote) quote.append('\n');
        else { quote = el('blockquote'); root.append(quote); }
        quote.append(...inline(quoted[1], context));
      } else if (own) root.append(own[1](own[0].exec(line), context));
      else {
        if (open) root.append('\n');
        root.append(...inline(line, context));
      }
      open = !quoted && !own;
    }
  }
  return root;
}
