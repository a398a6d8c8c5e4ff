/** Small line icons, drawn on a 16 px grid. Always beside a word, so they are hidden from assistive technology. */

const paths = {
  pass: 'M3.5 8.5l3 3 6-7',
  fail: 'M4 4l8 8M12 4l-8 8',
  'cannot-tell': 'M5.8 6a2.3 2.3 0 1 1 3.3 2.1c-.8.4-1.1.8-1.1 1.7M8 12.6v.1',
  lock: 'M4.5 7.5h7v5.5h-7zM5.8 7.5V5.4a2.2 2.2 0 0 1 4.4 0v2.1',
  ready: 'M5.5 3.8l6 4.2-6 4.2z',
  running: 'M8 2.5a5.5 5.5 0 1 1-5.5 5.5',
  stale: 'M8 4.5V8l2.3 1.5M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11',
  unreachable: 'M2.5 6.5a8 8 0 0 1 11 0M5 9.2a4.5 4.5 0 0 1 6 0M8 12.2v.1M3 3l10 10',
  right: 'M6 3.5L10.5 8 6 12.5',
  left: 'M10 3.5L5.5 8l4.5 4.5',
  down: 'M3.5 6L8 10.5 12.5 6',
  restart: 'M3 8a5 5 0 1 0 1.6-3.7M4.4 2v2.6H7',
  fast: 'M3 4l4.5 4L3 12zM8.5 4L13 8l-4.5 4z',
  copy: 'M5.5 5.5h7v7h-7zM3.5 10.5v-7h7',
  external: 'M6 4H4v8h8v-2M8.5 3.5h4v4M12.5 3.5L7.5 8.5',
  clock: 'M8 4.8V8l2.2 1.3M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11',
  eye: 'M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8zM8 6.4a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2',
  info: 'M8 7.3v4M8 4.7v.1M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2',
  warn: 'M8 2.5l6 10.5H2zM8 6.5v3M8 11.3v.1',
  shield: 'M8 2l5 2v3.8c0 3-2 5.2-5 6.2-3-1-5-3.2-5-6.2V4z',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z',
  screen: 'M2.5 3.5h11v7h-11zM6 13h4M8 10.5V13',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
