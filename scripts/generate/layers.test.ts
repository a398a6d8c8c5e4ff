import { expect, it } from 'vitest';
import { generate, layerGraph } from './layers.ts';

const lines = layerGraph().split('\n');

it('draws each arrow that a rule allows and no other path implies', () => {
  expect(lines).toContain('  lib_trace --> lib_oauth');
  expect(lines).toContain('  app_t --> tenant');
  expect(lines).not.toContain('  components --> lib_oauth');
});

it('draws no arrow that a rule forbids', () => {
  expect(lines.filter((line) => line.includes('lib_trace -->'))).toEqual(['  lib_trace --> lib_oauth']);
  expect(lines.filter((line) => line.includes('--> app'))).toEqual([]);
});

it('says which file an arrow leads to when the rest of the room is closed', () => {
  expect(lines).toContain('  tenant -- settings.ts --> lib_scenario');
});

it('leaves the rest of the README as it is', async () => {
  const [readme] = await generate();
  expect(readme?.path).toBe('README.md');
  expect(readme?.text.startsWith('# Pixy\n')).toBe(true);
  expect(readme?.text).toContain(`\`\`\`mermaid\n${layerGraph()}\n\`\`\`\n<!-- /layers -->`);
});
