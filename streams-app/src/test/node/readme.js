'use strict';

// Sends with every client for servers, each configured as README.md says, to the letter: a customer looks at something and takes it.

const segment = require('@segment/analytics-node');
const RudderStack = require('@rudderstack/rudder-sdk-node');
const snowplow = require('@snowplow/node-tracker');
const posthog = require('posthog-node');
const cloudevents = require('cloudevents');
const jitsu = require('@jitsu/js');
const { given, fail } = require('./given');

/** What the README has in its table, with the names that the client's own examples import. */
const configured = (sdk, names) => new Function(...Object.keys(names), `return ${given.configurations[sdk]};`)(...Object.values(names));

const EVENTS = ['Product Viewed', 'Product Added'];

async function main() {
  const first = configured('Segment, server', { Analytics: segment.Analytics });
  EVENTS.forEach(event => first.track({ userId: 'u-segment', event }));
  await first.closeAndFlush();

  const second = configured('RudderStack, server', { Analytics: RudderStack });
  EVENTS.forEach(event => second.track({ userId: 'u-rudderstack', event }));
  await second.flush();

  const third = configured('Snowplow, server', { newTracker: snowplow.newTracker });
  third.setUserId('u-snowplow');
  EVENTS.forEach(action => third.track(snowplow.buildStructEvent({ category: 'shop', action })));
  await third.flush();

  const fourth = configured('PostHog, server', { PostHog: posthog.PostHog });
  EVENTS.forEach(event => fourth.capture({ distinctId: 'u-posthog', event }));
  await fourth.shutdown();

  const { emitterFor, httpTransport, CloudEvent } = cloudevents;
  const emit = configured('CloudEvents', { emitterFor, httpTransport });
  for (const type of EVENTS) {
    await emit(new CloudEvent({ source: '/shop', type, userid: 'u-cloudevents', data: {} }));
  }

  const sixth = configured('Jitsu', { jitsuAnalytics: jitsu.jitsuAnalytics });
  await sixth.identify('u-jitsu');
  for (const event of EVENTS) {
    await sixth.track(event);
  }
}

main().then(() => process.exit(0), fail);
