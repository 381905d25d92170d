// The command box: completes commands and options as one types, in the chosen language, and reads whole lines too.
import { t, named, described } from '/words.js';
import { el } from '/text.js';

const SUB = 1, GROUP = 2, STRING = 3, INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, NUMBER = 10, FILE = 11;

// Every command that can be given: its words, in English and as shown, and its options.
export function flatten(commands) {
  const all = [];
  const walk = (thing, path, shown) => {
    const subs = (thing.options ?? []).filter((o) => o.type === SUB || o.type === GROUP);
    const here = [...path, thing.name];
    const said = [...shown, named(thing)];
    if (subs.length) subs.forEach((s) => walk(s, here, said));
    else all.push({ path: here.join(' '), shown: said.join(' '), about: described(thing), options: thing.options ?? [] });
  };
  commands.filter((c) => (c.type ?? 1) === 1).forEach((c) => walk(c, [], []));
  return all.sort((a, b) => a.path.localeCompare(b.path));
}

// Splits `name:value name:"long value"`; a value runs to the next `known:`.
export function readOptions(text, options) {
  const names = new Map();
  for (const o of options) { names.set(o.name, o); names.set(named(o), o); }
  const found = [];
  const pattern = /(^|\s)([^\s:："]+)[:：]/g;
  let m;
  const marks = [];
  while ((m = pattern.exec(text))) {
    const quotes = (text.slice(0, m.index).match(/"/g) ?? []).length;
    if (names.has(m[2]) && quotes % 2 === 0) marks.push({ at: m.index + m[1].length, from: pattern.lastIndex, option: names.get(m[2]) });
  }
  marks.forEach((mark, n) => {
    const end = marks[n + 1]?.at ?? text.length;
    const raw = text.slice(mark.from, end);
    const value = raw.trim().replace(/^"([\s\S]*?)"?$/, '$1');
    found.push({ option: mark.option, value, start: mark.from, end, open: n === marks.length - 1 && !/\s$/.test(raw.replace(/"[^"]*"$/, 'x')) });
  });
  const before = marks[0]?.at ?? text.length;
  return { found, rest: text.slice(0, before) };
}

const quote = (value) => (/[\s:："]/.test(value) ? `"${value.replace(/"/g, "'")}"` : value);

export function composer(app) {
  const box = document.getElementById('box');
  const list = document.getElementById('suggestions');
  const hint = document.getElementById('hint');
  const attach = document.getElementById('attach');
  const file = document.getElementById('file');
  let items = [], at = -1, asked = 0, timer = 0, values = {};

  const all = () => flatten(app.state.commands);
  const find = (text) => {
    const line = text.slice(1);
    const fits = all().filter((c) => [c.path, c.shown].some((p) => line === p || line.startsWith(`${p} `)));
    const best = fits.sort((a, b) => b.path.length - a.path.length)[0];
    if (!best) return null;
    const spelled = line.startsWith(best.path) ? best.path : best.shown;
    return { command: best, offset: spelled.length + 1, text: line.slice(spelled.length) };
  };

  const show = (next) => {
    items = next;
    at = items.length ? 0 : -1;
    list.hidden = !items.length;
    box.setAttribute('aria-expanded', String(!list.hidden));
    list.replaceChildren(...items.map((item, n) => el('li', { role: 'option', id: `s${n}`, 'data-testid': 'suggestion', 'aria-selected': String(n === at), onmousedown: (e) => { e.preventDefault(); take(n); } }, el('b', {}, item.label), el('span', {}, item.about ?? ''))));
    mark();
  };
  const mark = () => {
    [...list.children].forEach((li, n) => li.setAttribute('aria-selected', String(n === at)));
    list.children[at]?.scrollIntoView({ block: 'nearest' });
    if (at >= 0) box.setAttribute('aria-activedescendant', `s${at}`); else box.removeAttribute('aria-activedescendant');
  };
  const take = (n) => { const item = items[n]; if (item) { item.take(); box.focus(); update(); } };
  const put = (start, end, text) => { box.value = box.value.slice(0, start) + text + box.value.slice(end); box.setSelectionRange(start + text.length, start + text.length); };

  const candidates = (option) => {
    if (option.type === BOOLEAN) return ['true', 'false'].map((v) => ({ label: v, value: v }));
    if (option.choices) return option.choices.map((c) => ({ label: named(c), value: c.name, keep: String(c.value) }));
    if (option.type === USER) return app.state.users.map((u) => ({ label: `@${u.name}`, value: `@${u.name}`, keep: u.id }));
    if (option.type === CHANNEL) return app.state.channels.filter((c) => c.type === 0).map((c) => ({ label: `#${c.name}`, value: `#${c.name}`, keep: c.id }));
    if (option.type === ROLE) return app.state.roles.map((r) => ({ label: `@${r.name}`, value: `@${r.name}`, keep: r.id }));
    return null;
  };

  // What an option's typed text stands for.
  const valueOf = (option, text) => {
    const kept = values[`${option.name}\n${text}`];
    if (kept !== undefined) return kept;
    const known = candidates(option)?.find((c) => [c.label, c.value, c.keep].some((x) => x?.toLowerCase() === text.toLowerCase()));
    if (known) return option.type === BOOLEAN ? known.value === 'true' : known.keep ?? known.value;
    if (option.type === INTEGER || option.type === NUMBER) return Number(text);
    if ([USER, ROLE].includes(option.type)) return text.replace(/^<@[!&]?(\d+)>$/, '$1');
    return text;
  };
  const optionsOf = (read) => Object.fromEntries(read.found.filter((f) => f.value !== '').map((f) => [f.option.name, valueOf(f.option, f.value)]));

  function update() {
    const text = box.value;
    attach.hidden = true;
    hint.replaceChildren();
    clearTimeout(timer);
    if (!text.startsWith('/')) { show([]); return; }
    const here = find(text);
    if (!here || (here.text === '' && all().some((c) => c.path.startsWith(`${here.command.path} `)))) {
      const typed = text.slice(1).trim().toLowerCase();
      const fits = all().filter((c) => `${c.path}\n${c.shown}\n${c.about}`.toLowerCase().includes(typed));
      fits.sort((a, b) => Number(!a.path.startsWith(typed) && !a.shown.startsWith(typed)) - Number(!b.path.startsWith(typed) && !b.shown.startsWith(typed)));
      show(fits.slice(0, 40).map((c) => ({ label: `/${c.shown}`, about: c.about, take: () => put(0, box.value.length, `/${c.shown} `) })));
      return;
    }
    const { command, offset } = here;
    const read = readOptions(here.text, command.options);
    const done = new Set(read.found.map((f) => f.option.name));
    const last = read.found.at(-1);
    const open = last && (last.open || last.value === '') ? last : null;
    hint.append(el('b', {}, `/${command.shown} `), command.about, ' ', ...command.options.map((o) => el('span', { class: `pill${o.required && !done.has(o.name) ? ' need' : ''}${done.has(o.name) ? ' set' : ''}${open?.option === o ? ' on' : ''}`, title: described(o) }, named(o), o.required && !done.has(o.name) ? ' *' : '')));
    if (open) { suggestValue(command, open, offset, read); return; }
    const partial = here.text.slice(last ? last.end : 0).match(/\S*$/)[0].toLowerCase();
    const rest = command.options.filter((o) => !done.has(o.name) && (named(o).toLowerCase().startsWith(partial) || o.name.startsWith(partial)));
    const spaced = /\s$/.test(text) || partial !== '';
    show(!spaced && here.text === '' ? [] : rest.map((o) => ({ label: `${named(o)}:`, about: `${described(o)} · ${t(o.required ? 'need' : 'optional')}`, take: () => put(box.value.length - partial.length, box.value.length, `${/\s$/.test(box.value.slice(0, box.value.length - partial.length)) ? '' : ' '}${named(o)}:`) })));
  }

  function suggestValue(command, open, offset, read) {
    const { option, value } = open;
    const from = offset + open.start;
    const offer = (list2) => show(list2.slice(0, 25).map((c) => ({ label: c.label, about: c.about, take: () => { if (c.keep !== undefined) values[`${option.name}\n${c.value}`] = c.keep; put(from, box.value.length, `${quote(c.value)} `); } })));
    if (option.type === FILE) { attach.hidden = false; attach.onclick = () => file.click(); file.onchange = () => pickFile(option, from); show([]); return; }
    const fixed = candidates(option);
    if (fixed) { offer(fixed.filter((c) => c.label.toLowerCase().includes(value.toLowerCase()))); return; }
    if (!option.autocomplete) { show([]); return; }
    const ask = ++asked;
    const options = { ...optionsOf(read), [option.name]: value };
    timer = setTimeout(async () => {
      const answer = await app.post('/web/autocomplete', { channel: app.state.channel, command: command.path.split(' '), options, focused: option.name });
      if (ask === asked) offer((answer.choices ?? []).map((c) => ({ label: c.name_localizations?.[app.state.locale] ?? c.name, value: String(c.value), keep: c.value })));
    }, 120);
    show([]);
  }

  async function pickFile(option, from) {
    const chosen = file.files[0];
    if (!chosen) return;
    const form = new FormData();
    form.append('file', chosen);
    const answer = await (await fetch('/web/upload', { method: 'POST', body: form })).json();
    if (answer.error) { app.toast(answer.error); return; }
    values[`${option.name}\n${chosen.name}`] = answer.id;
    put(from, box.value.length, `${quote(chosen.name)} `);
    file.value = '';
    box.focus();
    update();
  }

  async function send() {
    const text = box.value.trim();
    if (!text) return;
    box.value = '';
    show([]);
    hint.replaceChildren();
    if (!text.startsWith('/')) {
      const said = await app.post('/web/say', { channel: app.state.channel, text });
      if (said.error) app.toast(said.error);
      return;
    }
    const here = find(text);
    const body = here ? { name: here.command.path, options: optionsOf(readOptions(here.text, here.command.options)) } : { text };
    app.outcome(await app.post('/web/slash', { channel: app.state.channel, ...body }), text);
    values = {};
  }

  box.addEventListener('input', update);
  box.addEventListener('focus', update);
  box.addEventListener('blur', () => show([]));
  box.addEventListener('keydown', (e) => {
    if (e.isComposing) return;
    if (items.length && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { e.preventDefault(); at = (at + (e.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length; mark(); }
    else if (items.length && e.key === 'Tab' && !e.shiftKey) { e.preventDefault(); take(at); }
    else if (items.length && e.key === 'Enter' && !complete()) { e.preventDefault(); take(at); }
    else if (e.key === 'Escape') { e.preventDefault(); show([]); }
  });
  // Everything required is there: Enter sends, even while optional ones are offered.
  const complete = () => {
    const here = find(box.value);
    if (!here) return false;
    const read = readOptions(here.text, here.command.options);
    const last = read.found.at(-1);
    const halfway = last && last.value === '';
    return !halfway && here.command.options.every((o) => !o.required || read.found.some((f) => f.option === o && f.value));
  };
  document.getElementById('composer').addEventListener('submit', (e) => { e.preventDefault(); send(); });
  return { type: (text) => { box.value = text; box.focus(); update(); }, refresh: () => { box.placeholder = t('say', app.placeName()); update(); } };
}
