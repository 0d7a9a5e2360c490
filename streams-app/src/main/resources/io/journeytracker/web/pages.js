// The pages of a list of customers.

import { el } from './dom.js';
import { clockTime, number } from './format.js';
import { begun, href } from './link.js';

export const PAGE = 50;
const MOST = 10000;
/** Stands for every stage; no stage has such an id. */
export const ANYWHERE = '*';

/** Lists stand still while somebody reads them: as of when, and the way to look again. */
export function asOf(go) {
  return el('p', { class: 'pages small' }, el('span', { text: `As of ${clockTime(Date.now())}; it stands still until you look again.` }),
    el('button', { type: 'button', id: 'look-again', text: 'Look again', onclick: () => go(now => now, false) }));
}

export function pages(state, found) {
  const offset = Number(state.offset || 0);
  return el('p', { class: 'pages' },
    state.after ? el('a', { href: href(begun(state)), text: '⇤ First' }) : null,
    !state.after && offset > 0 ? el('a', { href: href({ ...state, offset: Math.max(0, offset - PAGE) || undefined }), text: '← Before' }) : null,
    onward(state, found, offset));
}

/** As many as are kept while all are gone through can be left out; further on from where a page ended, which says who that was and is not for viewers. */
function onward(state, found, offset) {
  if (!state.after && offset + PAGE >= found.count) {
    return null;
  }
  if (!state.after && offset + 2 * PAGE <= MOST) {
    return el('a', { href: href({ ...state, offset: offset + PAGE }), text: 'Next →' });
  }
  if (found.next) {
    return el('a', { href: href({ ...state, after: found.next, offset: undefined }), text: 'Next →' });
  }
  return state.after ? null : el('span', { text: `These are the first ${number(MOST)}: choose a stage, a persona or a window to see others` });
}
