/** How much memory the site's server holds. */
import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

/** Work that goes on after an answer, and the collector, have had their turn after this many milliseconds. */
const IDLE = 5_000;

/**
 * Resident memory of the process and of all that it started, after a while in which nobody asked anything.
 * @param {number} pid
 * @returns {Promise<number>} in MB of 1,000,000 bytes
 */
export async function idleMemory(pid) {
  await wait(IDLE);
  const { stdout, status } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  if (status !== 0) throw new Error('Memory is read with ps, which is not there.');
  const processes = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([pid]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [child = 0, parent = 0] of processes) if (family.has(parent)) family.add(child);
  }
  const kib = processes.reduce((sum, [id = 0, , rss = 0]) => (family.has(id) ? sum + rss : sum), 0);
  if (kib === 0) throw new Error(`There is no process ${pid}.`);
  return (kib * 1024) / 1_000_000;
}
