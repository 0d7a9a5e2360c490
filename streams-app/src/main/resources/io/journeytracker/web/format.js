const whole = new Intl.NumberFormat('en');

export const number = value => whole.format(value);

export const percent = share => `${share > 0 && share < 0.1 ? (share * 100).toFixed(1) : Math.round(share * 100)} %`;

const points = share => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(Math.abs(share) < 0.1 ? 1 : 0)}`;

/** How much more often visits with it led on, in words; the interval says whether that is more than chance. */
export function effect(compared) {
  if (compared.difference === undefined) {
    return 'too few visits to tell what goes with it';
  }
  const sure = compared.low > 0 ? '▲' : compared.high < 0 ? '▼' : '≈';
  return `${sure} ${points(compared.difference)} points go on (${points(compared.low)} to ${points(compared.high)})`;
}

export function duration(seconds) {
  for (const [size, unit] of [[86400, 'd'], [3600, 'h'], [60, 'min']]) {
    if (seconds >= size) {
      const value = seconds / size;
      return `${value < 10 && value % 1 ? value.toFixed(1) : Math.round(value)} ${unit}`;
    }
  }
  return `${Math.round(seconds)} s`;
}

export const signed = value => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(2)}`;

export function feeling(value) {
  if (value >= 0.6) {
    return 'delighted';
  }
  if (value >= 0.2) {
    return 'content';
  }
  if (value > -0.2) {
    return 'neutral';
  }
  return value > -0.6 ? 'annoyed' : 'upset';
}

export function clockTime(text) {
  return new Date(text).toLocaleTimeString('en-GB');
}

export function moment(text) {
  return new Date(text).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

export const ago = (text, now) => duration(Math.max(0, (now - Date.parse(text)) / 1000));

const TARGETS = {
  conversion: target => [`${percent(target.target)} to ${target.to} in ${duration(target.withinSeconds)}`,
    target.actual === undefined ? null : percent(target.actual) + (target.pending ? ` (${number(target.pending)} pending)` : '')],
  emotion: target => [`felt ${signed(target.target)} or better`, target.actual === undefined ? null : signed(target.actual)],
  dwellP50: target => [`half within ${duration(target.targetSeconds)}`, atMost(target)],
  dwellP95: target => [`95 % within ${duration(target.targetSeconds)}`, atMost(target)],
};

const atMost = target => (target.actualAtMostSeconds === undefined ? null : `≤ ${duration(target.actualAtMostSeconds)}`);

/** Wanted and actual, in words; actual null: not known. */
export const target = given => TARGETS[given.kind](given);

const PAINS = {
  leaving: pain => `${percent(pain.actual)} of visits end with the customer gone`,
  stalled: pain => `${percent(pain.actual)} of those here are stuck`,
  feeling: pain => `felt ${signed(pain.actual)}, ${signed(pain.limit)} wanted`,
  slow: pain => `${percent(pain.actual)} take longer than the target`,
};

export const pain = given => PAINS[given.kind](given);
