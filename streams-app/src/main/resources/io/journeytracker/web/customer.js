// One customer's own side: where they are, how they got there, what hurts.

import { el } from './dom.js';
import { ask, Refused } from './live.js';
import { clockTime, feeling, moment, number, pain, signed } from './format.js';
import { path } from './link.js';
import { search } from './customers.js';
import { hurts } from './pain-points.js';
import { redraw, renew } from './redraw.js';

/** Maps of other journeys and versions than the one that is shown, by the customer's journey: they move too little to be asked for by the second. */
const others = new Map();

/**
 * @param current whether this is still what is wanted
 * @param moved whether the customer is shown, and may have gone on
 */
export async function showCustomer(parent, map, state, go, current, moved) {
  const head = () => [el('h2', { class: 'band', text: 'One customer' }), search(state, go)];
  if (!state.customer) {
    if (!moved) {
      redraw(parent, ...head());
    }
    return;
  }
  if (!moved) {
    others.clear();
  }
  const shown = moved && parent.querySelector('.one');
  const one = shown || el('div', { class: 'one' });
  try {
    const found = await ask(`/api/customers?id=${encodeURIComponent(state.customer)}`);
    const known = new Map(await Promise.all(found.journeys.map(async journey => [journey.journey, await about(journey, map)])));
    if (!current()) {
      return;
    }
    renew(one, el('h3', { class: 'who', text: found.customer }),
      ...found.journeys.map(journey => place(journey, known.get(journey.journey), map, !found.story)), ...(found.story ? story(found.story, known, map) : []));
  } catch (refused) {
    // What was told already stays.
    if (!current() || shown || !(refused instanceof Refused) || refused.status === 401) {
      throw refused;
    }
    renew(one, el('p', { class: 'notice', text: refused.message }));
  }
  if (!shown) {
    redraw(parent, ...head(), one);
  }
}

/** The map that the customer is on, and what people say about it; where that cannot be had the customer is shown without. */
async function about({ journey, version }, shown) {
  const said = ask(path({ journey, version }, 'annotations')).catch(() => ({ painPoints: [] }));
  const key = `${journey} ${version}`;
  const same = journey === shown.journey && version === shown.version;
  if (!same && !others.get(key)) {
    others.set(key, await ask(path({ journey, version }, 'map')).catch(() => null));
  }
  return { map: same ? shown : others.get(key), said: await said };
}

const titleAt = (map, id) => (map && map.stages.find(stage => stage.id === id) || { title: id }).title;

/** @param shown the map that the page shows: of another one it is said which */
function place(journey, { map, said }, shown, latest) {
  const title = id => titleAt(map, id);
  const stages = map ? map.stages.map(stage => stage.id) : journey.visited;
  const fact = (name, text) => [el('dt', { text: name }), el('dd', { text })];
  return el('article', { class: 'story' },
    el('h4', { text: map === shown ? map.title : `${map ? map.title : journey.journey}, version ${journey.version}` }),
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
      ...(map ? hurting(journey, map, said).flatMap(([name, texts]) => fact(name, texts.join(' · '))) : []),
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
function story(told, known, shown) {
  const title = each => titleAt((known.get(each.journey) || {}).map, each.stage);
  const text = each => each.move
    ? `➤ ${each.move}: ${title(each)}${each.rule ? ` (rule ${each.rule})` : ''}${each.journey === shown.journey ? '' : ` · ${each.journey}`}`
    : [each.event, each.channel, each.page, each.value === undefined ? null : `${each.value} ${each.currency || ''}`.trim(),
      each.sentiment === undefined ? null : `felt ${signed(each.sentiment)}`, each.comment ? `“${each.comment}”` : null].filter(Boolean).join(' · ');
  return [el('h4', { text: 'Story' }),
    el('p', { id: 'told', text: `${number(told.touchpoints)} touchpoints since the first contact${told.leftOut ? `; ${number(told.leftOut)} between the first 20 and the last 500 are not told` : ''}` }),
    el('ol', { class: 'timeline' }, ...[...told.timeline].reverse().map(each => el('li', { class: each.move ? 'move' : null },
      el('time', { datetime: each.time, text: moment(each.time) }), el('span', { text: ` ${text(each)}` }))))];
}
