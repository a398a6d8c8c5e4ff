import { configDefaults, defineConfig } from 'vitest/config';

/** Rooms whose tests sit beside their sources. */
const rooms = '{app,components,content,lib,resource-server,scripts,store,tenant}';

export default defineConfig({
  test: {
    // A test that hangs says so before anyone wonders.
    testTimeout: 20_000,
    projects: [
      { extends: true, test: { name: 'unit', include: [`${rooms}/**/*.test.{ts,tsx}`] } },
      {
        extends: true,
        test: {
          name: 'tenant',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, 'tests/interop/**', 'tests/e2e/**'],
        },
      },
      // Needs the running site: `npm test -- interop` starts it and names it in PIXY_TEST_URL.
      {
        extends: true,
        test: {
          name: 'interop',
          include: ['tests/interop/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
