'use client';

import { createContext, useContext } from 'react';
import type { Flow } from '#lib/flow/define.ts';
import type { Run } from '#lib/sandbox/run.ts';

/** The run that the page shows, for values in prose; null where prose stands without one. */
export const RunContext = createContext<{ readonly flow: Flow; readonly run: Run | null } | null>(null);

export const useRun = () => useContext(RunContext);
