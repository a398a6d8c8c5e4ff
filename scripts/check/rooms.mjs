/** The rooms of the code and the arrows between them: what dependency-cruiser enforces and the README draws. */

/**
 * @typedef {object} Room
 * @property {string} path the folder, without a slash at its end, or one file
 * @property {readonly string[]} may folders and files that it may import, with all that lies below them
 * @property {string} does what the room is for, in a few words
 * @property {string} because the reason for the arrows that are missing
 */

/** @type {readonly Room[]} the most particular room first: a file belongs to the first one that holds it */
export const ROOMS = [
  {
    path: 'app/base-url.ts',
    may: [],
    does: 'the address of this site',
    because: 'an address is a setting of the server; whoever needs it, it needs nobody',
  },
  {
    path: 'app/runtime.ts',
    may: ['app/base-url.ts', 'store'],
    does: 'what the doors share',
    because: 'it opens the store; which party needs it is for a door to say',
  },
  {
    path: 'app/t',
    may: ['app/base-url.ts', 'app/runtime.ts', 'tenant', 'store', 'lib/scenario'],
    does: 'the door to the tenant',
    because: 'a door hands requests over; whatever it knows of pages or of the API, it should not need',
  },
  {
    path: 'app/api',
    may: ['app/base-url.ts', 'app/runtime.ts', 'resource-server', 'store', 'lib/scenario'],
    does: 'the door to the API',
    because: 'a door hands requests over; whatever it knows of pages or of the tenant, it should not need',
  },
  {
    path: 'app',
    may: ['components', 'lib', 'content'],
    does: 'routes',
    because:
      'a route chooses data and places components; it reaches tenant and API by HTTP, as any app would',
  },
  {
    path: 'components/ui',
    may: [],
    does: 'buttons, tabs, code',
    because: 'a button that knows OAuth cannot be used where there is none',
  },
  {
    path: 'components',
    may: ['components/ui', 'lib'],
    does: 'what a reader sees',
    because:
      'a component takes a definition or a trace and emits events; where it stands is for a route to say',
  },
  {
    path: 'content',
    may: [],
    does: 'words',
    because: 'authors use names and ids; mdx-components.tsx is the one place where content meets components',
  },
  {
    path: 'lib/sandbox',
    may: ['lib/scenario', 'lib/flow', 'lib/trace', 'lib/oauth'],
    does: 'runs a scenario',
    because:
      'the sandbox reaches tenant and API by HTTP alone: if it could import them, it would prove nothing of other servers',
  },
  {
    path: 'lib/diagnosis',
    may: ['lib/scenario', 'lib/flow', 'lib/trace', 'lib/oauth'],
    does: 'finds problems in a trace',
    because: 'a diagnosis reads a trace, whoever recorded it; it does not run or draw one',
  },
  {
    path: 'lib/diagram',
    may: ['lib/flow', 'lib/trace', 'lib/oauth'],
    does: 'draws a flow or a trace',
    because: 'a picture shows what is there; it neither runs nor judges it',
  },
  {
    path: 'lib/scenario',
    may: ['lib/flow', 'lib/trace', 'lib/oauth'],
    does: 'settings of the three parties',
    because: 'settings are data that others act on',
  },
  {
    path: 'lib/flow',
    may: ['lib/trace', 'lib/oauth'],
    does: 'what should happen: the steps',
    because: 'a step is a definition; who runs, draws or checks it comes after it',
  },
  {
    path: 'lib/trace',
    may: ['lib/oauth'],
    does: 'what did happen',
    because:
      'a trace is what happened and a flow what should: a record that knew the flow could not contradict it',
  },
  {
    path: 'lib/oauth',
    may: [],
    does: 'the protocol alone',
    because: 'someone who knows the RFCs and nothing of this site must be able to check it',
  },
  {
    path: 'tenant',
    may: ['store', 'lib/scenario/settings.ts'],
    does: 'the authorization server',
    because: 'the tenant is another party: what it shared with the app, the app could not test',
  },
  {
    path: 'resource-server',
    may: ['store', 'lib/scenario/settings.ts'],
    does: 'the sample API',
    because: 'the API is another party: what it shared with the app, the app could not test',
  },
  {
    path: 'store',
    may: [],
    does: 'tables',
    because: 'the store keeps rows; what they mean is for the party whose rows they are',
  },
];

/** Types of these may go where their room may not: a verdict has one shape, whoever gives it. */
export const SHARED_TYPES = ['lib/oauth/verdict.ts', 'lib/oauth/spec.ts'];
