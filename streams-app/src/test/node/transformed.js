// Dashboards by @grafana/data itself, of the version that Compose runs: whether it knows their units, and what its transformations make of made answers.
// Given {dashboards: {name: dashboard}, words: [...]}, tells {name: {units: [those it does not know], panels: {title: [what stands first, ...]}}}:
// every label of a query's legend takes every word, in the order given; told is the order in which a person would see them.
'use strict';

const { fail, given, tell } = require('./given');

// It is made for browsers. This one asks whether there is a window, and then writes styles into it: it is to be loaded before there is one.
require('react-use');
globalThis.window = { addEventListener() {} };
globalThis.navigator ??= { language: 'en', languages: ['en'] };
const {
  FieldType, createDataFrame, getFieldDisplayName, getValueFormats, standardTransformers, standardTransformersRegistry, transformDataFrame,
} = require('@grafana/data');

standardTransformersRegistry.setInit(() =>
  [...new Map(Object.values(standardTransformers).map(each => [each.id, each])).values()].map(transformation =>
    ({ id: transformation.id, name: transformation.name, transformation })));

const UNITS = new Set(getValueFormats().flatMap(group => group.submenu.map(unit => unit.value)));
const NOW = 1_700_000_000_000;

const labelsOf = target => [...target.legendFormat.matchAll(/{{\s*(\w+)\s*}}/g)].map(found => found[1]);
const legend = (format, labels) => format.replace(/{{\s*(\w+)\s*}}/g, (all, label) => labels[label]);

/** Every word for every label, the last label's words first. */
function answer(labels, words) {
  return labels.reduce((sets, label) => sets.flatMap(set => words.map(word => ({ ...set, [label]: word }))), [{}]);
}

/** In frames, as Grafana's data source makes them of Prometheus's answer, and leaves them in its order. */
function frames(target, series, several) {
  if (target.format === 'table') {
    return [createDataFrame({ refId: target.refId, fields: [
      { name: 'Time', type: FieldType.time, values: series.map(() => NOW) },
      ...labelsOf(target).map(name => ({ name, type: FieldType.string, values: series.map(labels => labels[name]) })),
      { name: several ? `Value #${target.refId}` : 'Value', type: FieldType.number, values: series.map((labels, i) => i) },
    ] })];
  }
  return series.map((labels, i) => createDataFrame({ refId: target.refId, fields: [
    { name: 'Time', type: FieldType.time, values: target.range ? [NOW - 1000, NOW] : [NOW] },
    { name: 'Value', type: FieldType.number, labels, values: target.range ? [0, i] : [i], config: { displayNameFromDS: legend(target.legendFormat, labels) } },
  ] }));
}

/** Names of bars and lines; of a table's rows by their first column, then of its columns. */
function shown(all, table) {
  const names = all.flatMap(frame => frame.fields.filter(field => field.type === FieldType.number).map(field => getFieldDisplayName(field, frame, all)));
  return table ? [...new Set(all.flatMap(frame => frame.fields.find(field => field.type === FieldType.string)?.values ?? [])), ...names] : names;
}

async function panel({ targets, transformations }, words) {
  const asked = targets.flatMap(target => frames(target, answer(labelsOf(target), words), targets.length > 1));
  const all = await new Promise((next, error) => { transformDataFrame(transformations, asked).subscribe({ next, error }); });
  return shown(all, targets[0].format === 'table');
}

(async () => {
  const told = {};
  for (const [name, dashboard] of Object.entries(given.dashboards)) {
    const panels = dashboard.panels.filter(each => each.type !== 'row');
    const units = panels.flatMap(({ fieldConfig, options }) => [fieldConfig.defaults.unit, options.yAxis?.unit ?? 'none']);
    told[name] = { units: units.filter(unit => !UNITS.has(unit)), panels: {} };
    for (const each of panels) {
      told[name].panels[each.title] = await panel(each, given.words);
    }
  }
  tell(told);
})().catch(fail);
