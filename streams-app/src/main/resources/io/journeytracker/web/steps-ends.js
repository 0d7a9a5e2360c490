import { el, setText } from './dom.js';
import { ask } from './live.js';
import { blank } from './steps-tree.js';
import { about, comparison, run } from './steps-trial.js';

const YAML = { 'Content-Type': 'application/yaml' };

/** A map's text as the tree that this page changes; what is no map at all is refused. */
async function read(yaml) {
  const found = await ask('/api/maps/validate', { method: 'POST', headers: YAML, body: yaml });
  if (!found.map) {
    throw new Error(found.problems.map(each => `line ${each.line}: ${each.message}`).join('; '));
  }
  return found.map;
}

async function text(address) {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.text();
}

/** What to begin with. What was written so far is replaced, so it is asked first. */
export function begin(page) {
  const from = (title, about, tree) => el('li', {}, el('button', { type: 'button', onclick: () => page.attempt(async () => {
    if (await confirmed('Begin anew?', 'What you have written on this page is replaced.', 'Replace it')) {
      page.take(await tree());
    }
  }) }, el('strong', { text: title }), el('span', { class: 'small', text: about })));
  const file = el('input', { type: 'file', id: 'import', accept: '.yaml,.yml', onchange: () => page.attempt(async () => {
    const [chosen] = file.files;
    if (chosen) {
      const tree = await read(await chosen.text());
      file.value = '';
      page.take(tree);
    }
  }) });
  return el('details', { id: 'begin' }, el('summary', { text: 'Begin with a map that is there' }),
    el('ul', { class: 'from' },
      ...page.journeys.map(each => from(each.title, `The live map of ${each.id}, as version ${each.version + 1}`, async () => ({ ...await read(await text(`/api/journeys/${encodeURIComponent(each.id)}/yaml`)), version: each.version + 1 }))),
      ...page.templates.map(each => from(each.name, each.summary, async () => read(await text(`/api/templates/${encodeURIComponent(each.name)}`)))),
      from('An empty one', 'One stage, nothing else', async () => blank())),
    el('p', { class: 'does' }, el('label', {}, 'Or a file in YAML ', file)));
}

function confirmed(title, words, chief) {
  const dialog = document.getElementById('dialog');
  return new Promise(done => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
    dialog.returnValue = '';
    dialog.replaceChildren(el('form', { method: 'dialog' }, el('h2', { id: 'dialog-title', text: title }), el('p', { text: words }),
      el('p', { class: 'does' }, el('button', { value: '', text: 'Cancel' }), el('button', { value: 'yes', id: 'yes', class: 'chief', text: chief }))));
    dialog.showModal();
  });
}

function save(page) {
  const address = URL.createObjectURL(new Blob([page.found.yaml], { type: 'application/yaml' }));
  el('a', { href: address, download: `${page.found.journey || 'map'}.yaml` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const STANDS = {
  new: 'It is a version of its own.', same: 'This very map is published already.', other: 'This version is published already with other content: give it another version in step 1.',
};

function standing(found) {
  if (!found) {
    return 'Is being checked…';
  }
  if (!found.valid) {
    return `${found.problems.length} things are wrong; they stand below, and at their steps.`;
  }
  const active = found.active === undefined ? 'There is no live map of this journey yet.' : `Version ${found.active} is live.`;
  return `Journey ${found.journey} version ${found.version}: ${found.stages} stages, valid. ${active} ${STANDS[found.published]}`;
}

/** The last step: the whole of it, tried on the last days, and published. */
export function revise(page) {
  const told = el('p', { id: 'standing', role: 'status' });
  const yaml = el('pre', { tabindex: 0, role: 'region', 'aria-label': 'The map as YAML' });
  const trial = el('div', { id: 'trial' });
  const days = el('input', { type: 'number', id: 'days', min: 1, max: 90, value: 7 });
  const tryIt = el('button', { type: 'button', id: 'try', text: 'Try it on what customers did', onclick: () => page.attempt(async () => {
    const result = await run(trial, `/api/maps/draft?days=${encodeURIComponent(days.value)}`, { headers: YAML, body: page.found.yaml });
    if (result) {
      trial.replaceChildren(el('p', { role: 'status', text: about(result) }), comparison(result));
    }
  }) });
  const publish = el('button', { type: 'button', id: 'publish', class: 'chief', text: 'Publish…', onclick: () => page.attempt(() => publishIt(page, told)) });
  const out = el('button', { type: 'button', id: 'export', text: 'Export as YAML', onclick: () => save(page) });
  const forget = el('button', { type: 'button', text: 'Forget this draft', onclick: async () => {
    if (await confirmed('Forget this draft?', 'It is deleted from this browser. What is published stays.', 'Forget it')) {
      page.forget();
    }
  } });
  const show = () => {
    const found = page.found;
    setText(told, standing(found));
    setText(yaml, found ? found.yaml : '');
    out.disabled = !found;
    tryIt.disabled = !(found && found.valid);
    publish.disabled = !(found && found.valid && found.published === 'new' && page.role === 'operator');
  };
  const view = document.getElementById('view');
  view.addEventListener('found', () => (told.isConnected ? show() : undefined));
  show();
  return [
    el('p', { class: 'help', text: 'Look it over with those whose stages they are. Try it on the last days: it shows what it would have told beside the live map. Nothing changes until it is published; customers on their way finish on the version that they began with.' }),
    told,
    el('div', { class: 'does' }, el('label', { class: 'field' }, el('span', { text: 'Days to look back' }), days), tryIt), trial,
    el('div', { class: 'does' }, publish, out, forget),
    ...(page.role === 'operator' ? [] : [el('p', { text: 'Your key’s role may not publish; an operator may. Export the map and send it on.' })]),
    el('h3', { text: 'The map as YAML' }), yaml,
  ];
}

async function publishIt(page, told) {
  const { yaml, journey, version } = page.found;
  if (!await confirmed(`Publish ${journey} version ${version}?`, 'Every instance uses it within 5 seconds, and alerts follow it. A version that is published cannot be changed.', 'Publish it')) {
    return;
  }
  const done = await ask('/api/maps', { method: 'POST', headers: YAML, body: yaml });
  page.journeys = (await ask('/api/journeys')).journeys;
  await page.check();
  told.replaceChildren(`✓ Published ${done.journey} version ${done.version}; ${done.active === done.version ? 'it is active' : `version ${done.active} stays active, the highest is`}. `,
    el('a', { id: 'live-map', href: `/map?${new URLSearchParams({ journey: done.journey })}`, text: 'See it live' }));
}
