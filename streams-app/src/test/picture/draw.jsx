// Panels of a dashboard, drawn by Grafana's own components in the browser. window.PICTURE = {dashboard, answers by panel and query}.
import { createRoot } from 'react-dom/client';
import {
  FieldType, ThemeContext, createDataFrame, createTheme, dateTime, getDisplayProcessor, getDisplayValueAlignmentFactors, getFieldDisplayName,
  standardTransformers, standardTransformersRegistry, transformDataFrame,
} from '@grafana/data';
import { BarGauge, BigValue, GlobalStyles, PanelChrome, TimeSeries } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';

const { dashboard, answers } = window.PICTURE;
const theme = createTheme({ colors: { mode: 'dark' } });
const COLUMN = 54;
const ROW = 36;
const GAP = 8;
const TITLE = 28;

standardTransformersRegistry.setInit(() =>
  [...new Map(Object.values(standardTransformers).map(each => [each.id, each])).values()].map(transformation =>
    ({ id: transformation.id, name: transformation.name, transformation: () => Promise.resolve(transformation) })));

const number = text => ({ NaN, '+Inf': Infinity, '-Inf': -Infinity })[text] ?? Number(text);
const legend = (format, labels) => format.replace(/{{\s*(\w+)\s*}}/g, (all, label) => labels[label] ?? '');

/** Prometheus's answer in frames, as Grafana's data source makes them. */
function frames(target, { result, resultType }, several) {
  if (target.format === 'table') {
    const labels = [...new Set(result.flatMap(each => Object.keys(each.metric)))].sort();
    return [createDataFrame({ refId: target.refId, fields: [
      { name: 'Time', type: FieldType.time, values: result.map(each => each.value[0] * 1000) },
      ...labels.map(name => ({ name, type: FieldType.string, values: result.map(each => each.metric[name] ?? '') })),
      { name: several ? `Value #${target.refId}` : 'Value', type: FieldType.number, values: result.map(each => number(each.value[1])) },
    ] })];
  }
  return result.map(each => {
    const points = resultType === 'matrix' ? each.values : [each.value];
    return createDataFrame({ refId: target.refId, fields: [
      { name: 'Time', type: FieldType.time, values: points.map(point => point[0] * 1000) },
      { name: 'Value', type: FieldType.number, labels: each.metric, values: points.map(point => number(point[1])),
        config: { displayNameFromDS: target.legendFormat ? legend(target.legendFormat, each.metric) : undefined } },
    ] });
  });
}

/** Transformed, and with what the panel says of its fields. */
async function data(panel) {
  const asked = panel.targets.flatMap(target => frames(target, answers[`${panel.title} / ${target.refId}`], panel.targets.length > 1));
  const all = await new Promise((next, error) => { transformDataFrame(panel.transformations, asked).subscribe({ next, error }); });
  const { defaults } = panel.fieldConfig;
  all.forEach((frame, series) => frame.fields.forEach(field => {
    const own = field.type === FieldType.number ? defaults : {};
    field.config = { ...own, ...field.config, custom: { ...defaults.custom, ...field.config.custom } };
    field.state = { ...field.state, seriesIndex: series };
    field.display = getDisplayProcessor({ field, theme, timeZone: 'utc' });
  }));
  return all;
}

const values = all => all.flatMap(frame =>
  frame.fields.filter(field => field.type === FieldType.number).map(field => ({ name: getFieldDisplayName(field, frame, all), field, last: field.values.at(-1) })));

function Stat({ panel, all, width, height }) {
  const [first] = values(all);
  const value = first ? first.field.display(first.last) : { text: panel.fieldConfig.defaults.noValue, numeric: NaN };
  return <BigValue theme={theme} width={width} height={height} value={value} colorMode="value" graphMode="none" justifyMode="auto" />;
}

function Bars({ panel, all, width, height }) {
  const bars = values(all);
  const max = panel.fieldConfig.defaults.max ?? Math.max(...bars.map(bar => bar.last));
  const shown = bars.map(({ field, last, name }) => {
    const display = getDisplayProcessor({ field: { ...field, config: { ...field.config, max }, state: {} }, theme });
    return { field, display, value: { ...display(last), title: name } };
  });
  const alignmentFactors = getDisplayValueAlignmentFactors(shown.map(({ value }) => ({ display: value })));
  const each = height / Math.max(1, shown.length);
  return shown.map(({ field, display, value }) =>
    <div key={value.title} style={{ height: each }}>
      <BarGauge theme={theme} width={width} height={each - 6} field={{ ...field.config, max }} display={display} value={value} alignmentFactors={alignmentFactors}
        orientation="horizontal" displayMode={panel.options.displayMode} itemSpacing={6} valueDisplayMode={panel.options.valueMode} showUnfilled />
    </div>);
}

function Lines({ panel, all, width, height }) {
  const times = all.flatMap(frame => frame.fields[0].values);
  const [from, to] = [dateTime(Math.min(...times)), dateTime(Math.max(...times))];
  return <TimeSeries frames={all} width={width} height={height} timeRange={{ from, to, raw: { from, to } }} timeZone="utc" theme={theme} legend={panel.options.legend} options={{}} />;
}

function Rows({ panel, all, width, height }) {
  return <TableNG data={all[0]} width={width} height={height} cellHeight={panel.options.cellHeight} structureRev={1} getActions={() => []} fieldConfig={{ defaults: {}, overrides: [] }} />;
}

/** What Grafana draws with components of its packages; bar charts and heat maps are part of Grafana itself. */
const KINDS = { stat: Stat, bargauge: Bars, timeseries: Lines, table: Rows };

/** Row after row, without the panels that cannot be drawn here. */
function layOut() {
  const placed = [];
  let [x, y, height] = [0, 0, 0];
  const next = () => { y += height; x = 0; height = 0; };
  for (const panel of dashboard.panels) {
    if (panel.type === 'row') {
      next();
      placed.push({ panel, x, y });
      y += TITLE;
    } else if (KINDS[panel.type]) {
      if (x + panel.gridPos.w > 24) {
        next();
      }
      placed.push({ panel, x: x * COLUMN, y });
      x += panel.gridPos.w;
      height = Math.max(height, panel.gridPos.h * ROW);
    }
  }
  next();
  return { placed, bottom: y };
}

function Panel({ panel, all, x, y }) {
  const Kind = KINDS[panel.type];
  return <div style={{ position: 'absolute', left: x, top: y }}>
    {Kind
      ? <PanelChrome title={panel.title} width={panel.gridPos.w * COLUMN - GAP} height={panel.gridPos.h * ROW - GAP}>
          {(width, height) => <div style={{ width, height, position: 'relative' }}><Kind panel={panel} all={all} width={width} height={height} /></div>}
        </PanelChrome>
      : <div style={{ color: theme.colors.text.primary, fontSize: 15, padding: '2px 4px' }}>{panel.title}</div>}
  </div>;
}

const { placed, bottom } = layOut();
const told = text => fetch('/told', { method: 'POST', body: text });
Promise.all(placed.map(async each => ({ ...each, all: KINDS[each.panel.type] && await data(each.panel) }))).then(panels => {
  createRoot(document.getElementById('root')).render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles isExtensionSidebarOpen={false} />
      <div style={{ position: 'relative', height: bottom }}>{panels.map(each => <Panel key={each.panel.id} {...each} />)}</div>
    </ThemeContext.Provider>);
  // Charts measure themselves once they are there.
  setTimeout(() => told('drawn'), 2000);
}).catch(problem => told(String(problem.stack)));
