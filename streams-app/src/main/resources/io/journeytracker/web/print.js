// A wide picture on paper: a sheet for each few stages, where all of them on one would be too small to read.

import { el } from './dom.js';
import { poster } from './poster.js';
import { shownRows } from './rows.js';

/** The map itself is printed up to so many stages, and no more than these stand on one of its sheets. */
const ON_ONE = 10;
const ON_A_SHEET = 8;
/** Of columns of the flow, which hold less. */
const FLOW_ON_A_SHEET = 10;
/** Height by width of an A3 sheet within its margins; a little more is made to fit. */
const SHEET = 277 / 400;
const A_LITTLE = 1.2;

/** Of so many things the first and the one after the last of each sheet, as evenly as can be. */
function parts(all, most) {
  const sheets = Math.ceil(all / most);
  return Array.from({ length: sheets }, (_, i) => [Math.round(i * all / sheets), Math.round((i + 1) * all / sheets)]);
}

/** One picture, or several with some of the rows each, where one would be too tall. */
function sheetsOf({ map, said, state }, part) {
  const rows = shownRows(state).filter(id => id !== 'personas');
  const picture = poster(map, said, state, part);
  if (rows.length < 2 || picture.getAttribute('height') <= A_LITTLE * SHEET * picture.getAttribute('width')) {
    return [picture];
  }
  const half = Math.ceil(rows.length / 2);
  return [rows.slice(0, half), rows.slice(half)].flatMap(some => sheetsOf({ map, said, state: { ...state, rows: some.join(',') } }, part));
}

/** The drawing of the flow, some of its columns on each sheet; moves that go further come out at the edge and in at the next one. */
function flowSheets(drawing, columns) {
  const { width, height } = drawing.viewBox.baseVal;
  return parts(columns, FLOW_ON_A_SHEET).map(([from, to]) => {
    const sheet = drawing.cloneNode(true);
    const across = (to - from) * width / columns;
    sheet.setAttribute('viewBox', `${from * width / columns} 0 ${across} ${height}`);
    sheet.setAttribute('width', across);
    return sheet;
  });
}

function sheetsNow(now) {
  const view = now.state.view || 'map';
  if (view === 'map') {
    return now.map.stages.length > ON_ONE ? parts(now.map.stages.length, ON_A_SHEET).flatMap(part => sheetsOf(now, part)) : [];
  }
  const drawing = view === 'flow' && document.querySelector('#view svg.flow');
  const columns = drawing ? drawing.querySelectorAll('.flow-node').length : 0;
  return columns > FLOW_ON_A_SHEET ? flowSheets(drawing, columns) : [];
}

/** @param current the map, what is said about it, and the state of the page; null while there is nothing to print */
export function preparePrint(current) {
  const sheets = el('div', { class: 'sheets' });
  addEventListener('beforeprint', () => {
    const now = current();
    sheets.replaceChildren(...(now ? sheetsNow(now) : []));
    if (sheets.childElementCount > 0) {
      document.getElementById('view').before(sheets);
    }
  });
  addEventListener('afterprint', () => sheets.remove());
}
