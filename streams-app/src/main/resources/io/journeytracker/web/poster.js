// The picture as one file, in light colours, with nothing that it needs from elsewhere: the rows that are shown, one column a stage.

import { el, svg } from './dom.js';
import { drawCurve } from './curve.js';
import { effect, number, pain, target } from './format.js';
import { AFFECTED, MARKS, ROWS, SHOWN, channelsOf, comparedInWords, leftInWords, nameOf, shownRows, titlesOf, touchpointsOf, wayInWords, wentOn, worksOf } from './rows.js';
import { notesAt, notesElsewhere, whose } from './notes.js';
import { lifeInWords, livesAt } from './pain-points.js';

const HUES = ['#0f766e', '#1d5fa8', '#4b4fb0', '#7b4397', '#a83a64', '#b4532a', '#8a6a0c', '#3f7a33'];
const INK = '#1c2430';
const FAINT = '#5d6672';
const BAD = '#9a3412';
const PAPER = '#fbf9f5';
const RULE = '#d8d3c7';
const FONT = 'system-ui, sans-serif';
const WIDE = 210;
const PAD = 40;
const CURVE = 240;
const LABEL = 110;
/** Of notes and pain points of one stage; CSV and JSON have all. */
const MOST = 12;

/** What text is written as: its size in pixels, how far its lines are apart, and its look. */
const AS = {
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
const clean = text => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '');

/** Broken between words, and inside of one that is wider than its column. */
function lines(text, as, width) {
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

const effectOf = compared => (compared && compared.visits ? [['small', effect(compared)]] : []);

const compared = each => [['strong', nameOf(each)], ['small', comparedInWords(each)], ...effectOf(each)];

const more = (all, what) => (all.length > MOST ? [['small', `${number(all.length - MOST)} more ${what}: in the CSV and JSON`]] : []);

/** What stands in a row of a stage: how it is written, and the text. */
const CELLS = {
  people: ({ stage }) => {
    const [share, words] = wentOn(stage);
    return [['big', number(stage.present)], ['small', 'here now'], ...(stage.stalled ? [['bad', `❚❚ ${number(stage.stalled)} stalled`]] : []),
      ['small', `${number(stage.entered)} visits began`], ['strong', `${share}${words}`], ['small', leftInWords(stage)]];
  },
  targets: ({ stage }) => (stage.targets || []).flatMap(each => {
    const [wanted, actual] = target(each);
    return [['plain', `${actual === null ? '○' : MARKS[each.met]} ${wanted}`], ['small', actual === null ? 'not measured yet' : `${actual}: ${each.met ? 'met' : 'missed'}`]];
  }),
  emotion: () => [],
  touchpoints: ({ touched }) => [
    ...touched.slice(0, SHOWN).flatMap(each => [['strong', `${each.moment ? '◆ ' : ''}${each.title}  ${number(each.count)}`], ['small', wayInWords(each)], ...effectOf(each.compared)]),
    ...(touched.length > SHOWN ? [['small', `${touched.length - SHOWN} more: in the CSV and JSON`]] : []),
  ],
  channels: ({ stage }) => channelsOf(stage).flatMap(compared),
  works: ({ stage }) => worksOf(stage).flatMap(compared),
  moments: ({ touched }) => touched.filter(each => each.moment).map(each => ['strong', `◆ ${each.title} · ${number(each.count)}`]),
  pains: ({ stage, map, said }) => {
    const lives = livesAt(said.painPoints, stage, map);
    return [
      ...map.painPoints.filter(each => each.stage === stage.id).flatMap(each => [['bad', `⚠ ${pain(each)}`], ['small', `${number(each.affected)} ${AFFECTED[each.kind]}`]]),
      ...lives.slice(0, MOST).flatMap(each => {
        const [title, ...rest] = lifeInWords(each, map);
        return [['strong', title], ...rest.map(text => ['small', text])];
      }), ...more(lives, 'pain points')];
  },
  notes: ({ stage, map, said }) => {
    const notes = notesAt(said.notes, stage);
    return [...notes.slice(0, MOST).flatMap(each => noted(each, map)), ...more(notes, 'notes')];
  },
};

const noted = (note, map) => [['plain', note.text], ['small', whose(note, map)]];

const wants = persona => [['Goals', persona.goals], ['Needs', persona.needs], ['Moved by', persona.motivations], ['Annoyed by', persona.frustrations]]
  .filter(([, items]) => items && items.length).map(([name, items]) => ['small', `${name}: ${items.join(', ')}`]);

/** What stands below the stages, in columns of its own. */
function below(map, said, rows) {
  const personas = map.personas.filter(persona => persona.id !== 'other' || persona.present > 0);
  const others = notesElsewhere(said.notes, map);
  return [
    ...(rows.includes('personas') ? [['Who they are, and what they want', personas.map(each => [['strong', each.title], ['small', `${number(each.present)} on the way`], ...wants(each)])]] : []),
    ...(rows.includes('notes') && others.length > 0 ? [['Notes on all of the map', [...others.slice(0, MOST).map(each => noted(each, map)), ...(more(others, 'notes').length ? [more(others, 'notes')] : [])]]] : []),
  ];
}

/** Text in a column from a height on; tells where it ends. */
function written(parent, texts, x, top, width) {
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

/**
 * @param said what people say about the map
 * @param state which rows are shown
 */
export function poster(map, said, state) {
  const rows = ROWS.filter(([id]) => shownRows(state).includes(id) && CELLS[id]);
  const width = Math.max(900, WIDE * map.stages.length + LABEL + 2 * PAD);
  const column = (width - 2 * PAD - LABEL) / map.stages.length;
  const left = i => PAD + LABEL + i * column;
  const drawing = svg('g');
  let y = head(drawing, map, state, width);
  map.stages.forEach((stage, i) => drawing.append(...chevron(stage, i, left(i), y, column)));
  y += 74;
  const titles = titlesOf(map);
  const touched = map.stages.map(stage => touchpointsOf(stage, titles));
  for (const [id, name] of rows) {
    drawing.append(svg('line', { x1: PAD, x2: width - PAD, y1: y, y2: y, stroke: RULE }));
    const label = written(drawing, [['small', name]], PAD, y + 2, LABEL - 14);
    const ends = map.stages.map((stage, i) => written(drawing, CELLS[id]({ stage, map, said, touched: touched[i] }), left(i) + 12, y + 2, column - 24));
    if (id === 'emotion') {
      const curve = drawCurve(map.stages, map.stages.map((stage, i) => (i + 0.5) * column), width - 2 * PAD - LABEL, CURVE, { ink: INK, faint: FAINT, rule: RULE, line: '#1d5fa8', paper: PAPER });
      curve.setAttribute('transform', `translate(${left(0)} ${y + 6})`);
      drawing.append(curve);
      ends.push(y + CURVE);
    }
    y = Math.max(label, ...ends) + 12;
  }
  for (const [title, blocks] of below(map, said, shownRows(state))) {
    y = written(drawing, [['strong', title]], PAD, y + 12, width) + 4;
    const across = Math.max(1, Math.floor((width - 2 * PAD) / 260));
    for (let i = 0; i < blocks.length; i += across) {
      y = Math.max(...blocks.slice(i, i + across).map((texts, j) => written(drawing, texts, PAD + j * 260, y, 240))) + 10;
    }
  }
  y = written(drawing, [['small', asOf(map, said)]], PAD, y + 8, width - 2 * PAD) + 16;
  const height = Math.ceil(y);
  return svg('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, 'font-family': FONT },
    svg('rect', { width, height, fill: PAPER }), drawing);
}

/** What is shown of which map, and when. */
function head(drawing, map, state, width) {
  const of = [`${map.journey} version ${map.version}`, state.persona && (map.personas.find(each => each.id === state.persona) || { title: state.persona }).title,
    state.from && `visits that began from ${state.from}`, state.to && `until ${state.to}`].filter(Boolean).join(' · ');
  drawing.append(svg('text', { x: PAD, y: 56, text: clean(map.title), fill: INK, 'font-size': 30, 'font-weight': 700 }));
  return written(drawing, [['plain', map.objective || ''], ['small', of]], PAD, 66, width - 2 * PAD) + 14;
}

function chevron(stage, i, x, y, column) {
  const right = x + column - 6;
  const white = (top, text, size, weight) => svg('text', { x: x + 22, y: y + top, text, fill: '#fff', 'font-size': size, 'font-weight': weight });
  const [first, second] = lines(stage.title, AS.strong, column - 50);
  const owner = lines(stage.owner ? `Owner: ${stage.owner}` : 'No owner', AS.small, column - 50)[0];
  return [
    svg('path', { d: `M${x} ${y} H${right - 14} L${right} ${y + 32} L${right - 14} ${y + 64} H${x} L${x + 12} ${y + 32} Z`, fill: HUES[i % HUES.length] }),
    white(second ? 18 : 28, first, 13, 700), ...(second ? [white(34, second, 13, 700)] : []), white(second ? 52 : 46, owner, 12, 400)];
}

const asOf = (map, said) => [
  map.freshness.clock ? `Counted up to ${map.freshness.clock}.` : '', map.freshness.complete ? '' : 'Not all partitions are in these numbers.',
  said.review && said.review.due ? `Next review by ${said.review.due}.` : ''].filter(Boolean).join(' ');
