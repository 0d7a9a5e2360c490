'use strict';

// Looks at the page of alerts, and tells what it saw.

const { accessible, run, tell } = require('./look');

const HOSTILE = '<img src=x onerror=window.hit=1>';

run(async ({ page, given, errors, strangers }) => {
  const titles = () => page.$$eval('.alert h2', all => all.map(node => node.textContent));

  await page.goto(`${given.address}/alerts`);
  await page.waitForSelector('.sign-in input');
  await accessible(page, 'sign-in');
  await page.focus('.sign-in input');
  await page.type('.sign-in input', given.key);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.alert').length === 2);
  tell('list', { titles: await titles() });
  await accessible(page, 'list');

  await page.select('#state', 'acknowledged');
  await page.waitForFunction(() => document.querySelectorAll('.alert').length === 0);
  tell('filtered', { count: (await titles()).length, address: page.url() });
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll('.alert').length === 2);

  // By keyboard alone: the first alert's first button, and the form that it opens.
  await page.focus('.alert [data-does=acknowledge]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open] #by');
  await accessible(page, 'form');
  await page.focus('dialog[open] #by');
  await page.keyboard.type('Ann');
  await page.keyboard.press('Tab');
  await page.keyboard.type(`calling ${HOSTILE}`);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('.alert')].some(node => node.textContent.includes('✓ Taken care of')));
  await page.select('#state', 'standing');
  await page.waitForFunction(() => location.search.includes('standing') && document.querySelectorAll('.alert').length === 2);
  tell('acknowledged', {
    state: await page.$$eval('.alert', all => all.map(node => node.querySelector('.facts').textContent).find(text => text.includes('✓'))),
    standing: (await titles()).length,
  });

  await page.click('.alert [data-does=silence]');
  await page.waitForSelector('dialog[open] #reason');
  await page.$eval('#author', node => {
    node.value = '';
  });
  await page.type('#author', 'Ann');
  await page.type('#reason', `works ${HOSTILE}`);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.alert').textContent.includes('silenced until'));
  await page.click('#tabs a:nth-of-type(2)');
  await page.waitForFunction(() => document.getElementById('view').dataset.view === 'silences' && document.querySelectorAll('.alert').length === 1);
  const facts = () => page.$eval('.alert .facts', node => node.textContent);
  await accessible(page, 'silences');
  tell('silences', { titles: await titles(), facts: await facts() });
  await page.click('.alert button');
  await page.waitForFunction(() => document.querySelector('.alert .facts').textContent.startsWith('○'));
  tell('ended', { facts: await facts() });

  await page.setViewport({ width: 380, height: 700 });
  await page.click('#tabs a');
  await page.waitForFunction(() => document.getElementById('view').dataset.view === 'alerts' && document.querySelectorAll('.alert').length === 2);
  await page.click('#theme');
  await accessible(page, 'phone');
  tell('phone', { wider: await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth) });
  tell('end', await page.evaluate(() => ({ hit: window.hit === undefined ? '' : String(window.hit), violations: window.violations })).then(seen => ({ ...seen, errors, strangers })));
});
