'use strict';

const { jitsuAnalytics } = require('@jitsu/js');
const { given, tell, fail } = require('../given');

async function main() {
  const { anonymousId, userId } = given;
  const analytics = jitsuAnalytics({
    host: given.host, writeKey: `${given.key}:secret`, s2s: true, errorPolicy: given.retry ? 'log' : 'rethrow',
  });
  analytics.setAnonymousId(anonymousId);
  await analytics.page({ ...given.page, name: 'Bears' });
  await analytics.identify(userId, given.traits);
  await analytics.track('Order Completed', given.order);
  await analytics.group(given.group, given.company);
}

main().catch(fail);
