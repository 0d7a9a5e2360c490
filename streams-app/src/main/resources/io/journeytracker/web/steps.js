import { el, keyed, setText } from './dom.js';
import { ask, Refused } from './live.js';
import * as draws from './steps-draw.js';
import * as findings from './steps-findings.js';
import { begin, revise } from './steps-ends.js';
import { offer } from './steps-proposal.js';
import { blank, isNode, written } from './steps-tree.js';
import { signIn } from './sign-in.js';

const KEPT = 'journey-map-draft';
const SOON_MILLIS = 350;
const STEPS = [
  ['Targets', draws.targets], ['Personas', draws.personas], ['Motivations and pain points', draws.motives], ['The journey', draws.journey],
  ['Touchpoints', draws.touchpoints], ['Moments of truth', draws.moments], ['Revise', page => revise(page)],
];
const $ = id => document.getElementById(id);

let asked = 0;
let soon;

const page = {
  tree: null, step: 0, found: null, role: '',
  change() {
    // What is on its way is about the text from before.
    asked += 1;
    page.found = null;
    keep();
    clearTimeout(soon);
    soon = setTimeout(check, SOON_MILLIS);
  },
  /** @param focus selectors: the first that is there gets the focus */
  redraw(...focus) {
    page.change();
    draw(...focus);
  },
  /** Another map altogether. */
  take(tree) {
    page.tree = tree;
    page.redraw();
  },
  attempt, ask, check, go, forget,
};

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ tree: page.tree, step: page.step }));
    setText($('kept'), '✓ Kept in this browser');
  } catch {
    setText($('kept'), '⚠ Not kept: export it');
  }
  setText($('objective'), String(page.tree.title || page.tree.journey || ''));
}

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT));
    if (isNode(found) && isNode(found.tree)) {
      page.tree = found.tree;
      page.step = Math.min(STEPS.length - 1, Math.max(0, Number(found.step) || 0));
    }
  } catch {
    // Somebody else's: begin anew.
  }
}

function forget() {
  localStorage.removeItem(KEPT);
  page.tree = blank();
  page.step = 0;
  page.redraw();
}

/** Whatever comes back late, of a map that was changed meanwhile, is passed over. */
async function check() {
  clearTimeout(soon);
  const mine = ++asked;
  await attempt(async () => {
    const found = await ask('/api/maps/validate', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: written(page.tree) });
    if (mine === asked) {
      page.found = found;
      tell();
    }
  });
}

function tell() {
  const all = findings.all(page.found);
  way(all);
  const here = page.step === findings.LAST ? all : all.filter(each => each.step === page.step);
  $('findings').replaceChildren(...findings.draw(here));
  $('view').dispatchEvent(new CustomEvent('found'));
}

function way(all) {
  keyed($('way'), STEPS.map(([name], index) => ({ name, index })), each => each.index, each => el('li', {}, el('button', { type: 'button', onclick: () => go(each.index) })), (node, { name, index }) => {
    const wrong = all.filter(each => each.step === index && each.kind === 'problem').length;
    const button = node.firstElementChild;
    button.replaceChildren(`${index + 1}. ${name}`, ...(wrong ? [el('span', { class: 'wrong', text: ` ✗ ${wrong}` })] : []));
    if (index === page.step) {
      button.setAttribute('aria-current', 'step');
    } else {
      button.removeAttribute('aria-current');
    }
  });
}

function go(step) {
  page.step = step;
  keep();
  draw('h2');
  tell();
}

function draw(...focus) {
  const [name, drawn] = STEPS[page.step];
  $('view').replaceChildren(el('h2', { tabindex: -1, text: `${page.step + 1}. ${name}` }), ...(page.step === 0 ? [begin(page)] : []), ...drawn(page));
  if (page.step === 3) {
    offer($('proposal'), page);
  }
  const to = (text, step) => el('button', { type: 'button', text, class: step > page.step ? 'chief' : null, onclick: () => go(step) });
  $('move').replaceChildren(...(page.step > 0 ? [to('← Back', page.step - 1)] : []), ...(page.step < findings.LAST ? [to('On →', page.step + 1)] : []));
  way(findings.all(page.found));
  focus.map(each => $('view').querySelector(each)).find(Boolean)?.focus();
}

async function attempt(action) {
  try {
    await action();
    $('notice').hidden = true;
  } catch (refused) {
    if (refused instanceof Refused && refused.status === 401) {
      whoIsThere();
    } else {
      $('notice').hidden = false;
      setText($('notice'), refused instanceof Refused && refused.status === 403
        ? 'Your key’s role may not do this: an analyst may check and try maps, an operator may publish them.' : refused.message);
    }
  }
}

function whoIsThere() {
  signIn($('view'), 'Open the steps', () => attempt(start));
  $('move').replaceChildren();
}

function theme() {
  const given = new URLSearchParams(location.search).get('theme');
  if (given) {
    document.documentElement.dataset.theme = given;
  }
  const dark = () => (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const button = el('button', { type: 'button', id: 'theme', onclick: () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    setText(button, dark() ? '☀ Light' : '☾ Dark');
  } });
  setText(button, dark() ? '☀ Light' : '☾ Dark');
  $('controls').replaceChildren(button);
}

async function start() {
  page.role = (await ask('/api/session')).role;
  page.journeys = (await ask('/api/journeys')).journeys;
  page.templates = (await ask('/api/templates')).templates;
  if (!page.tree) {
    page.tree = blank();
    kept();
  }
  keep();
  draw();
  await check();
}

theme();
await attempt(start);
