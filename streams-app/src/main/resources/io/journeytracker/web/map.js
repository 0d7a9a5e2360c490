import { el, keyed, option, setText } from './dom.js';
import { Annotations } from './annotations.js';
import { callMe } from './dialog.js';
import { ask, Live, Refused } from './live.js';
import { clockTime } from './format.js';
import { begun, href, path, read } from './link.js';
import { showLedger } from './ledger.js';
import { Infographic } from './infographic.js';
import { ROWS, shownRows } from './rows.js';
import { drawFlow } from './flow.js';
import { listCustomers, showCustomer } from './customers.js';
import { showComparison } from './compare.js';
import { showGaps } from './gaps.js';
import { exportsOf } from './export.js';
import { preparePrint } from './print.js';
import { signIn } from './sign-in.js';

const VIEWS = [['map', 'Map'], ['flow', 'Flow'], ['compare', 'Compare'], ['gaps', 'Gaps'], ['customers', 'Customers'], ['customer', 'One customer']];
const STALE_MILLIS = 10_000;
const $ = id => document.getElementById(id);

let state = read();
let role = '';
let journeys = [];
let map = null;
let heard = 0;
let connection = 'away';
let shown = null;
let flowAt = 0;
/** The latest question of a view that is not answered yet. */
let asking = null;

const live = new Live(next => {
  heard = Date.now();
  // A late answer to an older question must not show under the new one.
  if (map && next.journey === state.journey && (next.persona || '') === (state.persona || '')) {
    const other = next.journey !== map.journey || next.version !== map.version;
    map = next;
    paint(other);
    if (other) {
      versions();
    }
  }
}, change => {
  connection = change;
  status();
});

const annotations = new Annotations(() => {
  if (shown instanceof Infographic) {
    paint();
  }
});

/** What it takes to say something about the map. */
const tools = () => ({ may: role === 'analyst' || role === 'operator', role, dialog: $('dialog'), done: () => annotations.refresh() });

/** Another map is shown, perhaps since another version has become active. */
async function versions() {
  try {
    journeys = (await ask('/api/journeys')).journeys;
  } catch (refused) {
    // The choice stays as it was; what is wrong is told with the view.
  }
  syncControls();
}

function go(next, push = true) {
  state = { ...next, journey: next.journey || state.journey };
  history[push ? 'pushState' : 'replaceState'](null, '', href(state));
  follow();
}

function follow() {
  theme();
  controls();
  live.follow(path(state, 'events'));
  if (map) {
    paint(true);
  }
}

function theme() {
  if (state.theme) {
    document.documentElement.dataset.theme = state.theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

async function paint(asked = false) {
  head();
  const view = state.view || 'map';
  if (view === 'map') {
    asking = null;
    if (!(shown instanceof Infographic)) {
      shown = new Infographic($('view'));
    }
    $('view').dataset.view = view;
    annotations.follow(path(state, 'annotations'), map.annotations);
    shown.show(map, state, annotations.now, tools());
    return;
  }
  leaveMap();
  const fresh = shown !== view;
  shown = view;
  $('view').dataset.view = view;
  // Lists stand still while somebody reads them; the flow is drawn again now and then.
  if (fresh || asked || (view === 'flow' && !asking && Date.now() - flowAt > 5000)) {
    const mine = {};
    asking = mine;
    // What is answered after another view or another choice was opened must not show there.
    await attempt(() => drawView(view, () => asking === mine), () => asking === mine);
    asking = asking === mine ? null : asking;
  }
}

function leaveMap() {
  if (shown instanceof Infographic) {
    shown.close();
    $('view').className = '';
  }
}

/** @param current whether this is still what is wanted */
async function drawView(view, current) {
  if (view === 'flow') {
    flowAt = Date.now();
    const flow = await ask(path(state, 'flow'));
    if (current()) {
      drawFlow($('view'), flow, map, state);
    }
  } else if (view === 'compare') {
    await showComparison($('view'), map, state, journeys, go, current);
  } else if (view === 'gaps') {
    await showGaps($('view'), map, state, role, current);
  } else if (view === 'customers') {
    await listCustomers($('view'), map, state, role, go, current);
  } else {
    await showCustomer($('view'), map, state, go, current);
  }
}

function head() {
  document.title = `${map.title} – journey map`;
  setText($('title'), map.title);
  setText($('objective'), map.objective || '');
  setText($('eyebrow'), `Customer journey map · ${map.journey} · version ${map.version}${map.owner ? ` · ${map.owner}` : ''}`);
  showLedger($('ledger'), map.ledger, state);
  status();
}

/** What is missing of the numbers, or else older than the rest: nobody answers who keeps it. */
function partitions(freshness) {
  return freshness.complete ? `${freshness.partitionsStale} of ${freshness.partitions} partitions stale`
    : `${freshness.partitions - freshness.partitionsMissing} of ${freshness.partitions} partitions`;
}

function status() {
  const badge = $('live');
  const stale = Date.now() - heard > STALE_MILLIS;
  const whole = !map || (map.freshness.complete && !map.freshness.stale);
  const now = map && map.freshness.clock ? clockTime(map.freshness.clock) : '';
  const text = connection === 'full' ? '⚠ Too many people watch: reload later'
    : connection === 'full of windows' ? '⚠ Too many spans of time are watched: reload later'
    : stale || connection === 'away' ? `⚠ Not connected${now ? `, as of ${now}` : ''}`
      : `● Live · counted up to ${now}${whole ? '' : ` · ⚠ ${partitions(map.freshness)}`}`;
  badge.className = stale || connection !== 'live' || !whole ? 'live away' : 'live';
  // A screen reader is told of a change of state, not of every second.
  badge.setAttribute('aria-live', 'off');
  setText(badge, text);
}

function controls() {
  keyed($('tabs'), VIEWS, ([id]) => id, () => el('a', { class: 'tab' }), (node, [id, text]) => {
    setText(node, text);
    node.setAttribute('href', href({ ...state, view: id === 'map' ? undefined : id }));
    if ((state.view || 'map') === id) {
      node.setAttribute('aria-current', 'page');
    } else {
      node.removeAttribute('aria-current');
    }
  });
  if ($('controls').childElementCount === 0) {
    buildControls();
  }
  syncExport();
  syncControls();
}

function select(id, label, onchange) {
  return el('label', { class: 'control' }, el('span', { text: label }), el('select', { id, onchange }));
}

function buildControls() {
  const rows = ROWS.map(([id, name]) => el('label', {}, el('input', { type: 'checkbox', value: id, onchange: chooseRows }), ` ${name}`));
  $('controls').append(
    select('journey', 'Journey', event => go({ view: state.view, theme: state.theme, journey: event.target.value })),
    select('version', 'Version', event => go({ ...begun(state), version: event.target.value || undefined, persona: undefined })),
    select('owner', 'Department', event => go({ ...state, owner: event.target.value || undefined })),
    select('persona', 'Persona', event => go({ ...begun(state), persona: event.target.value || undefined })),
    el('details', { class: 'menu' }, el('summary', { text: 'Rows' }), el('div', { class: 'sheet', id: 'rows' }, ...rows)),
    el('details', { class: 'menu' }, el('summary', { text: 'Export' }), el('div', { class: 'sheet', id: 'export' })),
    el('button', { type: 'button', class: 'quiet', id: 'theme', onclick: () => go({ ...state, theme: dark() ? 'light' : 'dark' }, false) }));
}

const dark = () => (state.theme ? state.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

function chooseRows() {
  const rows = [...document.querySelectorAll('#rows input:checked')].map(input => input.value);
  go({ ...state, rows: rows.length === ROWS.length ? undefined : rows.join(',') || 'none' }, false);
}

/** What the menu saves is of the view that is open. */
function syncExport() {
  const view = state.view || 'map';
  if ($('export').dataset.view === view) {
    return;
  }
  $('export').dataset.view = view;
  const [what, ways] = exportsOf(view);
  $('export').replaceChildren(el('p', { class: 'small', text: what }), ...ways.map(([name, action]) => el('button', { type: 'button', text: name, onclick: event => {
    event.target.closest('details').open = false;
    if (map) {
      attempt(() => action({ map, state, said: () => ask(path(state, 'annotations')) }));
    }
  } })));
}

function syncControls() {
  const journey = journeys.find(each => each.id === state.journey);
  const options = (id, values, chosen) => {
    const key = JSON.stringify([values, chosen]);
    if ($(id).dataset.options !== key) {
      $(id).dataset.options = key;
      $(id).replaceChildren(...values.map(([value, text]) => option(value, text, value === (chosen || ''))));
    }
  };
  options('journey', journeys.map(each => [each.id, each.title]), state.journey);
  options('version', [['', `${journey.version}, active`], ...journey.versions.filter(each => each !== journey.version).map(each => [String(each), String(each)])], state.version);
  options('owner', [['', 'All departments'], ...(map ? [...new Set(map.stages.map(each => each.owner).filter(Boolean))].map(each => [each, `In front: ${each}`]) : [])], state.owner);
  options('persona', [['', 'Everybody'], ...(map ? map.personas.map(each => [each.id, each.title]) : [])], state.persona);
  document.querySelectorAll('#rows input').forEach(input => {
    input.checked = shownRows(state).includes(input.value);
  });
  setText($('theme'), dark() ? '☀ Light' : '☾ Dark');
}

function flash(text) {
  $('notice').hidden = !text;
  setText($('notice'), text || '');
}

/** @param action may have something to say in the end */
async function attempt(action, current = () => true) {
  try {
    const words = await action();
    if (current()) {
      flash(words);
    }
  } catch (refused) {
    if (!current()) {
      return;
    }
    if (refused instanceof Refused && refused.status === 401) {
      whoIsThere();
    } else {
      flash(refused.message);
    }
  }
}

function whoIsThere() {
  live.stop();
  asking = null;
  leaveMap();
  shown = null;
  // Nothing is drawn where the form stands.
  map = null;
  signIn($('view'), 'Open the map', () => attempt(start));
}

async function start() {
  const session = await ask('/api/session');
  role = session.role;
  callMe(session.name);
  journeys = (await ask('/api/journeys')).journeys;
  if (journeys.length === 0) {
    return 'No journey map is published yet: ./journey publish MAP.yaml, or make one in seven steps (below).';
  }
  if (!journeys.some(each => each.id === state.journey)) {
    state.journey = journeys[0].id;
  }
  history.replaceState(null, '', href(state));
  theme();
  map = await ask(path(state, 'map'));
  heard = Date.now();
  follow();
  return '';
}

// Links within the page change the view without loading it again.
document.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href^="/map"]');
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    history.pushState(null, '', link.getAttribute('href'));
    state = { ...read(), journey: new URLSearchParams(location.search).get('journey') || state.journey };
    follow();
    if (link.closest('#view')) {
      $('view').focus({ preventScroll: true });
    }
  }
  document.querySelectorAll('details.menu[open]').forEach(menu => {
    menu.open = menu.contains(event.target);
  });
});
addEventListener('popstate', () => {
  state = { ...read(), journey: read().journey || state.journey };
  follow();
});
addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    document.querySelectorAll('details.menu[open]').forEach(menu => {
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }
});
// A browser has six connections for one server: a page that nobody looks at, or that was left and is kept for going back, must not hold one.
addEventListener('pagehide', () => live.stop());
addEventListener('pageshow', event => {
  if (event.persisted && map) {
    follow();
  }
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    live.stop();
  } else if (map) {
    follow();
  }
});
preparePrint(() => map && { map, said: annotations.now, state });
setInterval(status, 1000);
attempt(start);
