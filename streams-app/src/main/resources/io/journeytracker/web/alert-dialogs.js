import { el, option, setText } from './dom.js';
import { ask } from './live.js';

/** What somebody is called, kept for the next time in this tab; where the key or the token says it nobody is asked. */
let name = '';
let known = false;

/** @param {string|undefined} told as the session says it */
export function callMe(told) {
  known = told !== undefined;
  name = known ? told : name;
}

const post = (address, body) => ask(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

function open(dialog, title, fields, chief, send, done) {
  const told = el('p', { role: 'alert' });
  dialog.replaceChildren(el('form', { onsubmit: async event => {
    event.preventDefault();
    try {
      await send();
      dialog.close();
      done();
    } catch (refused) {
      setText(told, refused.message);
    }
  } }, el('h2', { id: 'dialog-title', text: title }), ...fields, told,
  el('p', { class: 'does' }, el('button', { type: 'button', text: 'Cancel', onclick: () => dialog.close() }), el('button', { class: 'chief', text: chief }))));
  dialog.showModal();
}

const text = (id, value, required) => el('input', { type: 'text', id, value, required, autocomplete: 'off' });

/** Somebody takes care. */
export function acknowledge(alert, dialog, done) {
  const by = text('by', name, true);
  const note = text('note', '', false);
  open(dialog, 'Take care of this alert', [
    el('p', { text: `${alert.customer} at ${alert.stage} of ${alert.journey}. Reminders and the escalation end.` }),
    known ? el('p', { text: `You are ${name}.` }) : el('label', {}, 'Your name', by), el('label', {}, 'Note, if there is something to say', note),
  ], 'Acknowledge', () => {
    name = known ? name : by.value.trim();
    return post(`/api/alerts/${encodeURIComponent(alert.id)}/acknowledge`, { by: name, note: note.value });
  }, done);
}

/** Nobody is told of alerts like this one for a while. */
export function silence(alert, dialog, done) {
  const author = text('author', name, true);
  const reason = text('reason', '', true);
  const like = el('select', { id: 'like' },
    option('stage', `All at stage ${alert.stage} of ${alert.journey}`, true),
    option('kind', `All of this kind there (${alert.kind})`, false),
    option('journey', `All of ${alert.journey}`, false));
  const time = el('select', { id: 'for' }, ...[['30m', '30 minutes'], ['2h', '2 hours'], ['8h', '8 hours'], ['1d', 'a day'], ['7d', 'a week']].map(([value, label]) => option(value, label, value === '2h')));
  open(dialog, 'Silence alerts', [
    el('p', { text: 'Nobody is told of new ones until then; they are listed here all the same. What still stands is told at the end.' }),
    el('label', {}, 'Which', like), el('label', {}, 'For how long', time), known ? el('p', { text: `You are ${name}.` }) : el('label', {}, 'Your name', author), el('label', {}, 'Why', reason),
  ], 'Silence', () => {
    name = known ? name : author.value.trim();
    const what = { journeys: [alert.journey] };
    if (like.value !== 'journey') {
      what.stages = [alert.stage];
    }
    if (like.value === 'kind') {
      what.kinds = [alert.kind];
    }
    return post('/api/silences', { author: name, reason: reason.value, for: time.value, what });
  }, done);
}
