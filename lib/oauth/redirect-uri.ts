/** What the app checks on the URL that the browser brought back, before it uses anything in it. */
import { excerpt, quote } from './excerpt.ts';
import type { Verdict } from './verdict.ts';

export interface ExpectedResponse {
  /** The redirect URI that was sent, byte by byte. */
  readonly redirectUri: string;
  /** The `state` that was sent; undefined when none was. */
  readonly state: string | undefined;
  /** The issuer that the request was sent to. */
  readonly issuer: string | undefined;
  /** Whether the metadata promises `iss` in every answer (RFC 9207 Section 3). */
  readonly issPromised: boolean;
}

/** The parameters in the query of a URL; those in a fragment are not an answer to `response_type=code`. */
export const parametersOf = (url: string): URLSearchParams =>
  new URLSearchParams(/\?([^#]*)/.exec(url.split('#', 1)[0] ?? '')?.[1] ?? '');

/**
 * Whether `url` is the redirect URI, with nothing but parameters added. Text is compared (RFC 3986 Section 6.2.1,
 * RFC 9700 Section 2.1), so that no parser tidies up another host or path. The one allowance is the form that a
 * browser itself gives the registered URI, such as the slash after a bare host.
 */
export function isAtRedirectUri(url: string, redirectUri: string): boolean {
  const forms = URL.canParse(redirectUri) ? [redirectUri, new URL(redirectUri).href] : [redirectUri];
  return forms.some(
    (form) =>
      url === form ||
      url.startsWith(`${form}${form.includes('?') ? '&' : '?'}`) ||
      url.startsWith(`${form}#`),
  );
}

/**
 * The checks on an authorization response, all of them, in the order in which they matter. `state` and `iss` stand
 * before `error`: an error that another server or another page made up is not an answer (RFC 9207 Section 2.4).
 */
export function checkAuthorizationResponse(url: string, expected: ExpectedResponse): readonly Verdict[] {
  const parameters = parametersOf(url);
  return [
    checkAddress(url, expected.redirectUri),
    checkOnce(parameters),
    checkState(parameters, expected.state),
    checkIssuer(parameters, expected),
    checkNoError(parameters),
    checkCode(parameters),
  ];
}

function checkAddress(url: string, redirectUri: string): Verdict {
  const check = 'The URL is at redirect_uri';
  const spec = 'RFC6749-3.1.2';
  if (isAtRedirectUri(url, redirectUri))
    return { check, verdict: 'pass', expected: quote(redirectUri), spec };
  return {
    check,
    verdict: 'fail',
    expected: quote(redirectUri),
    actual: quote(url.split(/[?#]/, 1)[0] ?? ''),
    because: 'It was not made for this app, or was changed on the way.',
    spec,
  };
}

function checkOnce(parameters: URLSearchParams): Verdict {
  const check = 'No parameter appears twice';
  const spec = 'RFC6749-3.1';
  const names = [...parameters.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return { check, verdict: 'pass', spec };
  return {
    check,
    verdict: 'fail',
    expected: 'each parameter once',
    actual: `${quote(twice)} ${parameters.getAll(twice).length} times`,
    because: 'Two programs that read the URL could each take another value.',
    spec,
  };
}

function checkState(parameters: URLSearchParams, state: string | undefined): Verdict {
  const check = 'state is the one that was sent';
  const spec = 'RFC6749-10.12';
  const actual = parameters.get('state') ?? '';
  if (state === undefined || state === '') {
    return {
      check,
      verdict: 'cannot-tell',
      because: 'No state was sent, so there is nothing to compare.',
      spec,
    };
  }
  if (actual === state && parameters.getAll('state').length === 1) {
    return { check, verdict: 'pass', expected: excerpt(state), actual: excerpt(actual), spec };
  }
  return {
    check,
    verdict: 'fail',
    expected: excerpt(state),
    actual: actual === '' ? 'no state' : excerpt(actual),
    because:
      'This answer does not belong to the request that this app sent: somebody else may have started it.',
    spec,
  };
}

function checkIssuer(parameters: URLSearchParams, { issuer, issPromised }: ExpectedResponse): Verdict {
  const check = 'iss, where there is one, names the tenant that was asked';
  const spec = 'RFC9207-2.4';
  const actual = parameters.get('iss') ?? '';
  if (actual === '' && !issPromised) {
    return {
      check,
      verdict: 'cannot-tell',
      because: 'The answer has no iss, and the metadata promises none.',
      spec,
    };
  }
  if (issuer === undefined) {
    return { check, verdict: 'cannot-tell', because: 'The issuer that was asked is not known.', spec };
  }
  if (actual === issuer)
    return { check, verdict: 'pass', expected: quote(issuer), actual: quote(actual), spec };
  return {
    check,
    verdict: 'fail',
    expected: quote(issuer),
    actual: actual === '' ? 'no iss, although the metadata promises one' : quote(actual),
    because: 'The code of one server must not be handed to another.',
    spec,
  };
}

function checkNoError(parameters: URLSearchParams): Verdict {
  const check = 'The answer is not an error';
  const spec = 'RFC6749-4.1.2.1';
  const error = parameters.get('error') ?? '';
  if (error === '') return { check, verdict: 'pass', spec };
  const description = parameters.get('error_description');
  return {
    check,
    verdict: 'fail',
    expected: 'no error',
    actual: description ? `${quote(error)}: ${quote(description)}` : quote(error),
    because: 'The tenant did not give a code.',
    spec,
  };
}

function checkCode(parameters: URLSearchParams): Verdict {
  const check = 'There is exactly one code';
  const spec = 'RFC6749-4.1.2';
  const codes = parameters.getAll('code').filter((code) => code !== '');
  if (codes.length === 1) return { check, verdict: 'pass', actual: excerpt(codes[0] ?? ''), spec };
  return {
    check,
    verdict: 'fail',
    expected: 'one code',
    actual: codes.length === 0 ? 'none' : `${codes.length} codes`,
    because: 'Without a code there is nothing to exchange for tokens.',
    spec,
  };
}
