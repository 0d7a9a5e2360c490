// Text of the pictures that are saved: SVG breaks no lines by itself.

import { el, svg } from './dom.js';

export const INK = '#1c2430';
export const FAINT = '#5d6672';
export const BAD = '#9a3412';
export const PAPER = '#fbf9f5';
export const RULE = '#d8d3c7';
export const ACCENT = '#1d5fa8';
export const HUES = ['#0f766e', '#1d5fa8', '#4b4fb0', '#7b4397', '#a83a64', '#b4532a', '#8a6a0c', '#3f7a33'];
export const FONT = 'system-ui, sans-serif';
export const PAD = 40;

/** What text is written as: its size in pixels, how far its lines are apart, and its look. */
export const AS = {
  big: { size: 34, line: 38, look: { 'font-weight': 700 } },
  strong: { size: 13, line: 18, look: { 'font-weight': 650 } },
  plain: { size: 13, line: 18, look: {} },
  small: { size: 12, line: 16, look: { fill: FAINT } },
  bad: { size: 13, line: 18, look: { fill: BAD, 'font-weight': 600 } },
};

let measure;

/** How wide it is drawn here; elsewhere fonts differ a little. */
function widthOf(text, { size, look }) {
  measure ||= el('canvas').getContext('2d');
  measure.font = `${look['font-weight'] || 400} ${size}px ${FONT}`;
  return measure.measureText(text).width * 1.03;
}

/** What XML cannot say is left out: the file would not open. */
export const clean = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');

/** Broken between words, and inside of one that is wider than its column. */
export function lines(text, as, width) {
  const broken = [];
  for (const part of clean(text).split(/\s*\n\s*/)) {
    let line = '';
    for (let word of part.split(/\s+/)) {
      if (line && widthOf(`${line} ${word}`, as) <= width) {
        line = `${line} ${word}`;
        continue;
      }
      if (line) {
        broken.push(line);
      }
      while (widthOf(word, as) > width) {
        // By characters: half of a pair of code units is none.
        const characters = [...word];
        let most = Math.max(1, Math.floor(characters.length * width / widthOf(word, as)));
        while (most > 1 && widthOf(characters.slice(0, most).join(''), as) > width) {
          most -= 1;
        }
        broken.push(characters.slice(0, most).join(''));
        word = characters.slice(most).join('');
      }
      line = word;
    }
    broken.push(line);
  }
  return broken;
}

/** Text in a column from a height on; tells where it ends. */
export function written(parent, texts, x, top, width) {
  let y = top;
  for (const [kind, text] of texts) {
    if (text === '') {
      continue;
    }
    const as = AS[kind];
    for (const line of lines(text, as, width)) {
      y += as.line;
      parent.append(svg('text', { x, y, text: line, fill: INK, 'font-size': as.size, ...as.look }));
    }
    y += kind === 'small' ? 5 : 1;
  }
  return y;
}

/** What is shown of which map, and when. Tells where it ends. */
export function head(drawing, map, state, width, more) {
  const of = [`${map.journey} version ${map.version}`, state.persona && (map.personas.find(each => each.id === state.persona) || { title: state.persona }).title,
    state.from && `visits that began from ${state.from}`, state.to && `until ${state.to}`, more].filter(Boolean).join(' · ');
  drawing.append(svg('text', { x: PAD, y: 56, text: clean(map.title), fill: INK, 'font-size': 30, 'font-weight': 700 }));
  return written(drawing, [['plain', map.objective || ''], ['small', of]], PAD, 66, width - 2 * PAD) + 14;
}

/** Up to when, and what is missing. */
export const countedUpTo = ({ clock, complete }) => [clock ? `Counted up to ${clock}.` : '', complete ? '' : 'Not all partitions are in these numbers.'].filter(Boolean).join(' ');

/** A picture that needs nothing from elsewhere. */
export function sheet(width, bottom, drawing) {
  const height = Math.ceil(bottom);
  return svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, 'font-family': FONT },
    svg('rect', { width, height, fill: PAPER }), drawing);
}
