import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { historiesFolder } from '@throughline/processes/testing/process-world';

export interface Recording {
  /** `{process}/{branch}.{run}` */
  name: string;
  history: unknown;
}

/** Every recorded run, or those of one process. */
export function recordings(process?: string): Recording[] {
  const folders = process ? [process] : readdirSync(historiesFolder);
  return folders.flatMap((folder) =>
    readdirSync(join(historiesFolder, folder)).map((file) => ({
      name: `${folder}/${file.replace('.json', '')}`,
      history: JSON.parse(readFileSync(join(historiesFolder, folder, file), 'utf8')),
    })),
  );
}

/** Why each recording does not fit the code, by name; nothing where all fit. */
export async function misfits(code: string, recorded: Recording[]): Promise<Map<string, string>> {
  quietRuntime();
  const histories = recorded.map(({ name, history }) => ({ workflowId: name, history }));
  const found = new Map<string, string>();
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: { code } }, histories)) {
    if (error) found.set(workflowId, error.message);
  }
  return found;
}

let quiet = false;
function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined), telemetryOptions: { logging: { forward: {}, filter: { core: 'OFF', other: 'OFF' } as never } } });
}
