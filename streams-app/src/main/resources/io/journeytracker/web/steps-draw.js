import { el } from './dom.js';
import { fields, frame, itemButtons } from './steps-forms.js';
import { events, free, isNode, leaves, list, set, slug } from './steps-tree.js';

const named = (item, what) => item.title || item.id || what;

const help = text => el('p', { class: 'help', text });

const add = (text, action) => el('p', { class: 'does' }, el('button', { type: 'button', text, class: 'add', onclick: action }));

const CLASSES = ['media', 'social', 'product', 'service', 'environment', 'communication'];

/** Who moves an item or takes it away stands on its button afterwards, or on what is there instead: the button may be off, the item the last one. */
const buttonsOf = (index, button = 3) => [
  `#view > fieldset:nth-of-type(${index + 1}) .does > :nth-child(${button}):enabled`,
  `#view > fieldset:nth-of-type(${index + 1}) .does > :enabled`,
  '#view > fieldset:last-of-type .does > :last-child',
  '#view .add'];

/** A list of the map, one frame an item. */
function every(page, name, word, fresh, inside) {
  const all = list(page.tree, name).filter(isNode);
  const addOne = () => {
    const ids = all.map(each => each.id);
    page.tree[name] = [...list(page.tree, name), { id: free(word, ids), ...fresh }];
    page.redraw(`fieldset:nth-of-type(${all.length + 1}) input`);
  };
  const frames = all.map((item, index) => frame(named(item, `${word} ${index + 1}`), ...inside(item, fields(item, page.change)),
    itemButtons(page.tree[name], page.tree[name].indexOf(item), named(item, word), (moved, button) => {
      set(page.tree, name, page.tree[name]);
      page.redraw(...buttonsOf(moved ? list(page.tree, name).filter(isNode).indexOf(moved) : index, button));
    })));
  return [...frames, add(`Add a ${word}`, addOne)];
}

const text = page => fields(page.tree, page.change);

export const targets = page => {
  const { text: line, number } = text(page);
  return [
    help('Whose journey is it, and what is it to reach? A journey has a permanent id; every change of a published map is a version of its own.'),
    el('div', { class: 'fields' },
      line('journey', 'Id of the journey', 'Small letters, digits and hyphens; never changes'),
      number('version', 'Version', 'A whole number; the highest one that is published is active'),
      line('title', 'Title'),
      line('objective', 'What it is to reach', 'Such as: a third of first buyers buy again in 90 days'),
      line('owner', 'Owner', 'The team that looks after the map'),
      line('review.every', 'Looked over again every', 'Such as 90d; empty: never'),
      line('review.last', 'Last looked over', 'Such as 2026-09-01')),
  ];
};

export const personas = page => [
  help('Who travels? The first persona whose condition is true is the customer’s; everybody else is “other”. Conditions read what an event says, such as traits.segment == "deals".'),
  ...every(page, 'personas', 'persona', {}, (persona, input) => [
    input.text('id', 'Id'), input.text('title', 'Title', 'Such as: Berta compares prices'),
    input.text('when', 'Who belongs to it', 'A condition'), input.tick('target', 'The journey is made for them')]),
];

export const motives = page => {
  const all = list(page.tree, 'personas').filter(isNode);
  return [
    help('What does each of them want, and what gets in the way? Where it hurts in fact, the live map shows from what customers do.'),
    ...(all.length === 0 ? [el('p', { text: 'There is no persona yet: the step before adds one. Without any, everybody is “other”.' })] : []),
    ...all.map(persona => {
      const { lines } = fields(persona, page.change);
      return frame(named(persona, 'persona'), lines('goals', 'Goals'), lines('needs', 'Needs'), lines('motivations', 'Motivations'), lines('frustrations', 'Pain points and frustrations'));
    }),
  ];
};

function entering(stage, input, change) {
  const names = events(stage.enter);
  if (names === null) {
    return el('p', { class: 'wide' }, 'It is entered by a rule that says more than names of events, which is kept as it is: ', el('code', { text: JSON.stringify(stage.enter) }));
  }
  const only = { event: names };
  return fields(only, () => {
    set(stage, 'enter', only.event ? { event: only.event } : undefined);
    change();
  }).lines('event', 'Events that bring a customer here', 'Exact names, one a line');
}

export const journey = page => {
  const all = leaves(page.tree);
  const frames = all.map(({ stage, all: siblings, index, group }, at) => {
    const input = fields(stage, page.change);
    return frame(`${group ? `${group}: ` : ''}${named(stage, 'stage')}`,
      input.text('id', 'Id'), input.text('title', 'Title'), input.text('owner', 'Owner', 'The team that is told of alerts'),
      entering(stage, input, page.change),
      input.text('stall.after', 'Stuck after', 'Such as 30m, 2h, 5d without anything'),
      input.choice('stall.severity', 'How bad that is', ['info', 'warning', 'critical'], 'warning, as usual'),
      input.text('targets.conversion.to', 'Should go on to', 'The id of a later stage'),
      input.text('targets.conversion.within', 'Within', 'Such as 7d'), input.text('targets.conversion.at-least', 'At least so many', 'Such as 5%'),
      itemButtons(siblings, index, named(stage, 'stage'), (moved, button) =>
        page.redraw(...buttonsOf(moved ? leaves(page.tree).findIndex(each => each.stage === moved) : at, button))));
  });
  return [
    help('Through which stages do customers go, from the first contact to recommending? The first event that belongs to a stage brings a customer there. A stage may be stuck after a while of silence.'),
    el('div', { id: 'proposal' }), ...frames,
    add('Add a stage', () => {
      page.tree.stages = [...list(page.tree, 'stages'), { id: free('stage', all.map(each => each.stage.id)), title: 'A stage' }];
      page.redraw('fieldset:last-of-type input');
    }),
  ];
};

export const touchpoints = page => [
  help('Where do you meet? Touchpoints name what customers do at the stages, and by which channel; what is declared here and never seen, the live map tells.'),
  ...every(page, 'touchpoints', 'touchpoint', {}, (touchpoint, input) => [
    input.text('id', 'Id'), input.text('title', 'Title'),
    Array.isArray(touchpoint.event) ? input.lines('event', 'Events') : input.text('event', 'Event', 'Its exact name'),
    input.text('channel', 'Channel', 'Such as web, email, store, phone'), input.choice('class', 'Class', CLASSES, 'not said'),
    input.choice('contact', 'Contact', ['direct', 'indirect'], 'not said')]),
];

export const moments = page => {
  const all = list(page.tree, 'touchpoints').filter(isNode);
  return [
    help('Which touchpoints decide whether somebody goes on? Say too how you expect each to feel, from −1 (upset) to 1 (delighted): the live map draws it dashed beside what was felt.'),
    ...(all.length === 0 ? [el('p', { text: 'There is no touchpoint yet: the step before adds one.' })] : []),
    ...all.map(touchpoint => {
      const input = fields(touchpoint, page.change);
      return frame(named(touchpoint, 'touchpoint'), input.tick('moment-of-truth', '◆ A moment of truth'), input.number('expected-emotion', 'Expected to feel', 'From −1 to 1'));
    }),
  ];
};

/** Adds stages that were proposed, in their order; those that are there already stay. */
export function takeStages(tree, proposed) {
  const taken = leaves(tree).map(each => each.stage.id);
  const fresh = proposed.map(stage => ({ ...stage, id: free(slug(String(stage.id)), taken) }));
  tree.stages = fresh;
  for (const name of ['terminal', 'initial', 'ideal-path']) {
    delete tree[name];
  }
}
