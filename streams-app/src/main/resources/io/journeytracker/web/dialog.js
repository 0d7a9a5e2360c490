import { el, setText } from './dom.js';

/** What somebody is called, kept for the next time in this tab; where the key or the token says it nobody is asked. */
let name = '';
let known = false;

/** @param {string|undefined} told as the session says it */
export function callMe(told) {
  known = told !== undefined;
  name = known ? told : name;
}

export const text = (id, value, required) => el('input', { type: 'text', id, value, required, autocomplete: 'off' });

/** Asks who it is, or says so: what to show, and the name once the form is sent. */
export function yourName(id) {
  const input = text(id, name, true);
  return {
    field: known ? el('p', { text: `You are ${name}.` }) : el('label', {}, 'Your name', input),
    said: () => {
      name = known ? name : input.value.trim();
      return name;
    },
  };
}

/**
 * A form in a dialog: what is refused is told in it, and what was typed stays.
 *
 * @param fields its elements
 * @param chief what the button that sends it says
 * @param send may refuse by throwing
 * @param done called after it was sent and the dialog is closed
 * @param others further buttons, each with what it says and does, which may be refused too; and, where that cannot be undone, what is
 *     asked before
 */
export function openDialog(dialog, title, fields, chief, send, done, others = []) {
  const told = el('p', { role: 'alert' });
  let form;
  const attempt = async action => {
    const buttons = [...form.querySelectorAll('button')];
    const wait = waits => buttons.forEach(button => {
      button.disabled = waits;
    });
    try {
      setText(told, '');
      wait(true);
      await action();
      // Another form may have been opened meanwhile.
      if (form.isConnected) {
        dialog.close();
      }
      done();
    } catch (refused) {
      setText(told, refused.message);
      wait(false);
    }
  };
  const button = (words, onclick, more) => el('button', { type: 'button', text: words, onclick, ...more });
  const does = el('p', { class: 'does' });
  const offer = () => does.replaceChildren(...others.map(([words, action, question]) => button(words, () => (question ? ask(words, action, question) : attempt(action)))),
    button('Cancel', () => dialog.close()), el('button', { class: 'chief', text: chief }));
  // It is asked in the same form, so that what was typed is still there for who would rather keep it.
  const ask = (words, action, question) => {
    setText(told, question);
    does.replaceChildren(button('Keep it', () => {
      setText(told, '');
      offer();
      does.lastChild.focus();
    }), button(words, () => attempt(action), { class: 'chief', id: 'sure' }));
    does.firstChild.focus();
  };
  form = el('form', { onsubmit: event => {
    event.preventDefault();
    attempt(send);
  } }, el('h2', { id: 'dialog-title', text: title }), ...fields, told, does);
  offer();
  dialog.replaceChildren(form);
  dialog.showModal();
}
