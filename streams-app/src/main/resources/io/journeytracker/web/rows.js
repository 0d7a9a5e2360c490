// The rows of the picture, and what of a map stands in them, for the page and for what is saved of it.

import { number, percent, signed, feeling } from './format.js';

/** In their order. */
export const ROWS = [
  ['people', 'Customers'],
  ['targets', 'Targets'],
  ['emotion', 'How it feels'],
  ['touchpoints', 'Touchpoints'],
  ['channels', 'Channels'],
  ['works', 'What goes with going on'],
  ['moments', 'Moments of truth'],
  ['pains', 'Pain points'],
  ['notes', 'Notes'],
  ['personas', 'Who they are'],
];

export const AFFECTED = { leaving: 'visits', stalled: 'customers', feeling: 'touchpoints told how they felt', slow: 'visits' };
export const MARKS = { true: '✓', false: '✗' };
/** Touchpoints of a stage that are shown at once. */
export const SHOWN = 5;
export const SIDES = [['online', 'Felt well online, badly offline'], ['offline', 'Felt well offline, badly online']];

export const shownRows = state => (state.rows ? state.rows.split(',') : ROWS.map(([id]) => id));

/** Who went on or completed, and in words. */
export function wentOn(stage) {
  if (stage.terminal) {
    return [number(stage.completed), ' completed'];
  }
  return stage.conversion === undefined ? ['–', ' no visit has ended yet']
    : [percent(stage.conversion), ` went on →${stage.ended < 30 ? ' (too few to tell)' : ''}`];
}

/** Who left or went back, in words. */
export function leftInWords(stage) {
  const gone = stage.churned + stage.exited + stage.expired;
  return [gone ? `${number(gone)} left ↓` : null, stage.back ? `${number(stage.back)} back ←` : null].filter(Boolean).join(', ');
}

/** What a channel, a class or a breakdown's value is called. */
export const nameOf = compared => (compared.by === 'better' ? SIDES.find(([side]) => side === compared.id)?.[1] ?? compared.id
  : compared.by === 'class' ? `Class ${compared.id}` : compared.by === 'breakdown' ? `${compared.breakdown} ${compared.id}` : compared.id);

/** How its visits ended, and what was felt in them. */
export function comparedInWords(compared) {
  return [
    compared.visits ? `${percent(compared.onward / compared.visits)} of ${number(compared.visits)} visits went on` : null,
    compared.stalled ? `${percent(compared.stalled / compared.visits)} stalled` : null,
    compared.felt === undefined ? null : `felt ${signed(compared.felt)} ${feeling(compared.felt)}`,
  ].filter(Boolean).join(', ');
}

/** Channels, the most used first, then visits in which the sides disagree. */
export const channelsOf = stage => [
  ...(stage.compared || []).filter(each => each.by === 'channel').sort((a, b) => (b.visits || 0) - (a.visits || 0)),
  ...(stage.compared || []).filter(each => each.by === 'better'),
];

export const worksOf = stage => (stage.compared || []).filter(each => each.by === 'class' || each.by === 'breakdown');

/** One entry a touchpoint, its channels inside, the most frequent first. */
export function touchpointsOf(stage, titles) {
  const groups = new Map();
  for (const { touchpoint, channel, count } of stage.touchpoints) {
    const rule = titles.get(touchpoint);
    const group = groups.get(touchpoint) || { id: touchpoint, title: rule ? rule.title : 'Anything else', class: rule && rule.class,
      moment: Boolean(rule && rule.momentOfTruth), count: 0, channels: [] };
    group.count += count;
    group.channels.push({ channel, count });
    groups.set(touchpoint, group);
  }
  const compared = new Map((stage.compared || []).filter(each => each.by === 'touchpoint').map(each => [each.id, each]));
  groups.forEach(group => {
    group.channels.sort((a, b) => b.count - a.count);
    group.compared = compared.get(group.id);
  });
  return [...groups.values()].sort((a, b) => (a.id === 'other') - (b.id === 'other') || b.count - a.count);
}

/** Titles of the moments of truth that are in no stage's column. */
export function unmetMoments(map) {
  const had = new Set(map.stages.flatMap(stage => stage.touchpoints.map(each => each.touchpoint)));
  return map.touchpoints.filter(rule => rule.momentOfTruth && !had.has(rule.id)).map(rule => rule.title);
}

/** Class and channels. */
export function wayInWords(touched) {
  const channels = touched.channels.map(each => `${each.channel} ${number(each.count)}`).join(', ');
  return touched.class ? `${touched.class}: ${channels}` : channels;
}

export const titlesOf = map => new Map(map.touchpoints.map(rule => [rule.id, rule]));
