import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFromSource } from './bundle-from-source';

/** Before the first spec of a run: the workflow code is bundled once for all of them. */
export default async function setUp(): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'throughline-bundle-')), 'workflows.js');
  writeFileSync(file, await bundleFromSource());
  process.env.THROUGHLINE_TEST_BUNDLE = file;
}
