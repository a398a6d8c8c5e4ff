/** Every link of the project's own documents leads somewhere, and every file they name exists. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../site.mjs';
import { listFiles, report } from './files.mjs';

const LINK = /\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
/** Code that is written as the path of one file of ours. */
const NAMED_FILE =
  /`((?:app|components|content|docs|lib|resource-server|scripts|store|tenant|tests)\/[\w./()[\]-]+\.\w+)`/g;

/** Spaces in place of what a pattern matches, so that lines keep their numbers. */
const blank = (text, pattern) => text.replace(pattern, (match) => match.replace(/[^\n]/g, ' '));

/** The anchor that GitHub makes of a heading. */
const anchorOf = (heading) =>
  heading
    .replace(/`|\*|\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsOf = (text) =>
  [...blank(text, FENCE).matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)].map(([, heading]) => anchorOf(heading));

/**
 * @param {string} root
 * @param {readonly string[]} documents paths of Markdown files below `root`
 * @returns {string[]} one sentence for each link that leads nowhere
 */
export function brokenLinks(root, documents) {
  return documents.flatMap((document) => {
    const whole = readFileSync(join(root, document), 'utf8');
    const text = blank(whole, FENCE);
    const at = (index) => `${document}:${text.slice(0, index).split('\n').length}`;
    const prose = blank(text, /`[^`\n]*`/g);

    const links = [...prose.matchAll(LINK)].flatMap((match) => {
      const target = match[1] ?? match[2] ?? '';
      if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? document : posix.join(dirname(document), decodeURIComponent(path));
      if (!existsSync(join(root, file))) return [`${at(match.index)}: no file ${file}`];
      if (anchor === undefined || !file.endsWith('.md')) return [];
      const anchors = anchorsOf(readFileSync(join(root, file), 'utf8'));
      return anchors.includes(anchor) ? [] : [`${at(match.index)}: no heading #${anchor} in ${file}`];
    });

    // A decision is history: what it names may since have gone.
    const named = document.startsWith('docs/decisions/') ? [] : [...text.matchAll(NAMED_FILE)];
    const files = named.flatMap((match) =>
      existsSync(join(root, match[1])) ? [] : [`${at(match.index)}: no file ${match[1]}`],
    );
    return [...links, ...files];
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const documents = listFiles(ROOT).filter((file) => /^[^/]+\.md$|^docs\/.*\.md$/.test(file));
  report(brokenLinks(ROOT, documents), 'Correct the link, or the name of the file.');
}
