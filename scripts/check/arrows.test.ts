import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';
import { ROOMS } from './rooms.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A small house in which every arrow is as it should be. */
const SOUND: Record<string, string> = {
  'app/base-url.ts': 'export const port = 3000;',
  'app/runtime.ts':
    "import '#app/base-url.ts';\nimport { open } from '#store/index.ts';\nexport const runtime = open;",
  'app/t/route.ts': "import '#tenant/index.ts';\nimport '#app/runtime.ts';",
  'app/api/route.ts': "import '#resource-server/index.ts';\nimport '#app/runtime.ts';",
  'app/(docs)/page.tsx': "import { card } from '#components/card.tsx';\nexport default card;",
  'app/(lab)/page.tsx': "import { live } from '#components/live.tsx';\nexport default live;",
  'components/card.tsx': "import { step } from '#lib/flow/step.ts';\nexport const card = step;",
  'components/live.tsx':
    "'use client';\nimport { run } from '#lib/sandbox/run.ts';\nimport { button } from '#components/ui/button.tsx';\nexport const live = [run, button];",
  'components/ui/button.tsx': 'export const button = 1;',
  'lib/sandbox/run.ts': "import { step } from '../flow/step.ts';\nexport const run = step;",
  'lib/flow/step.ts': "import { entry } from '../trace/entry.ts';\nexport const step = entry;",
  'lib/trace/entry.ts':
    "import type { Verdict } from '../oauth/verdict.ts';\nexport const entry: Verdict = 1;",
  'lib/oauth/verdict.ts': 'export type Verdict = 1;\nexport const failed = 1;',
  'tenant/index.ts':
    "import type { Verdict } from '#lib/oauth/verdict.ts';\nimport { open } from '#store/index.ts';\nexport const v: Verdict = open;",
  'resource-server/index.ts': "import { open } from '#store/index.ts';\nexport const api = open;",
  'store/index.ts': 'export const open = 1;',
  'content/page.mdx':
    'export const meta = { description: "Words from me" };\n\n# Words\n\n```ts\nimport x from "y";\n```\n',
  'tests/whole.test.ts': "import '#tenant/index.ts';",
};

/** For every rule a file that breaks it, and the file that the report must name. */
const PLANTED: Record<string, readonly [file: string, text: string]> = {
  'app-base-url-ts-keeps-its-arrows': ['app/base-url.ts', "import '#store/index.ts';"],
  'app-runtime-ts-keeps-its-arrows': ['app/runtime.ts', "import '#components/card.tsx';"],
  'app-t-keeps-its-arrows': ['app/t/bad.ts', "import '#components/card.tsx';"],
  'app-api-keeps-its-arrows': ['app/api/bad.ts', "import '#components/card.tsx';"],
  'app-keeps-its-arrows': ['app/bad-store.ts', "import '#store/index.ts';"],
  'components-ui-keeps-its-arrows': ['components/ui/bad.ts', "import '#lib/oauth/verdict.ts';"],
  'components-keeps-its-arrows': ['components/bad.ts', "import '#app/(docs)/page.tsx';"],
  'content-keeps-its-arrows': ['content/bad.ts', "import '#lib/oauth/verdict.ts';"],
  'lib-sandbox-keeps-its-arrows': ['lib/sandbox/bad.ts', "import '#tenant/index.ts';"],
  'lib-diagnosis-keeps-its-arrows': ['lib/diagnosis/bad.ts', "import '#lib/sandbox/run.ts';"],
  'lib-diagram-keeps-its-arrows': ['lib/diagram/bad.ts', "import '#lib/sandbox/run.ts';"],
  'lib-scenario-keeps-its-arrows': ['lib/scenario/bad.ts', "import '#lib/sandbox/run.ts';"],
  'lib-flow-keeps-its-arrows': ['lib/flow/bad.ts', "import '#lib/sandbox/run.ts';"],
  'lib-trace-keeps-its-arrows': ['lib/trace/bad.ts', "import type {} from '#lib/flow/step.ts';"],
  'lib-oauth-keeps-its-arrows': ['lib/oauth/bad.ts', "import '#lib/trace/entry.ts';"],
  'tenant-keeps-its-arrows': ['tenant/bad.ts', "import type {} from '#lib/flow/step.ts';"],
  'resource-server-keeps-its-arrows': ['resource-server/bad.ts', "import '#lib/trace/entry.ts';"],
  'store-keeps-its-arrows': ['store/bad.ts', "import '#lib/oauth/verdict.ts';"],
  'other-parties-share-types-only': [
    'tenant/bad-value.ts',
    "import { failed } from '#lib/oauth/verdict.ts';\nexport const f = failed;",
  ],
  'one-door-to-the-tenant': ['app/(lab)/bad-tenant.ts', "import '#tenant/index.ts';"],
  'one-door-to-the-api': ['app/(lab)/bad-api.ts', "import '#resource-server/index.ts';"],
  'doors-and-parties-use-the-store': ['app/(lab)/bad-store.ts', "import '#store/index.ts';"],
  'runtime-is-for-doors': ['app/(lab)/bad-runtime.ts', "import '#app/runtime.ts';"],
  'lib-runs-anywhere': ['lib/oauth/bad-react.ts', "import 'react';"],
  'lib-uses-nothing-of-node': ['lib/oauth/bad-node.ts', "import 'node:fs';"],
  'parties-know-no-pages': ['tenant/bad-next.ts', "import 'next/server';"],
  'pages-open-no-files': ['components/bad-node.ts', "import 'node:fs';"],
  'product-without-tests': ['lib/oauth/bad-test.ts', "import '#tests/whole.test.ts';"],
  'product-without-dev-dependencies': ['lib/oauth/bad-dev.ts', "import 'mermaid';"],
  'no-cycles': ['lib/oauth/bad-cycle.ts', "import './bad-cycle-back.ts';"],
  'no-unknown-imports': ['lib/oauth/bad-unknown.ts', "import './not-there.ts';"],
  'no-undeclared-packages': ['lib/oauth/bad-package.ts', "import 'acorn';"],
  'no-orphans': ['lib/oauth/bad-orphan.ts', 'export const nobody = 1;'],
  'docs-send-no-client-code': [
    'app/(docs)/bad/page.tsx',
    "import { live } from '#components/live.tsx';\nexport default live;",
  ],
  'pages-import-nothing': ['content/bad.mdx', "import { card } from '#components/card.tsx'\n\n# Words\n"],
};

const manifest = {
  type: 'module',
  imports: { '#*': './*' },
  dependencies: { react: '*', next: '*' },
  devDependencies: { mermaid: '*' },
};

const houses: string[] = [];

function build(files: Record<string, string>): string {
  const house = mkdtempSync(join(tmpdir(), 'pixy-arrows-'));
  houses.push(house);
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), `${text}\n`);
  }
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  return house;
}

function check(house: string) {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/check/arrows.mjs'), house], {
    cwd: house,
    encoding: 'utf8',
  });
  return { status, report: stderr };
}

/** The paths that a report lists below the name of a rule. */
function under(report: string, rule: string): string {
  const [, rest = ''] = `\n${report}`.split(`\n${rule}\n`);
  return rest.split(/\n(?=\S)/)[0] ?? '';
}

afterAll(() => {
  for (const house of houses) rmSync(house, { recursive: true, force: true });
});

describe('arrows', () => {
  it('a house whose arrows are as they should be passes', () => {
    expect(check(build(SOUND))).toEqual({ status: 0, report: '' });
  });

  it('every rule has a planted fault, and every planted fault its rule', () => {
    const own = ['docs-send-no-client-code', 'pages-import-nothing'];
    expect(Object.keys(PLANTED).sort()).toEqual([...config.forbidden.map(({ name }) => name), ...own].sort());
  });

  it('every folder of lib/ is a room', () => {
    const folders = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const rooms = ROOMS.map(({ path }) => path);
    expect(folders.map(({ name }) => `lib/${name}`).filter((folder) => !rooms.includes(folder))).toEqual([]);
  });

  describe('planted faults', () => {
    let report = '';
    beforeAll(() => {
      const files = {
        ...SOUND,
        'lib/oauth/bad-cycle-back.ts': "import './bad-cycle.ts';",
        ...Object.fromEntries(Object.values(PLANTED)),
      };
      report = check(build(files)).report;
    });

    it.each(Object.entries(PLANTED))('%s', (rule, [file]) => {
      expect(under(report, rule)).toContain(file);
    });
  });
});
