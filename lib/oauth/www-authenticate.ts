/** Reads `WWW-Authenticate` (RFC 9110 Section 11.6.1): one or more challenges, each with its parameters. */

export interface Challenge {
  /** As written; schemes are compared without regard to case. */
  readonly scheme: string;
  /** Names in lower case (RFC 9110 Section 11.2: they are case-insensitive). */
  readonly parameters: ReadonlyMap<string, string>;
  /** What stands in place of parameters, as in `Negotiate YII=`. */
  readonly token68?: string;
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+/;
const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/;

/**
 * The challenges in order, or null when the text is not a list of challenges. A parameter that appears twice in one
 * challenge makes the whole header unreadable: nothing says which of the two counts.
 */
export function parseWwwAuthenticate(text: string): readonly Challenge[] | null {
  const challenges: Challenge[] = [];
  let rest = text.trim();
  while (rest !== '') {
    if (rest.startsWith(',')) {
      rest = rest.slice(1).trimStart();
      continue;
    }
    const scheme = TOKEN.exec(rest)?.[0];
    if (scheme === undefined) return null;
    rest = rest.slice(scheme.length);
    if (rest !== '' && !/^[\s,]/.test(rest)) return null;
    rest = rest.trimStart();
    const read = readParameters(rest);
    if (read === null) return null;
    challenges.push({ scheme, ...read.challenge });
    rest = read.rest;
  }
  return challenges;
}

interface Read {
  readonly challenge: Omit<Challenge, 'scheme'>;
  readonly rest: string;
}

/** Reads up to the next scheme, which is a word that no `=` follows. */
function readParameters(text: string): Read | null {
  const parameters = new Map<string, string>();
  let rest = text;
  const token68 = TOKEN68.exec(rest)?.[0];
  // `Bearer, Basic` has no token68 but a second scheme, which the caller reads.
  if (token68 !== undefined && text !== '') {
    return { challenge: { parameters, token68 }, rest: rest.slice(token68.length).trimStart() };
  }
  while (rest !== '') {
    if (rest.startsWith(',')) {
      rest = rest.slice(1).trimStart();
      continue;
    }
    const name = TOKEN.exec(rest)?.[0];
    if (name === undefined) return null;
    const equals = /^\s*=\s*/.exec(rest.slice(name.length))?.[0];
    if (equals === undefined) break;
    const value = readValue(rest.slice(name.length + equals.length));
    if (value === null || parameters.has(name.toLowerCase())) return null;
    parameters.set(name.toLowerCase(), value.value);
    rest = value.rest.trimStart();
    if (rest !== '' && !rest.startsWith(',')) return null;
  }
  return { challenge: { parameters }, rest };
}

/** A token or a quoted string with its backslashes resolved (RFC 9110 Section 5.6.4). */
function readValue(text: string): { readonly value: string; readonly rest: string } | null {
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(text);
  if (quoted) {
    return { value: (quoted[1] ?? '').replace(/\\(.)/g, '$1'), rest: text.slice(quoted[0].length) };
  }
  const token = TOKEN.exec(text)?.[0];
  return token === undefined ? null : { value: token, rest: text.slice(token.length) };
}
