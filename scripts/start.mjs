/** `npm start`: builds the site when its sources are newer than its build, serves it, and says where. */
import {
  buildIfNeeded,
  checkGround,
  demoUser,
  Explained,
  elapsed,
  isTaken,
  loopback,
  serve,
} from './site.mjs';

const say = (line) => console.log(line);

/** @throws {Explained} when PORT is no port. */
function portOf(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new Explained(`PORT must be a whole number from 1 to 65535, but it is "${text}".`);
}

async function start() {
  const since = Date.now();
  checkGround();
  const port = portOf(process.env.PORT || '3000');
  if (await isTaken(port)) {
    throw new Explained(
      `Port ${port} is taken. Choose another one: PORT=${port === 65535 ? 3001 : port + 1} npm start`,
    );
  }
  const baseUrl = process.env.APP_BASE_URL || `http://localhost:${port}`;
  await buildIfNeeded(say);

  say('Starting the server.');
  // Loopback unless asked otherwise: the demo user's password is published, so no network should see the tenant.
  const host = process.env.HOST || (await loopback());
  const site = await serve({ port, host, env: { APP_BASE_URL: baseUrl } });
  const stop = () => site.stop();
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);

  const { email, password } = demoUser();
  say('');
  say(`  Pixy    ${baseUrl}`);
  say(`  Log in  ${email} / ${password}`);
  say('');
  say(`Ready in ${elapsed(since)}. Ctrl+C stops it.`);

  const code = await site.exited;
  // 130 and 143 are how Next says that a signal ended it: that was asked for.
  process.exitCode = [0, 130, 143].includes(code) ? 0 : code;
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Explained ? error.message : error);
  process.exitCode = 1;
}
