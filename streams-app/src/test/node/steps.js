'use strict';

// Walks the seven steps to a map of one's own, from nothing to a published one.

const { tell } = require('./look');

async function walk({ page, given, accessible, clean }) {
  const text = selector => page.$eval(selector, node => node.textContent);
  const step = async (number, wait) => {
    await page.click(`#way li:nth-child(${number}) button`);
    await page.waitForFunction(begin => document.querySelector('#view h2').textContent.startsWith(begin), {}, `${number}.`);
    if (wait) {
      await page.waitForSelector(wait);
    }
  };
  const write = async (selector, words) => {
    await page.focus(selector);
    await page.$eval(selector, node => node.select());
    await page.type(selector, words);
  };
  const saying = (selector, part) => page.waitForFunction((where, wanted) => (document.querySelector(where) || { textContent: '' }).textContent.includes(wanted), { polling: 50 }, selector, part);

  await page.goto(`${given.address}/map/steps`);
  await page.waitForSelector('#way button');
  await write('[data-path=journey]', 'Not An Id');
  await saying('#findings', 'journey');
  const refused = { findings: await text('#findings'), way: await text('#way') };
  await write('[data-path=journey]', 'second-shop');
  await write('[data-path=title]', `Second ${given.markup}`);
  await accessible('step 1');

  await step(2);
  await page.click('.add');
  await page.waitForSelector('fieldset');
  await write('fieldset [data-path=title]', 'Berta');
  await write('fieldset [data-path=when]', 'traits.segment == "deals"');
  await step(3, 'fieldset');
  await page.type('[data-path=goals]', 'pay the least');
  await page.type('[data-path=frustrations]', 'surprise fees\nqueues');
  await step(4, '#propose');
  await page.click('#propose');
  await page.waitForSelector('#take');
  const proposed = await page.$$eval('#proposed ol li', all => all.map(node => node.textContent));
  await page.click('#take');
  await page.waitForFunction(() => document.querySelectorAll('#view fieldset').length > 1);
  await accessible('step 4');
  // Who moves an item by keyboard stays with it.
  const focused = [];
  await page.focus('fieldset:first-of-type .does :nth-child(2)');
  for (let i = 0; i < 2; i++) {
    await page.keyboard.press('Enter');
    focused.push(await page.evaluate(() => [...document.querySelectorAll('#view > fieldset')].indexOf(document.activeElement.closest('fieldset'))));
    await page.focus('fieldset:nth-of-type(2) .does :nth-child(1)');
  }
  await step(5);
  await page.click('.add');
  await page.waitForSelector('fieldset');
  await write('fieldset [data-path=event]', 'Ordered');
  await step(6, 'fieldset');
  await page.click('[data-path=moment-of-truth]');
  await page.type('[data-path=expected-emotion]', '0.5');
  await step(7, '#publish');
  await saying('#standing', 'valid');
  await page.click('#try');
  await page.waitForSelector('#by-stage');
  const tried = {
    stages: await page.$$eval('#by-stage tbody th', all => all.map(node => node.textContent)),
    customers: await page.$eval('#totals tbody tr td:nth-of-type(2)', node => node.textContent),
    about: await text('#trial p'),
  };
  await accessible('step 7');
  // What is written here outlives the page.
  await page.reload();
  await page.waitForSelector('#publish:not(:disabled)');
  await page.click('#publish');
  await page.waitForSelector('#yes');
  await page.keyboard.press('Tab');
  await page.click('#yes');
  await page.waitForSelector('#live-map');
  const yaml = await page.evaluate(async () => (await fetch('/api/journeys/second-shop/yaml')).text());
  await page.setViewport({ width: 360, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewport({ width: 1300, height: 900 });
  tell('steps', { refused, focused, proposed, tried, yaml, wide, standing: await text('#standing'), ...await clean() });
}

module.exports = { walk };
