// The picture as one file, in light colours, with nothing that it needs from elsewhere: the rows that are shown, one column a stage.

import { svg } from './dom.js';
import { drawCurve } from './curve.js';
import { effect, number, pain, target } from './format.js';
import { ASSOCIATION } from './legend.js';
import { ACCENT, AS, FAINT, HUES, INK, PAD, PAPER, RULE, countedUpTo, head, lines, sheet, written } from './poster-text.js';
import { AFFECTED, MARKS, ROWS, SHOWN, channelsOf, comparedInWords, leftInWords, nameOf, shownRows, titlesOf, touchpointsOf, wayInWords, wentOn, worksOf } from './rows.js';
import { notesAt, notesElsewhere, whose } from './notes.js';
import { lifeInWords, livesAt } from './pain-points.js';

/** A stage's column; of a department's stages when they are in front, and of the others then. */
const WIDE = 210;
const IN_FRONT = 270;
const BEHIND = 150;
/** All that is said of stages behind those of a department, as on the page. */
const OF_ALL = ['people', 'emotion'];
const NARROWEST = 900;
const CURVE = 240;
const LABEL = 110;
/** Of notes and pain points of one stage; CSV and JSON have all. */
const MOST = 12;

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

/** The stages that are drawn: where each is in the map, how wide it is, and whether others are in front of it. */
function columnsOf(map, state, from, to) {
  const owned = state.owner && map.stages.some(stage => stage.owner === state.owner);
  const columns = map.stages.map((stage, i) => ({ stage, i, behind: Boolean(owned) && stage.owner !== state.owner })).slice(from, to);
  const widths = columns.map(each => (!owned ? WIDE : each.behind ? BEHIND : IN_FRONT));
  const all = widths.reduce((sum, width) => sum + width, 0);
  const more = Math.max(1, (NARROWEST - LABEL - 2 * PAD) / all);
  let left = PAD + LABEL;
  columns.forEach((column, j) => {
    Object.assign(column, { left, width: widths[j] * more });
    left += column.width;
  });
  return columns;
}

/**
 * @param said what people say about the map
 * @param state which rows are shown, and whose stages are in front
 * @param part of all the stages the first one and the one after the last that are drawn, for one of several sheets; without: all, and what
 *     stands below them
 */
export function poster(map, said, state, part) {
  const rows = ROWS.filter(([id]) => shownRows(state).includes(id) && CELLS[id]);
  const columns = columnsOf(map, state, ...(part || []));
  const { left, width: last } = columns[columns.length - 1];
  const width = Math.round(left + last + PAD);
  const drawing = svg('g');
  const owned = columns.some(each => each.behind);
  let y = head(drawing, map, state, width, [owned && `in front: ${state.owner}`,
    part && `stages ${part[0] + 1} to ${part[0] + columns.length} of ${map.stages.length}`].filter(Boolean).join(' · '));
  columns.forEach(each => drawing.append(...chevron(each.stage, each.i, each.left, y, each.width)));
  y += 74;
  const titles = titlesOf(map);
  columns.forEach(each => {
    each.touched = touchpointsOf(each.stage, titles);
  });
  for (const [id, name] of rows) {
    drawing.append(svg('line', { x1: PAD, x2: width - PAD, y1: y, y2: y, stroke: RULE }));
    const label = written(drawing, [['small', name]], PAD, y + 2, LABEL - 14);
    const ends = columns.map(each => (each.behind && !OF_ALL.includes(id) ? y
      : written(drawing, CELLS[id]({ stage: each.stage, map, said, touched: each.touched }), each.left + 12, y + 2, each.width - 24)));
    if (id === 'emotion') {
      const begin = PAD + LABEL;
      const curve = drawCurve(columns.map(each => each.stage), columns.map(each => each.left - begin + each.width / 2), width - PAD - begin, CURVE,
        { ink: INK, faint: FAINT, rule: RULE, line: ACCENT, paper: PAPER }, false, map.stages);
      curve.setAttribute('transform', `translate(${begin} ${y + 6})`);
      drawing.append(curve);
      ends.push(y + CURVE);
    }
    y = Math.max(label, ...ends) + 12;
  }
  for (const [title, blocks] of part ? [] : below(map, said, shownRows(state))) {
    y = written(drawing, [['strong', title]], PAD, y + 12, width) + 4;
    const across = Math.max(1, Math.floor((width - 2 * PAD) / 260));
    for (let i = 0; i < blocks.length; i += across) {
      y = Math.max(...blocks.slice(i, i + across).map((texts, j) => written(drawing, texts, PAD + j * 260, y, 240))) + 10;
    }
  }
  y = written(drawing, [['small', ASSOCIATION], ['small', asOf(map, said)]], PAD, y + 8, width - 2 * PAD) + 16;
  return sheet(width, y, drawing);
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

const asOf = (map, said) => [countedUpTo(map.freshness), said.review && said.review.due ? `Next review by ${said.review.due}.` : ''].filter(Boolean).join(' ');
