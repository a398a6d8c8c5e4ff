/** Bodies of the back channel: a form, or JSON, which Auth0 takes as well. */
import { type Exchange, readBody } from './exchange.ts';

/** Longest body of the OAuth endpoints in bytes; the provider takes no more. */
const LONGEST = 56 * 1024;

export type Body =
  | { readonly ok: true; readonly form: URLSearchParams }
  | { readonly ok: false; readonly status: 400 | 413; readonly description: string };

const refuse = (description: string, status: 400 | 413 = 400): Body => ({ ok: false, status, description });

export async function readParameters({ request }: Exchange): Promise<Body> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const body = await readBody(request, LONGEST);
  if (body === undefined) return refuse(`The body is larger than ${LONGEST} bytes`, 413);
  if (type === 'application/json') return parseJson(body);
  if (type === 'application/x-www-form-urlencoded' || body === '') {
    return { ok: true, form: new URLSearchParams(body) };
  }
  return refuse('The body must be application/x-www-form-urlencoded or application/json');
}

function parseJson(body: string): Body {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refuse('The body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('The body must be a JSON object');
  }
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value)) {
    if (member === null || member === undefined) continue;
    if (typeof member !== 'string' && typeof member !== 'number' && typeof member !== 'boolean') {
      return refuse(`The member ${name.slice(0, 64)} must be text`);
    }
    form.append(name, String(member));
  }
  return { ok: true, form };
}
