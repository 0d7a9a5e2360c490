import { el } from './dom.js';

/** Which step a finding belongs to, by the field that it is about. */
const PLACES = [
  [/^personas\[\d+\]\.(goals|needs|motivations|frustrations)/, 2],
  [/^personas/, 1],
  [/^touchpoints\[\d+\]\.(moment-of-truth|expected-emotion)/, 5],
  [/^touchpoints/, 4],
  [/^(stages|terminal|sticky|exits|reentry|initial|ideal-path|progress|grace|retention)/, 3],
  [/^(journey|version|title|objective|owner|review)/, 0],
];

export const LAST = 6;

export function stepOf(field) {
  const place = PLACES.find(([form]) => form.test(field));
  return place ? place[1] : LAST;
}

/** Problems first, each with its step. */
export function all(found) {
  if (!found) {
    return [];
  }
  const mark = kind => each => ({ ...each, kind, step: stepOf(each.field) });
  return [...found.problems.map(mark('problem')), ...found.warnings.map(mark('doubt'))];
}

export function draw(found) {
  return found.length === 0 ? [] : [el('ul', { class: 'problems' }, ...found.map(each => el('li', { class: each.kind },
    el('strong', { text: `${each.kind === 'problem' ? '✗' : '!'} ${each.field || 'The map'}` }), ` (line ${each.line}): ${each.message}`)))];
}
