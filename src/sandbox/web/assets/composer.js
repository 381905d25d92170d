// The command box: completes commands, options and values as one types, in the chosen language.
import { t, named, described } from '/words.js';
import { el } from '/text.js';
import { BOOLEAN, CHANNEL, FILE, INTEGER, MENTIONABLE, NUMBER, ROLE, USER, commandOf, flatten, given, missing, plain, quote, rank, readOptions } from '/commands.js';

const WAIT = 120;
const SHOWN = 50;

export function composer(app) {
  const $ = (id) => document.getElementById(id);
  const box = $('box'), list = $('suggestions'), hint = $('hint'), attach = $('attach'), file = $('file');
  let items = [], kind = '', at = -1, asked = 0, timer = 0;
  // What a shown value stands for, and what was sent before.
  const kept = new Map();
  const history = [];
  let back = 0;

  const all = () => flatten(app.state.commands, app.direct());
  const here = () => {
    const found = box.value.startsWith('/') ? commandOf(box.value, all()) : null;
    return found && { ...found, read: readOptions(found.text, found.command.options, settled) };
  };

  function show(next, head = '', what = '') {
    items = next;
    kind = what;
    at = items.length ? 0 : -1;
    $('suggest').hidden = !items.length;
    box.setAttribute('aria-expanded', String(items.length > 0));
    $('suggesthead').replaceChildren(el('span', {}, head), el('span', { class: 'keys' }, t('take')));
    list.replaceChildren(...items.map((item, n) => el('li', { role: 'option', id: `s${n}`, 'data-testid': 'suggestion', onmousedown: (e) => { e.preventDefault(); take(n); }, onmousemove: () => { if (at !== n) { at = n; mark(false); } } },
      el('b', {}, item.label), item.about ? el('span', {}, item.about) : null, item.need ? el('em', {}, t('need')) : null)));
    mark(true);
  }
  function mark(scroll) {
    [...list.children].forEach((li, n) => li.setAttribute('aria-selected', String(n === at)));
    if (scroll) list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) box.setAttribute('aria-activedescendant', `s${at}`); else box.removeAttribute('aria-activedescendant');
  }
  const hide = () => { clearTimeout(timer); asked += 1; show([]); };
  const put = (from, text) => {
    box.value = box.value.slice(0, from) + text;
    box.setSelectionRange(box.value.length, box.value.length);
    box.scrollLeft = box.scrollWidth;
  };
  function take(n) {
    items[n]?.take();
    box.focus();
    update();
  }
  // Goes on to the next option that must be given.
  function goOn() {
    const now = here();
    const next = now && missing(now.command, now.read);
    if (next) put(box.value.length, `${/\s$/.test(box.value) ? '' : ' '}${named(next)}:`);
    return Boolean(next);
  }

  const candidates = (option) => {
    if (option.type === BOOLEAN) return ['true', 'false'].map((v) => ({ label: v, keep: v === 'true' }));
    if (option.choices?.length) return option.choices.map((c) => ({ label: named(c), keep: c.value }));
    const users = app.state.users.map((u) => ({ label: `@${u.name}`, keep: u.id }));
    const roles = app.state.roles.filter((r) => !r.managed).map((r) => ({ label: `@${r.name.replace(/^@/, '')}`, keep: r.id }));
    if (option.type === USER) return users;
    if (option.type === ROLE) return roles;
    if (option.type === MENTIONABLE) return [...users, ...roles];
    const fits = option.channel_types ?? [0];
    if (option.type === CHANNEL) return app.state.channels.filter((c) => fits.includes(c.type)).map((c) => ({ label: `#${c.name}`, keep: c.id }));
    return null;
  };

  // A value that was taken, or is one of those there are.
  const settled = (option, text) => kept.has(`${option.name}\n${text}`) || Boolean(candidates(option)?.some((c) => plain(c.label) === text));

  // What an option's typed text stands for.
  const valueOf = (option, text) => {
    const known = kept.get(`${option.name}\n${text}`);
    if (known !== undefined) return known;
    const same = (x) => x !== undefined && String(x).toLowerCase() === text.toLowerCase();
    const found = candidates(option)?.find((c) => same(c.label) || same(c.keep) || same(c.label.slice(1)));
    if (found) return found.keep;
    if ((option.type === INTEGER || option.type === NUMBER) && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
    return text;
  };
  const optionsOf = (read) => Object.fromEntries(read.filter((f) => f.value !== '').map((f) => [f.option.name, valueOf(f.option, f.value)]));

  function update() {
    attach.hidden = true;
    hint.replaceChildren();
    clearTimeout(timer);
    asked += 1;
    if (!box.value.startsWith('/')) { show([]); return; }
    const now = here();
    if (!now || now.text === '') { suggestCommands(); return; }
    const open = now.read.at(-1)?.open ? now.read.at(-1) : null;
    tellCommand(now, open);
    if (open) suggestValue(now, open); else suggestOptions(now);
  }

  function suggestCommands() {
    const typed = box.value.slice(1).trim().toLowerCase();
    const found = all().map((c) => ({ c, r: rank(c, typed) })).filter((x) => x.r !== undefined).sort((a, b) => a.r - b.r);
    const start = (c) => {
      const first = c.options.find((o) => o.required);
      put(0, `/${c.shown} ${first ? `${named(first)}:` : ''}`);
    };
    show(found.slice(0, SHOWN).map(({ c }) => ({ label: `/${c.shown}`, about: c.about, take: () => start(c) })), typed ? t('matching', typed) : t('commands'), 'command');
    if (!found.length) hint.append(t('none'));
  }

  function tellCommand({ command, read }, open) {
    const pills = command.options.map((o) => {
      const set = given(read, o);
      return el('span', { class: `pill${set ? ' set' : ''}${open?.option === o ? ' on' : ''}${o.required && !set ? ' need' : ''}`, title: described(o) }, named(o), o.required && !set ? '*' : '');
    });
    const about = open ? [el('b', {}, named(open.option)), ` ${described(open.option)}`] : [el('b', {}, `/${command.shown}`), ` ${command.about}`];
    const key = missing(command, read) ? (open?.value ? t('next') : '') : t('ready');
    hint.append(el('span', { class: 'about' }, about), ...pills, key ? el('span', { class: 'keys' }, key) : '');
  }

  function suggestOptions({ command, offset, text, read }) {
    const last = read.at(-1);
    const partial = text.slice(last ? last.end : 0).match(/\S*$/)[0];
    const typed = partial.toLowerCase();
    const left = command.options.filter((o) => !read.some((f) => f.option === o) && (named(o).toLowerCase().startsWith(typed) || o.name.startsWith(typed)));
    left.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
    const from = offset + text.length - partial.length;
    show(left.map((o) => ({ label: named(o), about: described(o), need: o.required, take: () => put(from, `${/\s$/.test(box.value.slice(0, from)) ? '' : ' '}${named(o)}:`) })), t('options', command.shown), typed ? 'part' : 'option');
  }

  function suggestValue({ command, offset, read }, { option, value, start }) {
    const offer = (choices) => show(choices.slice(0, 25).map((c) => ({ label: c.label, exact: plain(c.label) === value, take: () => {
      kept.set(`${option.name}\n${plain(c.label)}`, c.keep);
      put(offset + start, `${quote(c.label)} `);
      goOn();
    } })), `${named(option)} – ${described(option)}`, 'value');
    if (option.type === FILE) { attach.hidden = false; attach.onclick = () => file.click(); file.onchange = () => pickFile(option, offset + start); show([]); return; }
    const fixed = candidates(option);
    if (fixed) {
      const typed = value.toLowerCase();
      offer(fixed.filter((c) => c.label.toLowerCase().includes(typed)));
      return;
    }
    if (!option.autocomplete) { suggestNext(command, read, value); return; }
    const ask = asked;
    const options = { ...optionsOf(read), [option.name]: value };
    timer = setTimeout(async () => {
      const answer = await app.post('/web/autocomplete', { channel: app.state.channel, command: command.path.split(' '), options, focused: option.name });
      if (ask === asked) offer((answer.choices ?? []).map((c) => ({ label: c.name_localizations?.[app.state.locale] ?? c.name, keep: c.value })));
    }, WAIT);
    // What was offered before would answer what is not asked any more.
    if (kind !== 'value') show([]);
  }

  // The last word of a free text may be the beginning of the next option's name.
  function suggestNext(command, read, value) {
    const word = /\s(\S+)$/.exec(value)?.[1] ?? '';
    const from = box.value.length - word.length;
    const left = word ? command.options.filter((o) => !read.some((f) => f.option === o) && (named(o).startsWith(word) || o.name.startsWith(word))) : [];
    show(left.map((o) => ({ label: named(o), about: described(o), need: o.required, take: () => put(from, `${named(o)}:`) })), t('options', command.shown), 'maybe');
  }

  async function pickFile(option, from) {
    const chosen = file.files[0];
    if (!chosen) return;
    const form = new FormData();
    form.append('file', chosen);
    const answer = await (await fetch('/web/upload', { method: 'POST', body: form })).json();
    if (answer.error) { app.toast(answer.error); return; }
    kept.set(`${option.name}\n${plain(chosen.name)}`, answer.id);
    put(from, `${quote(chosen.name)} `);
    goOn();
    file.value = '';
    box.focus();
    update();
  }

  async function send() {
    const text = box.value.trim();
    if (!text) return;
    const now = here();
    if (now && missing(now.command, now.read)) { goOn(); update(); return; }
    box.value = '';
    hide();
    hint.replaceChildren();
    if (history.at(-1) !== text) history.push(text);
    back = 0;
    if (!text.startsWith('/')) {
      const said = await app.post('/web/say', { channel: app.state.channel, text });
      if (said.error) app.toast(said.error);
      return;
    }
    const body = now ? { name: now.command.path, options: optionsOf(now.read) } : { text };
    app.outcome(await app.post('/web/slash', { channel: app.state.channel, ...body }, true), text);
  }

  function recall(step) {
    back = Math.max(0, Math.min(history.length, back + step));
    box.value = history.at(-back) ?? '';
    if (back === 0) box.value = '';
    hide();
  }

  // Whether Enter sends although something is suggested.
  function enough() {
    const now = here();
    if (!now || missing(now.command, now.read) || kind === 'part') return false;
    const open = now.read.at(-1)?.open;
    if (kind === 'maybe') return true;
    return kind === 'command' ? items.length === 1 : !open || Boolean(items[at]?.exact);
  }

  function key(e) {
    if (e.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === 'Escape') { e.preventDefault(); hide(); return; }
    if (step && !e.altKey) {
      if (items.length) { e.preventDefault(); at = (at + step + items.length) % items.length; mark(true); }
      else if (box.value === '' || back > 0) { e.preventDefault(); recall(-step); }
      return;
    }
    if (e.key === 'Tab' && !e.shiftKey) {
      if (items.length) { e.preventDefault(); take(at); }
      else if (here()?.read.at(-1)?.value) {
        if (goOn()) { e.preventDefault(); update(); }
        else if (!/\s$/.test(box.value)) { e.preventDefault(); put(box.value.length, ' '); update(); }
      }
      return;
    }
    if (e.key === 'Enter' && items.length && !enough()) { e.preventDefault(); take(at); }
  }

  box.addEventListener('input', () => { back = 0; update(); });
  box.addEventListener('focus', () => { if (box.value) update(); });
  box.addEventListener('blur', hide);
  box.addEventListener('keydown', key);
  $('composer').addEventListener('submit', (e) => { e.preventDefault(); send(); });
  return {
    type(text) { box.value = text; box.focus(); put(text.length, ''); update(); },
    refresh() {
      box.placeholder = t('say', app.placeName());
      box.setAttribute('aria-label', box.placeholder);
      if (document.activeElement === box) update();
    },
  };
}
