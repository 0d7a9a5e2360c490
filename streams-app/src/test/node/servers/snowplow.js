'use strict';

const {
  newTracker, buildPageView, buildScreenView, buildSelfDescribingEvent, buildStructEvent,
} = require('@snowplow/node-tracker');
const { given, tell, fail } = require('../given');

const { anonymousId, userId, times } = given;
const sent = 4;
let delivered = 0;
const tracker = newTracker(
  { namespace: 'shop', appId: given.key },
  {
    endpoint: given.host,
    bufferSize: 100,
    onRequestSuccess: events => {
      delivered += events.length;
      if (delivered === sent) {
        process.exit(0);
      }
    },
  });
tracker.setUserId(userId);
tracker.setDomainUserId(anonymousId);
tracker.setLang('de');
const at = i => ({ type: 'ttm', value: Date.parse(times[i]) });
const track = (event, i, entities) => tell({ messageId: tracker.track(event, entities, at(i)).eid });
const journey = { schema: 'iglu:example.shop/journey/jsonschema/1-0-0', data: given.felt.journey };

track(buildPageView({ pageUrl: given.context.page.url, pageTitle: 'Bears', referrer: given.context.page.referrer }), 0);
track(buildSelfDescribingEvent({
  event: { schema: 'iglu:example.shop/order_completed/jsonschema/1-0-0', data: given.order },
}), 1, [journey]);
track(buildStructEvent({ category: 'toys', action: 'Product Added', label: 'bear', property: 'brown', value: 3 }), 2);
track(buildScreenView({ name: 'Basket', id: 's-1' }), 3);

// A flush that fails is not tried again by itself: the timer of a real server's next event does that.
const until = Date.now() + 60000;
(async () => {
  while (Date.now() < until) {
    await tracker.flush();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  fail('not delivered');
})();
