/**
 * Keeps a run over a reload: in this tab's `sessionStorage`, under one name, and nowhere else. Tokens are in it, so
 * it is never `localStorage`, never a cookie, never a URL.
 */
import { z } from 'zod';
import type { Flow } from '../flow/define.ts';
import { isTenantKey } from '../scenario/tenant-key.ts';
import type { Run } from './run.ts';
import { runSchema } from './run-schema.ts';

/** The one name in storage. */
export const SESSION_KEY = 'pixy:run';
/** Where the callback page leaves its URL when it was not in the phone's frame but at the top of this tab. */
export const ARRIVED_KEY = 'pixy:arrived';

export interface Kept {
  /** The key of the visitor's tenant; null when the run is against a tenant that is not theirs. */
  readonly key: string | null;
  readonly run: Run;
}

/** What happened to storage, as a sentence for the reader; null when there is nothing to say. */
export type Note = string | null;

export interface Session {
  readonly read: () => { readonly kept: Kept | null; readonly note: Note };
  readonly write: (kept: Kept) => Note;
  /** Removes everything this tab knows of the run. */
  readonly forget: () => void;
  /** Takes the callback URL that the callback page left, if any: it is there once. */
  readonly takeArrived: () => string | null;
}

export const notes = {
  denied: 'This browser does not let the page keep anything, so a reload begins a new run.',
  full: 'The run has grown too large to keep, so a reload begins a new run.',
  damaged: 'What this tab had kept could not be read any more, so a new run begins.',
} as const;

const keptSchema = z.object({
  version: z.literal(1),
  key: z.string().refine(isTenantKey).nullable(),
  run: runSchema,
});

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * @param open gives the tab's storage, for example `() => sessionStorage`; it may throw, as browsers do when
 *   storage is denied. Then the run lives in memory only, and a note says so.
 */
export function openSession(flow: Flow, open: () => TabStorage | null): Session {
  const storage = quietly(open);
  return {
    read() {
      const read = quietly(() => storage?.getItem(SESSION_KEY) ?? null);
      if (read === null) return { kept: null, note: storage === null ? notes.denied : null };
      const kept = parse(flow, read);
      if (kept === null) quietly(() => storage?.removeItem(SESSION_KEY));
      return { kept, note: kept === null ? notes.damaged : null };
    },
    write(kept) {
      if (storage === null) return notes.denied;
      try {
        storage.setItem(SESSION_KEY, JSON.stringify({ version: 1, ...kept }));
        return null;
      } catch {
        // An older run that comes back after a reload would be a lie, so none does.
        quietly(() => storage.removeItem(SESSION_KEY));
        return notes.full;
      }
    },
    forget() {
      quietly(() => storage?.removeItem(SESSION_KEY));
      quietly(() => storage?.removeItem(ARRIVED_KEY));
    },
    takeArrived() {
      const url = quietly(() => storage?.getItem(ARRIVED_KEY) ?? null);
      if (url !== null) quietly(() => storage?.removeItem(ARRIVED_KEY));
      return url;
    },
  };
}

/** Storage is the reader's, and a reader may deny it at any time: then it is as if there was none. */
function quietly<T>(act: () => T): T | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** The kept run, or null when it is no run of this flow as it is now. */
function parse(flow: Flow, text: string): Kept | null {
  const json = quietly((): unknown => JSON.parse(text));
  const parsed = keptSchema.safeParse(json);
  if (!parsed.success) return null;
  const { key, run } = parsed.data;
  const known = flow.steps.map(({ id }) => id);
  const same =
    known.length === Object.keys(run.steps).length && known.every((id) => run.steps[id] !== undefined);
  return run.flow === flow.id && same ? { key, run } : null;
}
