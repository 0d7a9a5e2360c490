// How the picture is to be read, for whoever sees it for the first time.

import { el } from './dom.js';

/** Stands wherever effects do. */
export const ASSOCIATION = '▲ ▼ ≈ What goes with going on is an association, not a cause.';

const WORDS = [
  ['Columns', 'The stages on the way from the first contact to the last. Their heads say who owns them. Customers stand in one at a time; each time they come to it is a visit.'],
  ['Customers', 'How many are there now, and how many of them are stalled (❚❚): too long without a step. Below, of all visits since the map was published, how many went on to a later stage (→), left (↓) or went back (←). Numbers that are links list the customers behind them.'],
  ['Targets', 'What the owner wants, and what is so: ✓ met, ✗ missed, ○ not measured yet.'],
  ['How it feels', 'The mean of what customers said they felt, from −1 (upset) to +1 (delighted). Dashed is what the map’s author expected.'],
  ['Touchpoints, channels, what goes with going on', '▲ +12 points (+5 to +19): visits with it went on that much more often than visits without it, and with 95 % certainty by as much as the brackets say. ▼ is less often, ≈ may be chance. It is an association, not a cause. Under 30 visits say too little.'],
  ['Moments of truth', '◆ touchpoints that decide whether somebody goes on.'],
  ['Pain points', '⚠ is found in the numbers. With #1, #2 … somebody has taken it up: ○ open, ◔ owned, ◑ planned, ● fixed, ✓ measured. #1 costs most: visits lost (they ended with the customer gone) × what one is worth.'],
];

export const legend = () => el('details', { class: 'legend' }, el('summary', { text: 'How to read this map' }),
  el('dl', {}, ...WORDS.flatMap(([name, words]) => [el('dt', { text: name }), el('dd', { text: words })])));
