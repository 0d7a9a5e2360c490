import { el, keyed, option, setText } from './dom.js';
import { ask, Refused } from './live.js';
import { ago, moment, number } from './format.js';
import { AlertStream } from './alert-stream.js';
import { acknowledge, silence } from './alert-dialogs.js';
import { callMe } from './dialog.js';
import { signIn } from './sign-in.js';

const PAGE = 50;
const VIEWS = [['alerts', 'Alerts'], ['silences', 'Silences']];
const KNOWN = ['view', 'state', 'severity', 'kind', 'journey', 'stage', 'owner', 'persona', 'team', 'offset', 'theme'];
const CHOICES = {
  state: ['State', [['', 'All states'], ['standing', 'Standing'], ['raised', 'Nobody takes care'], ['acknowledged', 'Taken care of'], ['resolved', 'Over'], ['retracted', 'Taken back'], ['expired', 'Expired']]],
  severity: ['Severity', [['', 'All severities'], ['critical', 'Critical'], ['warning', 'Warning'], ['info', 'Info']]],
  kind: ['Kind', [['', 'Stuck and gone'], ['stall', 'Stuck'], ['churn', 'Gone']]],
};
const WORDS = { journey: 'Journey', stage: 'Stage', owner: 'Owner', persona: 'Persona', team: 'Team' };
const STATES = {
  raised: '● Nobody takes care', acknowledged: '✓ Taken care of', resolved: '→ Over: moved on', retracted: '↺ Taken back: never was', expired: '… No longer followed',
};
const $ = id => document.getElementById(id);

let state = read();
let role = '';
let asking = null;
let again = 0;

const stream = new AlertStream(() => later(), connection => {
  const badge = $('live');
  badge.className = connection === 'live' ? 'live' : 'live away';
  setText(badge, connection === 'live' ? '● Live' : connection === 'full' ? '⚠ Too many people watch: reload later' : '⚠ Not connected');
}, () => ask('/api/session').catch(refused => {
  if (refused.status === 401 && $('view').dataset.view !== 'sign-in') {
    whoIsThere();
  }
}));

function read() {
  const given = new URLSearchParams(location.search);
  return Object.fromEntries(KNOWN.filter(name => given.get(name)).map(name => [name, given.get(name)]));
}

function query(names, more = {}) {
  return new URLSearchParams([...names.filter(name => state[name]).map(name => [name, state[name]]), ...Object.entries(more)]).toString();
}

function go(next, push = true) {
  state = Object.fromEntries(Object.entries(next).filter(([, value]) => value));
  const text = query(KNOWN);
  history[push ? 'pushState' : 'replaceState'](null, '', text ? `/alerts?${text}` : '/alerts');
  show();
}

function show() {
  if (state.theme) {
    document.documentElement.dataset.theme = state.theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
  controls();
  return attempt(draw);
}

/** Many things may happen at once: they are shown together, and while they go on, once a second. */
function later() {
  again ||= setTimeout(() => {
    again = undefined;
    attempt(draw);
  }, 1000);
}

async function draw() {
  const mine = {};
  asking = mine;
  const view = state.view || 'alerts';
  const found = await ask(view === 'alerts' ? `/api/alerts?${query(KNOWN.filter(name => !['view', 'theme'].includes(name)), { limit: PAGE })}` : '/api/silences');
  // What is answered after something else was chosen must not show there.
  if (asking !== mine) {
    return;
  }
  if ($('view').dataset.view !== view) {
    $('view').dataset.view = view;
    $('view').replaceChildren(el('p', { id: 'count', 'aria-live': 'polite' }), el('ul', { class: 'alerts', id: 'list' }), el('p', { class: 'pages', id: 'pages' }));
  }
  if (view === 'alerts') {
    drawAlerts(found);
  } else {
    drawSilences(found.silences);
  }
}

function drawAlerts(found) {
  const now = Date.now();
  const offset = Number(state.offset || 0);
  setText($('count'), `${number(found.count)} alerts${found.masked ? ', customers are masked for viewers' : ''}, newest first; the newest ${number(found.kept)} are kept here`);
  keyed($('list'), found.alerts, alert => alert.id, () => el('li', { class: 'alert' }), (node, alert) => paint(node, alert, now));
  const to = (text, where) => el('button', { type: 'button', text, onclick: () => go({ ...state, offset: where || undefined }) });
  $('pages').replaceChildren(
    ...(offset > 0 ? [to('← Newer', Math.max(0, offset - PAGE))] : []),
    ...(offset + PAGE < found.count ? [to('Older →', offset + PAGE)] : []));
}

function paint(node, alert, now) {
  const told = JSON.stringify(alert);
  const stands = alert.state === 'raised' || alert.state === 'acknowledged';
  if (node.dataset.told === told) {
    return;
  }
  node.dataset.told = told;
  node.className = `alert ${['critical', 'warning', 'info'].includes(alert.severity) ? alert.severity : ''}${stands ? '' : ' over'}`;
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.does : null;
  const what = alert.kind === 'stall' ? 'is stuck' : alert.kind === 'churn' ? 'left' : 'needs a look';
  const may = role !== 'viewer' && stands;
  const does = (name, text, action) => el('button', { type: 'button', 'data-does': name, text, onclick: () => action(alert, $('dialog'), later) });
  node.replaceChildren(
    el('h2', {}, `${alert.severity}: customer `, customer(alert), ` ${what} at ${alert.stage} of ${alert.journey}`),
    el('p', { class: 'facts' }, el('span', { class: 'state', text: STATES[alert.state] || alert.state }),
      alert.acknowledged ? ` by ${alert.acknowledged.by}, ${moment(alert.acknowledged.at)}${alert.acknowledged.note ? `: ${alert.acknowledged.note}` : ''}` : '',
      alert.escalations.length ? ` · ▲ escalated by ${alert.escalations.map(each => each.subscription).join(', ')}` : '',
      alert.silenced ? ` · silenced until ${moment(alert.silenced.until)}` : ''),
    el('p', { class: 'facts' }, el('time', { datetime: alert.raised, text: `raised ${moment(alert.raised)}` }),
      ` · silent for ${ago(alert.since, now)}${alert.owner ? ` · owner ${alert.owner}` : ''} · persona ${alert.persona}`,
      alert.lastTouchpoint.event ? ` · last: ${alert.lastTouchpoint.event}${alert.lastTouchpoint.channel ? ` (${alert.lastTouchpoint.channel})` : ''}` : '',
      alert.value === undefined ? '' : ` · worth ${alert.value} ${alert.currency || ''}`),
    ...(may ? [el('p', { class: 'does' }, alert.state === 'raised' ? does('acknowledge', 'Acknowledge', acknowledge) : null, does('silence', 'Silence…', silence))] : []));
  if (focused) {
    (node.querySelector(`[data-does="${focused}"]`) || $('view')).focus();
  }
}

function customer(alert) {
  return role === 'viewer' ? alert.customer
    : el('a', { href: `/map?${new URLSearchParams({ journey: alert.journey, view: 'customer', customer: alert.customer })}`, text: alert.customer });
}

function drawSilences(silences) {
  setText($('count'), `${number(silences.length)} silences; those that are over stay listed for a week`);
  $('pages').replaceChildren();
  keyed($('list'), silences, each => each.id, () => el('li', { class: 'alert' }), (node, each) => {
    const over = each.state === 'over';
    node.className = `alert${over ? ' over' : ''}`;
    node.replaceChildren(
      el('h2', { text: each.reason }),
      el('p', { class: 'facts', text: `${over ? '○ Over' : each.state === 'active' ? '● Active' : '… Not begun'} · ${each.author} · from ${moment(each.from)} until ${moment(each.until)}` }),
      el('p', { class: 'facts', text: Object.entries(each.what).map(([name, value]) => `${name}: ${[value].flat().join(', ')}`).join(' · ') }),
      ...(over || role === 'viewer' ? [] : [el('p', { class: 'does' }, el('button', { type: 'button', text: 'End it', onclick: () => attempt(async () => {
        await ask(`/api/silences/${encodeURIComponent(each.id)}`, { method: 'DELETE' });
        await draw();
      }) }))]));
  });
}

function controls() {
  keyed($('tabs'), VIEWS, ([id]) => id, () => el('a', { class: 'tab' }), (node, [id, text]) => {
    setText(node, text);
    node.setAttribute('href', id === 'alerts' ? '/alerts' : `/alerts?view=${id}`);
    if ((state.view || 'alerts') === id) {
      node.setAttribute('aria-current', 'page');
    } else {
      node.removeAttribute('aria-current');
    }
  });
  if ($('controls').childElementCount === 0) {
    $('controls').append(
      ...Object.entries(CHOICES).map(([id, [label, values]]) => el('label', { class: 'control' }, el('span', { text: label }),
        el('select', { id, onchange: event => filter(id, event.target.value) }, ...values.map(([value, text]) => option(value, text, false))))),
      ...Object.entries(WORDS).map(([id, label]) => el('label', { class: 'control' }, el('span', { text: label }),
        el('input', { id, type: 'text', placeholder: label, autocomplete: 'off', onchange: event => filter(id, event.target.value.trim()) }))),
      el('button', { type: 'button', id: 'theme', onclick: () => go({ ...state, theme: dark() ? 'light' : 'dark' }, false) }));
  }
  $('controls').hidden = (state.view || 'alerts') !== 'alerts';
  [...Object.keys(CHOICES), ...Object.keys(WORDS)].forEach(id => {
    $(id).value = state[id] || '';
  });
  setText($('theme'), dark() ? '☀ Light' : '☾ Dark');
}

const filter = (name, value) => go({ ...state, [name]: value, offset: undefined });

const dark = () => (state.theme ? state.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

async function attempt(action) {
  try {
    await action();
    $('notice').hidden = true;
  } catch (refused) {
    if (refused instanceof Refused && refused.status === 401) {
      whoIsThere();
    } else {
      $('notice').hidden = false;
      setText($('notice'), refused.message);
    }
  }
}

function whoIsThere() {
  stream.stop();
  asking = null;
  $('view').dataset.view = 'sign-in';
  signIn($('view'), 'Open the alerts', () => attempt(start));
}

async function start() {
  const session = await ask('/api/session');
  role = session.role;
  callMe(session.name);
  stream.follow();
  await show();
}

// Links within the page change the view without loading it again.
document.addEventListener('click', event => {
  const link = event.target.closest && event.target.closest('a[href^="/alerts"]');
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    go({ theme: state.theme, view: new URL(link.href).searchParams.get('view') });
  }
});
addEventListener('popstate', () => {
  state = read();
  show();
});
// A browser has six connections for one server: a page that nobody looks at must not hold one.
addEventListener('pagehide', () => stream.stop());
addEventListener('pageshow', event => {
  if (event.persisted && role) {
    stream.follow();
    later();
  }
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    stream.stop();
  } else if (role) {
    stream.follow();
    later();
  }
});
attempt(start);
