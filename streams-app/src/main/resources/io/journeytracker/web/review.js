// By when somebody is to look the map over, who did last, and what has changed since.

import { send } from './annotations.js';
import { openDialog, yourName } from './dialog.js';
import { el, setText } from './dom.js';
import { href } from './link.js';

const DAY_MILLIS = 86_400_000;
const USUAL_DAYS = 90;

export class ReviewLine {
  constructor() {
    this.words = el('span');
    this.changed = el('a', { text: 'What has changed since then' });
    this.looked = el('button', { type: 'button', text: 'I have looked it over…' });
    this.node = el('section', { class: 'review', 'aria-label': 'Review of the map', hidden: true }, this.words, this.changed, this.looked);
  }

  /** @param review of the active map */
  update(review, map, state, tools) {
    const known = review && (review.due || review.last);
    this.node.hidden = !known;
    if (!known) {
      return;
    }
    this.node.classList.toggle('overdue', Boolean(review.overdue));
    const kept = review.reviews[review.reviews.length - 1];
    // The map itself may tell of a later look, of which nobody said more here.
    const last = kept && kept.at.startsWith(review.last) ? kept : null;
    const by = last ? ` by ${last.by}` : '';
    const looked = review.last ? `Looked over on ${review.last}${by}` : 'Nobody has looked it over yet';
    const owner = review.owner ? ` (owner: ${review.owner})` : '';
    setText(this.words, review.overdue ? `⚠ The review of this map was due on ${review.due}${owner}. ${looked}.`
      : `${looked}${review.due ? `; next review by ${review.due}` : ''}${owner}.${last && last.note ? ` “${last.note}”` : ''}`);
    this.changed.hidden = !review.last;
    if (review.last) {
      this.changed.setAttribute('href', since(review, state));
    }
    this.looked.hidden = !tools.may;
    this.looked.onclick = () => reviewed(map, tools);
  }
}

/** As long before the review as from one review to the next, beside what came after; the map that was looked over beside the active one. */
function since(review, state) {
  const from = new Date(Date.parse(review.last) - (review.everyDays || USUAL_DAYS) * DAY_MILLIS).toISOString().slice(0, 10);
  const { journey, persona, theme } = state;
  return href({ journey, persona, persona2: persona, theme, view: 'compare', version: review.map ? String(review.map) : undefined, from, to: review.last, from2: review.last });
}

function reviewed(map, tools) {
  const by = yourName('review-by');
  const note = el('textarea', { id: 'review-note', rows: 4 });
  openDialog(tools.dialog, `You have looked over version ${map.version}`, [
    el('p', { text: 'Do its stages still say what customers do? Do targets, owners and personas still hold? Which pain points are new, which are over?' }),
    el('label', {}, 'What you found, if there is something to say', note), by.field,
  ], 'It is looked over', () => send('POST', `/api/journeys/${encodeURIComponent(map.journey)}/reviews`, { by: by.said(), note: note.value, map: map.version }), tools.done);
}
