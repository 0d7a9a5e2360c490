import { el } from './dom.js';
import { number } from './format.js';
import { takeStages } from './steps-draw.js';
import { list } from './steps-tree.js';
import { about, run } from './steps-trial.js';

/** Stages proposed from the events that are seen. */
export function offer(place, page) {
  const days = el('input', { type: 'number', id: 'proposal-days', min: 1, max: 90, value: 7 });
  const told = el('div', { id: 'proposed' });
  place.append(
    el('div', { class: 'does' }, el('label', { class: 'field' }, el('span', { text: 'Days to look back' }), days),
      el('button', { type: 'button', id: 'propose', text: 'Propose stages from the events that are seen', onclick: () => page.attempt(async () => {
        const result = await run(told, `/api/maps/proposal?days=${encodeURIComponent(days.value)}`, {});
        if (result) {
          await show(told, page, result);
        }
      }) })), told);
}

async function show(told, page, result) {
  if (!result.yaml) {
    told.replaceChildren(el('p', { role: 'status', text: 'Nobody did anything in that time.' }));
    return;
  }
  const { map } = await page.ask('/api/maps/validate', { method: 'POST', headers: { 'Content-Type': 'application/yaml' }, body: result.yaml });
  const stages = list(map, 'stages');
  const take = el('button', { type: 'button', id: 'take', class: 'chief', text: `Take these ${stages.length} stages in place of mine`, onclick: () => {
    takeStages(page.tree, stages);
    page.redraw('fieldset input');
  } });
  told.replaceChildren(
    el('p', { role: 'status', text: about(result) }),
    el('ol', {}, ...stages.map(stage => el('li', { text: [stage.enter.event].flat().join(', ') }))),
    el('p', { class: 'does' }, take),
    el('details', {}, el('summary', { text: `The ${result.events.length} commonest events` }),
      el('table', {}, el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'Event' }), el('th', { scope: 'col', class: 'figure', text: 'How often' }))),
        el('tbody', {}, ...result.events.map(each => el('tr', {}, el('td', { text: each.event }), el('td', { class: 'figure', text: number(each.count) })))))));
  take.focus();
}
