import { describe, expect, it } from 'vitest';
import { parseRequest, parseResponse, requestToText, responseToText } from './http-text.ts';
import type { HttpRequest, HttpResponse } from './model.ts';

const request: HttpRequest = {
  method: 'POST',
  url: 'https://tenant.example.com/oauth/token?a=1',
  headers: [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['X-Empty', ''],
  ],
  body: 'grant_type=authorization_code',
};

describe('a request as text', () => {
  it('RFC 9112 Section 3.2: has the path in the first line and the host below it', () => {
    expect(requestToText(request)).toBe(
      'POST /oauth/token?a=1 HTTP/1.1\nHost: tenant.example.com\nContent-Type: application/x-www-form-urlencoded\nX-Empty: \n\ngrant_type=authorization_code\n',
    );
  });

  it.each<[string, HttpRequest]>([
    ['with a body', request],
    ['without a body', { ...request, body: null }],
    ['with an empty body', { ...request, body: '' }],
    ['with a body that ends in line breaks', { ...request, body: 'a\n\nb\n\n' }],
    ['without headers', { ...request, headers: [], body: null }],
    ['on loopback with a port', { ...request, url: 'https://localhost:3000/' }],
  ])('reads back %s', (_, one) => {
    expect(parseRequest(requestToText(one))).toEqual({ ok: true, value: one });
  });

  it('is completed with the scheme that the connection had', () => {
    const local = { ...request, url: 'http://localhost:3000/oauth/token' };
    expect(parseRequest(requestToText(local), 'http')).toEqual({ ok: true, value: local });
  });

  it('keeps a target that names its host, and line ends of the network', () => {
    expect(parseRequest('GET http://localhost:3000/x HTTP/1.1\r\nAccept: */*\r\n\r\n')).toEqual({
      ok: true,
      value: { method: 'GET', url: 'http://localhost:3000/x', headers: [['Accept', '*/*']], body: '' },
    });
  });

  it('writes what is not known yet as it is', () => {
    const open = {
      ...request,
      url: '⟨token_endpoint from “Read the tenant’s metadata”⟩',
      headers: [],
      body: null,
    };
    expect(requestToText(open)).toBe('POST ⟨token_endpoint from “Read the tenant’s metadata”⟩ HTTP/1.1\n');
  });

  it('lets no value begin a header of its own', () => {
    const hostile = { ...request, headers: [['X-A', 'b\r\nX-Forged: yes']] as const, body: null };
    expect(requestToText(hostile)).not.toContain('\nX-Forged');
  });

  it.each([
    ['', 'request line'],
    ['GET /x', 'request line'],
    ['get /x HTTP/1.1\nHost: a', 'request line'],
    ['GET /x HTTP/1.1', 'Host'],
    ['GET /x HTTP/1.1\nHost a', 'header line'],
    ['GET /x HTTP/1.1\nHost : a', 'header line'],
    ['HTTP/1.1 200 OK', 'request line'],
  ])('says why %j is none', (text, named) => {
    expect(parseRequest(text)).toEqual({ ok: false, because: expect.stringContaining(named) });
  });
});

describe('a response as text', () => {
  it.each<[string, HttpResponse]>([
    [
      'with a body',
      { status: 200, statusText: 'OK', headers: [['Content-Type', 'text/plain']], body: 'hello' },
    ],
    ['with an empty body', { status: 200, statusText: 'OK', headers: [['Content-Length', '0']], body: '' }],
    ['without a reason', { status: 403, statusText: '', headers: [], body: null }],
  ])('reads back %s', (_, response) => {
    expect(parseResponse(responseToText(response))).toEqual({ ok: true, value: response });
  });

  it.each(['', 'HTTP/1.1 099 Odd', 'HTTP/2 200 OK', 'GET / HTTP/1.1'])('%j is none', (text) => {
    expect(parseResponse(text)).toMatchObject({ ok: false });
  });
});
