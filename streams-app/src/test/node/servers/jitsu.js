'use strict';

const { jitsuAnalytics } = require('@jitsu/js');
const { given, tell, fail } = require('../given');

async function main() {
  const { anonymousId, userId } = given;
  const analytics = jitsuAnalytics({
    host: given.host,
    writeKey: `${given.key}:secret`,
    s2s: true,
    fetch: (url, request) => {
      const { messageId, timestamp } = JSON.parse(request.body);
      tell({ messageId, time: timestamp });
      return fetch(url, request);
    },
  });
  analytics.setAnonymousId(anonymousId);
  await analytics.page({ ...given.page, name: 'Bears' });
  await analytics.identify(userId, given.traits);
  await analytics.track('Order Completed', given.order);
  await analytics.group(given.group, given.company);
}

main().catch(fail);
