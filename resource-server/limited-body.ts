/** Reads a body, but never more of it than the API takes. */

/** Bytes. */
const LIMIT = 64 * 1024;

export type Body =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly because: 'too-large' | 'not-utf-8' | 'broken-off' };

export async function readText(request: Request): Promise<Body> {
  if (!request.body) return { ok: true, text: '' };
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > LIMIT) {
        await reader.cancel();
        return { ok: false, because: 'too-large' };
      }
      parts.push(value);
    }
  } catch {
    return { ok: false, because: 'broken-off' };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)) };
  } catch {
    return { ok: false, because: 'not-utf-8' };
  }
}
