// The flow as one file: the page's own drawing with its look written into it, the ideal path and what most of the others do.

import { svg } from './dom.js';
import { percent, number } from './format.js';
import { KINDS, LEGEND, NAMES, namesOf, picture } from './flow.js';
import { ACCENT, BAD, FAINT, HUES, INK, PAD, PAPER, clean, countedUpTo, head, sheet, written } from './poster-text.js';

const NARROWEST = 900;
const BESIDE = 420;

/** What map.css says of the drawing in light colours: a file has no style sheet. */
const LOOKS = {
  'flow-on': { fill: 'none', stroke: ACCENT, opacity: 0.55 },
  'flow-back': { fill: 'none', stroke: BAD, opacity: 0.55, 'stroke-dasharray': '7 5' },
  'flow-out': { fill: 'none', stroke: FAINT, opacity: 0.4 },
  'flow-label': { fill: INK, 'font-size': 12.5, 'paint-order': 'stroke', stroke: PAPER, 'stroke-width': 4 },
  'flow-name': { fill: '#fff', 'font-size': 14, 'font-weight': 650 },
  'flow-name small': { fill: '#fff', 'font-size': 12, 'font-weight': 400 },
};

function lookOf(node) {
  const name = node.getAttribute('class');
  const hue = /\bhue-(\d)\b/.exec(name);
  return hue ? { fill: node.classList.contains('none') ? FAINT : HUES[Number(hue[1])] } : LOOKS[name] || {};
}

/** Links lead nowhere out of a file. */
function alone(drawing) {
  drawing.querySelectorAll('a').forEach(link => link.replaceWith(...link.childNodes));
  drawing.querySelectorAll('[class]').forEach(node => {
    Object.entries(lookOf(node)).forEach(([name, value]) => node.setAttribute(name, value));
    node.removeAttribute('class');
  });
  drawing.querySelectorAll('text, title').forEach(node => {
    node.textContent = clean(node.textContent);
  });
  return drawing;
}

/** @param flow as `/flow` answers */
export function flowPoster(flow, map, state) {
  const drawn = alone(picture(flow, map, state));
  const across = Number(drawn.getAttribute('width'));
  const down = Number(drawn.getAttribute('height'));
  const width = Math.max(NARROWEST, across + 2 * PAD);
  const drawing = svg('g');
  const top = head(drawing, map, state, width, 'flow');
  const paths = svg('g', { transform: `translate(${(width - across) / 2} ${top})` });
  paths.append(...drawn.childNodes);
  drawing.append(paths);
  let y = written(drawing, [['small', LEGEND]], PAD, top + down, width - 2 * PAD) + 14;
  const names = namesOf(map);
  const name = id => names.get(id) || id;
  const told = (steps, to) => steps.map(step => ['plain', `${name(step.from)} ${to(step)}: ${number(step.count)}${step.of > 0 ? `, ${percent(step.count / step.of)}` : ''}`]);
  y = Math.max(...[
    [['strong', '★ The ideal path'], ...told(flow.ideal, step => `→ ${name(step.to)}`)],
    [['strong', 'Instead, most often'], ...told(flow.deviations, step => `${KINDS[step.kind]} ${step.kind === 'left' ? NAMES[step.to] : name(step.to)}`)],
  ].map((texts, i) => (texts.length > 1 ? written(drawing, texts, PAD + i * BESIDE, y, BESIDE - 20) : y)));
  y = written(drawing, [['small', countedUpTo(flow.freshness)]], PAD, y + 8, width - 2 * PAD) + 16;
  return sheet(width, y, drawing);
}
