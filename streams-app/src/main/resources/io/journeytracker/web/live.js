export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export async function ask(address, options = {}) {
  const response = await fetch(address, { credentials: 'same-origin', ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Refused(response.status, body.error ? `${body.error.field}: ${body.error.message}` : response.statusText);
  }
  return body;
}

/** Follows a map: the browser connects again by itself, and where it gives up we do. */
export class Live {
  /** @param onRefused called when the server lets nobody follow: perhaps who looks is not known any more */
  constructor(onMap, onState, onRefused) {
    this.onMap = onMap;
    this.onState = onState;
    this.onRefused = onRefused;
  }

  follow(address) {
    if (this.address === address && this.source) {
      return;
    }
    this.stop();
    this.address = address;
    this.source = new EventSource(address);
    this.source.addEventListener('map', event => {
      this.onState('live');
      this.onMap(JSON.parse(event.data));
    });
    this.source.addEventListener('full', event => {
      this.stop();
      this.onState(JSON.parse(event.data).of === 'windows' ? 'full of windows' : 'full');
    });
    this.source.onerror = () => {
      this.onState('away');
      if (this.source && this.source.readyState === EventSource.CLOSED) {
        this.source = null;
        this.again = setTimeout(() => this.follow(address), 2000);
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
