// What can be saved of the view that is open.

import { el } from './dom.js';
import { comparisonAsCsv, flowAsCsv, gapsAsCsv, listAsCsv, numbersAsCsv, saidAsCsv } from './csv.js';
import { FIGURES, side } from './compare.js';
import { SILENCES } from './gaps.js';
import { listOf } from './customers.js';
import { flowPoster } from './flow-poster.js';
import { number } from './format.js';
import { path } from './link.js';
import { gathered, patient } from './lists.js';
import { poster } from './poster.js';
import { SIDES } from './rows.js';

/** Twice as fine as a screen needs it; a large map as fine as browsers draw it. */
const FINEST = 2;
const LONGEST = 16_000;
const MOST_PIXELS = 80_000_000;

const question = (state, what, more) => patient(path(state, what, more));
const csv = words => text(words, 'text/csv;charset=utf-8');
const json = content => text(JSON.stringify(content, null, 2), 'application/json');

/** At the same time, so that they are of about the same moment. */
const together = (state, ...names) => Promise.all(names.map(name => question(state, name)));

async function allNumbers({ state, said }) {
  const [[map, flow, gaps], words] = await Promise.all([together(state, 'map', 'flow', 'gaps'), said()]);
  return { ...map, said: words, flow, gaps };
}

async function numbers({ state }) {
  const [map, flow, gaps] = await together(state, 'map', 'flow', 'gaps');
  save(map, 'csv', csv(numbersAsCsv(map, flow, gaps)));
}

/** One after the other: each but the first goes through all customers. */
async function everyGap({ state, progress }) {
  progress();
  const gaps = await question(state, 'gaps');
  const silent = await question(state, 'customers', { status: 'present', sort: 'silence', limit: SILENCES });
  const apart = [];
  for (const [better] of SIDES) {
    apart.push([better, await question(state, 'customers', { status: 'present', better, limit: 1 })]);
  }
  if (progress()) {
    save(gaps, 'gaps.csv', csv(gapsAsCsv(gaps, apart, silent)));
  }
}

/** What was saved of how many is told, here and in the file. */
async function everybody({ map, state, progress }) {
  const { what, asked, words } = listOf(state, map);
  const found = await gathered(state, what, asked, progress);
  if (!found) {
    return '';
  }
  const { customers, count, masked, freshness } = found;
  save(map, `${what}.csv`, csv(listAsCsv(customers, { ...map, freshness }, { list: words, ofCustomers: count, masked })));
  return `Saved ${customers.length < count ? `the first ${number(customers.length)} of ` : ''}${number(count)} customers${masked ? ', masked as here' : ''}.`;
}

const twoMaps = state => Promise.all(['', '2'].map(suffix => question(side(state, suffix), 'map')));
const drawnFlow = async ({ map, state }) => flowPoster(await question(state, 'flow'), map, state);
const drawnMap = async ({ map, state, said }) => poster(map, await said(), state);

const NUMBERS = ['JSON', async now => {
  const all = await allNumbers(now);
  save(all, 'json', json(all));
}];
const pictures = (ending, draw) => [
  ['SVG', async now => save(now.map, `${ending}svg`, drawn(await draw(now)))],
  ['PNG', async now => save(now.map, `${ending}png`, await painted(await draw(now)))],
];
const ALWAYS = [
  ['Print or PDF', () => print()],
  // Over plain http browsers let a page of another machine copy nothing: then the person does.
  ['Copy the link', () => (navigator.clipboard ? navigator.clipboard.writeText(location.href).then(() => 'The link is copied.', () => location.href) : location.href)],
];

/** By view: what is saved, then each way by its name, and what it does with the map and the state that are shown; `said` asks for what people say about the map, `progress` tells the person how far it is and answers whether it is still wanted. What it answers is told to the person. */
const EXPORTS = {
  map: ['The map', [
    ['CSV of the numbers', numbers],
    ['CSV of pain points and notes', async ({ map, said }) => save(map, 'said.csv', csv(saidAsCsv(map, await said())))],
    NUMBERS, ...pictures('', drawnMap)]],
  flow: ['The flow', [
    ['CSV of the flow', async ({ state }) => {
      const [map, flow] = await together(state, 'map', 'flow');
      save(flow, 'flow.csv', csv(flowAsCsv(flow, map)));
    }],
    NUMBERS, ...pictures('flow.', drawnFlow)]],
  compare: ['The two maps', [
    ['CSV of the comparison', async ({ map, state }) => save(map, 'compare.csv', csv(comparisonAsCsv(FIGURES, await twoMaps(state))))],
    ['JSON', async ({ map, state }) => {
      const [a, b] = await twoMaps(state);
      save(map, 'compare.json', json({ a, b }));
    }]]],
  gaps: ['The gaps', [['CSV of the gaps', everyGap], NUMBERS]],
  customers: ['This list, 10,000 customers at most', [['CSV of the list', everybody]]],
  customer: ['This customer', []],
};

/** What can be saved of a view, and how. */
export function exportsOf(view) {
  const [what, ways] = Object.hasOwn(EXPORTS, view) ? EXPORTS[view] : EXPORTS.customer;
  return [what, [...ways, ...ALWAYS]];
}

const text = (words, type) => new Blob([words], { type });

const drawn = picture => text(new XMLSerializer().serializeToString(picture), 'image/svg+xml');

async function painted(picture) {
  const address = URL.createObjectURL(drawn(picture));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const { width, height } = image;
    const scale = Math.min(FINEST, LONGEST / width, LONGEST / height, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = el('canvas', { width: Math.floor(width * scale), height: Math.floor(height * scale) });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise(done => canvas.toBlob(done, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Its name says of which map, persona and span of time it is, as the answer itself says it. */
function save(map, ending, content) {
  const { from, to } = map.window || {};
  const name = [map.journey, map.version, map.persona, from, to].filter(each => each !== undefined).join('-').replace(/[^\w.-]+/g, '');
  const address = URL.createObjectURL(content);
  const link = el('a', { href: address, download: `${name}.${ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
