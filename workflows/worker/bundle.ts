import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { workflowInterceptorModules } from '@throughline/temporal/bundle-options';

/** Bundles the compiled workflow code once, at build; every worker of every service loads this one file. */
export async function bundleProcesses(file: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(__dirname, '../processes/index.js'),
    workflowInterceptorModules: [...workflowInterceptorModules, join(__dirname, '../processes/shared/interceptors.js')],
    logger: { ...silent, warn: console.warn, error: console.error },
  });
  writeFileSync(file, code);
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing };

if (require.main === module) {
  bundleProcesses(join(__dirname, '../../workflow-bundle.js')).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
