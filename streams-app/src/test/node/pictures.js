'use strict';

// Takes the pictures of the documentation from a running demo, after people have said something about its map. Is told on standard input
// as JSON: `chromium`, the demo's `address`, and the folder `docs`.

const path = require('path');
const { run } = require('./look');

const SAID = [
  ['pain-points', { stage: 'checkout', title: 'The fee shows only at the end', origin: 'own', state: 'planned', owner: 'sales', worth: 40,
    plan: { date: '2027-03-01', what: 'Tell the total price in the cart', have: 'a designer', need: 'a developer for two weeks' } }],
  ['pain-points', { stage: 'consideration', title: 'Product pages say too little', origin: 'own', state: 'owned', owner: 'marketing', worth: 15 }],
  ['pain-points', { stage: 'experience', title: 'Nobody tells when the parcel comes', origin: 'own', state: 'open' }],
  ['notes', { stage: 'checkout', touchpoint: 'payment-failed', text: 'Two of three who call have had their card refused.' }],
  ['notes', { stage: 'awareness', text: 'The autumn campaign begins on Monday.' }],
];

run(async ({ page, given }) => {
  for (const [what, body] of SAID) {
    const answer = await fetch(`${given.address}/api/journeys/online-shop/${what}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ by: 'Ann', ...body }) });
    // It is there from the last time.
    if (!answer.ok && answer.status !== 409) {
      throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
    }
  }
  const take = async (name, query, ready, last) => {
    await page.setViewport({ width: 1300, height: 900 });
    await page.goto(`${given.address}/map?journey=online-shop${query}`);
    await page.waitForSelector(ready);
    // What has just moved is marked for a moment.
    await new Promise(done => setTimeout(done, 2500));
    const height = await page.$eval(last, node => Math.ceil(node.getBoundingClientRect().bottom + window.scrollY + 16));
    await page.screenshot({ path: path.join(given.docs, `${name}.png`), clip: { x: 0, y: 0, width: 1300, height }, captureBeyondViewport: true });
  };
  await take('map', '&rows=people,emotion,moments,pains,notes', '.lives li', '.scroll');
  await take('flow', '&view=flow&theme=dark', '.flow-node', '.legend');
});
