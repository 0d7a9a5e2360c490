'use strict';

const { CloudEvent, HTTP, Mode, emitterFor, httpTransport } = require('cloudevents');
const { given, tell, fail } = require('../given');

const target = `${given.host}/v1/cloudevents?writeKey=${given.key}`;

/** The client's own transport sends once and never looks at the status: whoever wants more brings one, as here. */
async function untilTaken(message) {
  for (let tries = 0; tries < 10; tries++) {
    const answer = await fetch(target, { method: 'POST', headers: message.headers, body: message.body }).catch(() => undefined);
    if (answer && answer.ok) {
      return;
    }
  }
  throw new Error('not delivered');
}

async function main() {
  const { anonymousId, userId, ids, times } = given;
  const transport = given.untilTaken ? untilTaken : httpTransport(target);
  const binary = emitterFor(transport, { binding: HTTP, mode: Mode.BINARY });
  const structured = emitterFor(transport, { binding: HTTP, mode: Mode.STRUCTURED });
  const event = (i, more) => new CloudEvent({ id: ids[i], time: times[i], source: '/shop/till', ...more });
  const send = async (emit, one) => {
    const success = await emit(one).then(() => true, () => false);
    tell({ success });
  };

  await send(binary, event(0, {
    type: 'Product Viewed', anonymousid: anonymousId, campaignname: 'Grüße', data: given.page,
  }));
  await send(structured, event(1, { type: 'Order Completed', userid: userId, data: given.order }));
  await send(structured, event(2, { type: 'Support Called', subject: userId, data: { traits: given.traits, context: given.felt } }));
  // The client reads batches, and leaves it to its caller to put them together.
  await untilTaken({
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([
      event(3, { type: 'Product Added', userid: userId, data: given.page }),
      event(4, { type: 'Checkout Started', userid: userId, data: given.page }),
    ]),
  });
}

main().catch(fail);
