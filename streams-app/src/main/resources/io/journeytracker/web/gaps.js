// What the map does not see, or sees and nobody looks at.

import { el } from './dom.js';
import { ask } from './live.js';
import { ago, number, percent } from './format.js';
import { href, listed, path, visitsAt } from './link.js';
import { ANYWHERE, asOf } from './pages.js';
import { redraw } from './redraw.js';
import { SIDES } from './rows.js';

export const SILENCES = 10;
/** In the order in which they stand. */
const PARTS = [
  ['unnamed', 'Events that no rule of the map names', 'Every event that comes is either in the map or here. The commonest fifty, since the map was published.', ['Event', 'How often'], 'Every event that came is named by the map.'],
  ['never-seen', 'Touchpoints that never came', 'The map declares them, and nobody had one: the rule is wrong, the site does not send it, or nobody gets that far.', ['Touchpoint', 'Why'], 'Every declared touchpoint was seen.'],
  ['leaving', 'Who leaves dissatisfied', 'Visits that ended with the customer gone, who felt bad or left by a way that the map calls dissatisfied.', ['Stage', 'Dissatisfied', 'Of all who left'], 'Nobody left dissatisfied.'],
  ['apart', 'Where online and offline disagree', 'Customers here now who in their present visit felt well on one side and badly on the other: web, app, e-mail, chat, social and search against phone, store, direct mail and word of mouth.', ['How they felt', 'Customers'], 'Nobody felt so.'],
  ['silences', 'The longest silences', 'Customers on the way of whom nothing was heard for the longest time.', ['Customer', 'Stage', 'Silent for'], 'Nobody is on the way.'],
];

/** @param current whether this is still what is wanted */
export async function showGaps(parent, map, state, role, go, current) {
  const of = path(state, 'gaps');
  const before = parent.querySelector('.beside[data-of]');
  // Looked at again, what was counted stays until it is counted anew.
  const board = before && before.dataset.of === of ? before : el('div', { class: 'beside', 'data-of': of }, ...PARTS.map(part => empty(part, 'Being counted…')));
  redraw(parent, board,
    el('p', { class: 'pages' }, el('a', { href: listed(state, { stage: ANYWHERE, status: 'present', sort: 'silence' }), text: 'All of whom nothing is heard →' })), asOf(go));
  /** Shows parts of which the answer has come, or why it has not: the others are there all the same. */
  const show = async (ids, question) => {
    let rows;
    let refused;
    try {
      rows = current() ? await question() : null;
    } catch (problem) {
      if (problem.status === 401) {
        throw problem;
      }
      refused = problem;
    }
    if (current()) {
      ids.forEach((id, i) => {
        const at = PARTS.findIndex(([each]) => each === id);
        redraw(board.children[at], ...(refused ? empty(PARTS[at], `⚠ Not counted: ${refused.message}`) : filled(PARTS[at], rows[i])).childNodes);
      });
    }
  };
  await show(['unnamed', 'never-seen', 'leaving'], async () => counted(await ask(of), state));
  // One after the other: each goes through all customers.
  await show(['apart'], async () => {
    const apart = [];
    for (const [side, words] of SIDES) {
      const { count } = await ask(path(state, 'customers', { status: 'present', better: side, limit: 1 }));
      apart.push([words, count, behind(listed(state, { stage: ANYWHERE, status: 'present', better: side }), number(count), words)]);
    }
    return [apart.filter(([, count]) => count > 0).map(([words, , link]) => [words, link])];
  });
  await show(['silences'], async () => [silences(await ask(path(state, 'customers', { status: 'present', sort: 'silence', limit: SILENCES })), map, state, role)]);
}

const counted = (gaps, state) => [
  gaps.unnamed.map(each => [each.event,
    behind(visitsAt(state)('event', each.event), each.atLeast === each.atMost ? number(each.atMost) : `${number(each.atLeast)} to ${number(each.atMost)}`, `times ${each.event}`)]),
  [...gaps.neverSeen.map(each => [each.title, 'no touchpoint matched its rule']), ...gaps.withoutRule.map(each => [each.title, 'the map gives no rule for it'])],
  gaps.leaving.map(each => [each.title,
    behind(visitsAt(state, each.stage)('count', 'dissatisfied'), number(each.dissatisfied), `left dissatisfied at ${each.title}`),
    each.left > 0 ? percent(each.dissatisfied / each.left) : '–']),
];

function silences(silent, map, state, role) {
  const now = Date.now();
  const titles = new Map(map.stages.map(each => [each.id, each.title]));
  const masked = silent.masked || role === 'viewer';
  return silent.customers.map(each => [
    masked ? each.customer : el('a', { href: href({ ...state, view: 'customer', customer: each.customer }), text: each.customer }),
    titles.get(each.stage) || 'Before the first', ago(each.lastTime, now)]);
}

const behind = (address, text, words) => el('a', { href: address, text, 'aria-label': `${text} ${words}: list the customers` });

const part = ([id, title, words], content) => el('section', { id, 'aria-label': title },
  el('h2', { class: 'band', text: title }), el('p', { class: 'small', text: words }), content);

const empty = (which, text) => part(which, el('p', { class: 'notice', text }));

function filled(which, rows) {
  const [, , , heads, none] = which;
  return rows.length === 0 ? empty(which, none) : part(which, el('table', {},
    el('thead', {}, el('tr', {}, ...heads.map((text, i) => el('th', { scope: 'col', class: i > 0 ? 'figure' : null, text })))),
    el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map((cell, i) => (typeof cell === 'string'
      ? el('td', { class: i > 0 ? 'figure' : null, text: cell })
      : el('td', { class: i > 0 ? 'figure' : null }, cell))))))));
}
