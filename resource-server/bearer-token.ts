/** Finds the access token in a request (RFC 6750 Section 2), the way Auth0's API SDK does. */
import { invalidRequest, plainRefusal, type Refusal, unauthorized } from './answers.ts';
import type { Checklist } from './checks.ts';
import { readText } from './limited-body.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Schemes that may be named in a log. Any other word before a space could itself be a token. */
const SCHEMES = ['basic', 'digest', 'dpop', 'negotiate', 'token'];

export async function findBearerToken(
  request: Request,
  checklist: Checklist,
): Promise<{ readonly token: string } | { readonly refusal: Refusal }> {
  const authorization = request.headers.get('authorization');
  const inHeader = authorization === null ? undefined : /^Bearer (.+)$/i.exec(authorization)?.[1];
  const form = await readForm(request);
  if (form === 'too-large') {
    return { refusal: plainRefusal(413, 'too_large', 'The body is larger than 64 KB') };
  }
  const found = [
    ...(inHeader === undefined ? [] : [{ token: inHeader, where: 'the Authorization header' }]),
    ...tokens(new URL(request.url).searchParams).map((token) => ({ token, where: 'the query' })),
    ...tokens(form).map((token) => ({ token, where: 'the form body' })),
  ];

  const [first, ...others] = found;
  if (!first) {
    checklist.fail('token', {
      expected: 'Authorization: Bearer <token>',
      actual: inWords(authorization),
      because: 'Without a token the API cannot know who calls.',
    });
    return { refusal: unauthorized };
  }
  checklist.pass('token', { actual: `in ${first.where}, ${first.token.length} characters` });

  if (others.length > 0) {
    checklist.fail('method', {
      expected: 'one token in one place',
      actual: found.map(({ where }) => where).join(' and '),
      because: 'Two tokens in one request could name two callers.',
    });
    return { refusal: invalidRequest('More than one method used for authentication') };
  }
  checklist.pass('method', {
    actual: first.where,
    ...(inHeader === undefined && {
      because: 'The API takes it from here too, but URLs and forms are logged: send it in the header.',
    }),
  });
  return { token: first.token };
}

const tokens = (parameters: URLSearchParams) =>
  parameters.getAll('access_token').filter((token) => token !== '');

async function readForm(request: Request): Promise<URLSearchParams | 'too-large'> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== FORM) return new URLSearchParams();
  const body = await readText(request);
  if (body.ok) return new URLSearchParams(body.text);
  return body.because === 'too-large' ? 'too-large' : new URLSearchParams();
}

function inWords(authorization: string | null): string {
  if (authorization === null) return 'no Authorization header';
  if (/^Bearer\s*$/i.test(authorization)) return 'the word Bearer and nothing after it';
  const scheme = /^(\S+) /.exec(authorization)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return `an Authorization header of ${authorization.length} characters without a scheme`;
  return SCHEMES.includes(scheme) ? `the scheme ${scheme}` : 'a scheme other than Bearer';
}
