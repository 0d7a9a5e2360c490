// One stage of the picture: its column is built once, and afterwards only what differs is written.

import { el, keyed, setNumber, setText } from './dom.js';
import { effect, number, pain, target } from './format.js';
import { listed, setLink, visitsAt } from './link.js';
import { notesAt, showNotes, write } from './notes.js';
import { add, livesAt, showLives, takeUp } from './pain-points.js';
import { keepingFocus } from './redraw.js';
import { AFFECTED, MARKS, SHOWN, channelsOf, comparedInWords, nameOf, touchpointsOf, wayInWords, wentOn, worksOf } from './rows.js';

/** A stage's column, in the order of the rows. */
export class StageColumn {
  constructor(stage, index) {
    this.index = index;
    const cell = (row, name, ...children) => el('div', { class: `cell row-${row}` }, el('h3', { class: 'cell-name', text: name }), ...children);
    this.owner = el('span', { class: 'owner' });
    this.present = el('a', { class: 'big' });
    this.stalled = el('a', { class: 'stalled' });
    this.bar = el('span', { class: 'fill' });
    this.entered = el('a', { class: 'count' });
    this.on = el('strong');
    this.onWords = el('span');
    this.onLink = el('a', { class: 'count' }, this.on, this.onWords);
    this.left = el('a', { class: 'count' });
    this.back = el('a', { class: 'count' });
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
        el('p', { class: 'on' }, this.onLink),
        el('p', { class: 'small' }, this.left, ' ', this.back)),
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

  /**
   * @param now the map, what is said about it, the state of the page, the tools, the touchpoints' rules by id, and how many are at the
   *     stage where most are
   */
  update(now) {
    const { map, said, state, tools, titles, most } = now;
    const stage = map.stages[this.index];
    const key = JSON.stringify([stage, map.painPoints.filter(each => each.stage === stage.id), most, tools.may, tools.role]);
    // What nobody changed since it was drawn is left alone.
    if (key === this.drawn && said === this.said && state === this.state) {
      return;
    }
    Object.assign(this, { drawn: key, said, state });
    this.updateNumbers(stage, map, state, titles, most);
    this.updateSaid(stage, map, said, state, tools);
  }

  updateNumbers(stage, map, state, titles, most) {
    setText(this.owner, stage.owner ? `Owner: ${stage.owner}` : 'No owner');
    setNumber(this.present, number(stage.present));
    const list = status => listed(state, { stage: stage.id, status });
    const visits = visitsAt(state, stage.id);
    const behind = (node, count, words, name, value) => setLink(node, count ? visits(name, value) : null, `${words} at ${stage.title}: list the customers`);
    setLink(this.present, list('present'), `${number(stage.present)} customers at ${stage.title} now: list them`);
    setNumber(this.stalled, stage.stalled ? `❚❚ ${number(stage.stalled)} stalled` : '');
    setLink(this.stalled, list('stalled'), `${number(stage.stalled)} stalled at ${stage.title}: list them`);
    this.stalled.hidden = !stage.stalled;
    this.bar.style.width = `${Math.max(stage.present ? 2 : 0, 100 * stage.present / most)}%`;
    setText(this.entered, `${number(stage.entered)} visits began`);
    behind(this.entered, stage.entered, `${number(stage.entered)} visits began`, 'count', 'entered');
    const [share, words] = wentOn(stage);
    setNumber(this.on, share);
    setText(this.onWords, words);
    behind(this.onLink, stage.terminal ? stage.completed : stage.advanced, `${share}${words}`, 'count', stage.terminal ? 'completed' : 'advanced');
    const gone = stage.churned + stage.exited + stage.expired;
    setText(this.left, gone ? `${number(gone)} left ↓` : '');
    behind(this.left, gone, this.left.textContent, 'count', 'left');
    setText(this.back, stage.back ? `${number(stage.back)} back ←` : '');
    behind(this.back, stage.back, this.back.textContent, 'count', 'back');
    keyed(this.targets, stage.targets || [], each => each.kind, () => el('li', {}, el('span', { class: 'mark' }), el('span'), el('a', { class: 'count small block' })), (node, each) => {
      const [wanted, actual] = target(each);
      node.className = actual === null ? 'unknown' : each.met ? 'met' : 'missed';
      setText(node.children[0], actual === null ? '○' : MARKS[each.met]);
      setText(node.children[1], wanted);
      setText(node.children[2], actual === null ? 'not measured yet' : `${actual}: ${each.met ? 'met' : 'missed'}`);
      behind(node.children[2], each.pending, `${number(each.pending)} pending`, 'count', 'pending');
    });
    const compare = (node, each) => {
      updateCompared(node, each);
      behind(node.children[1], each.visits, `${nameOf(each)}: ${comparedInWords(each)}`, 'with', keyOf(each));
    };
    keyed(this.channels, channelsOf(stage), keyOf, makeCompared, compare);
    keyed(this.works, worksOf(stage), keyOf, makeCompared, compare);
    const touched = touchpointsOf(stage, titles);
    const top = touched.slice(0, SHOWN);
    const rest = touched.slice(SHOWN);
    const frequent = Math.max(1, ...touched.map(each => each.count));
    const touch = (node, each) => {
      updateTouchpoint(node, each, frequent);
      behind(node.children[1], each.count, `${number(each.count)} × ${each.title}`, 'touchpoint', each.id);
    };
    // One may rise out of those that are folded in, or fall among them.
    keepingFocus(this.touchpoints.parentElement, () => {
      keyed(this.touchpoints, top, each => each.id, makeTouchpoint, touch);
      keyed(this.rest, rest, each => each.id, makeTouchpoint, touch);
    });
    setText(this.restName, `${rest.length} more`);
    this.more.hidden = rest.length === 0;
    keyed(this.moments, touched.filter(each => each.moment), each => each.id, () => el('li', { class: 'moment' }, el('a', { class: 'count' })), (node, each) => {
      setText(node.firstChild, `◆ ${each.title} · ${number(each.count)}`);
      behind(node.firstChild, each.count, `${number(each.count)} × ${each.title}`, 'touchpoint', each.id);
    });
    keyed(this.pains, map.painPoints.filter(each => each.stage === stage.id), each => each.kind,
      () => el('li', {}, el('strong'), el('a', { class: 'count small block' }), el('button', { type: 'button', class: 'small-button', text: 'Take it up…' })), (node, each) => {
        setText(node.children[0], `⚠ ${pain(each)}`);
        setText(node.children[1], `${number(each.affected)} ${AFFECTED[each.kind]}`);
        const affected = { leaving: visits('count', 'left'), slow: visits('count', 'slow'), feeling: visits('count', 'felt'), stalled: list('stalled') }[each.kind];
        setLink(node.children[1], affected, `${number(each.affected)} ${AFFECTED[each.kind]} at ${stage.title}: list the customers`);
        node.children[2].dataset.kind = each.kind;
      });
  }

  /** What people say about the stage, and how they say more. */
  updateSaid(stage, map, said, state, tools) {
    const lives = livesAt(said.painPoints, stage, map);
    showLives(this.lives, lives, map, state, tools);
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

function makeTouchpoint() {
  return el('li', {}, el('span', { class: 'touch-name' }), el('a', { class: 'count touch-count' }), el('span', { class: 'track', 'aria-hidden': 'true' }, el('span', { class: 'fill' })),
    el('span', { class: 'small block' }), el('span', { class: 'small block effect' }));
}

const makeCompared = () => el('li', {}, el('strong'), el('a', { class: 'count small block' }), el('span', { class: 'small block effect' }));

/** As the list behind it is asked for. */
const keyOf = compared => [compared.by, compared.breakdown, compared.id].filter(part => part !== undefined).join('|');

/** Of a channel, class or breakdown's value: how its visits ended, what was felt, and whether more or fewer than of the others went on. */
function updateCompared(node, compared) {
  setText(node.children[0], nameOf(compared));
  setText(node.children[1], comparedInWords(compared));
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
  setText(node.children[3], wayInWords(touched));
  updateEffect(node.children[4], touched.compared);
}
