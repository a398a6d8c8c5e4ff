/** The arrows between the rooms, each with its reason. `npm run check -- arrows` follows them. */
import { ROOMS, SHARED_TYPES } from './scripts/check/rooms.mjs';

const literally = (path) => path.replace(/[.\\/()[\]]/g, '\\$&');
/** The folder and all below it, or the one file. */
const within = (path) => (/\.tsx?$/.test(path) ? `^${literally(path)}$` : `^${literally(path)}/`);

const OURS = '^(app|components|content|lib|resource-server|store|tenant|tests|scripts|bench)/';
const PRODUCT =
  '^(app|components|content|lib|resource-server|store|tenant)/|^(mdx-components\\.tsx|proxy\\.ts)$';
/** Tests may use whatever proves their point. */
const TESTS = '(\\.test\\.tsx?|/(fixtures?|test-support)\\.tsx?)$';

/** One rule per room: it imports itself, what it may, and nothing else of ours. */
const roomRules = ROOMS.map((room, index) => ({
  name: `${room.path.replace(/\W/g, '-')}-keeps-its-arrows`,
  comment: `${room.path} may import ${room.may.join(', ') || 'nothing of ours'}: ${room.because}.`,
  severity: 'error',
  from: {
    path: within(room.path),
    pathNot: [
      TESTS,
      ...ROOMS.slice(0, index)
        .filter((other) => other.path.startsWith(`${room.path}/`))
        .map((other) => within(other.path)),
    ],
  },
  to: {
    path: OURS,
    pathNot: [
      within(room.path),
      ...room.may.map(within),
      ...(room.path === 'tenant' || room.path === 'resource-server' ? SHARED_TYPES.map(within) : []),
    ],
  },
}));

export default {
  forbidden: [
    ...roomRules,
    {
      name: 'other-parties-share-types-only',
      comment:
        'tenant and resource-server may know the shape of a verdict and the list of sections, not run any code of lib/oauth: a fault there would otherwise be made and excused by the same line.',
      severity: 'error',
      from: { path: '^(tenant|resource-server)/', pathNot: TESTS },
      to: { path: SHARED_TYPES.map(within), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-door-to-the-tenant',
      comment: 'Only app/t imports tenant/: deleting both must leave everything else type-checking.',
      severity: 'error',
      from: { pathNot: ['^tenant/', '^app/t/', '^(tests|bench)/', TESTS] },
      to: { path: '^tenant/' },
    },
    {
      name: 'one-door-to-the-api',
      comment: 'Only app/api imports resource-server/: everybody else is a client of it and uses HTTP.',
      severity: 'error',
      from: { pathNot: ['^resource-server/', '^app/api/', '^(tests|bench)/', TESTS] },
      to: { path: '^resource-server/' },
    },
    {
      name: 'doors-and-parties-use-the-store',
      comment:
        'Only the server side of a party opens the store: a page that read it would know what its visitor may not. app/runtime.ts opens it for the doors.',
      severity: 'error',
      from: {
        pathNot: [
          '^(tenant|resource-server|store)/',
          '^app/(t|api)/',
          '^app/runtime\\.ts$',
          '^(tests|bench)/',
          TESTS,
        ],
      },
      to: { path: '^store/' },
    },
    {
      name: 'runtime-is-for-doors',
      comment:
        'app/runtime.ts holds the open store: a page that imported it would be a way around the doors.',
      severity: 'error',
      from: { path: '^app/', pathNot: ['^app/(t|api)/', TESTS] },
      to: { path: '^app/runtime\\.ts$' },
    },
    {
      name: 'lib-runs-anywhere',
      comment:
        'lib/ runs in any JavaScript runtime: no React, no Next, nothing of Node. It is what a reader can take away.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '(^|node_modules/)(react|react-dom|next|@next|@mdx-js)(/|$)' },
    },
    {
      name: 'lib-uses-nothing-of-node',
      comment: 'lib/ runs in any JavaScript runtime: Web APIs only.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'parties-know-no-pages',
      comment: 'tenant, resource-server and store are servers: React and Next belong to the site.',
      severity: 'error',
      from: { path: '^(tenant|resource-server|store)/', pathNot: TESTS },
      to: { path: '(^|node_modules/)(react|react-dom|next|@next|@mdx-js)(/|$)' },
    },
    {
      name: 'pages-open-no-files',
      comment:
        'What a component shows comes in as props, so that it can be shown anywhere and tested with data.',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-without-tests',
      comment: 'What runs for a visitor imports neither tests nor scripts.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: TESTS },
      to: { path: ['^(tests|scripts|bench)/', TESTS] },
    },
    {
      name: 'product-without-dev-dependencies',
      comment:
        'An install without development dependencies must still build and serve. Types vanish, so they may.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module in two files; neither can be read alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-imports',
      comment: 'An import that resolves to nothing, or to a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that only happens to be installed can vanish with the next install.',
      severity: 'error',
      from: { pathNot: ['^tests/', TESTS] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-orphans',
      comment: 'No route, door or script reaches this module: it is dead, or its registration is missing.',
      severity: 'error',
      from: { path: '^(app|scripts)/|^[^/]+\\.(tsx?|mjs)$', pathNot: TESTS },
      to: {
        path: '^(components|content|lib|resource-server|store|tenant)/',
        pathNot: [TESTS, '\\.mdx$'],
        reachable: false,
      },
    },
  ],
  options: {
    // Types count: an arrow that only types take is still knowledge.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.next/', '^next-env\\.d\\.ts$', '\\.css$'] },
    extraExtensionsToScan: ['.mdx'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
    },
  },
};
