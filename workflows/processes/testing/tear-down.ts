import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** After the last spec of a run. */
export default function tearDown(): void {
  const file = process.env.THROUGHLINE_TEST_BUNDLE;
  if (file) rmSync(dirname(file), { recursive: true, force: true });
}
