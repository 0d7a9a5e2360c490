// The numbers and what people say as tables, one line for each thing. Each line says of which map it is, since lines are put together in spreadsheets.

import { ASSOCIATION } from './legend.js';
import { touchpointsOf, titlesOf } from './rows.js';

const FIGURES = ['entered', 'present', 'stalled', 'advanced', 'back', 'completed', 'exited', 'churned', 'expired', 'mergedAway', 'erased', 'corrected', 'conversion'];
const MORE_FIGURES = ['ended', 'dissatisfied', 'stalls', 'recoveries', 'imbalance'];
const DWELL = ['visits', 'p50AtMostSeconds', 'p95AtMostSeconds'];
const COMPARED = ['by', 'breakdown', 'id', 'visits', 'onward', 'difference', 'low', 'high'];
const NUMBERS = ['stage', 'title', 'owner', ...FIGURES, 'felt', 'expected', 'touchpoint', 'channel', 'count', 'stalledVisits', ...COMPARED,
  'touchpointTitle', 'class', 'momentOfTruth', 'target', 'to', 'withinSeconds', 'wanted', 'actual', 'met', 'pending', 'painPoint', 'affected', 'limit',
  'persona', 'personaTitle', 'goals', 'needs', 'motivations', 'frustrations',
  ...MORE_FIGURES, ...DWELL.map(dwelt), 'feltTouchpoints', 'otherVisits', 'otherOnward', 'move', 'endedAs', 'ofEnded', 'gap', 'event', 'atLeast', 'atMost', 'left', 'remark'];
const SAID = ['kind', 'id', 'stage', 'stageTitle', 'touchpoint', 'persona', 'text', 'author', 'written', 'changedBy', 'changed', 'state', 'owner', 'rank', 'lost',
  'worth', 'cost', 'due', 'toDo', 'have', 'need', 'fixed', 'measuredDays', 'endedBefore', 'leftBefore', 'endedAfter', 'leftAfter', 'difference', 'low', 'high'];

function dwelt(name) {
  return `dwell${name[0].toUpperCase()}${name.slice(1)}`;
}

/** Of which map, persona and span of time numbers are, and up to when they are counted. */
const of = ({ journey, version, persona, window = {}, freshness = {} }) => ({ ofJourney: journey, ofVersion: version, ofPersona: persona,
  ofVisitsFrom: window.from, ofVisitsUntil: window.to, countedUpTo: freshness.clock, complete: freshness.complete });

/** Of an answer that stands beside others: up to when it is counted itself. */
const counted = ({ freshness = {} }) => ({ countedUpTo: freshness.clock, complete: freshness.complete });

/** They are counted as they come, for all that follow the map. */
const OF_ALL = { ofPersona: '', ofVisitsFrom: '', ofVisitsUntil: '' };

function stageLine({ id, title, owner, emotion, dwell, ...stage }) {
  return { stage: id, title, owner, ...Object.fromEntries([...FIGURES, ...MORE_FIGURES].map(figure => [figure, stage[figure]])), felt: emotion.felt, expected: emotion.expected,
    feltTouchpoints: emotion.touchpoints, ...Object.fromEntries(DWELL.map(name => [dwelt(name), dwell[name]])) };
}

function stageLines(stage, map, titles) {
  const { id, title, owner } = stage;
  const line = more => ({ stage: id, title, owner, ...more });
  return [
    stageLine(stage),
    ...touchpointsOf(stage, titles).flatMap(touched => touched.channels.map(({ channel, count }) =>
      line({ touchpoint: touched.id, channel, count, touchpointTitle: touched.title, class: touched.class, momentOfTruth: touched.moment }))),
    ...(stage.compared || []).map(compared => line({ ...compared, stalledVisits: compared.stalled, stalled: undefined, remark: ASSOCIATION })),
    ...(stage.targets || []).map(target => line({ target: target.kind, to: target.to, withinSeconds: target.withinSeconds, wanted: target.target ?? target.targetSeconds,
      actual: target.actual ?? target.actualAtMostSeconds, met: target.met, pending: target.pending })),
    ...map.painPoints.filter(each => each.stage === id).map(({ kind, affected, actual, limit }) => line({ painPoint: kind, affected, actual, limit })),
  ];
}

/** Moves, how visits ended, the steps of the ideal path and the most usual deviations, each of so many ended visits. */
function flowLines(flow, map) {
  const titles = new Map(map.stages.map(stage => [stage.id, stage.title]));
  const line = (from, more) => ({ stage: from, title: titles.get(from), ...more, ...counted(flow) });
  return [
    ...flow.moves.map(({ from, to, count, back }) => line(from, { to, count, move: back ? 'back' : 'forward' })),
    ...flow.ends.map(({ from, outcome, count }) => line(from, { count, endedAs: outcome })),
    ...flow.ideal.map(({ from, to, count, of: ended }) => line(from, { to, count, move: 'ideal', ofEnded: ended })),
    ...flow.deviations.map(({ from, to, count, of: ended, kind }) => line(from, { ...(kind === 'left' ? { endedAs: to } : { to }), count, move: `instead: ${kind}`, ofEnded: ended })),
  ];
}

function gapLines(gaps) {
  return [
    ...gaps.unnamed.map(({ event, atLeast, atMost }) => ({ event, atLeast, atMost, gap: 'no rule names it', ...OF_ALL })),
    ...gaps.neverSeen.map(({ id, title }) => ({ touchpoint: id, touchpointTitle: title, count: 0, gap: 'never came' })),
    ...gaps.withoutRule.map(({ id, title }) => ({ touchpoint: id, touchpointTitle: title, gap: 'no rule' })),
    ...gaps.leaving.map(({ stage, title, dissatisfied, left }) => ({ stage, title, dissatisfied, left, gap: 'left dissatisfied' })),
  ].map(line => ({ ...line, ...counted(gaps) }));
}

/**
 * One line a stage, one a touchpoint and channel, one each for what visits are compared by, a target, a pain point and a persona, then those
 * of the flow and the gaps.
 */
export function numbersAsCsv(map, flow, gaps) {
  const titles = titlesOf(map);
  const all = list => (list || []).join('; ');
  return table(NUMBERS, [
    ...(map.before ? [stageLine({ ...map.before, id: 'none', title: 'Before the first' })] : []),
    ...map.stages.flatMap(stage => stageLines(stage, map, titles)),
    ...map.personas.map(each => ({ persona: each.id, personaTitle: each.title, present: each.present, goals: all(each.goals), needs: all(each.needs),
      motivations: all(each.motivations), frustrations: all(each.frustrations) })),
    ...flowLines(flow, map), ...gapLines(gaps),
  ], of(map));
}

export const flowAsCsv = (flow, map) => table(['stage', 'title', 'to', 'endedAs', 'count', 'move', 'ofEnded'], flowLines(flow, map), of(flow));

/**
 * What the view of the gaps has.
 *
 * @param apart by the side that felt better, the answer with how many
 * @param silent the answer with those of whom nothing was heard for the longest time
 */
export function gapsAsCsv(gaps, apart, silent) {
  return table(['gap', 'event', 'atLeast', 'atMost', 'touchpoint', 'touchpointTitle', 'count', 'stage', 'title', 'dissatisfied', 'left', 'better', 'customer', 'lastTime'], [
    ...gapLines(gaps),
    ...apart.map(([better, found]) => ({ gap: 'online and offline disagree', better, count: found.count, ...counted(found) })),
    ...silent.customers.map(({ customer, stage, lastTime }) => ({ gap: 'silent', customer, stage, lastTime, ...counted(silent) })),
  ], of(gaps));
}

/**
 * @param figures the name of each, and what it is of a stage
 * @param maps two of them, which may differ in stages
 */
export function comparisonAsCsv(figures, maps) {
  const ids = [...new Set(maps.flatMap(map => map.stages.map(stage => stage.id)))];
  const ofBoth = Object.assign({}, ...maps.map((map, i) => Object.fromEntries(Object.entries(of(map)).map(([name, value]) => [`${'ab'[i]}${name[0].toUpperCase()}${name.slice(1)}`, value]))));
  return table(['stage', 'title', 'figure', 'a', 'b', 'bMinusA'], ids.flatMap(id => {
    const stages = maps.map(map => map.stages.find(stage => stage.id === id));
    return figures.map(([figure, value]) => {
      const [a, b] = stages.map(stage => stage && value(stage));
      return { stage: id, title: (stages[0] || stages[1]).title, figure, a, b, bMinusA: a === undefined || b === undefined ? undefined : b - a };
    });
  }), ofBoth);
}

/** @param more of what list they are, and how many there are in all */
export function listAsCsv(customers, map, more) {
  const titles = new Map(map.stages.map(stage => [stage.id, stage.title]));
  return table(['customer', 'times', 'stage', 'title', 'status', 'by', 'persona', 'since', 'lastTime', 'mood', 'outcome', 'next'],
    customers.map(each => ({ ...each, title: titles.get(each.stage) })), { ...more, ...of(map) });
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
  return table(SAID, [...lives, ...notes, ...reviews], of(map));
}

/**
 * With the mark by which spreadsheets know that it is UTF-8.
 *
 * @param same what stands in the last columns of every line that says nothing else there
 */
function table(columns, lines, same) {
  const all = [...columns, ...Object.keys(same)];
  return `\uFEFF${[all, ...lines.map(line => all.map(name => (Object.hasOwn(line, name) ? line : same)[name]))].map(row => row.map(field).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula is made text. */
function field(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
