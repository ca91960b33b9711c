import { eventCatalogue } from './catalogue';

export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** Milliseconds that records are kept; absent on a compacted topic. */
  readonly retentionMs?: number;
  readonly compacted: boolean;
}

const thirtyDays = 30 * 24 * 3_600_000;
const partitions = 12;

/** Consumer groups, each with a dead-letter topic of its own. */
const consumerGroups = ['directory', 'leads', 'opportunities', 'contracts', 'collections', 'worklist', 'triggers'];

/** Every topic, made before anything starts; partitions are fixed at creation because keys must keep their partition. */
export const topics: readonly Topic[] = [
  ...[...new Set([...eventCatalogue.values()].map((event) => event.topic))]
    .sort()
    .map((name) =>
      name === 'throughline.deals.state'
        ? { name, partitions, compacted: true }
        : { name, partitions, compacted: false, retentionMs: thirtyDays },
    ),
  ...consumerGroups.map((group) => ({ name: `throughline.dlq.${group}`, partitions: 1, compacted: false, retentionMs: thirtyDays })),
];
