import { el } from './dom.js';
import { numbersAsCsv, saidAsCsv } from './csv.js';
import { poster } from './poster.js';

/** Twice as fine as a screen needs it; a large map as fine as browsers draw it. */
const FINEST = 2;
const LONGEST = 16_000;
const MOST_PIXELS = 80_000_000;

/** Name, and what it does with the map and the state that are shown; `said` asks for what people say about the map. What it answers is told to the person. */
export const EXPORTS = [
  ['CSV of the numbers', ({ map }) => save(map, 'csv', text(numbersAsCsv(map), 'text/csv;charset=utf-8'))],
  ['CSV of pain points and notes', async ({ map, said }) => save(map, 'said.csv', text(saidAsCsv(map, await said()), 'text/csv;charset=utf-8'))],
  ['JSON', async ({ map, said }) => save(map, 'json', text(JSON.stringify({ ...map, said: await said() }, null, 2), 'application/json'))],
  ['SVG', async ({ map, said, state }) => save(map, 'svg', drawn(map, await said(), state))],
  ['PNG', async ({ map, said, state }) => save(map, 'png', await painted(map, await said(), state))],
  ['Print or PDF', () => print()],
  // Over plain http browsers let a page of another machine copy nothing: then the person does.
  ['Copy the link', () => (navigator.clipboard ? navigator.clipboard.writeText(location.href).then(() => 'The link is copied.', () => location.href) : location.href)],
];

const text = (words, type) => new Blob([words], { type });

const drawn = (map, said, state) => text(new XMLSerializer().serializeToString(poster(map, said, state)), 'image/svg+xml');

async function painted(map, said, state) {
  const address = URL.createObjectURL(drawn(map, said, state));
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

function save(map, ending, content) {
  const address = URL.createObjectURL(content);
  const link = el('a', { href: address, download: `${map.journey}-${map.version}.${ending}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
