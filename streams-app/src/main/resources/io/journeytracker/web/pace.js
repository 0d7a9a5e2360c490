// Does something again whenever there is something new, but never twice at once, and not too often.

export class Pace {
  /** @param action may answer a promise, which does not fail */
  constructor(action) {
    this.action = action;
    this.free = 0;
  }

  /** @param rest milliseconds from one begin to the next; what takes more than half of them rests for as long as it took */
  want(rest) {
    this.wanted = true;
    this.waiting ||= setTimeout(() => this.turn(rest), Math.max(0, this.free - Date.now()));
  }

  async turn(rest) {
    const mine = this.waiting;
    const began = Date.now();
    this.wanted = false;
    await this.action();
    const took = Date.now() - began;
    this.free = began + Math.max(rest, 2 * took);
    if (this.waiting === mine) {
      this.waiting = null;
      if (this.wanted) {
        this.want(rest);
      }
    }
  }

  stop() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.wanted = false;
  }
}
