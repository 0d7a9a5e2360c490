import { el, setText } from './dom.js';
import { ask } from './live.js';
import { moment, number, percent } from './format.js';

const AGAIN_MILLIS = 400;

/** Runs a trial on the server, with progress and a way to end it; answers its result, null where it was ended. */
export async function run(place, address, options) {
  const words = el('span', { role: 'status', text: 'Begins…' });
  const bar = el('progress', { 'aria-label': 'How far it is' });
  let id;
  const end = async () => {
    try {
      await ask(`/api/maps/draft?id=${id}`, { method: 'DELETE' });
    } catch (refused) {
      setText(words, `It could not be ended: ${refused.message}`);
    }
  };
  place.replaceChildren(el('p', { class: 'does' }, bar, words, el('button', { type: 'button', text: 'End it', onclick: end })));
  try {
    ({ id } = await ask(address, { method: 'POST', ...options }));
    for (;;) {
      const now = await ask(`/api/maps/draft?id=${id}`);
      if (now.state === 'done') {
        place.replaceChildren();
        return now.result;
      }
      if (now.state !== 'running') {
        place.replaceChildren(el('p', { role: 'status', text: now.state === 'cancelled' ? 'It was ended.' : now.failure }));
        return null;
      }
      setText(words, `${now.step}: ${now.of ? percent(now.done / now.of) : '…'}`);
      bar.max = now.of || 1;
      bar.value = now.done;
      await new Promise(done => {
        setTimeout(done, AGAIN_MILLIS);
      });
    }
  } catch (refused) {
    place.replaceChildren();
    throw refused;
  }
}

/** On what data it was. */
export function about(result) {
  return `${number(result.touchpoints)} touchpoints from ${moment(result.from)} to ${moment(result.to)}.${result.partial
    ? ` Partial: it reaches no further back into the ${number(result.days)} days that were asked for, since no more touchpoints fit into memory (journey.trials.memory); ${number(result.leftOut)} older ones were left out.` : ''}${result.unreadable ? ` ${number(result.unreadable)} could not be read.` : ''}`;
}

const change = (before, after) => (before === undefined || before === null ? '' : after === before ? '=' : `${after > before ? '▲ +' : '▼ −'}${number(Math.abs(after - before))}`);

const cell = value => (value === undefined || value === null ? '–' : number(value));

const conversion = stage => (stage && stage.conversion && stage.conversion.converted + stage.conversion.missed > 0
  ? percent(stage.conversion.converted / (stage.conversion.converted + stage.conversion.missed)) : '–');

function row(name, before, after) {
  return el('tr', {}, el('th', { scope: 'row', text: name }),
    ...[cell(before), cell(after), change(before, after)].map(text => el('td', { class: 'figure', text })));
}

/** What the draft would have told, beside the live map. */
export function comparison(result) {
  const live = result.live;
  const draft = result.draft;
  if (!draft) {
    return el('p', { text: 'Nobody did anything in that time.' });
  }
  const stages = result.comparison ? result.comparison.stages : draft.stages.map(after => ({ stage: after.stage, before: null, after }));
  const head = (...names) => el('tr', {}, ...names.map((text, i) => el('th', { scope: 'col', class: i ? 'figure' : null, text })));
  return el('div', { class: 'tables', tabindex: 0, role: 'region', 'aria-label': 'What the draft would have told' },
    el('table', { id: 'totals' }, el('caption', { text: live ? `Live version ${result.liveVersion} and the draft on the same touchpoints` : 'The draft; there is no live map of this journey yet' }),
      el('thead', {}, head('Told', 'Live', 'Draft', 'Change')),
      el('tbody', {}, ...[['Customers', 'customers'], ['Alerts: stuck', 'stalls'], ['Alerts: gone', 'churned'], ['Came back from being stuck', 'recovered'], ['Completed', 'completed']]
        .map(([name, key]) => row(name, live ? live[key] : null, draft[key])))),
    el('table', { id: 'by-stage' }, el('caption', { text: 'Stage by stage' }),
      el('thead', {}, head('Stage', 'Here at the end: live', 'Draft', 'Change', 'Ever here: live', 'Draft', 'Conversion: live', 'Draft')),
      el('tbody', {}, ...stages.map(pair => {
        const before = pair.before || {};
        const after = pair.after || {};
        return el('tr', {}, el('th', { scope: 'row', text: pair.stage }),
          ...[cell(before.present), cell(after.present), change(before.present, after.present), cell(before.visited), cell(after.visited), conversion(pair.before), conversion(pair.after)]
            .map(text => el('td', { class: 'figure', text })));
      }))));
}
