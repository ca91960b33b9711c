import { serviceDataSource } from '@throughline/persistence/data-source';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { DataService } from './service-registry';

export interface OpenDatabase {
  transactions: TransactionRunner;
  close(): Promise<void>;
}

/** The database of a service, with the service's own address and rights; the service itself need not run. */
export async function openDatabase(service: DataService, url: string, sandbox: boolean): Promise<OpenDatabase> {
  const persistence = { service, url, sandbox, poolSize: 1 };
  const dataSource = await serviceDataSource(persistence).initialize();
  return { transactions: new TransactionRunner(dataSource, persistence), close: () => dataSource.destroy() };
}
