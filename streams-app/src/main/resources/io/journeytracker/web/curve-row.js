// The row that says how the stages feel: one curve over all columns.

import { el, svg } from './dom.js';
import { curveInWords, drawCurve } from './curve.js';

const HEIGHT = 230;
const COLOURS = { ink: 'var(--ink)', faint: 'var(--faint)', rule: 'var(--rule)', line: 'var(--accent)', paper: 'var(--card)' };

export class CurveRow {
  constructor() {
    this.drawing = svg('svg', { role: 'img' });
    this.node = el('div', { class: 'curve row-emotion' }, this.drawing);
    this.middles = null;
  }

  /** Where the columns are. To be told again when that may have changed: to ask with each new number would lay out the page once more. */
  place(columns) {
    const { left, width } = this.drawing.getBoundingClientRect();
    if (width === 0) {
      return;
    }
    const boxes = columns.map(column => column.node.getBoundingClientRect());
    // On a narrow screen the stages stand below one another, and the curve before them all.
    this.stacked = boxes.length > 1 && Math.abs(boxes[0].left - boxes[1].left) < 2;
    this.middles = boxes.map((box, i) => (this.stacked ? (i + 0.5) * width / boxes.length : box.left + box.width / 2 - left));
    this.width = width;
    this.scrolls(this.stacked);
  }

  /** Where it is wider than the screen it is scrolled by the keyboard, too. */
  scrolls(does) {
    for (const [name, value] of [['tabindex', '0'], ['role', 'region'], ['aria-label', 'How the stages feel']]) {
      if (does) {
        this.node.setAttribute(name, value);
      } else {
        this.node.removeAttribute(name);
      }
    }
  }

  draw(stages) {
    const told = JSON.stringify([this.middles, this.width, stages.map(stage => stage.emotion)]);
    if (told === this.told) {
      return;
    }
    this.told = told;
    this.drawing.setAttribute('aria-label', `Felt emotion. ${curveInWords(stages)}`);
    if (this.middles) {
      this.drawing.setAttribute('viewBox', `0 0 ${this.width} ${HEIGHT}`);
      this.drawing.replaceChildren(drawCurve(stages, this.middles, this.width, HEIGHT, COLOURS, this.stacked));
    }
  }
}
