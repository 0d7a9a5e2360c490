// The customers behind a count of visits, or of what was in them.

import { el, option } from './dom.js';
import { ask } from './live.js';
import { moment, number } from './format.js';
import { begun, href, listed, OF_VISITS, path } from './link.js';
import { ANYWHERE, asOf, PAGE, pages } from './pages.js';
import { redraw } from './redraw.js';
import { nameOf, titlesOf } from './rows.js';

/** What is counted, by what the count is called. */
const COUNTS = {
  entered: 'visits that began', ended: 'visits that ended', advanced: 'visits that went on', back: 'visits that went back', completed: 'visits that completed the journey',
  exited: 'visits that ended by an exit', churned: 'visits that ended by churn', expired: 'visits that ended in silence for good', left: 'visits that ended with the customer gone',
  dissatisfied: 'visits that ended dissatisfied', stalls: 'stalls', pending: 'visits whose time for the target is not over', converted: 'visits that met the target in time',
  missed: 'visits that did not meet the target in time', felt: 'touchpoints that told how they felt', slow: 'visits that took longer than the target allows', withdrawn: 'visits that were merged, erased or corrected',
};
const OUTCOMES = { open: 'goes on', completed: '✓ completed', exited: '↓ left by an exit', churned: '↓ churned', expired: '↓ fell silent for good',
  mergedAway: 'is another customer’s', erased: 'erased', corrected: 'corrected' };
const WHY = {
  stories: 'The others are of customers who were forgotten or do not want to be followed, of before stories were kept, or of long ago: of each customer the visits that began last are kept. Or stories are still on their way: look again in a moment.',
  journeys: 'Stories are not kept here (journey.stories). Without them it is known of each customer what happened within the grace of the map before they were heard of last, and the visit that they were in.',
  events: 'Stories are not kept here (journey.stories). Without them nobody knows of whom events came that no rule of the map names.',
};

/** Why not all of the count are there. */
function why(found, state) {
  const { complete, partitions, partitionsMissing } = found.freshness;
  if (!complete) {
    return `${number(partitionsMissing)} of ${number(partitions)} partitions cannot be read now: their customers are missing here.`;
  }
  return WHY[state.event && found.source === 'journeys' ? 'events' : found.source];
}

export const isOfVisits = state => OF_VISITS.some(name => state[name]);

/** What the count is of, in words. */
export function inWords(state, map, titles) {
  const title = id => (id === 'none' ? 'before the first stage' : (map.stages.find(stage => stage.id === id) || { title: id }).title);
  const at = state.stage && state.stage !== ANYWHERE ? ` at ${title(state.stage)}` : '';
  if (state.event) {
    return `events ${state.event}`;
  }
  if (state.next) {
    return `visits that went from ${at ? title(state.stage) : 'anywhere'} to ${title(state.next)}`;
  }
  if (state.touchpoint) {
    const rule = titles.get(state.touchpoint);
    return `touchpoints ${rule ? rule.title : state.touchpoint === 'other' ? 'that the map does not name' : state.touchpoint}${at}${state.channel ? ` by ${state.channel}` : ''}`;
  }
  if (state.with) {
    const [by, ...rest] = state.with.split('|');
    const id = by === 'breakdown' ? rest.slice(1).join('|') : rest.join('|');
    return `ended visits${at} with: ${by === 'touchpoint' && titles.has(id) ? titles.get(id).title : nameOf({ by, breakdown: rest[0], id })}`;
  }
  return `${COUNTS[state.count] || state.count}${at}`;
}

export const askedOfVisits = state => ({ stage: !state.stage || state.stage === ANYWHERE || state.event ? undefined : state.stage,
  ...Object.fromEntries(OF_VISITS.map(name => [name, state[name]])) });

export async function listVisits(parent, map, state, role, go, current) {
  const asked = askedOfVisits(state);
  const { stage } = asked;
  const found = await ask(path(state, 'visits', { ...asked, after: state.after, offset: state.after ? undefined : state.offset, limit: PAGE }));
  if (!current()) {
    return;
  }
  const names = new Map(map.stages.map(each => [each.id, each.title]));
  const name = id => names.get(id) || (id === 'none' ? 'Before the first' : id);
  const then = each => (each.next ? `${each.outcome === 'back' ? '←' : '→'} ${name(each.next)}` : OUTCOMES[each.outcome] || each.outcome);
  const rest = found.of !== undefined && found.times < (found.ofAtLeast === undefined ? found.of : found.ofAtLeast);
  const heads = state.event ? ['Customer', 'How often'] : ['Customer', 'How often', 'Last at', 'Persona', 'Since', 'Then'];
  redraw(parent,
    el('h2', { class: 'band', text: 'Behind a count' }),
    el('p', { class: 'filters' }, byChannel(map, state, stage, go), el('a', { href: listed(state, { status: 'present' }), text: 'Who is here now instead' })),
    el('p', { id: 'count', text: `${number(found.count)} ${found.count === 1 ? 'customer' : 'customers'}: ${number(found.times)}${rest ? ` of ${number(found.of)}` : ''} ${inWords(state, map, titlesOf(map))}${found.masked ? '; their ids are masked for viewers' : ''}` }),
    rest || !found.freshness.complete || (state.event && found.source === 'journeys') ? el('p', { class: 'small', id: 'others', text: why(found, state) }) : null,
    el('table', {}, el('thead', {}, el('tr', {}, ...heads.map(text => el('th', { scope: 'col', class: text === 'How often' ? 'figure' : null, text })))),
      el('tbody', {}, ...found.customers.map(each => el('tr', {},
        el('td', {}, found.masked || role === 'viewer' ? each.customer : el('a', { href: href({ ...begun(state), view: 'customer', customer: each.customer }), text: each.customer })),
        el('td', { class: 'figure', text: number(each.times) }),
        ...(state.event ? [] : [name(each.stage), each.persona, moment(each.since), then(each)].map(text => el('td', { text }))))))),
    pages(state, found), asOf(go));
}

/** A touchpoint's channels, of which each has a count. */
function byChannel(map, state, stage, go) {
  const at = map.stages.find(each => each.id === stage);
  if (!state.touchpoint || !at) {
    return null;
  }
  const channels = [...new Set([...at.touchpoints.filter(each => each.touchpoint === state.touchpoint).map(each => each.channel), state.channel].filter(Boolean))];
  return el('label', {}, 'Channel ', el('select', { name: 'channel', onchange: event => go(now => ({ ...begun(now), channel: event.target.value || undefined })) },
    ...[['', 'All'], ...channels.map(each => [each, each])].map(([value, text]) => option(value, text, value === (state.channel || '')))));
}
