import { el, option } from './dom.js';
import { ask, Refused } from './live.js';
import { ago, clockTime, feeling, moment, number, pain, signed } from './format.js';
import { begun, href, path } from './link.js';
import { ANYWHERE, PAGE, pages } from './pages.js';
import { hurts } from './pain-points.js';
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
    onchange: event => go({ ...begun(state), [name]: event.target.value || undefined }),
  }, ...values.map(([value, text]) => option(value, text, value === chosen))));
  const now = Date.now();
  const names = new Map(map.stages.map(each => [each.id, each.title]));
  parent.replaceChildren(
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
    pages(state, found));
}

function search(state, go) {
  const input = el('input', { type: 'search', name: 'customer', autocomplete: 'off', value: state.customer || '' });
  return el('form', { class: 'search', onsubmit: event => {
    event.preventDefault();
    if (input.value.trim()) {
      go({ ...state, view: 'customer', customer: input.value.trim() });
    }
  } }, el('label', {}, 'Find one by any identifier ', input), el('button', { text: 'Find' }));
}

/** One customer's own side: where they are, how they got there, what hurts. */
export async function showCustomer(parent, map, state, go, current) {
  const head = [el('h2', { class: 'band', text: 'One customer' }), search(state, go)];
  if (!state.customer) {
    parent.replaceChildren(...head);
    return;
  }
  try {
    // What people say of the stages is beside the point where it cannot be had: the customer is shown without.
    const said = ask(path({ journey: state.journey, version: state.version }, 'annotations')).catch(() => ({ painPoints: [], notes: [] }));
    const found = await ask(`/api/customers?id=${encodeURIComponent(state.customer)}`);
    const hurt = await said;
    if (!current()) {
      return;
    }
    parent.replaceChildren(...head, el('h3', { class: 'who', text: found.customer }), 
      ...found.journeys.map(journey => place(journey, map, hurt, !found.story)), ...(found.story ? story(found.story, map) : []));
  } catch (refused) {
    if (!current() || !(refused instanceof Refused) || refused.status === 401) {
      throw refused;
    }
    parent.replaceChildren(...head, el('p', { class: 'notice', text: refused.message }));
  }
}

function place(journey, map, said, latest) {
  const same = journey.journey === map.journey && journey.version === map.version;
  const title = id => (same && map.stages.find(stage => stage.id === id) || { title: id }).title;
  const stages = same ? map.stages.map(stage => stage.id) : journey.visited;
  const fact = (name, text) => [el('dt', { text: name }), el('dd', { text })];
  return el('article', { class: 'story' },
    el('h4', { text: same ? map.title : `${journey.journey}, version ${journey.version}` }),
    el('ol', { class: 'steps' }, ...stages.map(id => el('li', {
      class: id === journey.stage ? 'now' : journey.visited.includes(id) ? 'was' : 'not',
      'aria-current': id === journey.stage ? 'step' : null,
      text: `${id === journey.stage ? '➤ ' : journey.visited.includes(id) ? '✓ ' : '· '}${title(id)}`,
    }))),
    ...journey.alerts.map(alert => el('p', { class: 'notice', text:
      `⚠ ${alert.severity}: ${alert.kind === 'stall' ? 'stuck' : 'gone'} at ${title(alert.stage)} since ${moment(alert.since)}${alert.owner ? `, owner ${alert.owner}` : ''} (rule ${alert.rule})` })),
    el('dl', { class: 'facts' },
      ...fact('Status', `${journey.status}${journey.by ? ` by ${journey.by}` : ''}`),
      ...fact('Here since', moment(journey.since)),
      ...fact('Last heard of', `${moment(journey.lastTime)}${journey.lastEvent ? `: ${journey.lastEvent}` : ''}${journey.lastChannel ? ` (${journey.lastChannel})` : ''}`),
      ...fact('Mood', journey.mood === undefined ? 'not known' : `${signed(journey.mood)} ${feeling(journey.mood)}`),
      ...fact('Persona', journey.persona),
      ...(same ? hurting(journey, map, said).flatMap(([name, texts]) => fact(name, texts.join(' · '))) : []),
      ...fact('Touchpoints', `${number(journey.touchpoints)}, ${number(journey.visitTouchpoints)} of them here`),
      ...(journey.value === undefined ? [] : fact('Worth', `${journey.value} ${journey.currency}`))),
    latest && journey.recent.length ? el('h5', { text: 'Latest touchpoints' }) : null,
    el('ol', { class: 'timeline' }, ...(latest ? [...journey.recent] : []).reverse().map(each => el('li', {},
      el('time', { datetime: each.time, text: clockTime(each.time) }),
      el('span', { text: ` ${each.event || 'another event'}${each.channel ? ` · ${each.channel}` : ''}${each.emotion === undefined ? '' : ` · felt ${signed(each.emotion)}`}` })))));
}

/** What people like them need and dislike, and what hurts where they are. */
function hurting(journey, map, said) {
  const persona = map.personas.find(each => each.id === journey.persona) || {};
  const stage = map.stages.find(each => each.id === journey.stage);
  const found = stage ? map.painPoints.filter(each => each.stage === stage.id).map(each => `⚠ ${pain(each)}`) : [];
  const open = stage ? said.painPoints.filter(each => each.stage === stage.id && hurts(each) && (!each.persona || each.persona === journey.persona)).map(each => each.title) : [];
  return [['They need', persona.needs || []], ['Annoys them', persona.frustrations || []], ['Pain points here', [...found, ...open]]].filter(([, texts]) => texts.length > 0);
}

/** All of it, the latest first: what they did, and what became of it. */
function story(told, map) {
  const title = each => (each.journey === map.journey && map.stages.find(stage => stage.id === each.stage) || { title: each.stage }).title;
  const text = each => each.move
    ? `➤ ${each.move}: ${title(each)}${each.rule ? ` (rule ${each.rule})` : ''}${each.journey === map.journey ? '' : ` · ${each.journey}`}`
    : [each.event, each.channel, each.page, each.value === undefined ? null : `${each.value} ${each.currency || ''}`.trim(),
      each.sentiment === undefined ? null : `felt ${signed(each.sentiment)}`, each.comment ? `“${each.comment}”` : null].filter(Boolean).join(' · ');
  return [el('h4', { text: 'Story' }),
    el('p', { id: 'told', text: `${number(told.touchpoints)} touchpoints since the first contact${told.leftOut ? `; ${number(told.leftOut)} between the first 20 and the last 500 are not told` : ''}` }),
    el('ol', { class: 'timeline' }, ...[...told.timeline].reverse().map(each => el('li', { class: each.move ? 'move' : null },
      el('time', { datetime: each.time, text: moment(each.time) }), el('span', { text: ` ${text(each)}` }))))];
}
