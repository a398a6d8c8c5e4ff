/** What is said of a measure that was taken several times. */

/**
 * @typedef {object} Measure
 * @property {string} name what was measured
 * @property {'ms' | 'MB'} unit
 * @property {readonly number[]} values in the order in which they were taken
 * @property {number} [target] the median must be less
 */

/** @param {readonly number[]} values at least one */
export function summary(values) {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  const median = sorted.length % 2 === 0 ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
  return { min: sorted[0] ?? 0, median, max: sorted.at(-1) ?? 0 };
}

/** @param {Measure} measure */
export const isMet = ({ values, target }) => target === undefined || summary(values).median < target;

/**
 * The measures as a table that reads well as text and as Markdown.
 * @param {readonly Measure[]} measures
 */
export function toTable(measures) {
  const head = ['Measure', 'Min', 'Median', 'Max', 'Taken', 'Target'];
  const rows = measures.map((measure) => {
    const { name, unit, values, target } = measure;
    const { min, median, max } = summary(values);
    const said = [min, median, max].map((value) => `${Math.round(value)} ${unit}`);
    const goal = target === undefined ? '' : `< ${target} ${unit}: ${isMet(measure) ? 'met' : 'MISSED'}`;
    return [name, ...said, String(values.length), goal];
  });
  const widths = head.map((word, column) =>
    Math.max(word.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
