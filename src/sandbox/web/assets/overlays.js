// What lies above the page: forms, menus, notices, a picture in full.
import { t } from '/words.js';
import { el } from '/text.js';
import { face } from '/messages.js';

const $ = (id) => document.getElementById(id);

let toasting = 0;
export function toast(text, stays = 6000) {
  const node = $('toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(toasting);
  toasting = setTimeout(() => { node.hidden = true; }, stays);
}

let opener = null;
export function showMenu(title, items, x, y) {
  const menu = $('menu');
  opener = document.activeElement;
  menu.replaceChildren(...(title ? [el('div', { class: 'menuhead' }, title)] : []), ...items.map(([label, act, testid]) => el('button', { role: 'menuitem', 'data-testid': testid ?? 'menu-item', onclick: () => { hideMenu(); act(); } }, label)));
  menu.hidden = false;
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(6, Math.min(x, innerWidth - box.width - 6))}px`;
  menu.style.top = `${Math.max(6, Math.min(y, innerHeight - box.height - 6))}px`;
  menu.querySelector('button')?.focus();
}

export function hideMenu() {
  if ($('menu').hidden) return;
  $('menu').hidden = true;
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

$('menu').addEventListener('keydown', (e) => {
  const all = [...$('menu').querySelectorAll('button')];
  const n = all.indexOf(document.activeElement);
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault();
    all[(n + (e.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
  } else if (e.key === 'Tab') { e.preventDefault(); hideMenu(); }
});
document.addEventListener('pointerdown', (e) => { if (!$('menu').contains(e.target)) $('menu').hidden = true; });

export function showPicture(url, alt) {
  const shut = el('button', { class: 'icon', 'aria-label': t('close'), onclick: () => $('picture').close() }, '✕');
  $('picture').replaceChildren(el('div', { class: 'acts' }, el('a', { href: url, target: '_blank' }, t('open')), shut), el('img', { src: url, alt }));
  $('picture').showModal();
  shut.focus();
}
$('picture').addEventListener('click', (e) => { if (e.target === $('picture')) $('picture').close(); });

export function showKeys() {
  const rows = t('help').flatMap(([k, what]) => [el('dt', {}, el('kbd', {}, k)), el('dd', {}, what)]);
  $('keys').replaceChildren(el('h2', { id: 'keystitle' }, t('keys')), el('dl', {}, rows), el('div', { class: 'acts' }, el('button', { class: 'press b2', onclick: () => $('keys').close() }, t('close'))));
  $('keys').showModal();
}

// One input of a form; newer forms hold it in a label of its own.
function field(row) {
  const c = row.components?.[0] ?? row.component;
  if (!c || c.type !== 4) return null;
  const id = `in-${c.custom_id}`;
  const most = c.max_length ?? 4000;
  const needed = c.required !== false;
  const count = el('span', { class: 'count', 'aria-hidden': 'true' });
  const input = el(c.style === 2 ? 'textarea' : 'input', { id, placeholder: c.placeholder ?? '', maxLength: most, required: needed, rows: c.style === 2 ? 4 : undefined, 'data-testid': `modal-input-${c.custom_id}` });
  input.value = c.value ?? '';
  const tell = () => { count.textContent = [...input.value].length > most * 0.7 ? `${[...input.value].length} / ${most}` : ''; };
  input.addEventListener('input', tell);
  tell();
  const label = c.label ?? row.label ?? c.custom_id;
  const star = needed ? el('span', { class: 'star', 'aria-hidden': 'true' }, ' *') : null;
  return { c, label, input, node: el('div', { class: 'field' }, el('label', { htmlFor: id }, label, star), input, count) };
}

// Opens a form; `send(values)` tells what is wrong, or nothing.
export function openForm(modal, bot, send) {
  const dialog = $('form');
  const fields = (modal.components ?? []).map(field).filter(Boolean);
  const error = el('p', { class: 'error', role: 'alert', 'data-testid': 'modal-error' });
  const submit = el('button', { type: 'submit', class: 'press b1', 'data-testid': 'modal-submit' }, t('submit'));
  const form = el('form', { method: 'dialog', noValidate: true },
    el('div', { class: 'formhead' }, face(bot), el('h2', { id: 'formtitle' }, modal.title), el('button', { type: 'button', class: 'icon', 'aria-label': t('cancel'), onclick: () => dialog.close() }, '✕')),
    el('p', { class: 'soft' }, t('formto', bot.name)), fields.map((f) => f.node), error,
    el('div', { class: 'acts' }, el('button', { type: 'button', class: 'press b2', 'data-testid': 'modal-cancel', onclick: () => dialog.close() }, t('cancel')), submit));
  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    const missing = fields.find((f) => f.input.required && !f.input.value.trim());
    if (missing) { error.textContent = t('required', missing.label); missing.input.focus(); return; }
    submit.disabled = true;
    error.textContent = await send(Object.fromEntries(fields.map((f) => [f.c.custom_id, f.input.value]))) ?? '';
    submit.disabled = false;
    if (!error.textContent) dialog.close();
  });
  form.addEventListener('keydown', (e) => { if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) { e.preventDefault(); form.requestSubmit(); } });
  dialog.replaceChildren(form);
  dialog.addEventListener('close', () => dialog.replaceChildren(), { once: true });
  dialog.showModal();
  fields[0]?.input.focus();
}
