import type { QuietSnapshot } from '@throughline/messaging/quiet-probe';

export type Snapshots = Record<string, QuietSnapshot>;

/** Who still has something to do, in words for the operator; empty when nobody has. */
export function unrest(snapshots: Snapshots): string[] {
  const found: string[] = [];
  const published = lastPublished(snapshots);
  for (const [name, snapshot] of Object.entries(snapshots)) {
    if (snapshot.outboxUnsent > 0) found.push(`${name}: ${snapshot.outboxUnsent} events wait to be published`);
    if (snapshot.activitiesInFlight > 0) found.push(`${name}: ${snapshot.activitiesInFlight} activities run`);
    if (snapshot.consumersJoining > 0) found.push(`${name}: consumers are joining their group`);
    found.push(...behind(name, snapshot, published));
  }
  return found;
}

/** True when nothing at all happened between two looks. */
export function unchanged(before: Snapshots, after: Snapshots): boolean {
  const names = Object.keys(after);
  return names.length === Object.keys(before).length && names.every((name) => before[name]?.generation === after[name]?.generation);
}

export function touchedIn(snapshots: Snapshots): string[] {
  return Object.values(snapshots).flatMap(({ touchedWorkflows }) => touchedWorkflows);
}

type Published = Map<string, Map<number, bigint>>;

function lastPublished(snapshots: Snapshots): Published {
  const published: Published = new Map();
  for (const snapshot of Object.values(snapshots)) {
    for (const [topic, partitions] of Object.entries(snapshot.published)) {
      const known = published.get(topic) ?? new Map<number, bigint>();
      for (const [partition, offset] of Object.entries(partitions)) {
        const last = BigInt(offset);
        if (last > (known.get(Number(partition)) ?? -1n)) known.set(Number(partition), last);
      }
      published.set(topic, known);
    }
  }
  return published;
}

/** Consumers that have not dealt with all that was in the log when they joined or was published since. */
function behind(name: string, snapshot: QuietSnapshot, published: Published): string[] {
  const found: string[] = [];
  for (const [group, topics] of Object.entries(snapshot.consumed)) {
    for (const [topic, partitions] of Object.entries(topics)) {
      for (const [partition, { lastOffset, target }] of Object.entries(partitions)) {
        const due = max(BigInt(target), published.get(topic)?.get(Number(partition)) ?? -1n);
        if (BigInt(lastOffset) < due) found.push(`${name}: ${group} has read ${topic}/${partition} to ${lastOffset} of ${due}`);
      }
      const unread = [...(published.get(topic)?.keys() ?? [])].filter((partition) => !(partition in partitions));
      if (unread.length > 0) found.push(`${name}: ${group} does not read ${topic}/${unread.join(',')} yet`);
    }
  }
  return found;
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
