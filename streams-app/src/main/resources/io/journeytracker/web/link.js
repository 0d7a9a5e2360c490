// What is shown is in the address: a link opens the same view.

const KNOWN = ['view', 'journey', 'version', 'persona', 'from', 'to', 'version2', 'persona2', 'from2', 'to2', 'rows', 'owner', 'stage', 'status', 'better', 'sort', 'count', 'next', 'touchpoint', 'channel', 'with', 'event', 'after', 'offset', 'customer', 'theme'];

/** A dashboard hands on all that is chosen there. Of several this page shows the active version, and everybody. */
const ONE = ['version', 'persona'];

/** Which count of visits a list is of. */
export const OF_VISITS = ['count', 'next', 'touchpoint', 'channel', 'with', 'event'];

/** Which list, and where somebody is in it: another view begins another one at its beginning. */
const OF_LIST = ['after', 'offset', ...OF_VISITS];

export function read() {
  const given = new URLSearchParams(location.search);
  const state = {};
  for (const name of KNOWN) {
    if (given.get(name) && !(ONE.includes(name) && given.get(name).includes(','))) {
      state[name] = given.get(name);
    }
  }
  return state;
}

/** The same view, at the beginning of its list. */
export const begun = state => ({ ...state, after: undefined, offset: undefined });

export function href(state) {
  const query = new URLSearchParams();
  for (const name of KNOWN) {
    if (state[name] && (state.view === 'customers' || !OF_LIST.includes(name))) {
      query.set(name, state[name]);
    }
  }
  const text = query.toString();
  return text ? `/map?${text}` : '/map';
}

const nothing = Object.fromEntries(OF_LIST.map(name => [name, undefined]));

/** A list of customers, from its beginning; of those who are somewhere, unless it is of a count of visits. */
export const listed = (state, asked) => href({ ...state, ...nothing, view: 'customers', better: undefined, ...asked });

/** Gives the address of the list behind each count of visits to a stage, by what it is called: a thousand of them for one painting. */
export function visitsAt(state, stage) {
  const list = listed(state, { stage, status: undefined, sort: undefined });
  return (name, value) => `${list}&${name}=${encodeURIComponent(value)}`;
}

/** @param address null: there is nothing behind it */
export function setLink(node, address, label) {
  if (address === null) {
    node.removeAttribute('href');
    node.removeAttribute('aria-label');
    return;
  }
  if (node.getAttribute('href') !== address) {
    node.setAttribute('href', address);
  }
  if (node.getAttribute('aria-label') !== label) {
    node.setAttribute('aria-label', label);
  }
}

/** The parameters of a question about the journey that is shown. */
export function question(state, more = {}) {
  const query = new URLSearchParams();
  for (const name of ['version', 'persona', 'from', 'to']) {
    if (state[name]) {
      query.set(name, state[name]);
    }
  }
  for (const [name, value] of Object.entries(more)) {
    if (value) {
      query.set(name, value);
    }
  }
  return query.toString();
}

export const path = (state, what, more) => `/api/journeys/${encodeURIComponent(state.journey)}/${what}?${question(state, more)}`;
