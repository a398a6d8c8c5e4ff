/** Builds and serves the site: what `npm start` and `npm test` share. Plain Node, nothing installed is imported. */
import { spawn } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');
const BUILD_ID = join(ROOT, '.next/BUILD_ID');

/** What a build is made from. A change below one of these makes the build old. */
const SOURCES = [
  'app',
  'components',
  'content',
  'lib',
  'public',
  'resource-server',
  'store',
  'tenant',
  'mdx-components.tsx',
  'next.config.mjs',
  'package-lock.json',
  'proxy.ts',
  'tsconfig.json',
];

/** Next's own switch: nothing about this machine is sent anywhere. */
const QUIET = { NEXT_TELEMETRY_DISABLED: '1' };

/** A fault that is explained by its sentence: whoever prints it prints no stack. */
export class Explained extends Error {}

/** @param {number} since `Date.now()` of the beginning */
export const elapsed = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** @throws {Explained} when this Node cannot run the site, or nothing is installed. */
export function checkGround() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Explained(
      `Pixy needs Node 20.19 or later; this is ${process.versions.node}. With nvm: nvm install && nvm use`,
    );
  }
  if (!existsSync(NEXT)) throw new Explained('Nothing is installed yet. Run: npm ci');
}

/**
 * The newest change below a path, in milliseconds since 1970; 0 when there is no such path. Directories count, so
 * that a deletion is a change; tests do not, because no build contains them.
 */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestChange(join(path, name))),
    stat.mtimeMs,
  );
}

/** Why the site must be built, as a short clause, or null when the build is as new as the sources. */
export function whyBuild() {
  const built = statSync(BUILD_ID, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return 'there is no build yet';
  const newer = SOURCES.find((source) => newestChange(join(ROOT, source)) > built);
  return newer === undefined ? null : `${newer} changed since the last build`;
}

/**
 * Builds the site when it must be built.
 * @param {(line: string) => void} say
 * @throws {Explained} with everything the build printed, when it fails.
 */
export async function buildIfNeeded(say) {
  const why = whyBuild();
  if (why === null) return;
  const since = Date.now();
  say(`Building the site: ${why}. This takes about a minute.`);
  const heartbeat = setInterval(() => say(`  still building (${elapsed(since)})`), 15_000);
  const output = [];
  const child = spawn(process.execPath, [NEXT, 'build'], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const stop = () => child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const code = await new Promise((resolve) => child.on('close', resolve));
  process.off('SIGINT', stop).off('SIGTERM', stop);
  clearInterval(heartbeat);
  if (code !== 0) {
    throw new Explained(`${Buffer.concat(output)}\nThe build failed; what Next said stands above.`);
  }
  // The build is as old as its beginning: what changed while it ran is not in it.
  utimesSync(BUILD_ID, since / 1000, since / 1000);
  say(`Built in ${elapsed(since)}.`);
}

/**
 * The address to listen on so that `localhost` reaches it and no other machine does. Next listens on one address
 * only; browsers and Node try every address that `localhost` has, so one that it has is enough.
 */
export async function loopback() {
  const addresses = await lookup('localhost', { all: true }).catch(() => []);
  const has = (address) => addresses.some((known) => known.address === address);
  return !has('127.0.0.1') && has('::1') ? '::1' : '127.0.0.1';
}

/** @returns {Promise<number>} a port that is free now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Does anybody answer at this port of `localhost`, by whichever of its addresses? */
export const isTaken = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: 'localhost', timeout: 1000 });
    const answer = (taken) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });

/**
 * `oidc-provider` prints this line on every Node 20 although all that Pixy uses of it runs there (`npm test` on
 * Node 20 is the proof), and has no switch for it. This one line is left out; every other line passes.
 */
const NOT_OURS = /^.*oidc-provider WARNING: Unsupported runtime\. Use Node\.js v22\.x LTS.*\n/gm;

/** The lines of a stream, whole, without the one that is not ours. */
function passOn(from, to) {
  let rest = '';
  from.setEncoding('utf8');
  from.on('data', (chunk) => {
    const text = rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    to.write(text.slice(0, end).replace(NOT_OURS, ''));
  });
  from.on('end', () => to.write(rest));
}

/**
 * Starts the built site and waits until it answers.
 * @param {{ port: number, host: string, env?: Record<string, string>, log?: NodeJS.WritableStream }} options
 *   `log` takes what the server prints; without it the server's errors go to stderr and the rest nowhere.
 * @returns {Promise<{ pid: number, exited: Promise<number>, stop: () => Promise<void> }>}
 * @throws {Explained} when it ends before it answers.
 */
export async function serve({ port, host, env = {}, log }) {
  // Next's own process, not npm's or npx's: a signal reaches it and nothing survives it.
  const child = spawn(process.execPath, [NEXT, 'start', '--hostname', host, '--port', String(port)], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  passOn(child.stderr, log ?? process.stderr);
  if (log) passOn(child.stdout, log);
  else child.stdout.resume();

  const exited = new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  let over = false;
  exited.then(() => {
    over = true;
  });

  const stop = async () => {
    if (over) return;
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
    await exited;
    clearTimeout(hard);
  };

  const anywhere = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' };
  const url = `http://${anywhere[host] ?? host}:${port}/`;
  for (let tries = 0; tries < 600; tries++) {
    if (over) throw new Explained(`The server ended before it answered (exit code ${await exited}).`);
    const answered = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) }).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    );
    if (answered) return { pid: child.pid ?? 0, exited, stop };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await stop();
  throw new Explained(`The server did not answer at ${url} within a minute.`);
}

/**
 * The person whom every new tenant knows. Read as text, so that plain Node can say what TypeScript says.
 * @returns {{ email: string, password: string }}
 */
export function demoUser() {
  const text = readFileSync(join(ROOT, 'lib/scenario/defaults.ts'), 'utf8');
  const [, block = ''] = text.split('export const demoUser = {');
  const email = /^ {2}email: '([^']+)',$/m.exec(block)?.[1];
  const password = /^ {2}password: '([^']+)',$/m.exec(block)?.[1];
  if (!email || !password)
    throw new Explained('lib/scenario/defaults.ts no longer names the demo user as it did.');
  return { email, password };
}
