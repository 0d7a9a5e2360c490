import { el, option } from './dom.js';
import { ask } from './live.js';
import { ago, feeling, number, signed } from './format.js';
import { begun, href, path } from './link.js';
import { ANYWHERE, asOf, PAGE, pages } from './pages.js';
import { redraw } from './redraw.js';
import { SIDES, titlesOf } from './rows.js';
import { askedOfVisits, inWords, isOfVisits, listVisits } from './visits.js';

const STATUSES = [['present', 'here now'], ['active', 'moving'], ['stalled', 'stalled'], ['churned', 'churned'], ['completed', 'completed'], ['exited', 'exited']];
const SORTS = [['dwell', 'longest here first'], ['mood', 'worst mood first'], ['silence', 'longest silent first']];

const stageOf = (state, map) => state.stage || map.stages[0].id;

function askedOf(state, map) {
  const stage = stageOf(state, map);
  return { stage: stage === ANYWHERE ? undefined : stage, status: state.status || 'present', better: state.better, sort: state.sort || 'dwell' };
}

/** The question whose answers are the list that is shown, without the page; and what it is of in words. */
export function listOf(state, map) {
  if (isOfVisits(state)) {
    return { what: 'visits', asked: askedOfVisits(state), words: inWords(state, map, titlesOf(map)) };
  }
  const { stage, ...asked } = askedOf(state, map);
  return { what: 'customers', asked: { stage, ...asked }, words: Object.entries({ stage: stage || 'anywhere', ...asked }).filter(([, value]) => value).map(each => each.join(' ')).join(', ') };
}

/** Who is behind a count. */
export async function listCustomers(parent, map, state, role, go, current) {
  if (isOfVisits(state)) {
    await listVisits(parent, map, state, role, go, current);
    return;
  }
  const stage = stageOf(state, map);
  const asked = askedOf(state, map);
  const found = await ask(path(state, 'customers', { ...asked, after: state.after, offset: state.after ? undefined : state.offset, limit: PAGE }));
  if (!current()) {
    return;
  }
  const pick = (name, label, values, chosen) => el('label', {}, `${label} `, el('select', {
    name, onchange: event => go(now => ({ ...begun(now), [name]: event.target.value || undefined })),
  }, ...values.map(([value, text]) => option(value, text, value === chosen))));
  const now = Date.now();
  const names = new Map(map.stages.map(each => [each.id, each.title]));
  redraw(parent,
    el('h2', { class: 'band', text: 'Customers' }),
    el('p', { class: 'filters' },
      pick('stage', 'Stage', [...map.stages.map(each => [each.id, each.title]), ['none', 'Before the first'], [ANYWHERE, 'Anywhere']], stage),
      pick('status', 'Who is', STATUSES, asked.status), pick('sort', 'Sorted', SORTS, asked.sort),
      pick('better', 'Who', [['', 'Felt any way'], ...SIDES], asked.better || '')),
    search(state, go),
    el('p', { id: 'count', text: `${number(found.count)} customers${found.masked ? ', their ids are masked for viewers' : ''}` }),
    el('table', {}, el('thead', {}, el('tr', {}, ...['Customer', 'Stage', 'Status', 'Persona', 'Here for', 'Silent for', 'Mood'].map(text =>
        el('th', { scope: 'col', class: text.endsWith(' for') ? 'figure' : null, text })))),
      el('tbody', {}, ...found.customers.map(each => el('tr', {},
        el('td', {}, found.masked || role === 'viewer' ? each.customer : el('a', { href: href({ ...state, view: 'customer', customer: each.customer }), text: each.customer })),
        el('td', { text: names.get(each.stage) || each.stage }),
        el('td', { text: `${each.status === 'stalled' ? '❚❚ ' : ''}${each.status}${each.by ? ` (${each.by})` : ''}` }),
        el('td', { text: each.persona }), el('td', { class: 'figure', text: ago(each.since, now) }),
        el('td', { class: 'figure', text: ago(each.lastTime, now) }),
        el('td', { text: each.mood === undefined ? '–' : `${signed(each.mood)} ${feeling(each.mood)}` }))))),
    pages(state, found), asOf(go));
}

export function search(state, go) {
  const input = el('input', { type: 'search', name: 'customer', autocomplete: 'off', value: state.customer || '' });
  return el('form', { class: 'search', onsubmit: event => {
    event.preventDefault();
    if (input.value.trim()) {
      go(now => ({ ...now, view: 'customer', customer: input.value.trim() }));
    }
  } }, el('label', {}, 'Find one by any identifier ', input), el('button', { text: 'Find' }));
}
