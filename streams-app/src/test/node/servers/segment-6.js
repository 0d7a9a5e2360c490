'use strict';

const Analytics = require('analytics-node');
const { given, fail } = require('../given');

const analytics = new Analytics(given.key, { host: given.host, flushAt: 100 });
const { anonymousId, userId, ids, times, context } = given;
const at = i => ({ messageId: ids[i], timestamp: new Date(times[i]) });

analytics.page({ ...at(0), anonymousId, name: 'Bears', category: 'toys', properties: given.page, context });
analytics.identify({ ...at(1), anonymousId, userId, traits: given.traits });
analytics.track({ ...at(2), userId, event: 'Order Completed', properties: given.order, context: given.felt });
analytics.screen({ ...at(3), userId, name: 'Basket', properties: given.page });
analytics.group({ ...at(4), userId, groupId: given.group, traits: given.company });
analytics.alias({ ...at(5), userId, previousId: anonymousId });
analytics.flush().catch(fail);
