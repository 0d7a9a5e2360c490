// What the map does not see, or sees and nobody looks at.

import { el } from './dom.js';
import { ask } from './live.js';
import { ago, number, percent } from './format.js';
import { href, listed, path, visitsAt } from './link.js';
import { ANYWHERE } from './pages.js';
import { SIDES } from './rows.js';

const SILENCES = 10;

/** @param current whether this is still what is wanted */
export async function showGaps(parent, map, state, role, current) {
  const [gaps, silent] = await Promise.all([
    ask(path(state, 'gaps')),
    ask(path(state, 'customers', { status: 'present', sort: 'silence', limit: SILENCES })),
  ]);
  // One after the other: each goes through all customers.
  const apart = [];
  for (const [side, words] of SIDES) {
    apart.push([side, words, (await ask(path(state, 'customers', { status: 'present', better: side, limit: 1 }))).count]);
  }
  if (!current()) {
    return;
  }
  const now = Date.now();
  const titles = new Map(map.stages.map(each => [each.id, each.title]));
  const masked = silent.masked || role === 'viewer';
  parent.replaceChildren(el('div', { class: 'beside' },
    part('unnamed', 'Events that no rule of the map names', 'Every event that comes is either in the map or here. The commonest fifty, since the map was published.',
      ['Event', 'How often'], gaps.unnamed.map(each => [each.event,
        behind(visitsAt(state)('event', each.event), each.atLeast === each.atMost ? number(each.atMost) : `${number(each.atLeast)} to ${number(each.atMost)}`, `times ${each.event}`)]), 'Every event that came is named by the map.'),
    part('never-seen', 'Touchpoints that never came', 'The map declares them, and nobody had one: the rule is wrong, the site does not send it, or nobody gets that far.',
      ['Touchpoint', 'Why'], [...gaps.neverSeen.map(each => [each.title, 'no touchpoint matched its rule']),
        ...gaps.withoutRule.map(each => [each.title, 'the map gives no rule for it'])], 'Every declared touchpoint was seen.'),
    part('leaving', 'Who leaves dissatisfied', 'Visits that ended with the customer gone, who felt bad or left by a way that the map calls dissatisfied.',
      ['Stage', 'Dissatisfied', 'Of all who left'], gaps.leaving.map(each => [each.title,
        behind(visitsAt(state, each.stage)('count', 'dissatisfied'), number(each.dissatisfied), `left dissatisfied at ${each.title}`),
        each.left > 0 ? percent(each.dissatisfied / each.left) : '–']), 'Nobody left dissatisfied.'),
    part('apart', 'Where online and offline disagree', 'Customers here now who in their present visit felt well on one side and badly on the other: web, app, e-mail, chat, social and search against phone, store, direct mail and word of mouth.',
      ['How they felt', 'Customers'], apart.filter(([, , count]) => count > 0).map(([side, words, count]) => [words,
        behind(listed(state, { stage: ANYWHERE, status: 'present', better: side }), number(count), words)]), 'Nobody felt so.'),
    part('silences', 'The longest silences', 'Customers on the way of whom nothing was heard for the longest time.',
      ['Customer', 'Stage', 'Silent for'], silent.customers.map(each => [
        masked ? each.customer : el('a', { href: href({ ...state, view: 'customer', customer: each.customer }), text: each.customer }),
        titles.get(each.stage) || 'Before the first', ago(each.lastTime, now)]), 'Nobody is on the way.')),
    el('p', { class: 'pages' }, el('a', { href: listed(state, { stage: ANYWHERE, status: 'present', sort: 'silence' }), text: 'All of whom nothing is heard →' })));
}

const behind = (address, text, words) => el('a', { href: address, text, 'aria-label': `${text} ${words}: list the customers` });

function part(id, title, words, heads, rows, none) {
  return el('section', { id, 'aria-label': title },
    el('h2', { class: 'band', text: title }),
    el('p', { class: 'small', text: words }),
    rows.length === 0 ? el('p', { class: 'notice', text: none }) : el('table', {},
      el('thead', {}, el('tr', {}, ...heads.map((text, i) => el('th', { scope: 'col', class: i > 0 ? 'figure' : null, text })))),
      el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map((cell, i) => (typeof cell === 'string'
        ? el('td', { class: i > 0 ? 'figure' : null, text: cell })
        : el('td', { class: i > 0 ? 'figure' : null }, cell))))))));
}
