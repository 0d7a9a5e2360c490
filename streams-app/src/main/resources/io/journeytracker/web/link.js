// What is shown is in the address: a link opens the same view.

const KNOWN = ['view', 'journey', 'version', 'persona', 'from', 'to', 'version2', 'persona2', 'from2', 'to2', 'rows', 'owner', 'stage', 'status', 'better', 'sort', 'after', 'offset', 'customer', 'theme'];

/** Where somebody is in a list: another view begins another one at its beginning. */
const OF_LIST = ['after', 'offset'];

export function read() {
  const given = new URLSearchParams(location.search);
  const state = {};
  for (const name of KNOWN) {
    if (given.get(name)) {
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
