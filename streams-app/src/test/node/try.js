'use strict';

// A person on the page /try of the demo: looks, takes something, signs in, goes on.

const { run, tell } = require('./look');

run(async ({ page, given, errors, strangers }) => {
  const who = () => page.$eval('#who', node => node.textContent);
  const becomesOther = before => page.waitForFunction(text => document.getElementById('who').textContent !== text, {}, before);
  const delivered = event => page.waitForFunction(
    text => [...document.querySelectorAll('#sent li:not(.failed)')].some(line => line.textContent.endsWith(`  ${text}`)), {}, event);
  const click = async (button, event) => {
    await page.click(button);
    await delivered(event);
  };
  const press = event => click(`button[data-event="${event}"]`, event);

  await page.goto(`${given.address}/try`);
  await delivered('Page Viewed');
  await becomesOther('…');
  const visitor = await who();
  await press('Product Viewed');
  await press('Product Added');
  await click('#sign-in', 'User Identified');
  await becomesOther(visitor);
  await press('Checkout Started');
  const failed = await page.$$eval('#sent .failed', lines => lines.map(line => line.textContent));
  tell('try', { visitor, user: await who(), failed, errors, strangers });
});
