'use strict';

const { PostHog } = require('posthog-node');
const { given, tell, fail } = require('../given');

async function main() {
  const { anonymousId, userId, ids, times } = given;
  const posthog = new PostHog(given.key, {
    host: given.host,
    flushAt: 100,
    fetchRetryDelay: 200,
  });
  posthog.on('error', fail);
  ['capture', 'identify', 'alias'].forEach(call => posthog.on(
    call, ({ event, uuid, timestamp }) => tell({ event, messageId: uuid, time: timestamp })));
  const at = i => ({ uuid: ids[i], timestamp: new Date(times[i]) });

  posthog.capture({
    ...at(0), distinctId: anonymousId, event: '$pageview',
    properties: {
      ...given.page, title: 'Bears', $current_url: given.context.page.url, $referrer: given.context.page.referrer,
      $process_person_profile: false,
    },
  });
  posthog.capture({
    ...at(1), distinctId: userId, event: 'Order Completed', groups: { company: given.group },
    properties: { ...given.order, $set: given.traits, journey: given.felt.journey },
  });
  posthog.identify({ distinctId: userId, properties: given.traits });
  posthog.alias({ distinctId: userId, alias: anonymousId });
  posthog.groupIdentify({ groupType: 'company', groupKey: given.group, distinctId: userId, properties: given.company });
  await posthog.shutdown(60000);
}

main().catch(fail);
