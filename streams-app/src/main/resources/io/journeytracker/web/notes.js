// Notes with their authors: on a stage, a touchpoint, or all of the map.

import { send } from './annotations.js';
import { openDialog, yourName } from './dialog.js';
import { el, keyed, option, setText } from './dom.js';
import { moment } from './format.js';

const all = journey => `/api/journeys/${encodeURIComponent(journey)}/notes`;

/** Of a stage; one of a touchpoint alone at each stage where customers have it. */
export const notesAt = (notes, stage) => notes.filter(note => (note.stage ? note.stage === stage.id : note.touchpoint && seenAt(note, stage)));

const seenAt = (note, stage) => stage.touchpoints.some(each => each.touchpoint === note.touchpoint);

/** All others. */
export const notesElsewhere = (notes, map) => notes.filter(note => !map.stages.some(stage => notesAt([note], stage).length > 0));

/** What it is about, who wrote it and when. */
export function whose(note, map) {
  const touchpoint = map.touchpoints.find(each => each.id === note.touchpoint);
  return [note.touchpoint ? `on ${touchpoint ? touchpoint.title : note.touchpoint}` : null, note.author, moment(note.written),
    note.changed ? `changed by ${note.changedBy}, ${moment(note.changed)}` : null].filter(Boolean).join(' · ');
}

export function showNotes(parent, notes, map, tools) {
  keyed(parent, notes, note => note.id, () => el('li', {}, el('q'), el('span', { class: 'small block' }), el('button', { type: 'button', class: 'small-button', text: 'Change…' })), (node, note) => {
    setText(node.children[0], note.text);
    setText(node.children[1], whose(note, map));
    node.children[2].hidden = !tools.may;
    node.children[2].setAttribute('aria-label', `Change the note of ${note.author}`);
    node.children[2].onclick = () => change(note, tools);
  });
}

const area = value => el('textarea', { id: 'note-text', required: true, rows: 4, text: value });

/** @param stage null: on all of the map */
export function write(stage, map, tools) {
  const words = area('');
  const by = yourName('note-by');
  const had = stage ? map.touchpoints.filter(rule => seenAt({ touchpoint: rule.id }, stage)) : map.touchpoints;
  const touchpoint = el('select', { id: 'note-touchpoint' }, option('', 'No single one', true), ...had.map(each => option(each.id, each.title, false)));
  openDialog(tools.dialog, stage ? `A note on ${stage.title}` : 'A note on the map', [
    el('label', {}, 'Note', words), el('label', {}, 'About which touchpoint', touchpoint), by.field,
  ], 'Write', () => send('POST', all(map.journey), { by: by.said(), text: words.value, stage: stage ? stage.id : undefined, touchpoint: touchpoint.value }), tools.done);
}

function change(note, tools) {
  const one = `${all(note.journey)}/${encodeURIComponent(note.id)}`;
  const words = area(note.text);
  const by = yourName('note-by');
  openDialog(tools.dialog, `A note of ${note.author}`, [el('label', {}, 'Note', words), by.field], 'Save',
    () => send('PUT', one, { by: by.said(), text: words.value, version: note.version }), tools.done,
    [['Take it away', () => send('DELETE', `${one}?version=${note.version}`), `Take this note of ${note.author} away, for everybody and for good?`]]);
}
