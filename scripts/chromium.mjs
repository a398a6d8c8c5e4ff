/** Finds a Chromium for the tests that need a browser, or installs one. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Explained, ROOT } from './site.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const PLACES = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
  linux: ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'],
};

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @returns {Promise<string | null>} the path of a browser that is installed. */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH || process.env.CHROME_PATH;
  if (named) {
    if (isProgram(named)) return named;
    throw new Explained(`CHROMIUM_PATH or CHROME_PATH names ${named}, which is no program.`);
  }
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [own, ...onPath, ...(PLACES[process.platform] ?? [])].find(isProgram) ?? null;
}

/** Runs in silence; what it printed is kept for the case that every way fails. */
function run(said, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  said.push(`$ ${command} ${args.join(' ')}\n${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`);
  return status === 0;
}

/** Debian's own package: the way that works where Playwright's download is out of reach. */
function installFromDebian(said) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  return (
    run(said, 'apt-get', ['update', '-qq']) &&
    run(said, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  );
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<string>} the path of a browser
 * @throws {Explained} with the ways to get one, when none is there and none could be installed.
 */
export async function requireChromium(say) {
  const found = await findChromium();
  if (found) return found;

  const said = [];
  say('No browser found. Installing Chromium with Playwright, a download of about 180 MB.');
  const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
  if (run(said, process.execPath, [playwright, 'install', 'chromium'])) {
    const installed = await findChromium();
    if (installed) return installed;
  }
  say("Playwright could not install it. Trying the system's packages.");
  if (installFromDebian(said)) {
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new Explained(
    [
      ...said,
      'The browser tests need Chromium. One of these helps:',
      '  npx playwright install chromium           a download of about 180 MB',
      '  sudo apt-get install chromium             Debian and Ubuntu',
      '  CHROMIUM_PATH=/path/to/chrome npm test    a Chrome, Chromium or Edge that you have',
      '  npm test -- unit tenant                   everything that needs no browser',
    ].join('\n'),
  );
}
