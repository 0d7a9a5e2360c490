import { openDialog, text, yourName } from './dialog.js';
import { el, option } from './dom.js';
import { ask } from './live.js';

const post = (address, body) => ask(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Somebody takes care. */
export function acknowledge(alert, dialog, done) {
  const by = yourName('by');
  const note = text('note', '', false);
  openDialog(dialog, 'Take care of this alert', [
    el('p', { text: `${alert.customer} at ${alert.stage} of ${alert.journey}. Reminders and the escalation end.` }),
    by.field, el('label', {}, 'Note, if there is something to say', note),
  ], 'Acknowledge', () => post(`/api/alerts/${encodeURIComponent(alert.id)}/acknowledge`, { by: by.said(), note: note.value }), done);
}

/** Nobody is told of alerts like this one for a while. */
export function silence(alert, dialog, done) {
  const author = yourName('author');
  const reason = text('reason', '', true);
  const like = el('select', { id: 'like' },
    option('stage', `All at stage ${alert.stage} of ${alert.journey}`, true),
    option('kind', `All of this kind there (${alert.kind})`, false),
    option('journey', `All of ${alert.journey}`, false));
  const time = el('select', { id: 'for' }, ...[['30m', '30 minutes'], ['2h', '2 hours'], ['8h', '8 hours'], ['1d', 'a day'], ['7d', 'a week']].map(([value, label]) => option(value, label, value === '2h')));
  openDialog(dialog, 'Silence alerts', [
    el('p', { text: 'Nobody is told of new ones until then; they are listed here all the same. What still stands is told at the end.' }),
    el('label', {}, 'Which', like), el('label', {}, 'For how long', time), author.field, el('label', {}, 'Why', reason),
  ], 'Silence', () => {
    const what = { journeys: [alert.journey] };
    if (like.value !== 'journey') {
      what.stages = [alert.stage];
    }
    if (like.value === 'kind') {
      what.kinds = [alert.kind];
    }
    return post('/api/silences', { author: author.said(), reason: reason.value, for: time.value, what });
  }, done);
}
