/** Evidence about a secret that does not give the secret away. */

/** `“E9Mel…” (43 characters)`: enough to tell two values apart, too little to use one. */
export function excerpt(secret: string): string {
  const { length } = secret;
  const shown = Math.min(5, Math.floor(length / 4));
  return `“${secret.slice(0, shown)}…” (${length} ${length === 1 ? 'character' : 'characters'})`;
}

/** A public value between quotation marks, cut where it would flood the screen. */
export function quote(value: string): string {
  return value.length <= 200 ? `“${value}”` : `“${value.slice(0, 200)}…” (${value.length} characters)`;
}
