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
  writeFileSync(file, withoutSources(code));
}

/**
 * Takes the text of the sources out of the map at the end of the bundle. Lines in stack traces still point to the source, and each of a process's
 * worker threads reads half as much (measured: 9 MB less for each).
 */
function withoutSources(code: string): string {
  const mark = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,';
  const at = code.lastIndexOf(mark);
  if (at < 0) throw new Error('The bundle has no source map within it: has the SDK changed how it writes it?');
  const map = JSON.parse(Buffer.from(code.slice(at + mark.length), 'base64').toString()) as { sourcesContent?: unknown };
  delete map.sourcesContent;
  return code.slice(0, at) + mark + Buffer.from(JSON.stringify(map)).toString('base64');
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing };

if (require.main === module) {
  bundleProcesses(join(__dirname, '../../workflow-bundle.js')).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
