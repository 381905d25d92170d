// What comes from outside the chat: a button for each delivery that is offered, and what was answered.
import { getLocale, t } from '/words.js';
import { el, formatTime } from '/text.js';

const $ = (id) => document.getElementById(id);
const KEPT = 20;
const OPEN = 'outside';
const log = [];
let waiting = '';

const said = (label) => (getLocale().startsWith('zh') ? label.zh : label.en);

// What was answered, one line if it is short.
function result(entry) {
  const good = entry.status >= 200 && entry.status < 300;
  const status = el('b', { class: good ? 'good' : 'bad' }, entry.status || '✕');
  const time = el('time', {}, formatTime(entry.at, { timeStyle: 'medium' }));
  const sent = entry.sent && el('details', { open: entry.open, ontoggle: (e) => { entry.open = e.currentTarget.open; } }, el('summary', {}, t('sentbody')), el('pre', { tabIndex: 0 }, entry.sent));
  return el('li', { 'data-testid': 'outside-result', 'data-status': entry.status },
    el('div', { class: 'asked' }, status, el('strong', {}, said(entry.label)), time), entry.call && el('code', {}, entry.call), el('pre', {}, entry.answer), sent);
}

export function drawOutside(offers, post, now) {
  const panel = $('outside');
  const toggle = $('outsideopen');
  toggle.hidden = !offers?.length;
  const open = !toggle.hidden && sessionStorage.getItem(OPEN) === 'open';
  panel.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  document.body.classList.toggle('wide-outside', open);
  if (!open) return;
  const again = () => drawOutside(offers, post, now);
  const send = async (offer) => {
    waiting = offer.id;
    again();
    const answer = await post('/web/outside', { id: offer.id });
    waiting = '';
    log.unshift({ status: 0, ...answer, answer: answer.answer ?? answer.error, label: offer.label, at: now() });
    log.length = Math.min(log.length, KEPT);
    again();
  };
  const button = (offer) => el('button', { class: 'press b2', disabled: Boolean(waiting), 'data-testid': `outside-${offer.id}`, onclick: () => send(offer) }, waiting === offer.id ? `${said(offer.label)} …` : said(offer.label));
  const focused = document.activeElement?.dataset?.testid;
  panel.replaceChildren(
    el('div', { class: 'outsidehead' }, el('h2', {}, t('outside')), el('button', { class: 'icon', 'aria-label': t('close'), title: t('close'), onclick: () => flip(again) }, '✕')),
    el('p', { class: 'soft' }, t('outsidehint')),
    ...offers.map((group) => el('div', { class: 'offers', role: 'group', 'aria-label': said(group.label) }, el('h3', {}, said(group.label)), el('div', { class: 'row' }, group.offers.map(button)))),
    el('ol', { class: 'answers', 'aria-live': 'polite', 'aria-label': t('answers') }, log.map(result)));
  if (focused?.startsWith('outside-')) panel.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

export function flip(again) {
  sessionStorage.setItem(OPEN, sessionStorage.getItem(OPEN) === 'open' ? 'shut' : 'open');
  again();
  if ($('outside').hidden) $('outsideopen').focus();
}
