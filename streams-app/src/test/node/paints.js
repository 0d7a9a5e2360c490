'use strict';

// Measures how soon an update of a large map is painted.

const { tell } = require('./look');

/** In the page: a map of this size, of which every number differs from round to round. */
async function prepare(address, stages, touchpoints) {
  const { Infographic } = await import('/map/infographic.js');
  const small = await (await fetch(address)).json();
  const rules = Array.from({ length: touchpoints }, (_, i) => ({ id: `t${i}`, title: `Touchpoint ${i}`, class: 'product', momentOfTruth: i % 20 === 0, count: 1 }));
  const compared = (by, ids, round) => ids.map(id => ({ by, id, visits: 300 + round, onward: 100 + round, stalled: 20, felt: 0.3, difference: 0.12 + round / 1000, low: 0.05, high: 0.19 }));
  const stage = (i, round) => {
    const had = Array.from({ length: 16 }, (_, j) => `t${(4 * i + j) % touchpoints}`);
    return {
      ...small.stages[0], id: `s${i}`, title: `Stage ${i}`, present: 100 + i + round, stalled: 1 + round, entered: 1000 + round, advanced: 600 + round, churned: 50 + round,
      conversion: 0.8, ended: 650 + round, emotion: { felt: Math.sin(i + round), expected: 0.2 },
      targets: [{ kind: 'conversion', target: 0.05, to: 's1', withinSeconds: 604_800, actual: 0.06, pending: round, met: true }],
      touchpoints: had.map((id, j) => ({ touchpoint: id, channel: 'web', count: 500 + j + round })),
      compared: [...compared('touchpoint', had, round), ...compared('channel', ['web', 'app', 'email', 'store'], round), ...compared('class', ['product', 'service'], round)],
    };
  };
  const place = document.createElement('div');
  document.body.prepend(place);
  const picture = new Infographic(place);
  const tools = { may: true, role: 'operator' };
  const said = { painPoints: [], notes: [] };
  const state = { journey: small.journey };
  window.large = {
    place, picture,
    make: round => JSON.stringify({ ...small, touchpoints: rules, stages: Array.from({ length: stages }, (_, i) => stage(i, round)) }),
    show: text => picture.show(JSON.parse(text), state, said, tools),
    present: () => [...place.querySelectorAll('.stage .big')].map(node => node.textContent),
  };
  window.large.show(window.large.make(0));
  await new Promise(done => setTimeout(done, 500));
}

/** In the page: from the arrival of an update until the frame with it is painted, and until every column has it, also those out of sight. */
async function update(round) {
  const event = window.large.make(round);
  // It arrives between two frames, as events do.
  await new Promise(done => setTimeout(done));
  const began = performance.now();
  window.large.show(event);
  // A task that follows the frame's callbacks runs when the frame is painted.
  await new Promise(done => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  const painted = performance.now() - began;
  const [first] = window.large.present();
  while (!window.large.present().every((text, i) => text === String(100 + i + round))) {
    await new Promise(requestAnimationFrame);
  }
  return { painted, first, everywhere: performance.now() - began };
}

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Tells the median of some updates, and of what it is made. */
async function paints(page, given) {
  await page.goto(`${given.address}/map?journey=shop&view=gaps`);
  await page.waitForSelector('#tabs .tab');
  await page.evaluate(prepare, '/api/journeys/shop/map', 50, 200);
  const seen = [];
  for (let round = 1; round <= 9; round++) {
    const before = await page.metrics();
    const one = await page.evaluate(update, round);
    const after = await page.metrics();
    const spent = name => 1000 * (after[name] - before[name]);
    seen.push({ ...one, script: spent('ScriptDuration'), style: spent('RecalcStyleDuration'), layout: spent('LayoutDuration') });
  }
  const of = name => median(seen.map(each => each[name]));
  tell('paint', {
    millis: of('painted'), everywhere: of('everywhere'), script: of('script'), style: of('style'), layout: of('layout'),
    first: seen[seen.length - 1].first,
    shown: await page.evaluate(() => window.large.present().pop()), stages: await page.evaluate(() => window.large.present().length),
  });
  await page.evaluate(() => {
    window.large.picture.close();
    window.large.place.remove();
  });
}

module.exports = { paints };
