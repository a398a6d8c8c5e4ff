/** Faults in how a run goes on, what it takes from other windows, and what its transport gives away. */

const machine = (title) => ({ file: 'lib/sandbox/machine.test.ts', title });
const perform = (title) => ({ file: 'lib/sandbox/perform.test.ts', title });
const browser = (title) => ({ file: 'lib/sandbox/browser.test.ts', title });
const page = (title) => ({ file: 'tests/faults/callback-page.test.ts', title });
const callback = (what) => ({
  file: 'lib/sandbox/callback.test.ts',
  title: `what is not taken › ${what}`,
});

/** @type {readonly import('./faults.mjs').Fault[]} */
export const sandbox = [
  {
    id: 'failed-check-used',
    wrong: 'An answer whose check has failed is used all the same.',
    file: 'lib/sandbox/perform.ts',
    find: "  if (no) return { status: 'refused', entry, verdicts, ...inWords(no) };\n",
    replace:
      "  if (no && entry.kind === 'exchange') return { status: 'refused', entry, verdicts, ...inWords(no) };\n",
    noticedBy: perform('redirect › incoming: a failed check refuses it, and nothing is learned'),
  },
  {
    id: 'refused-calculation-passed',
    wrong: 'The flow goes on after an ID token that the app has refused.',
    file: 'lib/sandbox/machine.ts',
    find: "(step.kind === 'request' && state?.status === 'refused')",
    replace: "state?.status === 'refused'",
    noticedBy: machine('refused › a refused calculation stops the run'),
  },
  {
    id: 'callback-read-twice',
    wrong: 'A callback URL that was read stays there to be read again.',
    file: 'lib/sandbox/machine.ts',
    find: "if (incoming && outcome.status !== 'unreachable') next = { ...next, arrived: null };",
    replace: "if (incoming && outcome.status === 'refused') next = { ...next, arrived: null };",
    noticedBy: machine('one step after the other › the callback URL is read once and then forgotten'),
  },
  {
    id: 'unasked-callback-taken',
    wrong: 'A callback at any address is taken in.',
    file: 'lib/sandbox/machine.ts',
    find: 'if (!waiting || !under || !isAtRedirectUri(url, waiting.address)) return run;',
    replace: 'if (!waiting || !under || !isAtRedirectUri(url, url)) return run;',
    noticedBy: machine('what was not asked for changes nothing › a callback at another address'),
  },
  {
    id: 'message-origin-ignored',
    wrong: 'A message of any origin may bring the callback URL.',
    file: 'lib/sandbox/callback.ts',
    find: "if (message.origin !== expected.origin || expected.origin === 'null')",
    replace: "if (expected.origin === 'null')",
    noticedBy: callback('another origin'),
  },
  {
    id: 'message-origin-by-prefix',
    wrong: 'An origin that only begins like ours may bring the callback URL.',
    file: 'lib/sandbox/callback.ts',
    find: 'if (message.origin !== expected.origin ||',
    replace: 'if (!message.origin.startsWith(expected.origin) ||',
    noticedBy: callback('an origin that only begins like ours'),
  },
  {
    id: 'message-source-ignored',
    wrong: 'Any window of this origin may bring the callback URL.',
    file: 'lib/sandbox/callback.ts',
    find: ' || message.source !== expected.frame',
    replace: '',
    noticedBy: callback('another window of this origin'),
  },
  {
    id: 'callback-url-kept',
    wrong: 'The callback URL stays in the storage of the tab after it was taken.',
    file: 'lib/sandbox/session.ts',
    find: 'if (url !== null) quietly(() => storage?.removeItem(ARRIVED_KEY));',
    replace: 'if (url === null) quietly(() => storage?.removeItem(ARRIVED_KEY));',
    noticedBy: {
      file: 'lib/sandbox/session.test.ts',
      title: 'a callback URL left at the top of the tab is taken once',
    },
  },
  {
    id: 'back-channel-with-cookies',
    wrong: 'The back channel carries the cookies of the browser.',
    file: 'lib/sandbox/browser.ts',
    find: "credentials: 'omit'",
    replace: "credentials: 'include'",
    noticedBy: browser('no cookies, no cache, no redirects, no referrer'),
  },
  {
    id: 'back-channel-redirected',
    wrong: 'The app follows a redirect with its code or token in hand.',
    file: 'lib/sandbox/browser.ts',
    find: "redirect: 'manual'",
    replace: "redirect: 'follow'",
    noticedBy: browser('no answer is told apart by its cause › a redirect'),
  },
  {
    id: 'callback-told-to-anybody',
    wrong: 'The callback page tells the response to the page around it, whoever that is.',
    file: 'app/callback/hand-over.ts',
    find: "postMessage({ type: 'pixy:callback', url }, origin)",
    replace: "postMessage({ type: 'pixy:callback', url }, '*')",
    noticedBy: page('in a frame: tells the page of its own origin, and no other'),
  },
  {
    id: 'callback-unasked-kept',
    wrong: 'The callback page hands a response over to a run that did not ask for it.',
    file: 'app/callback/hand-over.ts',
    find: "const asked = state !== null && state !== '' && run.includes(JSON.stringify(state));",
    replace: "const asked = state !== null && run !== '';",
    noticedBy: page(
      'RFC 9700 Section 4.7: with a run with another state in this tab, nothing happens with the response',
    ),
  },
  {
    id: 'callback-in-history',
    wrong: 'The code stays in the address bar and in the history of the browser.',
    file: 'app/callback/hand-over.ts',
    find: "  history.replaceState(null, '', pathname);\n",
    replace: '',
    noticedBy: page('in a frame: tells the page of its own origin, and no other'),
  },
];
