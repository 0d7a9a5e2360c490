// What people say about the map, asked for again whenever the map tells that it has changed.

import { ask } from './live.js';

const NOTHING = { painPoints: [], notes: [] };
/** The ranks stand on numbers that move. */
const EVERY_MILLIS = 5000;
/** Of a span of time they are read out of the stores. */
const EVERY_OF_WINDOW_MILLIS = 30_000;
const AGAIN_MILLIS = 500;
const MOST_TURNS = 6;

export const send = (method, address, body) => ask(address, body === undefined ? { method }
  : { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

export class Annotations {
  /** @param onChange called when there is something else to show */
  constructor(onChange) {
    this.onChange = onChange;
    this.now = NOTHING;
    this.at = 0;
  }

  /** Asks where this is another question, or has another answer. */
  follow(address, revision) {
    const other = address !== this.address;
    if (other) {
      this.address = address;
      this.now = NOTHING;
    }
    if (other || revision !== this.revision || (!this.asking && Date.now() - this.at > (/[?&](from|to)=/.test(address) ? EVERY_OF_WINDOW_MILLIS : EVERY_MILLIS))) {
      this.revision = revision;
      this.refresh();
    }
  }

  async refresh(turn = 0) {
    const mine = {};
    this.asking = mine;
    this.at = Date.now();
    try {
      const found = await ask(this.address);
      if (this.asking === mine) {
        this.now = found;
        this.onChange();
        // Another instance may have answered, which hears of it in a moment.
        if (found.revision < this.revision && turn < MOST_TURNS) {
          setTimeout(() => this.asking || this.refresh(turn + 1), AGAIN_MILLIS);
        }
      }
    } catch (refused) {
      // What is known stays; why nothing can be asked is told with the map.
    } finally {
      if (this.asking === mine) {
        this.asking = null;
      }
    }
  }
}
