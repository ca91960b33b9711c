/** Task queues: one for each service, polled by its own worker, and one for the stories that span services. */
export const queues = {
  directory: 'directory',
  leads: 'leads',
  opportunities: 'opportunities',
  contracts: 'contracts',
  collections: 'collections',
  worklist: 'worklist',
  processes: 'processes',
} as const;
export type Queue = (typeof queues)[keyof typeof queues];
/** Queues whose service owns deadlines, stories or an outbox: what the reconciler asks. */
export const serviceQueues = [queues.directory, queues.leads, queues.opportunities, queues.contracts, queues.collections, queues.worklist] as const;
