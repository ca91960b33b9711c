import { Client, Connection } from '@temporalio/client';

import { contextToHeader } from './client-interceptors';
import { dataConverter } from './payload-limit';

export interface TemporalAddress {
  /** host:port; default the setting TEMPORAL_ADDRESS. */
  address?: string;
  /** Default the setting TEMPORAL_NAMESPACE. */
  namespace?: string;
}

const clients = new Map<string, Client>();

/**
 * The client of this process for one server and namespace. It connects at the first call and again after every loss, so it can be made
 * while the server is down; a call then fails with UNAVAILABLE within its deadline.
 */
export function temporalClient(where: TemporalAddress = {}): Client {
  const { address, namespace } = resolved(where);
  const key = `${address}/${namespace}`;
  const known = clients.get(key);
  if (known) return known;
  const connection = Connection.lazy({ address, connectTimeout: '3s' });
  const client = new Client({ connection, namespace, dataConverter, interceptors: { workflow: [contextToHeader] } });
  clients.set(key, client);
  return client;
}

/** Closes the connections of this process; a later call connects anew. */
export async function closeTemporalClients(): Promise<void> {
  const open = [...clients.values()];
  clients.clear();
  await Promise.allSettled(open.map((client) => client.connection.close()));
}

export function resolved({ address, namespace }: TemporalAddress): Required<TemporalAddress> {
  return {
    address: address ?? process.env.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
    namespace: namespace ?? process.env.TEMPORAL_NAMESPACE ?? 'throughline',
  };
}
