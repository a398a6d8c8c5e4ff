/**
 * Checks the words against the code: every step has its page and no page is left over, every cited section is
 * listed, every value exists, and nothing but the closed vocabulary is used. Run it as `tsx scripts/check-content.ts`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flows, yieldsOf } from '#lib/flow/index.ts';
import { isSpecRef } from '#lib/oauth/spec.ts';

/** What authors may use, and the attributes that each must have. */
const vocabulary: Readonly<Record<string, readonly string[]>> = {
  Spec: ['r'],
  Value: ['name'],
  Pitfall: [],
  Attack: [],
  Auth0: [],
};

/** A search result shows about this many characters. */
const LONGEST_DESCRIPTION = 160;

const valueKeys: ReadonlySet<string> = new Set(
  flows.flatMap((flow) => [...flow.given, ...flow.steps.flatMap(yieldsOf)]),
);

/** Everything that is wrong with one page, as sentences that begin with the line. */
export function checkPage(source: string): readonly string[] {
  const problems: string[] = [];
  const say = (offset: number, problem: string) =>
    problems.push(`line ${source.slice(0, offset).split('\n').length}: ${problem}`);

  const meta = /^export const meta = \{ description: '((?:[^'\\\n]|\\.)*)' \};?\n/.exec(source);
  if (!meta) say(0, "begin with: export const meta = { description: '…' };");
  else if (meta[1]?.trim() === '') say(0, 'the description is empty.');
  else if ((meta[1]?.length ?? 0) > LONGEST_DESCRIPTION) {
    say(0, `the description has ${meta[1]?.length} characters; ${LONGEST_DESCRIPTION} at most.`);
  }

  const prose = hide(hide(hide(source, /^```.*?^```/gms), /`[^`\n]+`/g), meta ? /^.*\n/ : /^$/);
  if (prose.trim() === '') say(source.length, 'there is no text.');
  for (const { index, 0: line } of prose.matchAll(/^(?:import|export)\b.*/gm)) {
    say(index, `“${line}”: content imports nothing and exports its meta alone.`);
  }
  for (const { index } of prose.matchAll(/^# /gm)) {
    say(index, 'a heading of level 1: the title comes from the definition.');
  }
  for (const { index } of prose.matchAll(/[{}]/g))
    say(index, 'an expression in braces: write it as text or code.');
  for (const { index, 1: name = '', 2: attributes = '' } of prose.matchAll(/<([A-Za-z][\w.-]*)([^<>]*)>/g)) {
    for (const problem of checkElement(name, attributes)) say(index, problem);
  }
  for (const { index, 0: tag } of prose.matchAll(/<(?!\/?[A-Za-z])/g))
    say(index, `a loose “${tag}”: write &lt;.`);
  for (const { index, 1: name = '' } of prose.matchAll(/<\/([A-Za-z][\w.-]*)>/g)) {
    if (!Object.hasOwn(vocabulary, name)) say(index, `</${name}> is not in the vocabulary.`);
  }
  return problems;
}

/** Replaces by spaces, so that places stay where they are. */
const hide = (source: string, pattern: RegExp): string =>
  source.replace(pattern, (text) => text.replace(/[^\n]/g, ' '));

function checkElement(name: string, text: string): readonly string[] {
  const wanted = Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined;
  if (!wanted) return [`<${name}> is not in the vocabulary: ${Object.keys(vocabulary).join(', ')}.`];
  const attributes = new Map(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const rest = text
    .replace(/[\w-]+="[^"]*"/g, '')
    .replace(/\/\s*$/, '')
    .trim();
  if (rest !== '') return [`<${name}> has “${rest}”: attributes are written name="value".`];

  const problems: string[] = [];
  for (const key of wanted) if (!attributes.has(key)) problems.push(`<${name}> has no ${key}.`);
  for (const key of attributes.keys()) if (!wanted.includes(key)) problems.push(`<${name}> takes no ${key}.`);
  const section = attributes.get('r');
  if (name === 'Spec' && section !== undefined && !isSpecRef(section)) {
    problems.push(`“${section}” is not listed in lib/oauth/spec.ts.`);
  }
  const value = attributes.get('name');
  if (name === 'Value' && value !== undefined && !valueKeys.has(value)) {
    problems.push(`“${value}” is no value of the flow (lib/flow/values.ts).`);
  }
  return problems;
}

/** Everything that is wrong below `content/`, each with its file. */
export function checkContent(content: string): readonly string[] {
  const pages = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mdx'),
  );
  const problems = pages.flatMap((name) =>
    checkPage(readFileSync(join(content, name), 'utf8')).map((problem) => `${name}, ${problem}`),
  );

  const ids = new Set(flows.flatMap((flow) => flow.steps.map(({ id }) => id)));
  for (const id of ids) {
    if (!existsSync(join(content, 'steps', `${id}.mdx`)))
      problems.push(`steps/${id}.mdx is missing: write the page.`);
  }
  for (const name of pages.filter((page) => dirname(page) === 'steps')) {
    if (!ids.has(name.slice('steps/'.length, -'.mdx'.length))) {
      problems.push(`${name} belongs to no step: name it as the step, or delete it.`);
    }
  }
  return problems;
}

const here = fileURLToPath(import.meta.url);
if (process.argv[1] !== undefined && resolve(process.argv[1]) === here) {
  const content = join(dirname(here), '..', 'content');
  const problems = checkContent(content);
  for (const problem of problems) console.error(`${relative(process.cwd(), content)}/${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
