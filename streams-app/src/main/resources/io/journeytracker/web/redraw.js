// What is drawn anew keeps the focus, and how far it was scrolled, as if it had stayed.

/** Puts the children, those of them that there are, in the place of the parent's. */
export function redraw(parent, ...children) {
  const areas = () => [...parent.querySelectorAll('.scroll')];
  const left = new Map(areas().map(area => [area.getAttribute('aria-label'), area.scrollLeft]));
  keepingFocus(parent, () => parent.replaceChildren(...children.filter(Boolean)));
  areas().forEach(area => {
    area.scrollLeft = left.get(area.getAttribute('aria-label')) || 0;
  });
}

/** The same, if anything of it is other than before: what stays can be read and marked in peace. For what listens to nothing. */
export function renew(parent, ...children) {
  const fresh = children.filter(Boolean);
  const before = [...parent.childNodes];
  if (fresh.length !== before.length || fresh.some((child, i) => !child.isEqualNode(before[i]))) {
    redraw(parent, ...fresh);
  }
}

/** Does what may take away or move the element that has the focus, which then goes to the one that took its place. */
export function keepingFocus(parent, change) {
  const focused = document.activeElement;
  if (focused === parent || !parent.contains(focused)) {
    change();
    return;
  }
  const selector = selectorOf(focused);
  const alike = () => [...parent.querySelectorAll(selector)];
  const index = alike().indexOf(focused);
  change();
  if (document.activeElement === focused) {
    return;
  }
  const now = parent.contains(focused) ? focused : alike()[index] || parent.querySelector(selector) || parent;
  const folded = now.closest('details:not([open])');
  (folded && parent.contains(folded) ? folded.querySelector('summary') : now).focus({ preventScroll: true });
}

/** Alike are those with the same id, else with the same address, else of the same kind. */
function selectorOf(node) {
  const has = ['id', 'href', 'name'].find(each => node.getAttribute(each));
  return has ? `${node.localName}[${has}="${CSS.escape(node.getAttribute(has))}"]` : node.localName;
}
