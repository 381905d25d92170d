// What a typed line means: which command, which options, which values. Nothing here touches the page.
import { named, described } from '/words.js';

const SUB = 1, GROUP = 2;
export const INTEGER = 4, BOOLEAN = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;

// Every command that can be given: its words, in English and as shown, and its options.
export function flatten(commands, direct) {
  const all = [];
  const walk = (thing, path, shown) => {
    const subs = (thing.options ?? []).filter((o) => o.type === SUB || o.type === GROUP);
    const here = [...path, thing.name];
    const said = [...shown, named(thing)];
    if (subs.length) subs.forEach((s) => walk(s, here, said));
    else all.push({ path: here.join(' '), shown: said.join(' '), about: described(thing), options: thing.options ?? [] });
  };
  const offered = (c) => (c.type ?? 1) === 1 && (!direct || (c.contexts ? c.contexts.includes(1) : c.dm_permission !== false));
  commands.filter(offered).forEach((c) => walk(c, [], []));
  return all.sort((a, b) => a.path.localeCompare(b.path));
}

// The command a line begins with, in either spelling.
export function commandOf(line, all) {
  const text = line.slice(1);
  const begins = (spelled) => text === spelled || text.startsWith(`${spelled} `);
  const best = all.filter((c) => begins(c.path) || begins(c.shown)).sort((a, b) => b.path.length - a.path.length)[0];
  if (!best) return null;
  const spelled = begins(best.shown) ? best.shown : best.path;
  return { command: best, offset: spelled.length + 1, text: text.slice(spelled.length) };
}

// Splits `name:value name:"long value"`; a value runs to the next `known:`, or to its end where
// `settled(option, value)` says that it is whole.
export function readOptions(text, options, settled = () => false) {
  const names = new Map();
  for (const o of options) { names.set(o.name, o); names.set(named(o), o); }
  const pattern = /(^|\s)([^\s:："]+)[:：]/g;
  const marks = [];
  for (let m = pattern.exec(text); m; m = pattern.exec(text)) {
    const quotes = (text.slice(0, m.index).match(/"/g) ?? []).length;
    if (names.has(m[2]) && quotes % 2 === 0) marks.push({ at: m.index + m[1].length, from: pattern.lastIndex, option: names.get(m[2]) });
  }
  const clean = (raw) => raw.trim().replace(/^"([\s\S]*?)"?$/, '$1');
  return marks.map((mark, n) => {
    const whole = text.slice(mark.from, marks[n + 1]?.at ?? text.length);
    const last = n === marks.length - 1;
    const split = last && /^([\s\S]*\S)\s+\S*$/.exec(whole);
    const ended = split && (/^".*"$/.test(split[1]) || settled(mark.option, clean(split[1])));
    const raw = ended ? split[1] : whole;
    // Being written still: nothing follows, and it has not been ended by a space.
    const open = last && !ended && (clean(raw) === '' || !/\s$/.test(raw.replace(/"[^"]*"$/, 'x')));
    return { option: mark.option, value: clean(raw), start: mark.from, end: mark.from + raw.length, open };
  });
}

export const given = (read, option) => read.some((f) => f.option === option && f.value !== '');
export const missing = (command, read) => command.options.find((o) => o.required && !given(read, o));
export const plain = (value) => value.replace(/"/g, "'");
export const quote = (value) => (/[:："]|^\s|\s$/.test(value) ? `"${plain(value)}"` : value);

// How well a command answers what was typed: lower is better, nothing if not at all.
export function rank(command, typed) {
  const names = [command.path.toLowerCase(), command.shown.toLowerCase()];
  if (names.some((n) => n.startsWith(typed))) return 0;
  if (names.some((n) => n.split(' ').some((word) => word.startsWith(typed)))) return 1;
  const words = typed.split(/\s+/);
  if (words.every((w) => names.some((n) => n.includes(w)))) return 2;
  return command.about.toLowerCase().includes(typed) ? 3 : undefined;
}
