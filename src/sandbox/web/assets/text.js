// Discord's Markdown, as far as messages use it, built as nodes: nothing anybody wrote becomes HTML.
import { getLocale } from '/words.js';

export const el = (tag, props = {}, ...kids) => {
  const node = document.createElement(tag);
  for (const [k, v] of Object.entries(props)) {
    if (v === undefined || v === null || v === false) continue;
    if (k === 'class') node.className = v;
    else if (k.startsWith('on')) node.addEventListener(k.slice(2), v);
    else if (k in node && k !== 'list' && !k.startsWith('aria')) node[k] = v;
    else node.setAttribute(k, v === true ? '' : v);
  }
  node.append(...kids.flat().filter((k) => k !== null && k !== undefined));
  return node;
};

const STYLES = { f: { dateStyle: 'long', timeStyle: 'short' }, F: { dateStyle: 'full', timeStyle: 'short' }, d: { dateStyle: 'short' }, D: { dateStyle: 'long' }, t: { timeStyle: 'short' }, T: { timeStyle: 'medium' } };
export const formatTime = (ms, options) => new Intl.DateTimeFormat(getLocale(), options).format(ms);
export const relative = (ms, now) => {
  const s = Math.round((ms - now) / 1000);
  const f = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
  for (const [unit, size] of [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (Math.abs(s) >= size) return f.format(Math.round(s / size), unit);
  }
  return f.format(s, 'second');
};

const RULES = [
  [/^```(?:\w+\n)?([\s\S]*?)```/, (m) => el('pre', {}, el('code', {}, m[1].replace(/^\n|\n$/g, '')))],
  [/^`([^`]+)`/, (m) => el('code', {}, m[1])],
  [/^\\([^\s\w\u4e00-\u9fff])/, (m) => m[1]],
  [/^\*\*\*([\s\S]+?)\*\*\*/, (m, c) => el('b', {}, el('i', {}, inline(m[1], c)))],
  [/^\*\*((?:\\.|[^\\])+?)\*\*/, (m, c) => el('b', {}, inline(m[1], c))],
  [/^__((?:\\.|[^\\])+?)__/, (m, c) => el('u', {}, inline(m[1], c))],
  [/^~~((?:\\.|[^\\])+?)~~/, (m, c) => el('s', {}, inline(m[1], c))],
  [/^\|\|((?:\\.|[^\\])+?)\|\|/, (m, c) => el('span', { class: 'spoiler', tabIndex: 0 }, inline(m[1], c))],
  [/^\*((?:\\.|[^\\*])+)\*/, (m, c) => el('i', {}, inline(m[1], c))],
  [/^_((?:\\.|[^\\_])+)_(?!\w)/, (m, c) => el('i', {}, inline(m[1], c))],
  [/^<@!?(\d+)>/, (m, c) => el('span', { class: `mention${m[1] === c.me ? ' me' : ''}` }, `@${c.user(m[1])}`)],
  [/^<@&(\d+)>/, (m, c) => el('span', { class: `mention${c.myRoles.includes(m[1]) ? ' me' : ''}` }, `@${c.role(m[1])}`)],
  [/^<#(\d+)>/, (m, c) => el('a', { class: 'mention', href: '#', onclick: (e) => { e.preventDefault(); c.open(m[1]); } }, `#${c.channel(m[1])}`)],
  [/^<\/([^:>]{1,80}):\d+>/, (m, c) => el('a', { class: 'mention', href: '#', onclick: (e) => { e.preventDefault(); c.type(`/${m[1]} `); } }, `/${m[1]}`)],
  [/^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/, (m, c) => {
    const ms = Number(m[1]) * 1000;
    const node = el('time', { class: 'when', title: formatTime(ms, STYLES.F), dateTime: new Date(ms).toISOString() }, m[2] === 'R' ? relative(ms, c.now()) : formatTime(ms, STYLES[m[2] ?? 'f']));
    if (m[2] === 'R') node.dataset.relative = ms;
    return node;
  }],
  [/^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+)\)/, (m, c) => el('a', { href: m[2], target: '_blank', rel: 'noreferrer noopener' }, inline(m[1], c))],
  [/^https?:\/\/[^\s<>()]+/, (m) => el('a', { href: m[0], target: '_blank', rel: 'noreferrer noopener' }, m[0])],
];

function inline(text, context) {
  const out = [];
  let plain = '';
  while (text) {
    let hit = null;
    if ('\\`*_~|<[h'.includes(text[0])) {
      for (const [pattern, make] of RULES) {
        const m = pattern.exec(text);
        if (m) { hit = [m[0].length, make(m, context)]; break; }
      }
    }
    if (hit) {
      if (plain) out.push(plain);
      plain = '';
      out.push(hit[1]);
      text = text.slice(hit[0]);
    } else {
      plain += text[0];
      text = text.slice(1);
    }
  }
  if (plain) out.push(plain);
  return out;
}

export function markdown(text, context) {
  const root = el('div', { class: 'text', dir: 'auto' });
  let quote = null;
  const blocks = text.split(/(```[\s\S]*?```)/);
  blocks.forEach((block) => {
    if (block.startsWith('```')) { root.append(...inline(block, context)); return; }
    const lines = block.split('\n');
    lines.forEach((line, n) => {
      const m = /^(#{1,3}) (.+)$/.exec(line);
      const q = /^> (.*)$/.exec(line);
      if (!q) quote = null;
      if (m) root.append(el(`h${m[1].length + 2}`, {}, inline(m[2], context)));
      else if (q) {
        if (!quote) { quote = el('blockquote'); root.append(quote); } else quote.append('\n');
        quote.append(...inline(q[1], context));
      } else {
        root.append(...inline(line.replace(/^(\s*)[-*] /, '$1• '), context));
        if (n < lines.length - 1) root.append('\n');
      }
    });
  });
  return root;
}
