'use strict';

/* What the pages have in common: what the test gives, and a way to tell it what the client has made up by itself. */
const tell = facts => console.log(`told ${JSON.stringify(facts)}`);
const given = fetch('/given').then(answer => answer.json());
