// Two maps side by side: two personas, two versions, or two spans of time.

import { el, option, setText } from './dom.js';
import { ask } from './live.js';
import { duration, number, percent, signed } from './format.js';
import { listed, path, visitsAt } from './link.js';
import { redraw, renew } from './redraw.js';

const FIRST_DAY = '1970-01-01';
const SIDES = [['', 'A'], ['2', 'B']];

export const FIGURES = [
  ['Visits', stage => stage.entered, number, (state, id) => visitsAt(state, id)('count', 'entered')],
  ['Here now', stage => stage.present, number, (state, stage) => listed(state, { stage, status: 'present' })],
  ['Stalled now', stage => stage.stalled, number, (state, stage) => listed(state, { stage, status: 'stalled' })],
  ['Went on', stage => (stage.terminal ? undefined : stage.conversion), percent],
  ['Felt', stage => stage.emotion.felt, signed],
  ['Half stayed at most', stage => stage.dwell.p50AtMostSeconds, duration],
];

/** The side's own question. */
export const side = (state, suffix) => ({ journey: state.journey, version: state[`version${suffix}`], persona: state[`persona${suffix}`],
  from: state[`from${suffix}`], to: state[`to${suffix}`] });

/**
 * @param current whether this is still what is wanted
 * @param moved whether it is shown, and the numbers are other ones
 */
export async function showComparison(parent, state, journeys, go, current, moved) {
  const maps = await Promise.all(SIDES.map(([suffix]) => ask(path(side(state, suffix), 'map'))));
  if (!current()) {
    return;
  }
  // The fields stay where they are: somebody may be typing into them.
  const fresh = !parent.querySelector('.sides');
  if (fresh) {
    redraw(parent,
      el('h2', { class: 'band', text: 'Side by side' }),
      el('div', { class: 'sides' }, ...SIDES.map(([suffix, name]) => choices(suffix, name, go))),
      el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Two maps side by side' }),
      el('p', { class: 'small', text: 'B − A is told where both sides have a figure. A difference of few visits may be chance.' }));
  }
  if (fresh || !moved) {
    const journey = journeys.find(each => each.id === state.journey);
    SIDES.forEach(([suffix, name], i) => choose(parent, suffix, name, maps[i], state, journey));
  }
  renew(parent.querySelector('.scroll'), table(maps, state));
}

function choices(suffix, name, go) {
  const set = (what, value) => go(now => ({ ...now, [`${what}${suffix}`]: value || undefined }));
  const pick = (what, label) => el('label', {}, `${label} `, el('select', { id: `${what}-${name}`, onchange: event => set(what, event.target.value) }));
  return el('fieldset', {}, el('legend', { text: name }), pick('persona', 'Persona'), pick('version', 'Version'),
    ...day('Visits that began from', `from-${name}`, value => set('from', value)), ...day('and before', `to-${name}`, value => set('to', value)));
}

/** A day is taken when it is written: a field tells of a change at the first digit of the year already. */
function day(label, id, take) {
  const told = el('span', { class: 'small refused', role: 'status' });
  const input = el('input', { type: 'date', id, min: FIRST_DAY });
  const written = () => {
    const wrong = input.validity.badInput ? 'is not complete' : input.validity.rangeUnderflow ? `is before ${FIRST_DAY}` : '';
    setText(told, wrong && `Not taken: the day ${wrong}.`);
    if (!wrong && input.value !== input.dataset.taken) {
      input.dataset.taken = input.value;
      take(input.value);
    }
  };
  input.addEventListener('blur', written);
  input.addEventListener('keydown', event => event.key === 'Enter' && written());
  return [el('label', {}, `${label} `, input), told];
}

/** Shows what is chosen; what somebody is writing stays. */
function choose(parent, suffix, name, map, state, journey) {
  const options = (what, values) => {
    const node = parent.querySelector(`#${what}-${name}`);
    const key = JSON.stringify(values);
    if (node.dataset.options !== key) {
      node.dataset.options = key;
      node.replaceChildren(...values.map(([value, text]) => option(value, text, false)));
    }
    node.value = state[`${what}${suffix}`] || '';
  };
  options('persona', [['', 'Everybody'], ...map.personas.map(each => [each.id, each.title])]);
  options('version', [['', `${journey.version}, active`], ...journey.versions.filter(each => each !== journey.version).map(each => [String(each), String(each)])]);
  for (const what of ['from', 'to']) {
    const node = parent.querySelector(`#${what}-${name}`);
    const taken = (state[`${what}${suffix}`] || '').slice(0, 10);
    if (node.dataset.taken !== taken) {
      node.dataset.taken = taken;
      node.value = taken;
    }
  }
}

/** Stages by their ids, since versions may differ in them. */
function table(maps, state) {
  const ids = [...new Set(maps.flatMap(map => map.stages.map(stage => stage.id)))];
  const stageOf = (map, id) => map.stages.find(stage => stage.id === id);
  const rows = ids.flatMap(id => {
    const stages = maps.map(map => stageOf(map, id));
    const title = (stages[0] || stages[1]).title;
    return FIGURES.map(([name, of, write, list], i) => {
      const values = stages.map(stage => (stage ? of(stage) : undefined));
      const told = values.map(value => (value === undefined ? '–' : write(value)));
      return el('tr', { 'data-stage': id, 'data-figure': name, class: i === 0 ? 'first' : null },
        i === 0 ? el('th', { scope: 'rowgroup', rowspan: FIGURES.length, text: title }) : null, el('td', { text: name }),
        ...told.map((text, j) => el('td', { class: 'figure' }, list && values[j] > 0
          ? el('a', { class: 'count', href: list({ ...side(state, SIDES[j][0]), theme: state.theme }, id), text, 'aria-label': `${SIDES[j][1]}, ${title}, ${name}: ${text}, list the customers` }) : text)), el('td', { class: 'figure', text: difference(values, name) }));
    });
  });
  return el('table', { id: 'comparison' }, el('thead', {}, el('tr', {}, ...['Stage', 'Figure', 'A', 'B', 'B − A'].map((text, i) =>
    el('th', { scope: 'col', class: i > 1 ? 'figure' : null, text })))), el('tbody', {}, ...rows));
}

/** Of shares in points, of feelings as they are; of counts as a share of A. */
function difference([a, b], name) {
  if (a === undefined || b === undefined) {
    return '–';
  }
  if (name === 'Went on') {
    const points = 100 * (b - a);
    return `${points > 0 ? '▲ +' : points < 0 ? '▼ −' : '= '}${Math.abs(points).toFixed(1)} points`;
  }
  if (name === 'Felt') {
    return `${b > a ? '▲ ' : b < a ? '▼ ' : '= '}${signed(b - a)}`;
  }
  return a === 0 ? '–' : `${b > a ? '▲ +' : b < a ? '▼ −' : '= '}${Math.abs(Math.round(100 * (b - a) / a))} %`;
}
