'use strict';

// As a site would do it, but for two things: its own host and its own key.
const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey: 'demo', cdnURL: location.origin });
const sent = document.getElementById('sent');

function tell(text, failed) {
  const line = document.createElement('li');
  line.textContent = `${new Date().toLocaleTimeString()}  ${text}`;
  line.classList.toggle('failed', failed);
  sent.prepend(line);
}

async function showWho() {
  const user = await analytics.user();
  document.getElementById('who').textContent = user.id() || user.anonymousId();
}

async function send(event, properties, journey) {
  try {
    const context = await analytics.track(event, properties, { context: { journey } });
    const failed = Boolean(context.failedDelivery && context.failedDelivery());
    tell(failed ? `${event}: not delivered` : event, failed);
  } catch (problem) {
    tell(`${event}: ${problem}`, true);
  }
}

for (const button of document.querySelectorAll('button[data-event]')) {
  button.addEventListener('click', () => send(
    button.dataset.event,
    JSON.parse(button.dataset.properties || '{}'),
    JSON.parse(button.dataset.journey || '{}')));
}

document.getElementById('sign-in').addEventListener('click', async () => {
  const user = await analytics.user();
  await analytics.identify(user.id() || `u-${user.anonymousId().slice(0, 8)}`);
  tell('User Identified', false);
  await showWho();
});

document.getElementById('again').addEventListener('click', async () => {
  await analytics.reset();
  sent.replaceChildren();
  await analytics.page();
  tell('Page Viewed', false);
  await showWho();
});

analytics.page().then(() => tell('Page Viewed', false)).then(showWho);
