// The columns of the stages. Those in sight and beside it are brought up to date at once, the others when they come near, or when there is time.

import { StageColumn } from './stage-column.js';

/** Until those out of sight get a turn, and how long one takes, so that what is in sight is not held up. */
const BETWEEN_MILLIS = 60;
const TURN_MILLIS = 10;

export class Columns {
  constructor(stages) {
    this.all = stages.map((stage, i) => new StageColumn(stage, i));
    const of = new Map(this.all.map(column => [column.node, column]));
    /** Out of sight; none, as long as that is not known. */
    this.far = new Set();
    this.late = new Set();
    this.sight = new IntersectionObserver(entries => entries.forEach(entry => {
      const column = of.get(entry.target);
      if (entry.isIntersecting) {
        this.far.delete(column);
        if (this.late.delete(column)) {
          column.update(this.now);
        }
      } else {
        this.far.add(column);
      }
    }), { rootMargin: '15%', scrollMargin: '15%' });
    this.all.forEach(column => this.sight.observe(column.node));
  }

  /** @param now what StageColumn.update takes */
  update(now) {
    this.now = now;
    this.all.forEach(column => {
      if (this.far.has(column)) {
        this.late.add(column);
      } else {
        column.update(now);
      }
    });
    if (this.late.size > 0) {
      this.soon ||= setTimeout(() => this.turn(), BETWEEN_MILLIS);
    }
  }

  turn() {
    this.soon = undefined;
    const end = performance.now() + TURN_MILLIS;
    for (const column of this.late) {
      this.late.delete(column);
      column.update(this.now);
      if (performance.now() > end) {
        break;
      }
    }
    if (this.late.size > 0) {
      this.soon = setTimeout(() => this.turn(), BETWEEN_MILLIS);
    }
  }

  /** All of them now, as for what is printed. */
  catchUp() {
    this.late.forEach(column => column.update(this.now));
    this.late.clear();
  }

  close() {
    clearTimeout(this.soon);
    this.sight.disconnect();
  }
}
