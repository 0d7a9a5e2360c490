// The picture: columns are stages, rows what is to be said of them.

import { el, keyed, setText } from './dom.js';
import { Columns } from './columns.js';
import { CurveRow } from './curve-row.js';
import { number } from './format.js';
import { ASSOCIATION, legend } from './legend.js';
import { href, listed, setLink } from './link.js';
import { notesElsewhere, showNotes, write } from './notes.js';
import { ANYWHERE } from './pages.js';
import { ranked, showLives, takeUpFrustration } from './pain-points.js';
import { redraw } from './redraw.js';
import { ReviewLine } from './review.js';
import { ROWS, shownRows, titlesOf, unmetMoments } from './rows.js';

export class Infographic {
  constructor(parent) {
    this.parent = parent;
    this.resized = new ResizeObserver(() => this.place());
    this.printed = () => this.columns.catchUp();
    addEventListener('beforeprint', this.printed);
  }

  close() {
    this.resized.disconnect();
    this.columns.close();
    removeEventListener('beforeprint', this.printed);
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
    this.curve = new CurveRow();
    this.board.append(this.curve.node);
    if (this.columns) {
      this.columns.close();
    }
    this.columns = new Columns(this.map.stages);
    this.owner = null;
    this.review = new ReviewLine();
    this.notes = el('ul', { class: 'plain notes all-notes' });
    this.write = el('button', { type: 'button', class: 'small-button', text: 'Add a note on the map…', onclick: () => write(null, this.map, this.tools) });
    this.notesOfAll = el('section', { class: 'row-notes', 'aria-label': 'Notes on all of the map' }, el('h2', { class: 'band', text: 'Notes on all of the map' }), this.notes, this.write);
    this.board.append(...this.columns.all.map(column => column.node));
    this.personas = el('div', { class: 'personas' });
    this.unmet = el('p', { class: 'row-moments small unmet' });
    this.dearest = el('ol', { class: 'plain dearest' });
    this.rank = el('section', { class: 'row-pains', 'aria-label': 'Pain points by rank' }, el('h2', { class: 'band', text: 'What to look after first' }), this.dearest);
    this.scroll = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Stages of the journey' }, this.board);
    redraw(this.parent, this.review.node, legend(), this.scroll, el('p', { class: 'small association', text: ASSOCIATION }), this.unmet, this.rank,
      el('section', { class: 'row-personas', 'aria-label': 'Who they are' },
        el('h2', { class: 'band', text: 'Who they are, and what they want' }), this.personas),
      this.notesOfAll);
    this.resized.disconnect();
    this.resized.observe(this.board);
  }

  update() {
    const rows = shownRows(this.state);
    ROWS.forEach(([id]) => this.parent.classList.toggle(`without-${id}`, !rows.includes(id)));
    const { owner } = this.state;
    this.inFront(owner && this.map.stages.some(stage => stage.owner === owner) ? owner : '');
    const titles = titlesOf(this.map);
    const most = Math.max(1, ...this.map.stages.map(stage => stage.present));
    this.columns.update({ map: this.map, said: this.said, state: this.state, tools: this.tools, titles, most });
    const others = notesElsewhere(this.said.notes, this.map);
    showNotes(this.notes, others, this.map, this.tools);
    this.write.hidden = !this.tools.may;
    this.notesOfAll.hidden = !this.tools.may && others.length === 0;
    const unmet = unmetMoments(this.map);
    setText(this.unmet, unmet.length ? `Moments of truth that nobody had at any stage: ${unmet.map(title => `◆ ${title}`).join(', ')}` : '');
    const dearest = ranked(this.said.painPoints);
    this.rank.hidden = dearest.length === 0;
    showLives(this.dearest, dearest, this.map, this.state, this.tools, point => (this.map.stages.find(stage => stage.id === point.stage) || { title: point.stage }).title);
    this.review.update(this.said.review, this.map, this.state, this.tools);
    keyed(this.personas, this.map.personas.filter(persona => persona.id !== 'other' || persona.present > 0),
      persona => persona.id, makePersona, (node, persona) => updatePersona(node, persona, this.state, this.map, this.said, this.tools));
    this.curve.draw(this.map.stages);
  }

  /** The same map, with the stages of one department in front; empty: of all. */
  inFront(owner) {
    if (this.owner === owner) {
      return;
    }
    const fresh = this.owner === null;
    this.owner = owner;
    const { stages } = this.map;
    const front = stages.map(stage => !owner || stage.owner === owner);
    this.board.style.setProperty('--columns', owner ? front.map(each => (each ? 'minmax(14rem, 2fr)' : 'minmax(8.5rem, 1fr)')).join(' ') : `repeat(${stages.length}, minmax(10.5rem, 1fr))`);
    this.columns.all.forEach(({ node }, i) => node.classList.toggle('behind', !front[i]));
    if (owner) {
      const first = this.columns.all[front.indexOf(true)].node;
      this.scroll.scrollLeft += first.getBoundingClientRect().left - this.scroll.getBoundingClientRect().left - this.board.firstElementChild.offsetWidth;
    }
    if (!fresh) {
      this.place();
    }
  }

  place() {
    this.curve.place(this.columns.all);
    this.curve.draw(this.map.stages);
  }
}

function makePersona(persona) {
  const wants = [['Goals', persona.goals], ['Needs', persona.needs], ['Moved by', persona.motivations]]
    .filter(([, items]) => items && items.length);
  return el('article', { class: 'persona' },
    el('h3', {}, el('a')), el('p', { class: 'small' }, el('a', { class: 'count' }), el('span')),
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
  const [present, more] = node.children[1].children;
  setText(present, `${number(persona.present)} on the way`);
  setLink(present, listed(state, { stage: ANYWHERE, status: 'present', persona: persona.id }), `${number(persona.present)} ${persona.title} on the way: list them`);
  setText(more, `${persona.target ? ' · the map is made for them' : ''}${chosen ? ' · shown alone' : ''}`);
}
