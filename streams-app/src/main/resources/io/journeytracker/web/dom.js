// Everything that comes from outside reaches the page as text or as an attribute's value, never as markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'text') {
      node.textContent = value;
    } else if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

/** Writes only what differs, so that a selection or a screen reader is not disturbed. Tells whether it did. */
export function setText(node, text) {
  const wanted = String(text);
  const only = node.firstChild;
  if (only && only === node.lastChild && only.nodeType === Node.TEXT_NODE) {
    if (only.data === wanted) {
      return false;
    }
    only.data = wanted;
    return true;
  }
  if (node.textContent === wanted) {
    return false;
  }
  node.textContent = wanted;
  return true;
}

/** A number that shows for a moment that it has moved. */
export function setNumber(node, text) {
  const before = node.textContent;
  if (setText(node, text) && before !== '') {
    node.classList.remove('moved');
    requestAnimationFrame(() => node.classList.add('moved'));
  }
}

/**
 * Makes the parent's children those of the items, in their order, and keeps the elements of items that stay: focus, scrolling and what
 * is folded open stay too.
 */
export function keyed(parent, items, keyOf, make, update) {
  let next = parent.firstElementChild;
  let known = null;
  for (const item of items) {
    const key = String(keyOf(item));
    // Mostly they are the same ones as before, in the same order.
    let child = next && next.dataset.key === key ? next : null;
    if (child) {
      next = next.nextElementSibling;
    } else {
      known ||= from(next);
      child = known.get(key) || make(item);
      child.dataset.key = key;
      const focused = child.contains(document.activeElement) ? document.activeElement : null;
      parent.insertBefore(child, next);
      // Whoever stands on it goes with it: moving takes the focus away.
      focused?.focus({ preventScroll: true });
    }
    known?.delete(key);
    update(child, item);
  }
  while (next) {
    const gone = next;
    next = next.nextElementSibling;
    gone.remove();
  }
}

function from(first) {
  const known = new Map();
  for (let child = first; child; child = child.nextElementSibling) {
    known.set(child.dataset.key, child);
  }
  return known;
}

export function option(value, text, selected) {
  const node = el('option', { value, text });
  node.selected = selected;
  return node;
}
