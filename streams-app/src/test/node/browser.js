'use strict';

// Opens a page in headless Chromium and keeps it open until standard input ends. The page comes from a server of its own: to
// the browser, the intake is another origin. Nothing but this machine can be reached.

const fs = require('fs');
const http = require('http');
const path = require('path');
const readline = require('readline');
const puppeteer = require('puppeteer-core');

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.txt': 'text/javascript; charset=utf-8' };

function serve(given) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page');
    if (pathname === '/given') {
      response.setHeader('Content-Type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(given));
      return;
    }
    const file = path.join(__dirname, path.normalize(pathname));
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader('Content-Type', TYPES[path.extname(file)] || 'application/octet-stream');
    fs.createReadStream(file).pipe(response);
  });
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}

async function main() {
  const input = readline.createInterface({ input: process.stdin });
  const ended = new Promise(resolve => input.once('close', resolve));
  const given = JSON.parse(await new Promise(resolve => input.once('line', resolve)));
  const server = await serve(given);
  const browser = await puppeteer.launch({
    executablePath: given.chromium,
    headless: true,
    defaultViewport: { width: 800, height: 600 },
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--accept-lang=de-CH', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  try {
    const page = await browser.newPage();
    page.on('console', message => console.log(message.text()));
    page.on('pageerror', problem => console.log(`page error: ${problem}`));
    page.on('request', request => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== given.pageHost) {
        console.log(`told ${JSON.stringify({ stranger: request.url() })}`);
      }
    });
    const url = `http://${given.pageHost}:${server.address().port}/pages/${given.pageName}?${given.query}`;
    console.log(`told ${JSON.stringify({ page: url })}`);
    await page.goto(url, { referer: given.context.page.referrer });
    await ended;
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 5000 }).catch(() => undefined);
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

main().then(() => process.exit(0), problem => {
  console.error(problem);
  process.exit(1);
});
