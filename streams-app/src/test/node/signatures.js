'use strict';

const { Webhook } = require('standardwebhooks');
const { given, tell, fail } = require('./given');

/** Whether the library takes the message, at the moment that it says it was sent: it refuses what is older than five minutes. */
function verified(webhook, message, body) {
  Date.now = () => Number(message.timestamp) * 1000;
  try {
    webhook.verify(body, {
      'webhook-id': message.id,
      'webhook-timestamp': message.timestamp,
      'webhook-signature': message.signature,
    });
    return true;
  } catch (refused) {
    return false;
  }
}

function main() {
  const webhook = new Webhook(given.secret);
  const taken = given.messages.filter(message => verified(webhook, message, message.body));
  const forged = given.messages.filter(message => verified(webhook, message, message.body.replace('{', '{ ')));
  tell({ verified: taken.length, forged: forged.length });
}

try {
  main();
} catch (problem) {
  fail(problem);
}
