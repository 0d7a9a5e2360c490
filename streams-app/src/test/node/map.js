'use strict';

// Looks at the live map, and tells what it saw.

const { PATIENCE, accessible: findings, run, tell } = require('./look');
const { paints } = require('./paints');
const { bound, keepWhatIsSaved, prints, saves } = require('./saved');
const { walk } = require('./steps');

const text = (page, selector) => page.$eval(selector, node => node.textContent);

run(async ({ page, given, errors, strangers }) => {
  await page.evaluateOnNewDocument(keepWhatIsSaved);
  const open = async query => {
    await page.goto(`${given.address}/map${query}`);
    await page.waitForSelector('#title');
  };
  const clean = () => page.evaluate(() => ({
    hit: window.hit === undefined ? '' : String(window.hit),
    violations: window.violations,
    scripts: document.querySelectorAll('script').length,
    planted: document.querySelectorAll('#view img, #view script, #view iframe, #view object, #view style, #view [onerror], #view [onload]').length,
  }));

  const accessible = view => findings(page, view);
  const send = (userId, event) => fetch(`${given.intake}/v1/touchpoints`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Write-Key': given.writeKey },
    body: JSON.stringify({ userId, event, messageId: `${userId} ${event} ${Date.now()}` }),
  });
  const told = (condition, ...given) => page.waitForFunction(condition, { polling: 50 }, ...given);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.id || document.activeElement.name || document.activeElement.localName);

  // Without a key the page asks for one, and keeps it where scripts cannot see it.
  await open('');
  await page.waitForSelector('.sign-in input');
  await page.type('.sign-in input', given.key);
  await page.click('.sign-in button');
  await page.waitForSelector('.stage');
  tell('signed in', { cookie: await page.evaluate(() => document.cookie) });

  tell('map', {
    title: await text(page, '#title'),
    stages: await page.$$eval('.stage .chevron h2', all => all.map(node => node.textContent)),
    present: await page.$$eval('.stage .big', all => all.map(node => node.textContent)),
    curve: await page.$eval('.curve svg', node => node.getAttribute('aria-label')),
    faces: await page.$$eval('.curve svg circle', all => all.length),
    ledger: await text(page, '#ledger'), unmet: await text(page, '.unmet'), ...await clean(),
  });

  // Somebody arrives while the page is looked at, with the focus on a number and the page scrolled.
  await page.setViewport({ width: 740, height: 500 });
  await page.focus('.stage:last-of-type .big');
  await page.evaluate(() => {
    window.kept = document.activeElement;
    document.querySelector('.scroll').scrollLeft = 15;
    window.scrollTo(0, 120);
  });
  const before = await text(page, '.stage .big');
  const sent = Date.now();
  const answer = await send('late-comer', 'Viewed');
  await page.waitForFunction(was => document.querySelector('.stage .big').textContent !== was, { polling: 50 }, before);
  tell('live', {
    status: answer.status, before, after: await text(page, '.stage .big'), millis: Date.now() - sent,
    focus: await page.evaluate(() => document.activeElement === window.kept),
    left: await page.evaluate(() => document.querySelector('.scroll').scrollLeft),
    top: await page.evaluate(() => window.scrollY),
    badge: await text(page, '#live'),
  });
  await page.setViewport({ width: 1300, height: 900 });

  // The connection is lost, and comes again by itself.
  let answerEvents = request => request.abort();
  const between = request => (request.url().includes('/events') ? answerEvents(request) : request.continue());
  page.on('request', between);
  await page.setRequestInterception(true);
  const hide = hidden => page.evaluate(value => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  const lookAway = async () => {
    await hide(true);
    await hide(false);
  };
  await lookAway();
  const badge = begin => page.waitForFunction(wanted => document.querySelector('#live').textContent.startsWith(wanted), { polling: 50 }, begin);
  await badge('⚠ Not connected');
  const away = await text(page, '#live');
  const heard = [await text(page, '#state')];
  answerEvents = request => request.continue();
  await badge('● Live');
  heard.push(await text(page, '#state'));
  tell('again', { away, heard, back: await text(page, '#live') });

  // Where too many follow, other numbers are read all the same, if once; and a page behind others follows nobody.
  const followed = [];
  answerEvents = request => {
    followed.push(new URL(request.url()).search);
    request.respond({ contentType: 'text/event-stream', body: 'event: full\ndata: {"of":"windows","most":10}\n\n' });
  };
  const shows = present => told(wanted => document.querySelector('.stage .big').textContent === wanted && document.querySelector('#view').ariaBusy === 'false', present);
  await page.select('#persona', 'deals');
  await badge('⚠ Too many spans');
  await shows('0');
  await hide(true);
  await page.select('#persona', '');
  await shows('201');
  tell('too many', { followed });
  answerEvents = request => request.continue();
  await hide(false);
  await badge('● Live');
  page.off('request', between);
  await page.setRequestInterception(false);

  // Whose key is not known any more, or has run out, is asked for it again.
  await (await page.createCDPSession()).send('Network.clearBrowserCookies');
  await lookAway();
  await page.waitForSelector('.sign-in input');
  await page.type('.sign-in input', given.key);
  await page.click('.sign-in button');
  await page.waitForSelector('.stage');
  await badge('● Live');

  // What rises among others goes with its focus.
  tell('risen', { focus: await page.evaluate(async () => {
    const { keyed } = await import('/map/dom.js');
    const list = document.body.appendChild(document.createElement('ul'));
    const show = keys => keyed(list, keys, key => key, () => document.createElement('button'), (node, key) => {
      node.textContent = key;
    });
    show(['a', 'b', 'c']);
    list.lastChild.focus();
    show(['c', 'a', 'b']);
    const { textContent } = document.activeElement;
    list.remove();
    return textContent;
  }) });
  await accessible('map');

  // People say something about the map: a pain point by keyboard alone, and one out of the map's own words.
  const all = (selector, inside) => page.$$eval(selector, (nodes, part) => nodes.map(node => (part ? node.querySelector(part) : node).textContent), inside);
  const at = stage => `.stage:nth-of-type(${stage})`;
  const closed = () => page.waitForFunction(() => !document.querySelector('#dialog').open, { polling: 50 });
  const reviewBefore = await text(page, '.review span');
  await page.focus(`${at(2)} .row-pains > button`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#dialog[open]');
  await page.keyboard.type(`The fee ${given.markup}`);
  await page.focus('#pain-by');
  await page.keyboard.type(`Ann ${given.markup}`);
  await accessible('form');
  await page.keyboard.press('Enter');
  await closed();
  await page.waitForFunction(() => document.querySelectorAll('.lives li').length === 1, { polling: 50 });
  await page.click('.frustration button');
  await page.waitForSelector('#dialog[open]');
  await page.click('#dialog .chief');
  await closed();
  await page.waitForFunction(() => document.querySelectorAll('.lives li').length === 2, { polling: 50 });
  tell('opened', { dearest: await all('.dearest li', 'strong'), lives: (await all('.lives li', 'strong')).map(title => title.replace(/^#\d+ /, '')) });

  // Somebody else changes one of them while its form is open here: the page shows it, and the form does not take it back.
  const api = async (method, path, body) => {
    const answered = await fetch(`${given.address}${path}`, { method, body: body && JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${given.key}` } });
    return answered.json();
  };
  const frustration = (await api('GET', '/api/journeys/shop/annotations')).painPoints.find(point => point.origin === 'declared');
  const mine = '.stage .lives li[data-key="' + frustration.id + '"]';
  await page.click(`${mine} button`);
  await page.waitForSelector('#dialog[open]');
  const changed = Date.now();
  await api('PUT', `/api/journeys/shop/pain-points/${frustration.id}`, { by: 'Ben', version: 1, stage: 'browse', title: frustration.title,
    persona: 'deals', state: 'planned', owner: `Owner ${given.markup}`, worth: 12, plan: { date: '2026-12-31', what: given.markup, have: given.markup, need: given.markup } });
  await page.waitForFunction(selector => document.querySelector(selector).textContent.includes('planned'), { polling: 50 }, mine);
  const parts = await page.$$eval(`${mine} > *`, nodes => nodes.map(node => node.textContent));
  tell('elsewhere', { life: parts[1], worth: parts[2], millis: Date.now() - changed });
  await page.type('#pain-owner', 'mine');
  await page.click('#dialog .chief');
  await page.waitForFunction(() => document.querySelector('#dialog [role=alert]').textContent !== '', { polling: 50 });
  tell('conflict', { told: await text(page, '#dialog [role=alert]'), typed: await page.$eval('#pain-owner', node => node.value) });
  await page.keyboard.press('Escape');
  await closed();

  // A note, and a review.
  await page.click(`${at(1)} .row-notes > button`);
  await page.waitForSelector('#dialog[open]');
  await page.type('#note-text', `A note ${given.markup}`);
  await page.click('#dialog .chief');
  await closed();
  await page.waitForSelector(`${at(1)} .notes li`);
  await page.click('.review button');
  await page.waitForSelector('#dialog[open]');
  await page.click('#dialog .chief');
  await closed();
  await page.waitForFunction(() => document.querySelector('.review').textContent.startsWith('Looked over'), { polling: 50 });
  const reviewed = await page.$eval('.review a', node => node.getAttribute('href'));
  tell('review', { before: reviewBefore, after: await text(page, '.review span'), link: reviewed });
  tell('said', { notes: await all(`${at(3)} .notes q`), note: await text(page, `${at(1)} .notes q`), ...await clean() });
  await accessible('said');

  // What was typed beside is kept when it is measured, and who takes something away is asked back first.
  const button = words => page.evaluate(wanted => [...document.querySelectorAll('#dialog button')].find(each => each.textContent === wanted).click(), words);
  const fee = (await api('GET', '/api/journeys/shop/annotations')).painPoints.find(point => point.origin === 'own');
  await api('PUT', `/api/journeys/shop/pain-points/${fee.id}`, { by: 'Ben', version: fee.version, stage: fee.stage, title: fee.title, state: 'fixed', owner: 'Ann', fixed: '2026-01-15' });
  const life = `.stage .lives li[data-key="${fee.id}"]`;
  await page.waitForFunction(selector => document.querySelector(selector).textContent.includes('fixed'), { polling: 50 }, life);
  await page.click(`${life} button`);
  await page.waitForSelector('#dialog[open]');
  await page.$eval('#pain-owner', node => {
    node.value = '';
  });
  await page.type('#pain-owner', 'Cleo');
  await button('Measure');
  await closed();
  await page.waitForFunction(selector => document.querySelector(selector).textContent.includes('measured'), { polling: 50 }, life);
  const measured = await text(page, `${life} span`);
  await page.click(`${at(1)} .notes button`);
  await page.waitForSelector('#dialog[open]');
  await page.type('#note-text', ' and more');
  await button('Take it away');
  const asked = await text(page, '#dialog [role=alert]');
  await button('Keep it');
  const kept = await page.$eval('#note-text', node => node.value);
  await button('Take it away');
  await page.click('#sure');
  await closed();
  await page.waitForFunction(selector => !document.querySelector(selector), { polling: 50 }, `${at(1)} .notes li`);
  tell('undone', { measured, asked, kept });

  // A link opens the same view: one persona, two rows, dark.
  await open('?journey=shop&persona=deals&rows=people,emotion&theme=dark');
  await page.waitForSelector('.stage');
  tell('link', {
    persona: await page.$eval('#persona', node => node.value),
    shown: await page.$$eval('.label', all => all.filter(node => getComputedStyle(node).display !== 'none').map(node => node.textContent)),
    present: await page.$$eval('.stage .big', all => all.map(node => node.textContent)),
    dark: await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme),
  });

  tell('without', { notes: await page.$eval('.stage .row-notes', node => getComputedStyle(node).display !== 'none') });

  // The same map for one department; and all of it in the dark, on a phone.
  await open('?journey=shop&owner=sales');
  await page.waitForSelector('.stage.behind');
  const inSight = row => page.$$eval(`.stage .row-${row}`, all => all.map(node => getComputedStyle(node).display !== 'none'));
  tell('department', { chosen: await page.$eval('#owner', node => node.value), customers: await inSight('people'), touchpoints: await inSight('touchpoints') });
  await page.setViewport({ width: 380, height: 800 });
  await open('?journey=shop&theme=dark');
  await page.waitForSelector('.stage');
  await page.click('.legend summary');
  const wide = { map: await page.evaluate(() => document.documentElement.scrollWidth) };
  const legend = await text(page, '.legend');
  await accessible('phone');
  for (const [view, drawn] of [['flow', '.flow-node'], ['compare', '#comparison'], ['gaps', '#silences tbody tr'], ['customers', 'tbody tr'], ['customer', '.story']]) {
    await open(`?journey=shop&theme=dark&view=${view}&customer=late-comer`);
    await page.waitForSelector(drawn);
    wide[view] = await page.evaluate(() => document.documentElement.scrollWidth);
    await accessible(`phone ${view}`);
  }
  tell('phone', { wide, legend });
  await page.setViewport({ width: 1300, height: 900 });

  // Before the review and after it.
  await page.goto(`${given.address}${reviewed}`);
  await page.waitForSelector('#comparison');
  tell('since', { looks: await page.$$eval('tr.first[data-stage=browse] td', all => all.map(cell => cell.textContent)) });

  // By keyboard alone: from the address bar into the tabs, on to the flow, and back.
  await open('?journey=shop');
  await page.waitForSelector('.stage');
  for (let i = 0; i < 4 && await page.evaluate(() => document.activeElement.textContent) !== 'Flow'; i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector('.flow-node');
  tell('flow', { hidden: await page.evaluate(() => ['owner', 'rows'].map(id => document.getElementById(id).closest('label, details').hidden)), rows: await page.$$eval('tbody tr', all => all.map(row => row.textContent)), address: page.url(), ...await clean() });
  await accessible('flow');
  await saves(page, 'flow', { 'CSV of the flow': '.flow.csv', SVG: '.flow.svg', PNG: '.flow.png' });
  // On to the customers behind a move, by keyboard from its count.
  await page.focus('table a[aria-label^="10 visits that went from Looks"]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#count');
  tell('behind', { count: await text(page, '#count'), customers: await page.$$eval('tbody td:first-child', all => all.map(node => node.textContent)),
    then: await page.$$eval('tbody td:last-child', all => all.map(node => node.textContent)), others: await page.$('#others') !== null, address: page.url(), ...await clean() });
  await accessible('behind');
  await saves(page, 'behind', { 'CSV of the list': '.visits.csv' });
  await page.goBack();
  await page.waitForSelector('.flow-node');
  await page.goBack();
  await page.waitForSelector('.stage');

  // What the map does not see, and two maps side by side.
  await open('?journey=shop&view=gaps');
  await page.waitForSelector('#silences tbody tr');
  const rows = part => page.$$eval(`#${part} tbody tr`, all => all.map(row => row.textContent));
  tell('gaps', { unnamed: await rows('unnamed'), never: await rows('never-seen'), silences: (await rows('silences')).length, ...await clean() });
  await accessible('gaps');
  await saves(page, 'gaps', { 'CSV of the gaps': '.gaps.csv' });
  // Where one part cannot be counted the others are there.
  await page.evaluate(() => {
    const real = window.fetch;
    window.fetch = async (address, options) => (String(address).includes('better=') ? new Response('{}', { status: 429, statusText: 'Too many' }) : real(address, options));
  });
  await page.focus('#look-again');
  await page.keyboard.press('Enter');
  await told(() => document.querySelector('#apart').textContent.includes('Not counted: Too many'));
  tell('refused part', { unnamed: await rows('unnamed'), focus: await focused() });
  await page.click('#unnamed tbody a');
  await page.waitForSelector('#count');
  tell('nameless', { count: await text(page, '#count'), rows: await page.$$eval('tbody tr', all => all.map(row => row.textContent)), ...await clean() });
  await open('?journey=shop&view=compare');
  await page.waitForSelector('#persona-B');
  const replaced = await page.$('#comparison');
  await page.select('#persona-B', 'deals');
  // The choice shows at once, the answer when it has come.
  await page.waitForFunction(table => !table.isConnected && document.querySelector('#comparison'), {}, replaced);
  tell('compare', { looks: await page.$$eval('tr.first[data-stage=browse] td', all => all.map(cell => cell.textContent)), address: page.url(), ...await clean() });
  await accessible('compare');
  await saves(page, 'compare', { 'CSV of the comparison': '.compare.csv' });
  // A span of time is typed as anything else, and told wherever it goes along.
  await page.focus('#from-A');
  await page.keyboard.type('03032026');
  const meanwhile = page.url();
  await page.keyboard.press('Enter');
  await told(() => location.search.includes('from=2026-03-03'));
  const still = await focused();
  await page.focus('#to-A');
  await page.keyboard.type('03030002');
  await page.focus('#version-B');
  await told(() => document.querySelector('.refused:not(:empty)'));
  tell('typed', { meanwhile, still, after: page.url(), refused: await text(page, '.refused:not(:empty)'), there: await page.$eval('#window', node => node.hidden) });
  await page.click('#tabs a');
  await page.waitForSelector('.stage');
  const line = await text(page, '#window');
  await page.click('#window a');
  await told(() => document.querySelector('#window').hidden);
  tell('window', { told: line, after: page.url() });
  await open('?journey=shop');
  await page.waitForSelector('.stage');

  // What is saved holds the numbers; of one department in the picture.
  await saves(page, 'map', { 'CSV of the numbers': '-1.csv', 'CSV of pain points and notes': '.said.csv', JSON: '.json', SVG: '.svg', PNG: '.png' });
  const printed = Buffer.from(await page.pdf({ preferCSSPageSize: true, timeout: PATIENCE })).toString('latin1');
  tell('paper', { pdf: printed.slice(0, 5), sheet: (printed.match(/MediaBox ?\[ ?0 0 (\d+)[.\d]* (\d+)/) || []).slice(1).map(Number) });
  await open('?journey=shop&owner=sales&persona=deals');
  await page.waitForSelector('.stage.behind');
  await saves(page, 'department', { SVG: '.svg', 'CSV of the numbers': '.csv' });

  // Customers with names that want to be scripts.
  const hostile = [];
  for (let offset = 0; offset < given.hostile; offset += 50) {
    await open(`?journey=shop&view=customers&stage=browse&offset=${offset}`);
    await page.waitForFunction(() => document.querySelectorAll('tbody tr').length > 0);
    hostile.push(...await page.$$eval('tbody tr td:first-child', all => all.map(node => node.textContent)));
  }
  tell('customers', { hostile, ...await clean() });
  await accessible('customers');
  await saves(page, 'list', { 'CSV of the list': '.customers.csv' });
  await bound(page);
  const link = await page.$eval('tbody a', node => node.textContent);
  await api('POST', '/api/journeys/shop/pain-points', { by: 'Ben', stage: 'browse', title: `Slow ${given.markup}`, origin: 'own', state: 'open' });
  await page.click('tbody a');
  await page.waitForSelector('.story');
  tell('customer', { link, facts: await text(page, '.facts'), who: await text(page, '.who'), steps: await page.$$eval('.steps li', all => all.map(node => node.textContent)),
    told: await page.$$eval('.timeline li span', all => all.map(node => node.textContent.trim())), ...await clean() });
  await accessible('customer');

  // A dashboard's link: everywhere, and several versions and personas, of which the page shows none alone.
  await open('?journey=shop&version=1,2&persona=deals,other&view=customers&stage=*');
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length > 0);
  tell('everywhere', { version: await page.$eval('#version', node => node.value), persona: await page.$eval('#persona', node => node.value), chosen: await page.$$eval('#view select', all => all.map(node => node.value)) });

  // A page that cannot begin begins later; a version that is gone is told, and the active one taken.
  let refusals = 0;
  const refuse = request => {
    if (request.url().endsWith('/api/session') && refusals === 0) {
      refusals += 1;
      request.respond({ status: 503, contentType: 'application/json', body: '{}' });
    } else {
      request.continue();
    }
  };
  page.on('request', refuse);
  await page.setRequestInterception(true);
  await open('?journey=shop&version=7&view=flow');
  await page.waitForSelector('.flow-node');
  await told(() => document.querySelector('#notice').textContent.startsWith('There is no version 7'));
  page.off('request', refuse);
  await page.setRequestInterception(false);
  tell('gone', { refusals, address: page.url(), version: await page.$eval('#version', node => node.value) });

  // An answer that comes late does not take the place of what was opened since.
  await open('?journey=shop&view=customers&stage=browse');
  await page.waitForSelector('tbody tr');
  await page.evaluate(() => {
    const real = window.fetch;
    window.fetch = async (address, options) => {
      const answer = await real(address, options);
      if (String(address).includes('sort=mood')) {
        await answer.clone().text();
        await new Promise(resolve => {
          window.release = resolve;
        });
      }
      return answer;
    };
  });
  const sort = '.filters select[name=sort]';
  const askWithoutAnswer = async () => {
    await page.select(sort, 'mood');
    await page.waitForFunction(() => window.release);
  };
  const letItCome = () => page.evaluate(async () => {
    window.release();
    window.release = null;
    for (let frame = 0; frame < 3; frame++) {
      await new Promise(requestAnimationFrame);
    }
  });
  await askWithoutAnswer();
  await page.evaluate(() => {
    window.before = document.querySelector('tbody');
  });
  await page.focus(sort);
  await page.select(sort, 'silence');
  await page.waitForFunction(() => document.querySelector('tbody') !== window.before);
  const stays = await focused();
  await letItCome();
  const sorted = await page.$eval(sort, node => node.value);
  await askWithoutAnswer();
  await page.click('#tabs a');
  await page.waitForSelector('.stage');
  await letItCome();
  tell('late', { sorted, focus: stays, stages: (await page.$$('.stage')).length, tables: (await page.$$('#view tbody')).length });

  // The flow moves too, with the focus on a count of it and scrolled to the side.
  await page.setViewport({ width: 500, height: 800 });
  await open('?journey=shop&view=flow');
  await page.waitForSelector('.flow-node');
  await page.focus('table a[aria-label^="3 visits that went from Takes"]');
  await page.evaluate(() => {
    document.querySelector('.scroll').scrollLeft = 15;
  });
  const bought = Date.now();
  await send('u-4', 'Ordered');
  await told(() => document.querySelector('table a[aria-label^="4 visits that went from Takes"]'));
  tell('flow moves', { millis: Date.now() - bought, focus: await focused(), left: await page.$eval('.scroll', node => node.scrollLeft),
    nodes: await page.$$eval('.flow a', all => all.map(node => node.textContent)) });
  await page.setViewport({ width: 1300, height: 900 });
  await paints(page, given);
  await walk({ page, given, accessible, clean });

  // Nor does one customer stand still, whose other journey is told in the words of its own map; what is typed above stays.
  await open('?journey=shop&view=customer&customer=late-comer');
  await page.waitForSelector('.story');
  await page.type('.search input', ' and half a name');
  await send('late-comer', 'Viewed');
  await told(() => document.querySelectorAll('.story').length === 2);
  tell('goes on', { titles: await page.$$eval('.story h4', all => all.map(node => node.textContent)), typed: await page.$eval('.search input', node => node.value), ...await clean() });
  await prints(page, given, open);
  tell('end', { errors, strangers });
});
