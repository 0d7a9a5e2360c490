// The line below the map: every visit that began has one outcome, or goes on.

import { el, setText } from './dom.js';
import { number } from './format.js';
import { listed, setLink, visitsAt } from './link.js';
import { ANYWHERE } from './pages.js';

const PARTS = [['entered', 'visits began', ': '], ['present', 'go on', ', '], ['advanced', 'moved forward', ', '], ['back', 'back', ', '], ['completed', 'completed', ', '],
  ['exited', 'exited', ', '], ['churned', 'churned', ', '], ['expired', 'expired', ', '], ['withdrawn', 'merged, erased or corrected', '. ']];

export function showLedger(line, ledger, state) {
  if (line.childElementCount === 0) {
    line.append(...PARTS.flatMap(([, , between]) => [el('a', { class: 'count' }), between]), el('span'));
  }
  const visits = visitsAt(state, ANYWHERE);
  const counts = { ...ledger, withdrawn: ledger.mergedAway + ledger.erased + ledger.corrected };
  PARTS.forEach(([name, words], i) => {
    const text = `${number(counts[name])} ${words}`;
    setText(line.children[i], text);
    const list = name === 'present' ? listed(state, { stage: ANYWHERE, status: 'present' }) : visits('count', name);
    setLink(line.children[i], counts[name] > 0 ? list : null, `${text}: list the customers`);
  });
  setText(line.lastChild, ledger.imbalance === 0 ? '✓ The ledger balances.' : `⚠ ${number(ledger.imbalance)} are not accounted for.`);
}
