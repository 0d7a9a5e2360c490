// node picture.js PROMETHEUS FILE [HEIGHT]: the dashboard Journeys as Grafana's own components draw it, from what this Prometheus answers.
'use strict';

const { execFile } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const esbuild = require('esbuild');

/** Of the picture, in pixels: the upper rows unless more is asked for. */
const UPPER_ROWS = 528;

const [prometheus, file, height = UPPER_ROWS] = process.argv.slice(2);
const DASHBOARD = path.join(__dirname, '../../../../grafana/dashboards/journeys.json');
const WIDTH = 1312;
const SHOWN_SECONDS = 60;

/** What a person chooses who opens it: all of the demo's journey. */
const CHOSEN = [
  ['$__range_s', '86400'], ['$__rate_interval', '30s'], ['$__range', '24h'], ['$version', '.+'], ['$persona', '.+'], ['$stage', '.+'],
  ['$job', 'journey-tracker'], ['$journey', 'online-shop'],
];

/** All at one time, as Grafana asks: tables put together what has the same time. */
async function ask(target, now) {
  const query = CHOSEN.reduce((text, [name, value]) => text.replaceAll(name, value), target.expr);
  const asked = target.range ? { query, start: now - SHOWN_SECONDS, end: now, step: 1 } : { query, time: now };
  const answer = await (await fetch(`${prometheus}/api/v1/query${target.range ? '_range' : ''}`, { method: 'POST', body: new URLSearchParams(asked) })).json();
  if (answer.status !== 'success') {
    throw new Error(`${query}: ${answer.error}`);
  }
  return answer.data;
}

async function answers(dashboard) {
  const all = {};
  const now = Math.floor(Date.now() / 1000);
  for (const panel of dashboard.panels) {
    for (const target of panel.targets ?? []) {
      all[`${panel.title} / ${target.refId}`] = await ask(target, now);
    }
  }
  return all;
}

function bundle() {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [path.join(__dirname, 'draw.jsx')], bundle: true, minify: true, write: false, outdir: 'out', jsx: 'automatic',
    loader: { '.svg': 'dataurl', '.ttf': 'dataurl' }, define: { 'process.env.NODE_ENV': '"production"' },
  });
  return Object.fromEntries(outputFiles.map(each => [`/${path.basename(each.path)}`, each.contents]));
}

/** The browser takes its picture when all is loaded; the last thing to come is a picture of nothing, once the page says that it has drawn. */
function serve(page, files) {
  const waiting = [];
  let told;
  const server = http.createServer(async (request, response) => {
    if (request.url === '/told') {
      const chunks = [];
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      told = Buffer.concat(chunks).toString();
      waiting.forEach(each => each.end());
      response.end();
    } else if (request.url === '/drawn.svg') {
      response.setHeader('Content-Type', 'image/svg+xml');
      told ? response.end() : waiting.push(response);
    } else {
      const content = request.url === '/' ? page : files[request.url];
      response.writeHead(content ? 200 : 404, { 'Content-Type': request.url.endsWith('.js') ? 'text/javascript' : request.url.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8' });
      response.end(content);
    }
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done({ server, told: () => told })));
}

(async () => {
  const dashboard = JSON.parse(fs.readFileSync(DASHBOARD, 'utf8'));
  const given = JSON.stringify({ dashboard, answers: await answers(dashboard) }).replaceAll('<', '\\u003c');
  const page = `<!doctype html><link rel="stylesheet" href="/draw.css"><body style="margin:8px;background:#111217"><div id="root"></div>
    <script>window.PICTURE = ${given}</script><script src="/draw.js"></script><img src="/drawn.svg" alt="" style="display:none">`;
  const { server, told } = await serve(page, bundle());
  const browser = ['--headless', '--no-sandbox', '--hide-scrollbars', `--window-size=${WIDTH},${height}`, `--screenshot=${path.resolve(file)}`,
    `http://127.0.0.1:${server.address().port}/`];
  execFile('chromium', browser, { timeout: 60_000 }, problem => {
    server.close();
    server.closeAllConnections();
    if (problem || told() !== 'drawn') {
      console.error(told() ?? problem);
      process.exitCode = 1;
    } else {
      console.log(`${file}: ${fs.statSync(file).size} bytes`);
    }
  });
})().catch(problem => { console.error(problem); process.exitCode = 1; });
