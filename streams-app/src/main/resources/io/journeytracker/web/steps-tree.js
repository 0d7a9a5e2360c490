// The map as a tree of JSON. What this page has no field for stays in it as it is.

const TOP = ['language', 'journey', 'version', 'title', 'objective', 'owner', 'review', 'progress', 'initial', 'grace', 'retention', 'personas', 'breakdowns', 'touchpoints', 'stages'];
const ITEM = ['id', 'title', 'target', 'owner', 'event', 'channel', 'class', 'contact', 'enter', 'stall', 'churn', 'targets', 'stages'];

export const blank = () => ({ language: 1, journey: 'my-journey', version: 1, title: 'My journey', stages: [{ id: 'first-contact', title: 'First contact', enter: { event: ['Page Viewed'] } }] });

function inOrder(node, names) {
  const sorted = {};
  for (const name of [...names, ...Object.keys(node)]) {
    if (Object.hasOwn(node, name) && !Object.hasOwn(sorted, name)) {
      sorted[name] = node[name];
    }
  }
  return sorted;
}

const items = list => (Array.isArray(list) ? list.map(each => (isNode(each) ? { ...inOrder(each, ITEM), ...(Array.isArray(each.stages) ? { stages: items(each.stages) } : {}) } : each)) : list);

/** For the server, keys in the order in which people expect them. */
export function written(tree) {
  const sorted = inOrder(tree, TOP);
  for (const name of ['personas', 'touchpoints', 'stages']) {
    if (sorted[name] !== undefined) {
      sorted[name] = items(sorted[name]);
    }
  }
  return JSON.stringify(sorted);
}

export const isNode = value => value !== null && typeof value === 'object' && !Array.isArray(value);

export const list = (node, name) => (Array.isArray(node[name]) ? node[name] : []);

export function get(node, path) {
  return path.split('.').reduce((at, name) => (isNode(at) ? at[name] : undefined), node);
}

/** Nothing takes the key away, and what is empty then around it. */
export function set(node, path, value) {
  const [name, ...rest] = path.split('.');
  if (rest.length > 0) {
    const inner = isNode(node[name]) ? node[name] : {};
    set(inner, rest.join('.'), value);
    set(node, name, Object.keys(inner).length > 0 ? inner : undefined);
  } else if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
    delete node[name];
  } else {
    node[name] = value;
  }
}

/** Leaves of the journey, each with the list that it stands in and the group around it. */
export function leaves(tree, group = '') {
  return list(tree, 'stages').flatMap((stage, index, all) => {
    if (!isNode(stage)) {
      return [];
    }
    const name = stage.title || stage.id || '';
    return Array.isArray(stage.stages) ? leaves(stage, group ? `${group} / ${name}` : name) : [{ stage, all, index, group }];
  });
}

/** The names of a rule that is nothing but events; null: it says more, which only YAML can change. */
export function events(rule) {
  if (rule === undefined) {
    return [];
  }
  if (!isNode(rule) || Object.keys(rule).some(key => key !== 'event')) {
    return null;
  }
  return [rule.event].flat().filter(each => each !== undefined).map(String);
}

export const slug = text => text.toLowerCase().replace(/[^a-z0-9_]+/g, '-').replace(/^[^a-z]+|-+$/g, '') || 'stage';

export function free(base, taken) {
  let id = base;
  for (let i = 2; taken.includes(id); i++) {
    id = `${base}-${i}`;
  }
  return id;
}
