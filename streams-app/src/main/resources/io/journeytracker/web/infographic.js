import { el, keyed, setNumber, setText, svg } from './dom.js';
import { curveInWords, drawCurve } from './curve.js';
import { effect, feeling, number, pain, percent, signed, target } from './format.js';
import { SIDES } from './customers.js';
import { href } from './link.js';
import { notesAt, notesElsewhere, showNotes, write } from './notes.js';
import { add, showLives, takeUp, takeUpFrustration } from './pain-points.js';
import { ReviewLine } from './review.js';

/** The rows of the picture, in their order. */
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

const AFFECTED = { leaving: 'visits', stalled: 'customers', feeling: 'touchpoints told how they felt', slow: 'visits' };
const MARKS = { true: '✓', false: '✗' };
const SHOWN = 5;

export const shownRows = state => (state.rows ? state.rows.split(',') : ROWS.map(([id]) => id));

export class Infographic {
  constructor(parent) {
    this.parent = parent;
    this.resized = new ResizeObserver(() => this.curve());
  }

  close() {
    this.resized.disconnect();
  }

  /**
   * @param said what people say about the map
   * @param tools whether whoever looks may say something, and what that takes
   */
  show(map, state, said, tools) {
    this.map = map;
    this.state = state;
    this.said = said;
    this.tools = tools;
    const shape = JSON.stringify([map.journey, map.version, map.stages.map(stage => stage.id)]);
    if (this.shape !== shape) {
      this.shape = shape;
      this.build();
    }
    this.update();
  }

  build() {
    this.board = el('div', { class: 'board' });
    this.board.style.setProperty('--stages', this.map.stages.length);
    ROWS.filter(([id]) => id !== 'personas').forEach(([id, name]) =>
      this.board.append(el('h2', { class: `label row-${id}`, 'aria-hidden': 'true', text: name })));
    this.drawing = svg('svg', { role: 'img' });
    this.board.append(el('div', { class: 'curve row-emotion' }, this.drawing));
    this.stages = this.map.stages.map((stage, i) => new StageColumn(stage, i));
    this.review = new ReviewLine();
    this.notes = el('ul', { class: 'plain notes all-notes' });
    this.write = el('button', { type: 'button', class: 'small-button', text: 'Add a note on the map…', onclick: () => write(null, this.map, this.tools) });
    this.notesOfAll = el('section', { class: 'row-notes', 'aria-label': 'Notes on all of the map' }, el('h2', { class: 'band', text: 'Notes on all of the map' }), this.notes, this.write);
    this.board.append(...this.stages.map(stage => stage.node));
    this.personas = el('div', { class: 'personas' });
    this.parent.replaceChildren(this.review.node,
      el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Stages of the journey' }, this.board),
      el('section', { class: 'row-personas', 'aria-label': 'Who they are' },
        el('h2', { class: 'band', text: 'Who they are, and what they want' }), this.personas),
      this.notesOfAll);
    this.resized.disconnect();
    this.resized.observe(this.board);
  }

  update() {
    const rows = shownRows(this.state);
    ROWS.forEach(([id]) => this.parent.classList.toggle(`without-${id}`, !rows.includes(id)));
    const titles = new Map(this.map.touchpoints.map(rule => [rule.id, rule]));
    const most = Math.max(1, ...this.map.stages.map(stage => stage.present));
    this.map.stages.forEach((stage, i) => {
      this.stages[i].update(stage, this.map, this.state, titles, most);
      this.stages[i].updateSaid(stage, this.map, this.said, this.tools);
    });
    const others = notesElsewhere(this.said.notes, this.map);
    showNotes(this.notes, others, this.map, this.tools);
    this.write.hidden = !this.tools.may;
    this.notesOfAll.hidden = !this.tools.may && others.length === 0;
    this.review.update(this.said.review, this.map, this.state, this.tools);
    keyed(this.personas, this.map.personas.filter(persona => persona.id !== 'other' || persona.present > 0),
      persona => persona.id, makePersona, (node, persona) => updatePersona(node, persona, this.state, this.map, this.said, this.tools));
    this.curve();
  }

  curve() {
    const box = this.drawing.parentElement.getBoundingClientRect();
    if (box.width === 0) {
      return;
    }
    const columns = this.stages.map((stage, i) => {
      const column = stage.node.getBoundingClientRect();
      const inside = column.left + column.width / 2 - box.left;
      // On a narrow screen the stages stand below one another, and the curve before them all.
      return this.stacked() ? (i + 0.5) * this.drawing.getBoundingClientRect().width / this.stages.length : inside;
    });
    const height = 230;
    const width = this.drawing.getBoundingClientRect().width;
    const key = JSON.stringify([columns, width, this.map.stages.map(stage => stage.emotion), document.documentElement.dataset.theme]);
    if (key === this.drawn) {
      return;
    }
    this.drawn = key;
    this.drawing.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.drawing.setAttribute('aria-label', `Felt emotion. ${curveInWords(this.map.stages)}`);
    this.drawing.replaceChildren(drawCurve(this.map.stages, columns, width, height, PAGE, this.stacked()));
  }

  stacked() {
    return this.stages.length > 1
      && Math.abs(this.stages[0].node.getBoundingClientRect().left - this.stages[1].node.getBoundingClientRect().left) < 2;
  }
}

const PAGE = { ink: 'var(--ink)', faint: 'var(--faint)', rule: 'var(--rule)', line: 'var(--accent)', paper: 'var(--card)' };

class StageColumn {
  constructor(stage, index) {
    const cell = (row, name, ...children) => el('div', { class: `cell row-${row}` }, el('h3', { class: 'cell-name', text: name }), ...children);
    this.owner = el('span', { class: 'owner' });
    this.present = el('a', { class: 'big' });
    this.stalled = el('a', { class: 'stalled' });
    this.bar = el('span', { class: 'fill' });
    this.entered = el('span');
    this.on = el('strong');
    this.onWords = el('span');
    this.left = el('span');
    this.targets = el('ul', { class: 'plain targets' });
    this.touchpoints = el('ul', { class: 'plain touchpoints' });
    this.rest = el('ul', { class: 'plain touchpoints' });
    this.restName = el('summary');
    this.more = el('details', {}, this.restName, this.rest);
    this.channels = el('ul', { class: 'plain compared' });
    this.works = el('ul', { class: 'plain compared' });
    this.moments = el('ul', { class: 'plain moments' });
    this.pains = el('ul', { class: 'plain pains' });
    this.lives = el('ul', { class: 'plain lives' });
    this.add = el('button', { type: 'button', class: 'small-button', text: 'Add a pain point…' });
    this.notes = el('ul', { class: 'plain notes' });
    this.write = el('button', { type: 'button', class: 'small-button', text: 'Add a note…' });
    this.node = el('section', { class: `stage hue-${index % 8}`, 'aria-label': stage.title },
      el('header', { class: 'chevron' },
        el('span', { class: 'step', text: stage.path.length ? `${index + 1} · ${stage.path.join(' · ')}` : `${index + 1}` }),
        el('h2', { text: stage.title }), this.owner),
      cell('people', 'Customers',
        el('p', { class: 'present' }, this.present, el('span', { class: 'unit', text: 'here now' })),
        el('span', { class: 'track', 'aria-hidden': 'true' }, this.bar),
        el('p', {}, this.stalled),
        el('p', { class: 'small' }, this.entered),
        el('p', { class: 'on' }, this.on, this.onWords),
        el('p', { class: 'small' }, this.left)),
      cell('targets', 'Targets', this.targets),
      el('div', { class: 'cell slot row-emotion' }),
      cell('touchpoints', 'Touchpoints', this.touchpoints, this.more),
      cell('channels', 'Channels', this.channels),
      cell('works', 'What goes with going on', this.works),
      cell('moments', 'Moments of truth', this.moments),
      cell('pains', 'Pain points', this.pains, this.lives, this.add),
      cell('notes', 'Notes', this.notes, this.write));
    this.node.style.gridColumn = index + 2;
  }

  update(stage, map, state, titles, most) {
    setText(this.owner, stage.owner ? `Owner: ${stage.owner}` : 'No owner');
    setNumber(this.present, number(stage.present));
    setLink(this.present, href({ ...state, view: 'customers', better: undefined, stage: stage.id, status: 'present' }), `${number(stage.present)} customers at ${stage.title} now: list them`);
    setNumber(this.stalled, stage.stalled ? `❚❚ ${number(stage.stalled)} stalled` : '');
    setLink(this.stalled, href({ ...state, view: 'customers', better: undefined, stage: stage.id, status: 'stalled' }), `${number(stage.stalled)} stalled at ${stage.title}: list them`);
    this.stalled.hidden = !stage.stalled;
    this.bar.style.width = `${Math.max(stage.present ? 2 : 0, 100 * stage.present / most)}%`;
    setText(this.entered, `${number(stage.entered)} visits began`);
    const counted = !stage.terminal && stage.conversion !== undefined;
    setNumber(this.on, stage.terminal ? number(stage.completed) : counted ? percent(stage.conversion) : '–');
    setText(this.onWords, stage.terminal ? ' completed' : counted ? ` went on →${stage.ended < 30 ? ' (too few to tell)' : ''}` : ' no visit has ended yet');
    const gone = stage.churned + stage.exited + stage.expired;
    setText(this.left, gone ? `${number(gone)} left ↓${stage.back ? `, ${number(stage.back)} back ←` : ''}` : stage.back ? `${number(stage.back)} back ←` : '');
    keyed(this.targets, stage.targets || [], each => each.kind, () => el('li', {}, el('span', { class: 'mark' }), el('span'), el('span', { class: 'small block' })), (node, each) => {
      const [wanted, actual] = target(each);
      node.className = actual === null ? 'unknown' : each.met ? 'met' : 'missed';
      setText(node.children[0], actual === null ? '○' : MARKS[each.met]);
      setText(node.children[1], wanted);
      setText(node.children[2], actual === null ? 'not measured yet' : `${actual}: ${each.met ? 'met' : 'missed'}`);
    });
    const compared = stage.compared || [];
    const touched = grouped(stage.touchpoints, titles);
    touched.forEach(each => {
      each.compared = compared.find(one => one.by === 'touchpoint' && one.id === each.id);
    });
    const channels = compared.filter(each => each.by === 'channel').sort((a, b) => (b.visits || 0) - (a.visits || 0));
    const sides = compared.filter(each => each.by === 'better');
    keyed(this.channels, [...channels, ...sides], each => `${each.by}|${each.id}`, makeCompared,
      (node, each) => updateCompared(node, each.by === 'better' ? new Map(SIDES).get(each.id) : each.id, each));
    const others = compared.filter(each => each.by === 'class' || each.by === 'breakdown');
    keyed(this.works, others, each => `${each.by}|${each.breakdown || ''}|${each.id}`, makeCompared,
      (node, each) => updateCompared(node, each.by === 'class' ? `Class ${each.id}` : `${each.breakdown} ${each.id}`, each));
    const top = touched.slice(0, SHOWN);
    const rest = touched.slice(SHOWN);
    const frequent = Math.max(1, ...touched.map(each => each.count));
    keyed(this.touchpoints, top, each => each.id, makeTouchpoint, (node, each) => updateTouchpoint(node, each, frequent));
    keyed(this.rest, rest, each => each.id, makeTouchpoint, (node, each) => updateTouchpoint(node, each, frequent));
    setText(this.restName, `${rest.length} more`);
    this.more.hidden = rest.length === 0;
    keyed(this.moments, touched.filter(each => each.moment), each => each.id, () => el('li', { class: 'moment' }), (node, each) =>
      setText(node, `◆ ${each.title} · ${number(each.count)}`));
    keyed(this.pains, map.painPoints.filter(each => each.stage === stage.id), each => each.kind,
      () => el('li', {}, el('strong'), el('span', { class: 'small block' }), el('button', { type: 'button', class: 'small-button', text: 'Take it up…' })), (node, each) => {
        setText(node.children[0], `⚠ ${pain(each)}`);
        setText(node.children[1], `${number(each.affected)} ${AFFECTED[each.kind]}`);
        node.children[2].dataset.kind = each.kind;
      });
  }

  /** What people say about the stage, and how they say more. */
  updateSaid(stage, map, said, tools) {
    // What is said of a stage that this version does not have stands in the first column.
    const isFirst = map.stages[0].id === stage.id;
    const lives = said.painPoints.filter(each => each.stage === stage.id || (isFirst && !map.stages.some(other => other.id === each.stage)));
    showLives(this.lives, lives, map, tools);
    map.painPoints.filter(each => each.stage === stage.id).forEach((found, i) => {
      const button = this.pains.children[i].children[2];
      // Each has one life; one that is over is opened again where it stands.
      button.hidden = !tools.may || lives.some(each => each.kind === found.kind && !each.persona);
      button.setAttribute('aria-label', `Take up at ${stage.title}: ${pain(found)}`);
      button.onclick = () => takeUp(found, stage, map, tools);
    });
    this.add.hidden = !tools.may;
    this.add.setAttribute('aria-label', `Add a pain point at ${stage.title}…`);
    this.add.onclick = () => add(stage, map, tools);
    showNotes(this.notes, notesAt(said.notes, stage), map, tools);
    this.write.hidden = !tools.may;
    this.write.setAttribute('aria-label', `Add a note on ${stage.title}…`);
    this.write.onclick = () => write(stage, map, tools);
  }
}

function setLink(node, address, label) {
  if (node.getAttribute('href') !== address) {
    node.setAttribute('href', address);
  }
  node.setAttribute('aria-label', label);
}

/** One entry a touchpoint, its channels inside, the most frequent first. */
export function grouped(counts, titles) {
  const groups = new Map();
  for (const { touchpoint, channel, count } of counts) {
    const rule = titles.get(touchpoint);
    const group = groups.get(touchpoint) || { id: touchpoint, title: rule ? rule.title : 'Anything else', class: rule && rule.class,
      moment: Boolean(rule && rule.momentOfTruth), count: 0, channels: [] };
    group.count += count;
    group.channels.push({ channel, count });
    groups.set(touchpoint, group);
  }
  groups.forEach(group => group.channels.sort((a, b) => b.count - a.count));
  return [...groups.values()].sort((a, b) => (a.id === 'other') - (b.id === 'other') || b.count - a.count);
}

function makeTouchpoint() {
  return el('li', {}, el('span', { class: 'touch-name' }), el('span', { class: 'touch-count' }), el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: 'fill' })),
    el('span', { class: 'small block' }), el('span', { class: 'small block effect' }));
}

const makeCompared = () => el('li', {}, el('strong'), el('span', { class: 'small block' }), el('span', { class: 'small block effect' }));

/** Of a channel, class or breakdown's value: how its visits ended, what was felt, and whether more or fewer than of the others went on. */
function updateCompared(node, name, compared) {
  setText(node.children[0], name);
  const told = [];
  if (compared.visits) {
    told.push(`${percent(compared.onward / compared.visits)} of ${number(compared.visits)} visits went on`);
  }
  if (compared.stalled) {
    told.push(`${percent(compared.stalled / compared.visits)} stalled`);
  }
  if (compared.felt !== undefined) {
    told.push(`felt ${signed(compared.felt)} ${feeling(compared.felt)}`);
  }
  setText(node.children[1], told.join(', '));
  updateEffect(node.children[2], compared);
}

function updateEffect(node, compared) {
  node.classList.toggle('more', Boolean(compared && compared.low > 0));
  node.classList.toggle('less', Boolean(compared && compared.high < 0));
  setText(node, compared && compared.visits ? effect(compared) : '');
}

function updateTouchpoint(node, touched, most) {
  node.classList.toggle('faint', touched.id === 'other');
  setText(node.children[0], `${touched.moment ? '◆ ' : ''}${touched.title}`);
  setNumber(node.children[1], number(touched.count));
  node.children[2].firstChild.style.width = `${100 * Math.max(0, touched.count) / most}%`;
  const channels = touched.channels.map(each => `${each.channel} ${number(each.count)}`).join(', ');
  setText(node.children[3], touched.class ? `${touched.class}: ${channels}` : channels);
  updateEffect(node.children[4], touched.compared);
}

function makePersona(persona) {
  const wants = [['Goals', persona.goals], ['Needs', persona.needs], ['Moved by', persona.motivations]]
    .filter(([, items]) => items && items.length);
  return el('article', { class: 'persona' },
    el('h3', {}, el('a')), el('p', { class: 'small' }),
    el('dl', {}, ...wants.flatMap(([name, items]) => [el('dt', { text: name }), el('dd', { text: items.join(', ') })]),
      ...(persona.frustrations && persona.frustrations.length ? [el('dt', { text: 'Annoyed by' }), el('dd', { class: 'wants' }, ...persona.frustrations.map(text =>
        el('span', { class: 'frustration' }, el('span', { text }), ' ', el('button', { type: 'button', class: 'small-button', text: 'Take it up…', 'aria-label': `Take up: ${text}` }))))] : [])));
}

function updatePersona(node, persona, state, map, said, tools) {
  const chosen = state.persona === persona.id;
  node.classList.toggle('chosen', chosen);
  const link = node.querySelector('a');
  setText(link, persona.title);
  setLink(link, href({ ...state, persona: chosen ? undefined : persona.id }), chosen ? `${persona.title}: show everybody again` : `${persona.title}: show only them`);
  node.querySelectorAll('.frustration').forEach((each, i) => {
    const text = persona.frustrations[i];
    each.lastChild.hidden = !tools.may || said.painPoints.some(point => point.origin === 'declared' && point.persona === persona.id && point.title === text);
    each.lastChild.onclick = () => takeUpFrustration(text, persona.id, map, tools);
  });
  setText(node.children[1], `${number(persona.present)} on the way${persona.target ? ' · the map is made for them' : ''}${chosen ? ' · shown alone' : ''}`);
}

