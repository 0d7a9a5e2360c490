// Whether the numbers move: for the eye up to the second, for the ear when that changes.

import { setText } from './dom.js';
import { clockTime } from './format.js';

/** What is missing of the numbers, or else older than the rest: nobody answers who keeps it. */
function partitions(freshness) {
  return freshness.complete ? `${freshness.partitionsStale} of ${freshness.partitions} partitions stale`
    : `${freshness.partitions - freshness.partitionsMissing} of ${freshness.partitions} partitions`;
}

const FULL = { full: 'Too many people watch: reload later', 'full of windows': 'Too many spans of time are watched: reload later' };

/**
 * @param badge for the eye
 * @param told for the ear: is written to only when the state is another one
 * @param map that was heard last, or null
 * @param connection live, away, full or full of windows
 * @param late whether nothing was heard for too long
 * @param behind whether other numbers are wanted than those that are shown
 */
export function showConnection(badge, told, map, connection, late, behind) {
  const whole = !map || (map.freshness.complete && !map.freshness.stale);
  const now = map && map.freshness.clock ? clockTime(map.freshness.clock) : '';
  const away = late || connection === 'away';
  const reads = behind && !away;
  badge.className = !away && connection === 'live' && whole ? 'live' : 'live away';
  setText(badge, !map ? '' : reads ? '… Being read'
    : FULL[connection] ? `⚠ ${FULL[connection]}`
    : away ? `⚠ Not connected${now ? `, as of ${now}` : ''}`
      : `● Live · counted up to ${now}${whole ? '' : ` · ⚠ ${partitions(map.freshness)}`}`);
  setText(told, !map ? '' : reads ? 'Other numbers are being read.' : FULL[connection] || (away ? 'Not connected: the numbers stand still.'
    : whole ? 'Connected: the numbers are live.'
      : map.freshness.complete ? 'Connected: some of the numbers are stale.' : 'Connected: some of the numbers are missing.'));
}
