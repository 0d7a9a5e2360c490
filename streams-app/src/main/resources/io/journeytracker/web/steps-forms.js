import { el, option } from './dom.js';
import { get, isNode, set } from './steps-tree.js';

/** A field with its label and, where it needs one, a word of help. */
function field(label, help, input, wide) {
  return el('label', { class: wide ? 'field wide' : 'field' }, el('span', { text: label }), input, help ? el('span', { class: 'small', text: help }) : null);
}

/** Fields that write into a node of the map; change is told of every one. */
export function fields(node, change) {
  const write = (path, value) => {
    set(node, path, value);
    change();
  };
  const shown = path => {
    const value = get(node, path);
    return value === undefined || value === null ? '' : isNode(value) ? JSON.stringify(value) : String(value);
  };
  return {
    text: (path, label, help) => field(label, help, el('input', { type: 'text', value: shown(path), autocomplete: 'off', 'data-path': path, oninput: event => write(path, event.target.value.trim()) })),
    number: (path, label, help) => field(label, help, el('input', { type: 'text', inputmode: 'decimal', value: shown(path), autocomplete: 'off', 'data-path': path, oninput: event => write(path, numeric(event.target.value.trim())) })),
    lines: (path, label, help) => {
      const area = el('textarea', { 'data-path': path, spellcheck: 'true', oninput: event => write(path, event.target.value.split('\n').map(line => line.trim()).filter(line => line)) });
      area.value = [get(node, path)].flat().filter(each => each !== undefined && each !== null).join('\n');
      return field(label, help || 'One a line', area);
    },
    tick: (path, label) => {
      const box = el('input', { type: 'checkbox', 'data-path': path, onchange: event => write(path, event.target.checked ? true : undefined) });
      box.checked = get(node, path) === true;
      return el('label', { class: 'tick' }, box, el('span', { text: label }));
    },
    choice: (path, label, words, usual) => field(label, null, el('select', { 'data-path': path, onchange: event => write(path, event.target.value) },
      option('', usual, !get(node, path)), ...words.map(word => option(word, word, get(node, path) === word)))),
  };
}

const numeric = text => (/^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : text);

/**
 * Buttons that take away and move the items of a list.
 *
 * @param changed told of the item that was moved, and by which button; nothing: it was taken away
 */
export function itemButtons(all, index, name, changed) {
  const move = by => {
    const [item] = all.splice(index, 1);
    all.splice(index + by, 0, item);
    changed(item, by < 0 ? 1 : 2);
  };
  return el('p', { class: 'does' },
    el('button', { type: 'button', text: '↑ Earlier', disabled: index === 0, 'aria-label': `Move ${name} earlier`, onclick: () => move(-1) }),
    el('button', { type: 'button', text: '↓ Later', disabled: index === all.length - 1, 'aria-label': `Move ${name} later`, onclick: () => move(1) }),
    el('button', { type: 'button', text: '✕ Take away', 'aria-label': `Take ${name} away`, onclick: () => {
      all.splice(index, 1);
      changed();
    } }));
}

/** One item of a list, in a frame with its name. */
export const frame = (name, ...children) => el('fieldset', {}, el('legend', { text: name }), ...children);
