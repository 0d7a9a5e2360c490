'use strict';

const fs = require('fs');

/** What the test wants sent, and where: JSON on standard input. */
exports.given = JSON.parse(fs.readFileSync(0, 'utf8'));

/** Tells the test what the client has made up by itself: message ids, times. */
exports.tell = facts => console.log(`told ${JSON.stringify(facts)}`);

/** Ends the program with an error unless the client says that all was delivered. */
exports.fail = problem => {
  console.error(problem);
  process.exit(1);
};
