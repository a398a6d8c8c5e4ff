/** Reads the hand-written witnesses in this folder. They are never made from the definitions they testify about. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowValues } from '#lib/flow/values.ts';

const folder = import.meta.dirname;

/** Ids of the steps that have a witness of the given kind. */
export const witnesses = (kind: 'http' | 'values'): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(`.${kind}`))
    .map((name) => name.slice(0, -kind.length - 1))
    .sort();

/** The sections of a witness under the words after `###`. */
export function readWitness(id: string, kind: 'http' | 'values'): ReadonlyMap<string, string> {
  const text = readFileSync(join(folder, `${id}.${kind}`), 'utf8');
  const sections = text.split(/^### (\w+)\n/m).slice(1);
  const named = new Map<string, string>();
  for (let i = 0; i < sections.length; i += 2) {
    const name = sections[i] ?? '';
    const body = sections[i + 1] ?? '';
    // An empty line before the next heading is for the reader.
    named.set(name, i + 2 < sections.length ? body.replace(/\n\n$/, '\n') : body);
  }
  return named;
}

/** `name: value` lines as a record. */
export const parseValues = (section: string): Record<string, string> =>
  Object.fromEntries(
    section
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
  );

/** What the app is configured with in every witness. */
export const given: Partial<FlowValues> = {
  issuer: 'https://tenant.example.com/',
  discovery_url: 'https://tenant.example.com/.well-known/openid-configuration',
  client_id: 's6BhdRkqt3',
  redirect_uri: 'com.example.timesheets://callback',
  audience: 'https://timesheets.example.com/',
  scope: 'openid profile email offline_access read:timesheets',
  api_url: 'https://api.example.com/timesheets',
  post_logout_redirect_uri: 'com.example.timesheets://callback/logout',
};

/** 2026-11-23T08:00:05Z, five seconds after the tokens were issued. */
export const now = Date.parse('2026-11-23T08:00:05Z');

/** The octets of RFC 7636 Appendix B, then 0 to 15, then 16 to 31: what the app drew, in the order it drew. */
export function fixedRandom(): (bytes: number) => Uint8Array<ArrayBuffer> {
  const drawn = [
    [
      116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214,
      191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ],
    Array.from({ length: 16 }, (_, i) => i),
    Array.from({ length: 16 }, (_, i) => i + 16),
  ];
  return (bytes) => {
    const next = drawn.shift();
    if (next?.length !== bytes) throw new Error(`Nobody expected a draw of ${bytes} bytes here.`);
    return Uint8Array.from(next);
  };
}
