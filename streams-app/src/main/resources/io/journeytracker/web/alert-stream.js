/** Hears of every change of an alert: the browser connects again by itself, and where it gives up we do. */
export class AlertStream {
  /** @param onRefused called when the server lets nobody follow: perhaps who looks is not known any more */
  constructor(onChange, onState, onRefused) {
    this.onChange = onChange;
    this.onState = onState;
    this.onRefused = onRefused;
    this.source = null;
  }

  follow() {
    this.stop();
    this.source = new EventSource('/api/alerts/stream');
    for (const name of ['begin', 'reset', 'alert']) {
      this.source.addEventListener(name, () => {
        this.onState('live');
        // Also what happened while there was no connection is looked at.
        this.onChange();
      });
    }
    this.source.addEventListener('full', () => {
      this.stop();
      this.onState('full');
    });
    this.source.onerror = () => {
      this.onState('away');
      if (this.source && this.source.readyState === EventSource.CLOSED) {
        this.source = null;
        this.again = setTimeout(() => this.follow(), 2000);
        this.onRefused();
      }
    };
  }

  stop() {
    clearTimeout(this.again);
    if (this.source) {
      this.source.close();
      this.source = null;
    }
  }
}
