// One message: who, when, what, and what can be pressed.
import { t, named } from '/words.js';
import { el, formatTime, markdown } from '/text.js';

const colour = (id) => `hsl(${Number(BigInt(id) >> 5n) % 360} 45% 42%)`;
export const face = (user) => el('div', { class: 'face', style: `background:${user.color ?? colour(user.id)}`, 'aria-hidden': 'true' }, [...(user.name ?? '?')][0]?.toUpperCase() ?? '?');

function image(url, files) {
  const file = url?.startsWith('attachment://') ? files.find((f) => f.filename === url.slice(13)) : files.find((f) => f.url === url);
  return { url: file?.url ?? url, alt: file?.description ?? '', file };
}

function embed(e, message, context, shown) {
  const node = el('article', { class: 'embed' });
  if (e.color) node.style.borderLeftColor = `#${e.color.toString(16).padStart(6, '0')}`;
  if (e.author?.name) node.append(el('small', {}, e.author.name));
  if (e.title) node.append(el('div', { class: 'title' }, markdown(e.title, context)));
  if (e.description) node.append(markdown(e.description, context));
  if (e.fields?.length) {
    node.append(el('div', { class: 'fields' }, e.fields.map((f) => el('div', { class: f.inline ? 'inline' : '' }, el('b', {}, markdown(f.name, context)), markdown(f.value, context)))));
  }
  if (e.image?.url) {
    const { url, alt, file } = image(e.image.url, message.attachments ?? []);
    if (file) shown.add(file.id);
    node.append(el('img', { src: url, alt, loading: 'lazy' }));
  }
  if (e.footer?.text) node.append(el('footer', {}, e.footer.text.replace(/\\([^\w\s])/g, '$1')));
  return node;
}

function component(c, message, act) {
  if (c.type === 2) {
    if (c.style === 5) return el('a', { href: c.url, target: '_blank', rel: 'noreferrer noopener' }, c.label);
    return el('button', { class: `b${c.style}`, disabled: c.disabled, 'data-custom-id': c.custom_id, onclick: (e) => act.click(message, c.custom_id, null, e.currentTarget) }, c.emoji?.name ? `${c.emoji.name} ${c.label ?? ''}`.trim() : c.label ?? '');
  }
  const many = (c.max_values ?? 1) > 1;
  const select = el('select', { multiple: many, disabled: c.disabled, 'data-custom-id': c.custom_id, 'aria-label': c.placeholder ?? t('choose'), size: many ? Math.min(6, c.options.length) : undefined });
  if (!many) select.append(el('option', { value: '', disabled: true, selected: !c.options.some((o) => o.default) }, c.placeholder ?? t('choose')));
  select.append(...(c.options ?? []).map((o) => el('option', { value: o.value, selected: o.default, title: o.description }, o.description ? `${o.label} — ${o.description}` : o.label)));
  const go = () => act.click(message, c.custom_id, [...select.selectedOptions].map((o) => o.value), select);
  if (!many) select.addEventListener('change', go);
  return many ? el('span', {}, select, el('button', { onclick: go }, t('apply'))) : select;
}

export function messageNode(message, context, act) {
  const shown = new Set();
  const author = context.person(message.author);
  const when = Date.parse(message.timestamp);
  const thinking = (message.flags ?? 0) & 128;
  const body = el('div', {},
    el('div', { class: 'who' }, el('b', {}, author.name), message.author.bot ? el('span', { class: 'tag' }, t('bot')) : null,
      el('time', { dateTime: message.timestamp, title: formatTime(when, { dateStyle: 'full', timeStyle: 'medium' }) }, formatTime(when, { timeStyle: 'short' })),
      message.edited_timestamp ? el('span', { class: 'edited' }, t('edited')) : null));
  if (thinking) body.append(el('div', { class: 'text' }, t('thinking', author.name)));
  if (message.content) body.append(markdown(message.content, context));
  for (const e of message.embeds ?? []) body.append(embed(e, message, context, shown));
  const files = (message.attachments ?? []).filter((f) => !shown.has(f.id));
  if (files.length) {
    body.append(el('div', { class: 'files' }, files.map((f) => (/\.(png|jpe?g|gif|webp)$/i.test(f.filename) ? el('img', { src: f.url, alt: f.description ?? f.filename, loading: 'lazy' }) : el('a', { href: f.url, download: f.filename }, `📄 ${f.filename}`)))));
  }
  for (const row of message.components ?? []) body.append(el('div', { class: 'row' }, (row.components ?? []).map((c) => component(c, message, act))));
  if (message.reactions?.length) body.append(el('div', { class: 'reacts' }, message.reactions.map((r) => el('span', {}, `${r.emoji.name} ${r.count}`))));
  if (message.thread) body.append(el('button', { onclick: () => context.open(message.thread.id) }, `🧵 ${message.thread.name}`));
  if (message.ephemeral) body.append(el('div', { class: 'only' }, `👁 ${t('only')} · `, el('button', { onclick: () => act.dismiss(message) }, t('dismiss'))));
  const node = el('li', { class: `msg${message.pinged_me ? ' ping' : ''}${message.ephemeral ? ' private' : ''}`, 'data-testid': 'message', 'data-id': message.id, 'data-ephemeral': message.ephemeral ? 'true' : 'false' },
    face(author), body,
    el('button', { class: 'icon more', 'aria-label': t('menu'), 'aria-haspopup': 'menu', 'data-testid': 'message-menu', onclick: (e) => { const r = e.currentTarget.getBoundingClientRect(); act.menu(message, r.left - 120, r.bottom); } }, '⋯'));
  node.addEventListener('contextmenu', (e) => { e.preventDefault(); act.menu(message, e.clientX, e.clientY); });
  return node;
}

export const menuItems = (commands, type) => commands.filter((c) => c.type === type).map((c) => ({ name: c.name, label: named(c) }));
