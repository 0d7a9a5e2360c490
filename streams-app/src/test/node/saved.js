'use strict';

// What the menu of the page saves, and what is printed.

const { PATIENCE, tell } = require('./look');
const { pagesOf } = require('./pdf');

const STAGES = 50;

/** In the page, before any script of its own: what is saved, by the names of the files. */
function keepWhatIsSaved() {
  window.saved = {};
  const blobs = new Map();
  const make = URL.createObjectURL;
  URL.createObjectURL = blob => {
    const address = make.call(URL, blob);
    blobs.set(address, blob);
    return address;
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function save() {
    window.saved[this.download] = blobs.get(this.href);
    click.call(this);
  };
}

/** In the page: a picture as it is seen. */
async function lookAt(name) {
  const image = await createImageBitmap(window.saved[name]);
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const [paper] = pixels;
  // The first stage's colour, as bytes from the last to the first.
  return { width, height, drawn: pixels.reduce((sum, pixel) => sum + (pixel !== paper), 0), ofFirst: pixels.reduce((sum, pixel) => sum + (pixel === 0xff6e760f), 0) };
}

/** In the page: a drawing that opens without the page. */
async function readDrawing(name) {
  const drawing = new DOMParser().parseFromString(await window.saved[name].text(), 'image/svg+xml');
  const all = [...drawing.querySelectorAll('*')];
  return { broken: drawing.querySelector('parsererror') !== null, width: Number(drawing.documentElement.getAttribute('width')), height: Number(drawing.documentElement.getAttribute('height')),
    texts: [...drawing.querySelectorAll('text')].map(node => node.textContent), unlike: all.filter(node => node.hasAttribute('class') || node.hasAttribute('href')).length };
}

const textOf = (page, name) => page.evaluate(file => window.saved[file].text(), name);

/** The lines of a table by the names of its columns, without what is empty. */
function linesOf(csv) {
  const rows = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)) {
    rows[rows.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') {
      rows.push([]);
    }
  }
  const [columns, ...lines] = rows.slice(0, -1);
  return lines.map(line => Object.fromEntries(columns.map((column, i) => [column, line[i]]).filter(([, cell]) => cell !== '')));
}

/**
 * Clicks at buttons of the menu, and tells what was saved.
 *
 * @param files by the names of their buttons the ends of the files' names
 */
async function saves(page, step, files) {
  const before = await page.evaluate(() => Object.keys(window.saved));
  const told = { step: `saved ${step}`, of: await page.$eval('#export p', node => node.textContent), ways: await page.$$eval('#export button', all => all.map(node => node.textContent)) };
  for (const name of Object.keys(files)) {
    await page.evaluate(wanted => [...document.querySelectorAll('#export button')].find(button => button.textContent === wanted).click(), name);
  }
  await page.waitForFunction((known, wanted) => wanted.every(end => Object.keys(window.saved).some(name => name.endsWith(end) && !known.includes(name))), {}, before, Object.values(files));
  const names = await page.evaluate(known => Object.keys(window.saved).filter(name => !known.includes(name)), before);
  for (const [way, end] of Object.entries(files)) {
    const name = names.find(each => each.endsWith(end));
    told[way] = { name, ...await (end.endsWith('.png') ? page.evaluate(lookAt, name) : end.endsWith('.svg') ? page.evaluate(readDrawing, name)
      : textOf(page, name).then(text => (end.endsWith('.csv') ? { lines: linesOf(text) } : { json: JSON.parse(text) }))) };
  }
  tell(told.step, { ...told, notice: await page.$eval('#notice', node => node.textContent) });
}

/** In the page: a list that has no end, for those who may go on from where a page ended, and for viewers. */
async function gatherAll() {
  const { gathered } = await import('/map/lists.js');
  const real = window.fetch;
  const told = {};
  for (const masked of [false, true]) {
    let asked = 0;
    window.fetch = address => {
      const query = new URL(address, location.href).searchParams;
      const first = Number(query.get(masked ? 'offset' : 'after'));
      const limit = Number(query.get('limit'));
      asked += 1;
      return Promise.resolve(new Response(JSON.stringify({ count: 25_000, masked, next: masked ? undefined : String(first + limit),
        customers: Array.from({ length: limit }, (_, i) => ({ customer: `c${first + i}` })) })));
    };
    const progress = [];
    const { customers, count } = await gathered({ journey: 'shop' }, 'customers', { status: 'present' }, (...far) => progress.push(far.join(' of ')));
    const all = asked;
    const left = await gathered({ journey: 'shop' }, 'customers', { status: 'present' }, far => far !== 400);
    told[masked ? 'viewer' : 'analyst'] = { asked: all, count, progress, left, untilLeft: asked - all, customers: new Set(customers.map(each => each.customer)).size, last: customers[customers.length - 1].customer };
  }
  window.fetch = real;
  return told;
}

/** Tells how much of an endless list is saved. */
const bound = async page => tell('bound', await page.evaluate(gatherAll));

/** A map of many stages on paper: two customers are in the middle, three before the last one, which ends the journey. */
async function prints(page, given, open) {
  const stages = Array.from({ length: STAGES }, (_, i) => ({ id: `s${i}`, title: `Stage ${i + 1}`, enter: { event: `Step ${i + 1}` } }));
  const published = await fetch(`${given.address}/api/maps`, { method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${given.key}` },
    body: JSON.stringify({ language: 1, journey: 'long', version: 1, title: 'A long way', grace: '1h', stages }) });
  if (!published.ok) {
    throw new Error(await published.text());
  }
  for (const [customer, step] of [['a', 1], ['a', 49], ['b', 49], ['c', 49], ['d', 21], ['e', 21]]) {
    await fetch(`${given.intake}/v1/touchpoints`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Write-Key': given.writeKey },
      body: JSON.stringify({ userId: `walker-${customer}`, event: `Step ${step}`, messageId: `${customer} ${step}` }) });
  }
  await open('?journey=long&theme=dark');
  await page.waitForFunction(last => {
    const all = [...document.querySelectorAll('.stage')];
    return all.length === last && all[48].querySelector('.big').textContent === '3' && all[20].querySelector('.big').textContent === '2';
  }, { polling: 100 }, STAGES);
  const onPaper = async () => pagesOf(await page.pdf({ preferCSSPageSize: true, timeout: PATIENCE }));
  const map = await onPaper();
  const sheets = map.filter(texts => texts.some(({ text }) => / of 50$/.test(text)));
  const after = (texts, word) => texts.filter((_, i) => i + 1 < texts.length && texts[i + 1].text === word).map(({ text }) => text);
  await page.click('#tabs a[href*="view=flow"]');
  await page.waitForSelector('.flow-node');
  const flow = await onPaper();
  tell('printed', {
    pages: map.length, sheets: sheets.map(texts => texts.find(({ text }) => / of 50$/.test(text)).text),
    present: sheets.flatMap(texts => after(texts, 'here now')), smallest: Math.min(...sheets.flat().filter(({ text }) => text.trim()).map(({ points }) => points)),
    association: sheets.every(texts => texts.some(({ text }) => text.includes('an association, not a cause'))),
    flow: flow.map(texts => texts.filter(({ text }) => / here$/.test(text))).filter(texts => texts.length > 0).map(texts => texts.map(({ text }) => text)),
    flowSmallest: Math.min(...flow.flat().filter(({ text }) => / here$/.test(text)).map(({ points }) => points)),
    left: await page.$$eval('.sheets', all => all.length),
  });
}

module.exports = { bound, keepWhatIsSaved, prints, saves };
