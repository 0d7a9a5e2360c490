import { el, svg } from './dom.js';
import { number, percent } from './format.js';
import { listed, visitsAt } from './link.js';
import { renew } from './redraw.js';

const NONE = 'none';
const WIDEST = 26;
export const NAMES = { completed: 'completed', exited: 'left by an exit', churned: 'churned', expired: 'fell silent for good' };

export const LEGEND = 'Solid: forward. Dashed: back. Downwards: gone or done. The wider, the more visits. ★ is on the ideal path.';

export const namesOf = map => new Map([[NONE, 'Before the first'], ...map.stages.map(stage => [stage.id, stage.title])]);

function orderOf(flow, map) {
  const seen = new Set(flow.moves.flatMap(move => [move.from, move.to]).concat(flow.ends.map(end => end.from)));
  return [NONE, ...map.stages.map(stage => stage.id)].filter(id => id !== NONE || seen.has(NONE));
}

/** Real paths: forward above, back below, and out of the journey downwards. */
export function drawFlow(parent, flow, map, state) {
  const names = namesOf(map);
  const order = orderOf(flow, map);
  renew(parent,
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Flow between the stages' }, picture(flow, map, state)),
    el('p', { class: 'small legend', text: LEGEND }),
    ...besideIdeal(flow, names, state),
    el('h2', { class: 'band', text: 'Every move in numbers' }), table(flow, names, order, state));
}

/** A count of moves, or of ends, which opens the list of the customers behind it. */
function visits(count, from, to, ends, names, state) {
  const name = id => names.get(id) || id;
  const words = ends ? `visits to ${name(from)} that ${to === 'completed' ? 'completed the journey' : `ended: ${NAMES[to]}`}` : `visits that went from ${name(from)} to ${name(to)}`;
  return count === 0 ? el('span', { text: '0' }) : el('a', { class: 'count', href: visitsAt(state, from)(ends ? 'count' : 'next', to), text: number(count),
    'aria-label': `${number(count)} ${words}: list the customers` });
}

export const KINDS = { skipped: '⤼ straight to', back: '← back to', left: '↓' };

/** What the map's author wants, and what most of the others do instead. */
function besideIdeal(flow, names, state) {
  if (!flow.ideal || flow.ideal.length === 0) {
    return [el('p', { class: 'small', text: 'The map names no ideal path.' })];
  }
  const name = id => names.get(id) || id;
  const rows = (steps, to) => el('tbody', {}, ...steps.map(step => el('tr', {}, el('td', { text: name(step.from) }), el('td', { text: to(step) }),
    el('td', { class: 'figure' }, visits(step.count, step.from, step.to, step.kind === 'left', names, state)), el('td', { class: 'figure', text: step.of > 0 ? percent(step.count / step.of) : '–' }))));
  const heads = text => el('thead', {}, el('tr', {}, ...['From', text, 'Visits', 'Of those that ended'].map((each, i) => el('th', { scope: 'col', class: i > 1 ? 'figure' : null, text: each }))));
  return [el('div', { class: 'beside' },
    el('section', { id: 'ideal' }, el('h2', { class: 'band', text: '★ The ideal path' }),
      el('table', {}, heads('To'), rows(flow.ideal, step => `→ ${name(step.to)}`))),
    el('section', { id: 'deviations' }, el('h2', { class: 'band', text: 'The most usual deviations from it' }),
      el('table', {}, heads('Instead'), rows(flow.deviations, step => `${KINDS[step.kind]} ${step.kind === 'left' ? NAMES[step.to] : name(step.to)}`))))];
}

export function picture(flow, map, state) {
  const names = namesOf(map);
  const order = orderOf(flow, map);
  const all = Math.max(1, ...flow.moves.map(move => move.count), ...flow.ends.map(end => end.count));
  const gap = Math.max(150, Math.min(230, 1180 / order.length));
  const width = gap * order.length;
  const height = 520;
  const middle = 230;
  const x = id => gap * (order.indexOf(id) + 0.5);
  const thick = count => Math.max(1.5, WIDEST * Math.sqrt(count / all));
  // To be heard are its links alone: its other numbers make more sense in the table.
  const drawing = svg('g', { 'aria-hidden': 'true' });
  const label = (left, top, text, more = {}) => svg('text', { x: left, y: top, text, 'text-anchor': 'middle', class: 'flow-label', ...more });
  for (const move of [...flow.moves].sort((a, b) => b.count - a.count)) {
    if (!order.includes(move.from) || !order.includes(move.to)) {
      continue;
    }
    const from = x(move.from);
    const to = x(move.to);
    const far = Math.abs(order.indexOf(move.to) - order.indexOf(move.from));
    const side = move.back ? 1 : -1;
    const start = middle + side * 26;
    const bend = Math.min(195, 34 + 40 * far);
    drawing.append(svg('path', { d: `M${from} ${start} C${from} ${start + side * bend} ${to} ${start + side * bend} ${to} ${start}`,
      class: move.back ? 'flow-back' : 'flow-on', 'stroke-width': thick(move.count) },
    svg('title', { text: `${names.get(move.from)} to ${names.get(move.to)}: ${number(move.count)}` })));
    drawing.append(label((from + to) / 2, start + side * bend * 0.75 + (move.back ? 16 : -6) + side * thick(move.count) / 2, number(move.count)));
  }
  const ends = new Map();
  flow.ends.forEach(end => ends.set(end.from, [...(ends.get(end.from) || []), end]));
  ends.forEach((list, from) => {
    if (!order.includes(from)) {
      return;
    }
    const gone = list.filter(end => end.outcome !== 'completed').reduce((sum, end) => sum + end.count, 0);
    if (gone) {
      drawing.append(svg('path', { d: `M${x(from)} ${middle + 26} V${middle + 130}`, class: 'flow-out', 'stroke-width': thick(gone) }));
    }
    list.forEach((end, i) => drawing.append(label(x(from), middle + 156 + 19 * i, `${end.outcome === 'completed' ? '✓' : '↓'} ${number(end.count)} ${NAMES[end.outcome]}`)));
  });
  const present = [];
  order.forEach(id => {
    const ideal = map.idealPath.includes(id);
    drawing.append(svg('rect', { x: x(id) - gap * 0.42, y: middle - 26, width: gap * 0.84, height: 52, rx: 10,
      class: `flow-node hue-${Math.max(0, id === NONE ? 0 : map.stages.findIndex(stage => stage.id === id)) % 8}${id === NONE ? ' none' : ''}` }));
    const stage = map.stages.find(each => each.id === id);
    drawing.append(label(x(id), middle - 3, short(`${ideal ? '★ ' : ''}${names.get(id)}`, gap), { class: 'flow-name' }));
    if (stage) {
      present.push(svg('a', { href: listed(state, { stage: id, status: 'present' }), 'aria-label': `${number(stage.present)} customers at ${stage.title} now: list them` },
        label(x(id), middle + 16, `${number(stage.present)} here`, { class: 'flow-name small' })));
    }
  });
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, class: 'flow', role: 'group', width, height,
    'aria-label': 'Moves between stages; the table below has every number' }, drawing, ...present);
}

const short = (text, gap) => (text.length * 8.4 > gap * 0.8 ? `${text.slice(0, Math.floor(gap * 0.8 / 8.4) - 1)}…` : text);

function table(flow, names, order, state) {
  const of = new Map();
  const add = (from, count) => of.set(from, (of.get(from) || 0) + count);
  flow.moves.forEach(move => add(move.from, move.count));
  flow.ends.forEach(end => add(end.from, end.count));
  const rows = [
    ...flow.moves.map(move => [move.from, `${move.back ? '← back to' : '→'} ${names.get(move.to) || move.to}`, move.count, move.to]),
    ...flow.ends.map(end => [end.from, `${end.outcome === 'completed' ? '✓' : '↓'} ${NAMES[end.outcome]}`, end.count, end.outcome, true]),
  ].sort((a, b) => order.indexOf(a[0]) - order.indexOf(b[0]) || b[2] - a[2]);
  return el('table', {}, el('thead', {}, el('tr', {}, ...['From', 'To', 'Visits', 'Of those that ended'].map((text, i) => el('th', { scope: 'col', class: i > 1 ? 'figure' : null, text })))),
    el('tbody', {}, ...rows.map(([from, to, count, id, ends]) => el('tr', {}, el('td', { text: names.get(from) || from }), el('td', { text: to }),
      el('td', { class: 'figure' }, visits(count, from, id, ends, names, state)), el('td', { class: 'figure', text: percent(count / of.get(from)) })))));
}
