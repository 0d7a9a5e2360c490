'use strict';

// How a page of the application is looked at in headless Chromium, as a person would. Nothing but this machine can be reached.

const readline = require('readline');
const axe = require('axe-core');
const puppeteer = require('puppeteer-core');

/** In milliseconds, for whatever is waited for: other tests may run besides. */
const PATIENCE = 120_000;

const tell = (step, seen) => console.log(`told ${JSON.stringify({ step, ...seen })}`);

/** In the page, before any script of its own: what must not happen. */
function watch() {
  window.violations = [];
  document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}

/** @param looking at the page, with what was given on standard input, errors of the page's scripts, and what it asked of strangers */
async function look(looking) {
  const input = readline.createInterface({ input: process.stdin });
  const given = JSON.parse(await new Promise(resolve => input.once('line', resolve)));
  const browser = await puppeteer.launch({
    executablePath: given.chromium,
    headless: true,
    defaultViewport: { width: 1300, height: 900 },
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
  try {
    // What pages save the tests read where it is made: no file is left behind.
    const devtools = await browser.target().createCDPSession();
    await devtools.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE);
    const errors = [];
    const strangers = [];
    page.on('pageerror', problem => errors.push(String(problem)));
    page.on('dialog', dialog => {
      errors.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('request', request => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== given.address) {
        strangers.push(request.url());
      }
    });
    await page.evaluateOnNewDocument(watch);
    await looking({ page, given, errors, strangers });
  } finally {
    await browser.close();
  }
}

/** Tells what axe finds that is serious or worse, as one line each. Run from outside: the page's policy lets no other script in. */
async function accessible(page, view) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }).then(result => result.violations
    .filter(each => each.impact === 'serious' || each.impact === 'critical')
    .map(each => `${each.id}: ${each.nodes.slice(0, 3).map(node => `${node.target} ${node.any.map(one => one.message)}`).join('; ')}`)));
  tell(`axe ${view}`, { findings: found });
}

/** Ends the process when the page was looked at, with 1 where something failed. */
const run = looking => look(looking).then(() => process.exit(0), problem => {
  console.error(problem);
  process.exit(1);
});

module.exports = { PATIENCE, accessible, run, tell };
