import { el, svg } from './dom.js';
import { drawCurve } from './curve.js';
import { number, pain, percent } from './format.js';
import { grouped } from './infographic.js';

const HUES = ['#0f766e', '#1d5fa8', '#4b4fb0', '#7b4397', '#a83a64', '#b4532a', '#8a6a0c', '#3f7a33'];

/** Name, and what it does with the map that is shown; `tell` says something to the person. */
export const EXPORTS = [
  ['CSV', map => save(map, 'csv', new Blob([toCsv(map)], { type: 'text/csv;charset=utf-8' }))],
  ['JSON', map => save(map, 'json', new Blob([JSON.stringify(map, null, 2)], { type: 'application/json' }))],
  ['SVG', map => save(map, 'svg', drawn(map))],
  ['PNG', async map => save(map, 'png', await painted(map))],
  ['Print or PDF', () => print()],
  ['Copy the link', (map, tell) => navigator.clipboard.writeText(location.href).then(() => tell('The link is copied.'), () => tell(location.href))],
];

const drawn = map => new Blob([new XMLSerializer().serializeToString(poster(map))], { type: 'image/svg+xml' });

/** Twice as fine as a screen needs it. */
async function painted(map) {
  const address = URL.createObjectURL(drawn(map));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = el('canvas', { width: image.width * 2, height: image.height * 2 });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise(done => canvas.toBlob(done, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(map, ending, content) {
  const name = `${map.journey}-${map.version}.${ending}`;
  const address = URL.createObjectURL(content);
  const link = el('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const FIGURES = ['entered', 'present', 'stalled', 'advanced', 'back', 'completed', 'exited', 'churned', 'expired', 'mergedAway', 'erased', 'corrected', 'conversion'];

const COMPARED = ['by', 'breakdown', 'id', 'visits', 'onward', 'difference', 'low', 'high'];

/** One line a stage, one line a touchpoint and channel, and one line each for what visits are compared by. */
export function toCsv(map) {
  const rows = [['stage', 'title', 'owner', ...FIGURES, 'felt', 'expected', 'touchpoint', 'channel', 'count', 'stalledVisits', ...COMPARED]];
  const none = ['', ...COMPARED.map(() => '')];
  for (const stage of map.stages) {
    rows.push([stage.id, stage.title, stage.owner, ...FIGURES.map(figure => stage[figure]), stage.emotion.felt, stage.emotion.expected, '', '', '', ...none]);
    for (const touched of stage.touchpoints) {
      rows.push([stage.id, stage.title, stage.owner, ...FIGURES.map(() => ''), '', '', touched.touchpoint, touched.channel, touched.count, ...none]);
    }
    for (const compared of stage.compared || []) {
      rows.push([stage.id, stage.title, stage.owner, ...FIGURES.map(() => ''), compared.felt, '', '', '', '', compared.stalled, ...COMPARED.map(name => compared[name])]);
    }
  }
  return `${rows.map(row => row.map(csv).join(',')).join('\r\n')}\r\n`;
}

/** What a spreadsheet would take for a formula is made text. */
function csv(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The picture as one file, in light colours, with nothing that it needs from elsewhere. */
export function poster(map) {
  const wide = 210;
  const pad = 40;
  const width = Math.max(900, wide * map.stages.length + 2 * pad);
  const column = (width - 2 * pad) / map.stages.length;
  const height = 760;
  const ink = '#1c2430';
  const faint = '#626a75';
  const write = (x, y, text, more = {}) => svg('text', { x, y, text, fill: ink, 'font-size': 14, ...more });
  const drawing = svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, 'font-family': 'system-ui, sans-serif' },
    svg('rect', { width, height, fill: '#fbf9f5' }),
    write(pad, 56, map.title, { 'font-size': 30, 'font-weight': 700 }),
    write(pad, 84, map.objective || '', { fill: faint, 'font-size': 16 }));
  map.stages.forEach((stage, i) => {
    const x = pad + i * column;
    const right = x + column - 6;
    drawing.append(
      svg('path', { d: `M${x} 110 H${right - 14} L${right} 138 L${right - 14} 166 H${x} L${x + 14} 138 Z`, fill: HUES[i % 8] }),
      write(x + 26, 134, cut(stage.title, column - 50), { fill: '#fff', 'font-weight': 700 }),
      write(x + 26, 153, cut(stage.owner || '', column - 50), { fill: '#fff', 'font-size': 12 }),
      write(x + 14, 214, number(stage.present), { 'font-size': 34, 'font-weight': 700 }),
      write(x + 14, 236, `here now, ${number(stage.stalled)} stalled`, { fill: faint, 'font-size': 12.5 }),
      write(x + 14, 258, stage.terminal ? `${number(stage.completed)} completed` : stage.conversion === undefined ? '' : `${percent(stage.conversion)} went on`));
    grouped(stage.touchpoints, new Map(map.touchpoints.map(rule => [rule.id, rule]))).slice(0, 6).forEach((each, j) =>
      drawing.append(write(x + 14, 560 + 20 * j, cut(`${each.moment ? '◆ ' : ''}${each.title} ${number(each.count)}`, column - 24), { 'font-size': 12.5 })));
    lines(map.painPoints.filter(each => each.stage === stage.id).map(each => `⚠ ${pain(each)}`), column - 24).slice(0, 4).forEach((line, j) =>
      drawing.append(write(x + 14, 684 + 16 * j, line, { 'font-size': 12, fill: '#9a3412' })));
  });
  const curve = drawCurve(map.stages, map.stages.map((stage, i) => (i + 0.5) * column), width - 2 * pad, 240,
    { ink, faint, rule: '#d8d3c7', line: '#1d5fa8', paper: '#fbf9f5' });
  curve.setAttribute('transform', `translate(${pad} 282)`);
  drawing.append(curve, write(pad, height - 16, `${map.freshness.clock || ''}  ${map.freshness.complete ? '' : 'Not all partitions are in these numbers.'}`, { fill: faint, 'font-size': 11 }));
  return drawing;
}

/** Broken between words, at some seven pixels a letter. */
function lines(texts, width) {
  return texts.flatMap(text => text.split(' ').reduce((all, word) => {
    const last = all[all.length - 1];
    return last !== undefined && (last.length + word.length + 1) * 6.6 <= width ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
  }, []));
}

const cut = (text, width) => (text.length * 7 > width ? `${text.slice(0, Math.max(1, Math.floor(width / 7) - 1))}…` : text);
