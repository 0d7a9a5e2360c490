// Pain points that somebody has taken up: in the stage's column, and the form that changes them.

import { send } from './annotations.js';
import { openDialog, text, yourName } from './dialog.js';
import { el, keyed, option, setText } from './dom.js';
import { moment, number, percent, signed } from './format.js';
import { setLink, visitsAt } from './link.js';

const STATES = { open: '○ open', owned: '◔ owned', planned: '◑ planned', fixed: '● fixed', measured: '✓ measured' };
const BY_HAND = ['open', 'owned', 'planned', 'fixed'];
const USUAL_DAYS = 14;
const LONGEST = 2000;
const FOUND = { leaving: 'Many leave', stalled: 'Many are stuck', feeling: 'Feels worse than it should', slow: 'Takes longer than it should' };

export const hurts = point => ['open', 'owned', 'planned'].includes(point.state);

const address = (point, more = '') => `/api/journeys/${encodeURIComponent(point.journey)}/pain-points/${encodeURIComponent(point.id)}${more}`;

/** Its title, how it stands, and what it costs or what came of it. */
export const lifeInWords = (point, map) => [
  `${point.rank ? `#${point.rank} ` : ''}${point.title}`,
  [STATES[point.state], point.owner, hurts(point) && point.plan ? `by ${point.plan.date}` : null,
    hurts(point) || !point.fixed ? null : `on ${point.fixed}`, persona(point, map)].filter(Boolean).join(' · '),
  tellsLost(point) ? lost(point) : outcome(point.measured),
];

/** Of one stage; what is said of a stage that this version does not have stands in the first column. */
export const livesAt = (points, stage, map) => points.filter(point => point.stage === stage.id
  || (map.stages[0].id === stage.id && !map.stages.some(other => other.id === point.stage)));

/** Those of all stages that hurt, the dearest first. */
export const ranked = points => points.filter(point => point.rank).sort((a, b) => a.rank - b.rank);

/**
 * The dearest first.
 *
 * @param place names the stage of one; nothing: they stand at it
 */
export function showLives(parent, points, map, state, tools, place = () => null) {
  keyed(parent, points, point => point.id, () => el('li', {}, el('strong'), el('span', { class: 'small block' }), el('a', { class: 'count small block' }),
    el('button', { type: 'button', class: 'small-button' })), (node, point) => {
    node.className = hurts(point) ? '' : 'over';
    const [title, stands, cost] = lifeInWords(point, map);
    [title, [place(point), stands].filter(Boolean).join(' · '), cost].forEach((words, i) => setText(node.children[i], words));
    setLink(node.children[2], tellsLost(point) && point.lost ? lostAt(point, state) : null, `${lost(point)}: list the customers`);
    const button = node.children[3];
    setText(button, tools.may ? 'Change…' : 'More…');
    button.setAttribute('aria-label', `${tools.may ? 'Change' : 'More about'} the pain point ${point.title}`);
    button.onclick = () => edit(point, map, tools);
  });
}

const persona = (point, map) => (point.persona ? (map.personas.find(each => each.id === point.persona) || { title: point.persona }).title : null);

const lost = point => `${number(point.lost)} ${point.lost === 1 ? 'visit' : 'visits'} lost${point.worth === undefined ? '' : ` × ${number(point.worth)} = ${number(point.cost)}`}`;

/** What came of it is told instead where that was measured. */
const tellsLost = point => !point.measured || hurts(point);

const share = figures => (figures.ended > 0 ? percent(figures.left / figures.ended) : '–');

/** Of the version and window that are shown, at its stage; of its persona where it has one. */
const lostAt = (point, state) => visitsAt({ ...state, persona: point.persona || state.persona }, point.stage)('count', 'left');

/** Before and after the fix, in words. */
function outcome(measured) {
  const { before, after, leaving } = measured;
  const points = value => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(100 * value).toFixed(1)}`;
  return `left: ${share(before)} of ${number(before.ended)} before, ${share(after)} of ${number(after.ended)} after (${measured.days} d)${
    leaving ? `: ${leaving.high < 0 ? '▼' : leaving.low > 0 ? '▲' : '≈'} ${points(leaving.difference)} points (${points(leaving.low)} to ${points(leaving.high)})` : ': too few to tell'}${
    before.felt === undefined || after.felt === undefined ? '' : ` · felt ${signed(before.felt)} → ${signed(after.felt)}`}`;
}

/** What the numbers found, made somebody's matter. */
export const takeUp = (found, stage, map, tools) => edit({ journey: map.journey, stage: stage.id, title: `${FOUND[found.kind]}: ${stage.title}`.slice(0, LONGEST), origin: 'found', kind: found.kind, state: 'open' }, map, tools);

/** What the map says frustrates a persona. */
export const takeUpFrustration = (title, whom, map, tools) => edit({ journey: map.journey, stage: map.stages[0].id, title, persona: whom, origin: 'declared', state: 'open' }, map, tools);

export const add = (stage, map, tools) => edit({ journey: map.journey, stage: stage.id, title: '', origin: 'own', state: 'open' }, map, tools);

const area = (id, value) => el('textarea', { id, text: value || '', rows: 2 });
const date = (id, value, max) => el('input', { type: 'date', id, value, max });
const today = () => new Date().toISOString().slice(0, 10);

/** What is chosen stays so, also where this version of the map does not know it. */
function choice(id, known, chosen) {
  const values = !chosen || known.some(([value]) => value === chosen) ? known : [...known, [chosen, chosen]];
  return el('select', { id }, ...values.map(([value, words]) => option(value, words, value === (chosen || ''))));
}

function edit(point, map, tools) {
  const fresh = !point.id;
  const declared = point.origin === 'declared';
  const plan = point.plan || {};
  const stage = choice('pain-stage', map.stages.map(each => [each.id, each.title]), point.stage);
  const title = text('pain-title', point.title, true);
  title.readOnly = declared;
  const personas = choice('pain-persona', [['', 'Everybody'], ...map.personas.map(each => [each.id, each.title])], point.persona);
  personas.disabled = declared;
  const worth = el('input', { type: 'number', id: 'pain-worth', min: 0, step: 'any', value: point.worth });
  const states = point.state === 'measured' ? [...BY_HAND, 'measured'] : BY_HAND;
  const state = choice('pain-state', states.map(each => [each, STATES[each]]), point.state);
  const owner = text('pain-owner', point.owner, false);
  const planned = date('pain-date', plan.date);
  const what = area('pain-what', plan.what);
  const have = area('pain-have', plan.have);
  const need = area('pain-need', plan.need);
  // A plan without its day would not be kept.
  const texts = [what, have, need];
  const complete = () => {
    const plans = state.value === 'planned';
    planned.required = plans || texts.some(text => text.value.trim());
    have.required = plans;
    need.required = plans;
  };
  [state, ...texts].forEach(each => each.addEventListener('input', complete));
  complete();
  const fixed = date('pain-fixed', point.fixed, today());
  const by = yourName('pain-by');
  const note = text('pain-note', '', false);
  const said = () => ({ by: by.said(), note: note.value });
  let { version } = point;
  const content = () => ({
    stage: stage.value, title: title.value, persona: personas.value, state: state.value, owner: owner.value,
    worth: worth.value === '' ? undefined : Number(worth.value), fixed: fixed.value,
    plan: planned.value ? { date: planned.value, what: what.value, have: have.value, need: need.value } : undefined,
  });
  const body = () => ({ ...said(), ...(fresh ? { origin: point.origin, kind: point.kind } : { version }), ...content() });
  const changed = () => JSON.stringify(content()) !== before;
  const label = (words, field) => el('label', {}, words, field);
  const fields = [
    label('What hurts', title),
    el('div', { class: 'pair' }, label('Stage', stage), label('Whom', personas)),
    el('div', { class: 'pair' }, label('Where it stands', state), label('Who takes care', owner)),
    label('What one customer is worth, in the currency of all of this journey', worth),
    el('div', { class: 'pair' }, label('To be fixed by', planned), label('Fixed on', fixed)),
    label('What is to be done', what),
    el('div', { class: 'pair' }, label('What there is for it, or nothing', have), label('What is missing, or nothing', need)),
    ...(tools.may ? [el('div', { class: 'pair' }, by.field, label('Note, if there is something to say', note))] : []),
    point.measured ? el('p', { text: outcome(point.measured) }) : null,
    point.history ? history(point) : null,
  ];
  let before = JSON.stringify(content());
  if (!tools.may) {
    fields.forEach(field => field && field.querySelectorAll('input, select, textarea').forEach(input => {
      input.disabled = true;
    }));
    openDialog(tools.dialog, point.title, fields, 'Close', () => {}, () => {});
    return;
  }
  const days = el('input', { type: 'number', id: 'pain-days', min: 1, max: 365, value: USUAL_DAYS });
  const others = [];
  if (!fresh && point.fixed && ['fixed', 'measured'].includes(point.state)) {
    fields.push(label('Days before and after the fix, to measure', days));
    others.push(['Measure', async () => {
      // What was changed in the form besides is kept, and measured as it is now.
      if (changed()) {
        if (!title.form.reportValidity()) {
          throw new Error('It is not measured yet: something in the form is missing.');
        }
        ({ version } = await send('PUT', address(point), body()));
        before = JSON.stringify(content());
        note.value = '';
      }
      await send('POST', address(point, '/measure'), { ...said(), version, days: Number(days.value) });
    }]);
  }
  if (!fresh && tools.role === 'operator') {
    others.push(['Take it away', () => send('DELETE', address(point, `?version=${version}`)), 'Take this pain point away, with its history, for everybody and for good?']);
  }
  openDialog(tools.dialog, fresh ? 'Take up a pain point' : 'Change the pain point', fields, fresh ? 'Take it up' : 'Save',
    () => (fresh ? send('POST', `/api/journeys/${encodeURIComponent(point.journey)}/pain-points`, body()) : send('PUT', address(point), body())), tools.done, others);
}

function history(point) {
  return el('details', {}, el('summary', { text: `History, ${number(point.history.length)}` }),
    el('ol', { class: 'timeline' }, ...[...point.history].reverse().map(each => el('li', {}, el('time', { datetime: each.at, text: moment(each.at) }),
      el('span', { text: ` ${each.by} · ${STATES[each.state]}${each.changed.length ? ` · ${each.changed.join(', ')}` : ''}${each.note ? ` · “${each.note}”` : ''}` })))));
}
