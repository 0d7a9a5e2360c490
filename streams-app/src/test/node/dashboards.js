// Holds dashboards against Grafana's own types: nothing that a type lacks, nothing of another type, nothing required left out.
// Given {name: dashboard}, tells {name: [problems]}.
'use strict';

const path = require('node:path');
const ts = require('typescript');
const { fail, given, tell } = require('./given');

/** Panels by Grafana's id, which is also the folder of their options in its package, and how the file there begins. */
const FILES = { stat: 'Stat', timeseries: 'TimeSeries', bargauge: 'BarGauge', barchart: 'BarChart', table: 'Table', heatmap: 'Heatmap' };
const KINDS = Object.keys(FILES);
/** Transformations by Grafana's id, and the types of their options. */
const TRANSFORMATIONS = {
  merge: 'MergeTransformerOptions', organize: 'OrganizeFieldsTransformerOptions', sortBy: 'SortByTransformerOptions',
  groupingToMatrix: 'GroupingToMatrixTransformerOptions', joinByField: 'JoinByFieldOptions',
};

const TYPES = `
import type { AnnotationQuery, Dashboard, FieldConfig, Panel, RowPanel, VariableModel } from '@grafana/schema';
${Object.entries(TRANSFORMATIONS).map(([id, type]) => `import type { ${type} } from './node_modules/@grafana/data/dist/types/transformations/transformers/${id}';`).join('\n')}
${KINDS.map(kind => `import type * as ${kind} from './node_modules/@grafana/schema/dist/types/raw/composable/${kind}/panelcfg/x/${FILES[kind]}PanelCfg_types.gen';`).join('\n')}

/** As JSON has it: an enumeration's words. */
type Plain<T> = T extends string ? (string extends T ? T : \`\${T}\`)
  : T extends number | boolean | null | undefined ? T
  : T extends (infer E)[] ? Plain<E>[]
  : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
type Custom = { ${KINDS.map(kind => `${kind}: ${kind === 'stat' || kind === 'bargauge' ? 'never' : `Partial<${kind}.FieldConfig>`}`).join('; ')} };
type Options = { ${KINDS.map(kind => `${kind}: Partial<${kind}.Options>`).join('; ')} };
type Transformation = ${Object.entries(TRANSFORMATIONS).map(([id, type]) => `{ id: '${id}'; options: ${type} }`).join(' | ')};
type Of<K extends keyof Options> = Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'transformations'> & {
  transformations: Transformation[];
  type: K;
  options: Options[K];
  fieldConfig: { defaults: Omit<FieldConfig, 'custom'> & { custom?: Custom[K] }; overrides: [] };
};
type Row = RowPanel;
/** What Prometheus's data source adds. */
type Variable = VariableModel & { definition?: string };
type Annotation = AnnotationQuery & { expr: string; step: string; titleFormat: string; useValueForTime: 'on' };
type Frame = Omit<Dashboard, 'panels' | 'templating' | 'annotations'> & {
  templating: { list: Variable[] };
  annotations: { list: Annotation[] };
};
`;

/** One constant for each panel, so that each is checked as a literal: of a union a literal may have properties of every member. */
function program(dashboard) {
  const { panels, ...frame } = dashboard;
  const typed = panels.map((panel, i) => {
    const type = panel.type === 'row' ? 'Row' : KINDS.includes(panel.type) ? `Of<'${panel.type}'>` : 'never';
    return `export const panel${i}: Plain<${type}> = ${JSON.stringify(panel, null, 1)};`;
  });
  return `${TYPES}\nexport const frame: Plain<Frame> = ${JSON.stringify(frame, null, 1)};\n${typed.join('\n')}\n`;
}

/** What the compiler says of these files, of which there need be none on the disk. */
function diagnose(files) {
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = file => files.has(file) || fileExists.call(host, file);
  host.readFile = file => files.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, target, ...rest) => (files.has(file)
    ? ts.createSourceFile(file, files.get(file), target)
    : getSourceFile.call(host, file, target, ...rest));
  return ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
}

function line(problem) {
  const { line: number } = problem.file.getLineAndCharacterOfPosition(problem.start);
  return problem.file.text.split('\n')[number].trim();
}

function main() {
  const files = new Map(Object.entries(given).map(([name, dashboard]) => [path.resolve(`${name}.ts`), program(dashboard)]));
  const found = Object.fromEntries(Object.keys(given).map(name => [name, []]));
  for (const problem of diagnose(files)) {
    const text = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
    if (!problem.file || !files.has(problem.file.fileName)) {
      throw new Error(text);
    }
    found[path.basename(problem.file.fileName, '.ts')].push(`${line(problem)}: ${text}`);
  }
  tell(found);
}

try {
  main();
} catch (problem) {
  fail(problem);
}
