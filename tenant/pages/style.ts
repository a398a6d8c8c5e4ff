import { cspHash } from './csp-hash.ts';

/** The style of every page: the exact text of its one `<style>` element. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f6f9, #0e0e13);
  --card: light-dark(#ffffff, #17171f);
  --line: light-dark(#e4e4ec, #2a2a36);
  --line-strong: light-dark(#83839a, #70708a);
  --ink: light-dark(#17171f, #f1f1f6);
  --ink-soft: light-dark(#55556a, #a9a9bd);
  --accent: light-dark(#5b4bd6, #5b4bd6);
  --accent-over: light-dark(#4a3bc0, #6a5be0);
  --accent-ink: light-dark(#4f3fca, #b0a6ff);
  --accent-tint: light-dark(#f1effd, #221f3d);
  --trouble: light-dark(#b3261e, #ffaba3);
  --trouble-ground: light-dark(#b3261e, #b23a32);
  --trouble-tint: light-dark(#fdf1f0, #33191a);
  --trouble-line: light-dark(#f0c4c0, #63302e);
  --shadow: 0 1px 2px light-dark(#17171f0f, #0000), 0 12px 40px -12px light-dark(#17171f26, #0000);
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; min-block-size: 100vh; min-block-size: 100dvh; display: flex; flex-direction: column; background: var(--card); color: var(--ink); overflow-wrap: anywhere; }
main { inline-size: 100%; max-inline-size: 26.5rem; margin-inline: auto; padding: 1.25rem 1.25rem 0.5rem; flex: 1; }
h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.015em; text-align: center; text-wrap: balance; }
h2 { font-size: 0.875rem; font-weight: 600; }
p { text-wrap: pretty; }
.mark { display: block; margin: 0 auto 0.75rem; }
.mark-ground { fill: var(--accent); }
.mark-ground-trouble { fill: var(--trouble-ground); }
.mark-ground-device { fill: var(--ink); }
.mark-sign { fill: #ffffff; }
.mark-sign-device { fill: var(--card); }
.lead { margin-block-start: 0.375rem; font-size: 0.9375rem; color: var(--ink-soft); text-align: center; text-wrap: balance; }
.name { color: var(--ink); font-weight: 600; }
.block { margin-block-start: 1.5rem; }
.note { margin-block-start: 1rem; font-size: 0.875rem; color: var(--ink-soft); }
form { margin-block-start: 1.25rem; }
form + form { margin-block-start: 0.75rem; }
.field { margin-block-end: 1rem; }
.field + .button { margin-block-start: 1.25rem; }
label { display: block; margin-block-end: 0.375rem; font-size: 0.875rem; font-weight: 550; }
.rule { margin-block-start: 0.375rem; font-size: 0.8125rem; color: var(--ink-soft); }
input:not([type="hidden"]) { display: block; inline-size: 100%; min-block-size: 2.875rem; padding: 0.5rem 0.75rem; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line-strong); border-radius: 0.625rem; }
input[aria-invalid="true"] { border-color: var(--trouble); }
.error { display: flex; gap: 0.625rem; margin-block-start: 1rem; padding: 0.625rem 0.75rem; font-size: 0.875rem; color: var(--trouble); background: var(--trouble-tint); border: 1px solid var(--trouble-line); border-radius: 0.625rem; }
.error svg { flex: none; margin-block-start: 0.0625rem; fill: currentcolor; }
.button { display: flex; align-items: center; justify-content: center; inline-size: 100%; min-block-size: 2.875rem; padding: 0.5rem 1rem; font: inherit; font-weight: 600; text-align: center; text-decoration: none; border: 1px solid transparent; border-radius: 0.625rem; cursor: pointer; }
.button + .button, .buttons { margin-block-start: 0.75rem; }
.button-primary { color: #ffffff; background: var(--accent); }
.button-primary:hover { background: var(--accent-over); }
.button-secondary { color: var(--ink); background: var(--card); border-color: var(--line-strong); }
.button-secondary:hover { background: var(--ground); }
.link { display: inline-flex; align-items: center; min-block-size: 2.75rem; color: var(--accent-ink); font-weight: 600; text-decoration: underline; text-decoration-color: var(--line-strong); text-underline-offset: 0.25em; }
.link:hover { text-decoration-color: currentcolor; }
.quiet { color: var(--ink-soft); font-weight: 500; }
.ways { margin-block-start: 0.5rem; text-align: center; font-size: 0.9375rem; color: var(--ink-soft); }
.ways .link { padding-inline: 0.25rem; }
.ways + .ways { margin-block-start: -0.25rem; }
:focus-visible { outline: 2px solid var(--accent-ink); outline-offset: 2px; }
.panel { margin-block-start: 1.25rem; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--ground); }
.panel > * { padding: 0.75rem 0.875rem; }
.panel > * + * { border-block-start: 1px solid var(--line); }
.term { display: block; font-size: 0.8125rem; color: var(--ink-soft); }
.code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.8125rem; line-height: 1.55; }
.tint { color: var(--accent-ink); }
.scopes { list-style: none; }
.scopes li { display: flex; gap: 0.625rem; padding: 0.625rem 0.875rem; }
.scopes li + li { border-block-start: 1px solid var(--line); }
.scopes svg { flex: none; margin-block-start: 0.25rem; fill: var(--accent-ink); }
.scopes .code { display: block; color: var(--ink-soft); }
.scopes .code:first-child { line-height: 1.5rem; color: var(--ink); }
.panel > .scopes { padding: 0; }
.hint { margin-block-start: 1.25rem; padding: 0.75rem 0.875rem; font-size: 0.875rem; background: var(--accent-tint); border-radius: 0.75rem; }
.whole { user-select: all; }
footer { padding: 0.5rem 1.25rem 0.75rem; font-size: 0.75rem; text-align: center; color: var(--ink-soft); }
@media (min-width: 30rem) {
  body { background: var(--ground); justify-content: center; padding-block: 2rem; }
  main { flex: none; padding: 2.5rem 2.5rem 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 1.125rem; box-shadow: var(--shadow); }
  footer { padding-block: 1.25rem 0; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, .link, input { transition: background-color 120ms, border-color 120ms, text-decoration-color 120ms; }
}
@media (forced-colors: active) {
  .mark-ground, .mark-ground-trouble, .mark-ground-device { fill: CanvasText; }
  .mark-sign, .mark-sign-device { fill: Canvas; }
}
@media print { body { background: none; } main { border: 0; box-shadow: none; } }
`;

/** `sha256-…` of `pageStyle`, without quotes: `style-src '${styleHash}'`. */
export const styleHash = cspHash(pageStyle);
