import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** The repository: tests run from its root. */
export const root = process.cwd();

/** The workflow code as it stands in the sources, so that process and replay tests need no build. A run of Jest has bundled it before (`set-up.ts`). */
export async function bundleFromSource(): Promise<string> {
  const bundled = process.env.THROUGHLINE_TEST_BUNDLE;
  if (bundled) return readFileSync(bundled, 'utf8');
  const { paths } = (JSON.parse(readFileSync(join(root, 'tsconfig.base.json'), 'utf8')) as { compilerOptions: { paths: Record<string, string[]> } }).compilerOptions;
  const alias = Object.fromEntries(
    Object.entries(paths).map(([name, [target]]) => [name.replace('/*', ''), join(root, (target as string).replace('/*', ''))]),
  );
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/processes/index.ts'),
    workflowInterceptorModules: [join(root, 'libs/temporal/src/workflow-interceptors.ts'), join(root, 'workflows/processes/shared/interceptors.ts')],
    webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias } } }),
    logger: silent,
  });
  return code;
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
