// The numbers and what people say as tables, one line for each thing.

import { touchpointsOf, titlesOf } from './rows.js';

const FIGURES = ['entered', 'present', 'stalled', 'advanced', 'back', 'completed', 'exited', 'churned', 'expired', 'mergedAway', 'erased', 'corrected', 'conversion'];
const COMPARED = ['by', 'breakdown', 'id', 'visits', 'onward', 'difference', 'low', 'high'];
const NUMBERS = ['stage', 'title', 'owner', ...FIGURES, 'felt', 'expected', 'touchpoint', 'channel', 'count', 'stalledVisits', ...COMPARED,
  'touchpointTitle', 'class', 'momentOfTruth', 'target', 'to', 'withinSeconds', 'wanted', 'actual', 'met', 'pending', 'painPoint', 'affected', 'limit',
  'persona', 'personaTitle', 'goals', 'needs', 'motivations', 'frustrations'];
const SAID = ['kind', 'id', 'stage', 'stageTitle', 'touchpoint', 'persona', 'text', 'author', 'written', 'changedBy', 'changed', 'state', 'owner', 'rank', 'lost',
  'worth', 'cost', 'due', 'toDo', 'have', 'need', 'fixed', 'measuredDays', 'endedBefore', 'leftBefore', 'endedAfter', 'leftAfter', 'difference', 'low', 'high'];

/** One line a stage, one a touchpoint and channel, and one each for what visits are compared by, a target, a pain point and a persona. */
export function numbersAsCsv(map) {
  const lines = [];
  const titles = titlesOf(map);
  for (const stage of map.stages) {
    const { id, title, owner } = stage;
    const line = more => lines.push({ stage: id, title, owner, ...more });
    line({ ...Object.fromEntries(FIGURES.map(figure => [figure, stage[figure]])), felt: stage.emotion.felt, expected: stage.emotion.expected });
    for (const touched of touchpointsOf(stage, titles)) {
      touched.channels.forEach(({ channel, count }) => line({ touchpoint: touched.id, channel, count, touchpointTitle: touched.title, class: touched.class, momentOfTruth: touched.moment }));
    }
    (stage.compared || []).forEach(compared => line({ ...compared, stalledVisits: compared.stalled, stalled: undefined }));
    (stage.targets || []).forEach(target => line({ target: target.kind, to: target.to, withinSeconds: target.withinSeconds, wanted: target.target ?? target.targetSeconds,
      actual: target.actual ?? target.actualAtMostSeconds, met: target.met, pending: target.pending }));
    map.painPoints.filter(each => each.stage === id).forEach(({ kind, affected, actual, limit }) => line({ painPoint: kind, affected, actual, limit }));
  }
  const all = list => (list || []).join('; ');
  map.personas.forEach(each => lines.push({ persona: each.id, personaTitle: each.title, present: each.present, goals: all(each.goals), needs: all(each.needs),
    motivations: all(each.motivations), frustrations: all(each.frustrations) }));
  return table(NUMBERS, lines);
}

/** One line a pain point that somebody has taken up, a note, and a review. */
export function saidAsCsv(map, said) {
  const titleOf = id => (map.stages.find(stage => stage.id === id) || {}).title;
  const lives = said.painPoints.map(point => {
    const { due, toDo, have, need } = point.plan ? { due: point.plan.date, toDo: point.plan.what, have: point.plan.have, need: point.plan.need } : {};
    const { days, before = {}, after = {}, leaving = {} } = point.measured || {};
    return { ...point, kind: 'pain point', text: point.title, stageTitle: titleOf(point.stage), due, toDo, have, need, measuredDays: days, endedBefore: before.ended, leftBefore: before.left,
      endedAfter: after.ended, leftAfter: after.left, difference: leaving.difference, low: leaving.low, high: leaving.high };
  });
  const notes = said.notes.map(note => ({ ...note, kind: 'note', stageTitle: titleOf(note.stage) }));
  const reviews = ((said.review || {}).reviews || []).map(each => ({ kind: 'review', id: `version ${each.map}`, text: each.note, author: each.by, written: each.at }));
  return table(SAID, [...lives, ...notes, ...reviews]);
}

/** With the mark by which spreadsheets know that it is UTF-8. */
const table = (columns, lines) => `\uFEFF${[columns, ...lines.map(line => columns.map(name => line[name]))].map(row => row.map(field).join(',')).join('\r\n')}\r\n`;

/** What a spreadsheet would take for a formula is made text. */
function field(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
