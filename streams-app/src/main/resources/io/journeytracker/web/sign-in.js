// Asks whose page this is, where nobody has said so yet.

import { el, setText } from './dom.js';
import { ask } from './live.js';

/**
 * The key or token goes to the server once, which keeps it in a cookie that no script can read.
 *
 * @param parent what it takes the place of
 * @param words what the button says
 * @param then called once somebody is let in
 */
export function signIn(parent, words, then) {
  const key = el('input', { type: 'password', name: 'key', autocomplete: 'current-password', required: true });
  const told = el('p', { role: 'alert' });
  parent.replaceChildren(el('form', { class: 'sign-in', onsubmit: async event => {
    event.preventDefault();
    try {
      await ask('/api/session', { method: 'POST', body: JSON.stringify({ key: key.value }), headers: { 'Content-Type': 'application/json' } });
      await then();
    } catch (refused) {
      setText(told, refused.message);
    }
  } }, el('h2', { text: 'Who are you?' }), el('label', {}, 'Your key or token ', key), el('button', { text: words }), told));
  key.focus();
}
