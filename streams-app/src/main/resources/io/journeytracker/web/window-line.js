// Only visits of a span of time are counted: said above whatever is shown, with the way out of it.

import { el, setText } from './dom.js';
import { begun, href } from './link.js';

/** The comparison says it of each side. */
export function showWindow(line, state) {
  const parts = [[' from ', state.from], [state.from ? ' and before ' : ' before ', state.to]].filter(([, day]) => day);
  line.hidden = parts.length === 0 || state.view === 'compare';
  if (line.hidden) {
    return;
  }
  if (line.childElementCount === 0) {
    line.append(el('span'), ' · ', el('a', { text: 'show all' }));
  }
  setText(line.firstChild, `Only visits that began${parts.map(([word, day]) => `${word}${day}`).join('')}`);
  line.lastChild.setAttribute('href', href({ ...begun(state), from: undefined, to: undefined }));
}
