/**
 * The planted faults: each breaks one rule of the protocol at one place, and names the test that must notice.
 * `npm run faults` replays them. A fault whose text no longer stands at its place is an error, so the list follows
 * the code.
 */
import { api } from './api.mjs';
import { answers, idTokens, responses } from './app-believes.mjs';
import { calculations, requests } from './app-sends.mjs';
import { sandbox } from './sandbox.mjs';
import { authorization, neighbours, people, tokens } from './tenant.mjs';

/**
 * @typedef {object} Fault
 * @property {string} id kebab-case, a noun for what is wrong
 * @property {string} wrong what is wrong, in one sentence
 * @property {string} file where it is planted, from the root of the project
 * @property {string} find text that stands exactly once in the file
 * @property {string} replace what stands there when the fault is planted
 * @property {{ file: string, title: string, alone?: boolean }} noticedBy the test that must fail: its file, and the
 *   titles of its groups and its own, with ` › ` between; `alone` where the rest of the file would take too long
 */

/** In the order of the flow. */
export const groups = [
  { title: 'What the app calculates', faults: calculations },
  { title: 'What the app sends', faults: requests },
  { title: 'What the app believes of an authorization response', faults: responses },
  { title: 'What the app believes of other answers', faults: answers },
  { title: 'What the app believes of an ID token', faults: idTokens },
  { title: 'How a run goes on', faults: sandbox },
  { title: 'What the API accepts', faults: api },
  { title: 'Where the tenant sends a code', faults: authorization },
  { title: 'Whom the tenant lets in', faults: people },
  { title: 'What the tenant gives for a code or a token', faults: tokens },
  { title: 'Whom else the tenant serves', faults: neighbours },
];

/** @type {readonly Fault[]} */
export const faults = groups.flatMap((group) => group.faults);

/**
 * No fault at all but a comment: it is replayed with the others and must not be caught.
 * @type {Fault}
 */
export const harmless = {
  id: 'no-fault',
  wrong: 'A comment was changed.',
  file: 'lib/oauth/pkce.ts',
  find: '/** Proof Key for Code Exchange (RFC 7636)',
  replace: '/** PKCE: Proof Key for Code Exchange (RFC 7636)',
  noticedBy: {
    file: 'lib/oauth/pkce.test.ts',
    title: 'Proof Key for Code Exchange › RFC 7636 Appendix B: derives the published challenge',
  },
};
