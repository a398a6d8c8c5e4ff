/** The page that names, for every planted fault, the test that notices it and the command that replays it. */
import { type Fault, groups, harmless } from '../../tests/faults/faults.mjs';

/** Text in a cell of a table: a bar would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = ({ id, wrong, file, noticedBy }: Fault): string =>
  `| ${[wrong, `\`${file}\``, `\`${noticedBy.file}\`: ${noticedBy.title}`, `\`npm run faults -- ${id}\``]
    .map(cell)
    .join(' | ')} |`;

const total = groups.reduce((sum, { faults }) => sum + faults.length, 0);

const page =
  (): string => `<!-- Written by \`npm run generate\` from tests/faults/. Change the list, not this page. -->
# Planted faults

A test that never fails proves nothing. So ${total} faults of the protocol are kept as a list, each a change of one place
in the code, and for each of them the test that must notice is named. \`npm run faults\` copies the tree to a temporary
folder, confirms that the named tests are green and says how many ran, then plants one fault after the other, runs the
test, and looks whether it fails. All of them take some minutes, one takes seconds.

It ends with an error if a fault goes unnoticed, if its place in the code is not found exactly once, or if a change that
does no harm (${harmless.wrong.toLowerCase().replace(/\.$/, '')}) is reported as caught.

The list is in \`tests/faults/faults.mjs\`; it says what stands in the code and what the fault puts there.
${groups
  .map(
    ({ title, faults }) => `
## ${title}

| fault | planted in | the test that fails | replay |
|---|---|---|---|
${faults.map(row).join('\n')}
`,
  )
  .join('')}`;

export async function generate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  return [{ path: 'docs/planted-faults.md', text: page() }];
}
