import { el, keyed, option, setText } from './dom.js';
import { Annotations } from './annotations.js';
import { callMe } from './dialog.js';
import { number } from './format.js';
import { ask, Live, Refused } from './live.js';
import { showConnection } from './connection.js';
import { begun, href, path, read } from './link.js';
import { showLedger } from './ledger.js';
import { Pace } from './pace.js';
import { showWindow } from './window-line.js';
import { Infographic } from './infographic.js';
import { ROWS, shownRows } from './rows.js';
import { drawFlow } from './flow.js';
import { showCustomer } from './customer.js';
import { listCustomers } from './customers.js';
import { showComparison } from './compare.js';
import { showGaps } from './gaps.js';
import { exportsOf } from './export.js';
import { preparePrint } from './print.js';
import { redraw } from './redraw.js';
import { signIn } from './sign-in.js';

const VIEWS = [['map', 'Map'], ['flow', 'Flow'], ['compare', 'Compare'], ['gaps', 'Gaps'], ['customers', 'Customers'], ['customer', 'One customer']];
const STALE_MILLIS = 10_000;
const AGAIN_MILLIS = 2000;
/** Views that move, each with the milliseconds between two questions. Lists stand still while somebody reads them, and say as of when they are. */
const MOVING = { flow: 1000, customer: 1000, compare: 2000 };
/** Views whose first answer may take long: the one before must not stand under their name meanwhile. The gaps come part by part. */
const SLOW = ['customers', 'compare'];
const $ = id => document.getElementById(id);

let state = read();
let role = '';
let journeys = [];
let map = null;
/** The question that the map answers. */
let answered = null;
/** The one that is asked beside what is followed, and what asks it again where it was refused. */
let reading = null;
let retry = 0;
let heard = 0;
let connection = 'away';
let shown = null;
/** Stands where a view has not been answered yet. */
const waiting = el('p', { class: 'notice', text: 'Being counted…' });
/** The latest question of a view that is not answered yet. */
let asking = null;
/** What is saved belongs to the view that is open; told: the notice says how far it is. */
let saving = { told: false };
/** Whether the notice says that a view could not be drawn. */
let late = false;

const live = new Live(next => {
  // A late answer to an older question must not show under the new one.
  if (map && next.journey === state.journey && (next.persona || '') === (state.persona || '')) {
    take(next);
  }
}, change => {
  connection = change;
  status();
}, () => ask('/api/session').catch(refused => {
  // Whether it can be asked at all, the badge tells.
  if (refused.status === 401 && map) {
    whoIsThere();
  }
}));

const again = new Pace(() => (map && MOVING[shown] && !asking ? draw(shown, true) : null));

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

/** @param next the state, or what makes it of the present one */
function go(next, push = true) {
  const wanted = typeof next === 'function' ? next(state) : next;
  state = { ...wanted, journey: wanted.journey || state.journey };
  history[push ? 'pushState' : 'replaceState'](null, '', href(state));
  follow();
}

/** @return when what is shown is drawn */
function follow() {
  theme();
  if (map) {
    controls();
    listen();
    readMap();
    return paint(true);
  }
  return null;
}

/** A browser has six connections for one server: a page that nobody looks at must not hold one. */
function listen() {
  if (document.hidden) {
    live.stop();
  } else {
    live.follow(path(state, 'events'));
  }
}

/** @param next answers what is asked now */
function take(next) {
  const other = next.journey !== map.journey || next.version !== map.version;
  map = next;
  heard = Date.now();
  answered = path(state, 'map');
  if (retry) {
    clearTimeout(retry);
    retry = 0;
    quiet();
  }
  paint(other);
  if (other) {
    versions();
  }
}

/** Whether the numbers are still those of the choice before. */
const behind = () => map !== null && answered !== path(state, 'map');

/** Asks for the map that is wanted now: whoever may not follow it, or cannot, sees it all the same. */
async function readMap() {
  const address = path(state, 'map');
  if (address === answered || address === reading) {
    return;
  }
  reading = address;
  clearTimeout(retry);
  const wanted = () => behind() && path(state, 'map') === address;
  try {
    const next = await ask(address);
    if (wanted()) {
      take(next);
    }
  } catch (refused) {
    if (wanted() && refused.status === 401) {
      whoIsThere();
    } else if (wanted()) {
      late = true;
      flash(refused.message);
      retry = setTimeout(readMap, AGAIN_MILLIS);
    }
  } finally {
    if (reading === address) {
      reading = null;
    }
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
      quiet();
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
  if (fresh) {
    quiet();
    if (SLOW.includes(view)) {
      redraw($('view'), waiting);
    }
  }
  if (fresh || asked) {
    again.stop();
    await draw(view);
  } else if (MOVING[view]) {
    again.want(MOVING[view]);
  }
}

/** @param moved whether the view is shown, and the numbers are other ones */
async function draw(view, moved = false) {
  const mine = {};
  asking = mine;
  // What is answered after another view or another choice was opened must not show there.
  await attempt(() => drawView(view, () => asking === mine, moved), () => asking === mine, moved);
  if (asking === mine) {
    asking = null;
    waiting.remove();
  }
}

function leaveMap() {
  if (shown instanceof Infographic) {
    shown.close();
    $('view').className = '';
  }
}

/** @param current whether this is still what is wanted */
async function drawView(view, current, moved) {
  if (view === 'flow') {
    const flow = await ask(path(state, 'flow'));
    if (current()) {
      drawFlow($('view'), flow, map, state);
    }
  } else if (view === 'compare') {
    await showComparison($('view'), state, journeys, go, current, moved);
  } else if (view === 'gaps') {
    await showGaps($('view'), map, state, role, go, current);
  } else if (view === 'customers') {
    await listCustomers($('view'), map, state, role, go, current);
  } else {
    await showCustomer($('view'), map, state, go, current, moved);
  }
}

function head() {
  document.title = `${map.title} – journey map`;
  setText($('title'), map.title);
  setText($('objective'), map.objective || '');
  setText($('eyebrow'), `Customer journey map · ${map.journey} · version ${map.version}${map.owner ? ` · ${map.owner}` : ''}`);
  showWindow($('window'), state);
  showLedger($('ledger'), map.ledger, state);
  busy();
  status();
}

/** What is dimmed the badge says in words. */
function busy() {
  $('ledger').setAttribute('aria-busy', behind());
  // The other views ask for their own numbers.
  $('view').setAttribute('aria-busy', behind() && (state.view || 'map') === 'map');
}

const status = () => showConnection($('live'), $('state'), map, connection, Date.now() - heard > STALE_MILLIS, behind());

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
  endSaving();
  const [what, ways] = exportsOf(view);
  $('export').replaceChildren(el('p', { class: 'small', text: what }), ...ways.map(([name, action]) => el('button', { type: 'button', text: name, onclick: event => {
    event.target.closest('details').open = false;
    if (map) {
      save(event.target, action);
    }
  } })));
}

function endSaving() {
  if (saving.told) {
    flash('');
  }
  saving = { told: false };
}

/** Not twice at once, and until the view is left. */
async function save(button, action) {
  const mine = saving;
  const current = () => saving === mine;
  const progress = (count, of) => {
    if (current()) {
      mine.told = true;
      flash(of === undefined ? 'Being saved…' : `Being saved: ${number(count)} of ${number(of)}`);
    }
    return current();
  };
  button.disabled = true;
  await attempt(() => action({ map, state, said: () => ask(path(state, 'annotations')), progress }), current);
  button.disabled = false;
  if (current()) {
    mine.told = false;
    late = false;
  }
}

function syncControls() {
  // They change nothing elsewhere.
  for (const id of ['owner', 'rows']) {
    $(id).closest('label, .menu').hidden = Boolean(state.view && state.view !== 'map');
  }
  const journey = journeys.find(each => each.id === state.journey);
  if (!journey) {
    // It came since they were asked for, or nobody knows it: there is nothing to choose from.
    return;
  }
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

/** What could not be drawn is of no interest any more. */
function quiet() {
  if (late) {
    late = false;
    flash('');
  }
}

/**
 * @param action may have something to say in the end
 * @param current whether this is still what is wanted
 * @param moved whether nobody asked for it: what was said to somebody stays then
 */
async function attempt(action, current, moved) {
  try {
    const words = await action();
    if (current() && (!moved || late)) {
      late = false;
      flash(words);
    }
  } catch (refused) {
    if (!current()) {
      return;
    }
    late = true;
    if (refused instanceof Refused && refused.status === 401) {
      whoIsThere();
    } else {
      flash(refused.message);
    }
  }
}

function whoIsThere() {
  live.stop();
  again.stop();
  clearTimeout(retry);
  asking = null;
  endSaving();
  leaveMap();
  shown = null;
  // Nothing is drawn where the form stands.
  map = null;
  answered = null;
  connection = 'away';
  busy();
  status();
  signIn($('view'), 'Open the map', begin);
}

/** Until it begins, whatever is in the way. */
async function begin() {
  try {
    await start();
  } catch (refused) {
    if (refused instanceof Refused && refused.status === 401) {
      whoIsThere();
    } else {
      flash(`${refused.message}. It is tried again by itself.`);
      setTimeout(() => (map ? null : begin()), AGAIN_MILLIS);
    }
  }
}

async function start() {
  const session = await ask('/api/session');
  role = session.role;
  callMe(session.name);
  journeys = (await ask('/api/journeys')).journeys;
  if (journeys.length === 0) {
    flash('No journey map is published yet: ./journey publish MAP.yaml, or make one in seven steps (below).');
    return;
  }
  if (!journeys.some(each => each.id === state.journey)) {
    state.journey = journeys[0].id;
  }
  theme();
  const gone = await firstMap();
  history.replaceState(null, '', href(state));
  heard = Date.now();
  flash('');
  const drawn = follow();
  if (gone) {
    await drawn;
    flash(`There is no version ${gone} of this map any more: this is the active one.`);
  }
}

/** An old link may be of a version that is not there: answers which, and takes the active one then. */
async function firstMap() {
  const address = path(state, 'map');
  try {
    map = await ask(address);
    answered = address;
    return null;
  } catch (refused) {
    if (refused.status !== 404 || !state.version) {
      throw refused;
    }
    const { version } = state;
    state = { ...state, version: undefined };
    await firstMap();
    return version;
  }
}

// Links within the page change the view without loading it again.
document.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href="/map"], a[href^="/map?"]');
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
// Nor must one that was left and is kept for going back hold a connection.
addEventListener('pagehide', () => live.stop());
addEventListener('pageshow', event => {
  if (event.persisted && map) {
    follow();
  }
});
document.addEventListener('visibilitychange', () => {
  if (map) {
    // It moves on from there; what stands still, and what somebody types, is as it was left.
    listen();
  }
});
preparePrint(() => map && { map, said: annotations.now, state });
setInterval(status, 1000);
begin();
