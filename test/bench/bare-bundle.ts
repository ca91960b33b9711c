import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Bundles the bare workflow once, so that the processes beside which ours are measured need not: it costs seconds and more than 100 MB. */
export async function bareBundle(): Promise<{ env: { BENCH_BUNDLE: string }; remove(): void }> {
  const nothing = () => undefined;
  const logger = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: console.error };
  const { code } = await bundleWorkflowCode({ workflowsPath: require.resolve('./parts/bare.workflow'), logger });
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const path = join(folder, 'bare-bundle.js');
  writeFileSync(path, code);
  return { env: { BENCH_BUNDLE: path }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
