/** Reads an answer's body as text, up to a limit, so that no server can fill the page's memory. */
import { MOST_BYTES } from './transport.ts';

/** The text, or null when it is longer than {@link MOST_BYTES}. Bytes that are not UTF-8 become U+FFFD. */
export async function readBody(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.byteLength;
    if (length > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
