import { temporalEngine } from '@throughline/embedded/engines/temporal-engine';
import { searchAttributes } from '@throughline/process-contracts/search-attributes';
import { Connection } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { CommandFailed, UsageError } from '../exit-codes';
import { untilReachable } from './until-reachable';

export interface NamespaceMade {
  registered: boolean;
  searchAttributes: string[];
}

/** Temporal's numbers for the kinds of search attributes (temporal.api.enums.v1.IndexedValueType). */
const valueTypes: Record<string, number> = {
  [SearchAttributeType.TEXT]: 1,
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.INT]: 3,
  [SearchAttributeType.DOUBLE]: 4,
  [SearchAttributeType.BOOL]: 5,
  [SearchAttributeType.DATETIME]: 6,
  [SearchAttributeType.KEYWORD_LIST]: 7,
};
const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;

/**
 * Registers the namespace and adds the search attributes that it lacks, then waits until both can be used (the server's caches take a few seconds).
 * Safe to repeat and to run from several places at once.
 * @param retentionDays whole days that closed workflows are kept
 */
export async function ensureNamespace(address: string, namespace: string, retentionDays: number): Promise<NamespaceMade> {
  if (!Number.isInteger(retentionDays) || retentionDays < 1) throw new UsageError('--retention-days must be a whole number of days, at least 1.');
  await untilReachable('Temporal', address, 'TEMPORAL_ADDRESS', () => temporalEngine.probe({ TEMPORAL_ADDRESS: address }));
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    const registered = await register(connection, namespace, retentionDays);
    const added = await eventually('the namespace', () => addSearchAttributes(connection, namespace));
    await eventually('the search attributes', async () => {
      const missing = await missingAttributes(connection, namespace);
      if (missing.length > 0) throw new Error(`not there yet: ${missing.map(({ name }) => name).join(', ')}`);
      await connection.workflowService.countWorkflowExecutions({ namespace, query: `${searchAttributes.tenant.name} = 'none'` });
    });
    return { registered, searchAttributes: added };
  } finally {
    await connection.close();
  }
}

async function register(connection: Connection, namespace: string, retentionDays: number): Promise<boolean> {
  try {
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: retentionDays * 86_400 as never } });
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === ALREADY_EXISTS) return false;
    throw error;
  }
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const missing = await missingAttributes(connection, namespace);
  if (missing.length === 0) return [];
  await connection.operatorService
    .addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, valueTypes[type] ?? 0])) })
    .catch((error: { code?: number }) => {
      if (error.code !== ALREADY_EXISTS) throw error;
    });
  return missing.map(({ name }) => name);
}

async function missingAttributes(connection: Connection, namespace: string): Promise<{ name: string; type: string }[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(searchAttributes).filter(({ name }) => !(name in (customAttributes ?? {})));
}

/** Tries for half a minute: a new namespace is known to all parts of the server only after their caches have turned over. */
async function eventually<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 30_000; ; ) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as { code?: number }).code;
      if (Date.now() > end || (code !== undefined && code !== NOT_FOUND && code !== 3)) {
        throw new CommandFailed(`Temporal did not take ${what}: ${(error as Error).message}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
