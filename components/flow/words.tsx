/** Sentences from the tables, in which names on the wire stand between backticks. */
export function Words({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed sentence.
    index % 2 === 0 ? part : <code key={index}>{part}</code>,
  );
}
