import { createHash } from 'node:crypto';

/** The hash source of an inline style or script: `sha256-…`, without the quotes that a policy puts around it. */
export const cspHash = (text: string): string =>
  `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
