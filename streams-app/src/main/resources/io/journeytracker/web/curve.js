// The felt emotion along the journey: a smooth line through the stages, the author's expectation dashed beside it.

import { svg } from './dom.js';
import { feeling, signed } from './format.js';

const RADIUS = 13;

/** A monotone cubic through the points: it never rises above a high or falls below a low that nobody felt. */
export function smooth(points) {
  if (points.length < 2) {
    return '';
  }
  const slopes = points.slice(1).map((p, i) => (p.y - points[i].y) / (p.x - points[i].x));
  const tangents = points.map((p, i) => {
    if (i === 0 || i === points.length - 1) {
      return i === 0 ? slopes[0] : slopes[i - 1];
    }
    return slopes[i - 1] * slopes[i] <= 0 ? 0 : 2 * slopes[i - 1] * slopes[i] / (slopes[i - 1] + slopes[i]);
  });
  let path = `M${points[0].x} ${points[0].y}`;
  for (let i = 1; i < points.length; i++) {
    const third = (points[i].x - points[i - 1].x) / 3;
    path += ` C${points[i - 1].x + third} ${points[i - 1].y + tangents[i - 1] * third}`
      + ` ${points[i].x - third} ${points[i].y - tangents[i] * third} ${points[i].x} ${points[i].y}`;
  }
  return path;
}

/** A mouth that turns up or down as far as the emotion goes. */
function face(x, y, value, colours) {
  const bend = value * 5;
  return svg('g', { transform: `translate(${x} ${y})` },
    svg('circle', { r: RADIUS, fill: colours.paper, stroke: colours.line, 'stroke-width': 2.5 }),
    svg('circle', { cx: -4.2, cy: -3.2, r: 1.5, fill: colours.line }),
    svg('circle', { cx: 4.2, cy: -3.2, r: 1.5, fill: colours.line }),
    svg('path', { d: `M-5.5 ${4 - bend / 2} Q0 ${4 + bend} 5.5 ${4 - bend / 2}`, fill: 'none', stroke: colours.line,
      'stroke-width': 1.9, 'stroke-linecap': 'round' }));
}

function runs(stages, place) {
  const all = [[]];
  stages.forEach((stage, i) => {
    const value = place(stage);
    if (value === undefined) {
      all.push([]);
    } else {
      all[all.length - 1].push({ index: i, value });
    }
  });
  return all.filter(run => run.length > 0);
}

/**
 * @param columns the middle of each stage's column
 * @param named whether each stage's name is written below, where no column says it
 * @param all the stages whose high and low are told, where only some of them are drawn
 */
export function drawCurve(stages, columns, width, height, colours, named = false, all = stages) {
  const pad = 34;
  const y = value => height / 2 - value * (height / 2 - pad);
  const at = item => ({ x: columns[item.index], y: y(item.value) });
  const felt = runs(stages, stage => stage.emotion.felt);
  const expected = runs(stages, stage => stage.emotion.expected);
  const values = felt.flat();
  const told = all.filter(stage => stage.emotion.felt !== undefined);
  const high = told.reduce((best, stage) => (!best || stage.emotion.felt > best.emotion.felt ? stage : best), null);
  const low = told.reduce((worst, stage) => (!worst || stage.emotion.felt < worst.emotion.felt ? stage : worst), null);
  const text = (x, top, content, more = {}) => svg('text', { x, y: top, fill: colours.ink, 'font-size': 12.5,
    'text-anchor': 'middle', text: content, ...more });
  const group = svg('g', { 'font-family': 'system-ui, sans-serif' });
  for (const [value, name] of [[1, 'delighted'], [0, 'neutral'], [-1, 'upset']]) {
    group.append(svg('line', { x1: 0, x2: width, y1: y(value), y2: y(value), stroke: colours.rule,
      'stroke-dasharray': value === 0 ? 'none' : '1 5', 'stroke-width': 1 }));
    group.append(text(6, y(value) - 5, name, { 'text-anchor': 'start', fill: colours.faint, 'font-size': 11 }));
  }
  for (const run of felt.filter(each => each.length > 1)) {
    const line = smooth(run.map(at));
    const first = columns[run[0].index];
    const last = columns[run[run.length - 1].index];
    group.append(svg('path', { d: `${line} L${last} ${y(0)} L${first} ${y(0)} Z`, fill: colours.line, opacity: 0.09 }));
    group.append(svg('path', { d: line, fill: 'none', stroke: colours.line, 'stroke-width': 3.5, 'stroke-linecap': 'round' }));
  }
  for (const run of expected) {
    const points = run.map(at);
    group.append(points.length > 1
      ? svg('path', { d: smooth(points), fill: 'none', stroke: colours.faint, 'stroke-width': 2, 'stroke-dasharray': '7 6' })
      : svg('circle', { cx: points[0].x, cy: points[0].y, r: 4, fill: 'none', stroke: colours.faint, 'stroke-width': 2,
        'stroke-dasharray': '3 2' }));
  }
  for (const item of values) {
    const { x, y: middle } = at(item);
    group.append(face(x, middle, item.value, colours));
    const stage = stages[item.index];
    const mark = high === low ? '' : stage === high ? 'High ▲ ' : stage === low ? 'Low ▼ ' : '';
    const below = item.value < 0 ? middle + RADIUS + 17 : middle - RADIUS - 8;
    group.append(text(x, below, `${mark}${signed(item.value)} ${feeling(item.value)}`,
      { 'font-weight': mark ? 700 : 500, stroke: colours.paper, 'stroke-width': 4, 'paint-order': 'stroke',
        'stroke-linejoin': 'round' }));
  }
  stages.forEach((stage, i) => {
    if (named) {
      group.append(text(columns[i], height - 4, stage.title.length > 15 ? `${stage.title.slice(0, 14)}…` : stage.title, { 'font-weight': 650 }));
    }
    if (stage.emotion.felt === undefined) {
      group.append(text(columns[i], y(0) + 18, 'nothing felt yet', { fill: colours.faint, 'font-size': 11.5 }));
    }
  });
  return group;
}

/** The curve in words, for those who do not see it. */
export function curveInWords(stages) {
  return stages.map(stage => `${stage.title}: ${stage.emotion.felt === undefined ? 'nothing felt yet'
    : `${signed(stage.emotion.felt)}, ${feeling(stage.emotion.felt)}`}${stage.emotion.expected === undefined ? ''
    : `, expected ${signed(stage.emotion.expected)}`}`).join('; ');
}
