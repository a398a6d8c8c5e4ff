/** The layer graph of the README, drawn from the arrows that dependency-cruiser enforces. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ROOMS } from '../check/rooms.mjs';

interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The one file that the arrow leads to, when the rest of the room is closed. */
  readonly only?: string;
}

/** Rooms that are folders: a file that is its own room is a detail of the rules. */
const rooms = ROOMS.filter(({ path }) => !path.includes('.'));

/** `lib` stands for every room below it, a file for the room in which it lies. */
function arrowsTo(from: string, target: string): readonly Arrow[] {
  if (!target.includes('.')) {
    const below = rooms.filter(({ path }) => path === target || path.startsWith(`${target}/`));
    return below.map(({ path }) => ({ from, to: path }));
  }
  if (ROOMS.some(({ path }) => path === target)) return [];
  const around = rooms.find(({ path }) => target.startsWith(`${path}/`));
  return around ? [{ from, to: around.path, only: target.slice(around.path.length + 1) }] : [];
}

const everyArrow: readonly Arrow[] = rooms.flatMap(({ path, may }) =>
  may.flatMap((target) => arrowsTo(path, target)),
);

/** Whether one can get there without this arrow: then a reader needs no line for it. */
function isImplied(arrow: Arrow): boolean {
  const seen = new Set<string>();
  const reaches = (from: string): boolean => {
    if (seen.has(from)) return false;
    seen.add(from);
    return everyArrow
      .filter((other) => other.from === from && !(other.from === arrow.from && other.to === arrow.to))
      .some((other) => other.to === arrow.to || reaches(other.to));
  };
  return reaches(arrow.from);
}

/** Nobody imports along these: they are requests, as any other app, tenant or API would see them. */
const overHttp: readonly Arrow[] = [
  { from: 'lib/sandbox', to: 'app/t' },
  { from: 'lib/sandbox', to: 'app/api' },
];

const id = (path: string): string => path.replaceAll(/\W/g, '_');

/** Mermaid text; solid: imports, dotted: HTTP. */
export function layerGraph(): string {
  return [
    'flowchart TD',
    ...rooms.map(({ path, does }) => `  ${id(path)}["${path}/<br>${does}"]`),
    ...everyArrow
      .filter((arrow) => !isImplied(arrow))
      .map(({ from, to, only }) => `  ${id(from)} ${only ? `-- ${only} ` : ''}--> ${id(to)}`),
    ...overHttp.map(({ from, to }) => `  ${id(from)} -. HTTP .-> ${id(to)}`),
  ].join('\n');
}

const MARKED = /(<!-- layers: [^>]*-->\n)[\s\S]*?(<!-- \/layers -->)/;

/** @returns the README with the graph between its markers; throws when the markers are gone. */
export async function generate(): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  if (!MARKED.test(readme)) throw new Error('README.md has lost its markers for the layer graph.');
  const graph = `\`\`\`mermaid\n${layerGraph()}\n\`\`\`\n`;
  return [{ path: 'README.md', text: readme.replace(MARKED, (_, begin, end) => begin + graph + end) }];
}
