import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flows } from '#lib/flow/index.ts';
import { checkContent, checkPage } from './check-content.ts';

const meta = "export const meta = { description: 'What this is.' };\n\n";

describe('a page', () => {
  it('may use the vocabulary, code and everything that Markdown has', () => {
    const page = `${meta}## Why\n\nText <Spec r="RFC7636-4.5" /> and <Value name="code_verifier" />.\n\n<Pitfall>\n**No** \`<b>{x}</b>\`.\n</Pitfall>\n\n<Attack>\nA.\n</Attack>\n\n<Auth0>\nB.\n</Auth0>\n\n\`\`\`js\nimport { a } from '<b>';\n# not a heading\n\`\`\`\n`;
    expect(checkPage(page)).toEqual([]);
  });

  it.each([
    ['no meta', 'Text.\n', 'line 1: begin with'],
    [
      'an empty description',
      "export const meta = { description: ' ' };\n\nText.\n",
      'the description is empty',
    ],
    [
      'a long description',
      `export const meta = { description: '${'a'.repeat(161)}' };\n\nText.\n`,
      '161 characters',
    ],
    ['no text', meta, 'there is no text'],
    ['an import', `${meta}import a from 'a';\n`, 'line 3: “import a'],
    ['a second export', `${meta}export const a = 1;\n`, 'line 3: “export const a'],
    ['a title', `${meta}# Title\n\nText.\n`, 'line 3: a heading of level 1'],
    ['an expression', `${meta}One and {1 + 1}.\n`, 'an expression in braces'],
    ['an unlisted section', `${meta}A <Spec r="RFC7636-9.9" />.\n`, '“RFC7636-9.9” is not listed'],
    ['an inherited name for a section', `${meta}A <Spec r="toString" />.\n`, '“toString” is not listed'],
    ['an unknown value', `${meta}A <Value name="code_verified" />.\n`, '“code_verified” is no value'],
    ['a section without its name', `${meta}A <Spec />.\n`, '<Spec> has no r'],
    ['an attribute too many', `${meta}<Pitfall title="x">\nA.\n</Pitfall>\n`, '<Pitfall> takes no title'],
    ['an expression as attribute', `${meta}A <Spec r={x} />.\n`, 'attributes are written'],
    ['a component of its own', `${meta}<Diagram step="login" />\n`, '<Diagram> is not in the vocabulary'],
    ['HTML', `${meta}A <b>bold</b> word.\n`, '<b> is not in the vocabulary'],
    ['a loose sign', `${meta}1 < 2\n`, 'a loose “<”'],
  ])('is refused with %s, at its line', (_, page, problem) => {
    expect(checkPage(page).join('\n')).toContain(problem);
  });
});

describe('the pages of the steps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are all there, and none is left over', () => {
    mkdirSync(join(folder, 'steps'));
    for (const { id } of flows.flatMap(({ steps }) => steps))
      writeFileSync(join(folder, 'steps', `${id}.mdx`), `${meta}Text.\n`);
    expect(checkContent(folder)).toEqual([]);
    rmSync(join(folder, 'steps', 'login.mdx'));
    writeFileSync(join(folder, 'steps', 'log-in.mdx'), `${meta}Text.\n`);
    expect(checkContent(folder)).toEqual([
      'steps/login.mdx is missing: write the page.',
      'steps/log-in.mdx belongs to no step: name it as the step, or delete it.',
    ]);
  });

  it('keep to the rules in this tree', () => {
    expect(checkContent(join(import.meta.dirname, '..', 'content'))).toEqual([]);
  });
});
