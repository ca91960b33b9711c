import { NativeConnection } from '@temporalio/worker';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface';
import type { WorkflowBundleWithSourceMapAndFilename as Bundle } from '@temporalio/worker/lib/workflow/workflow-worker-thread/input';

import { Shared } from './shared';

/** What workers of one process have in common: a connection to the server, and a thread in which the workflows of all their queues live. */
export interface CommonGround {
  readonly connection: NativeConnection;
  bundle?: Promise<Bundle | undefined>;
  thread?: Promise<WorkflowCreator>;
}

/** A ground and the queues that are polled from it. */
interface Place {
  readonly ground: Shared<CommonGround>;
  readonly queues: Set<string>;
}

const places = new Map<string, Place>();

export interface Stay {
  readonly ground: CommonGround;
  /** To be called once, when the worker has ended. */
  leave(): Promise<void>;
}

/**
 * @param address host:port of the server
 * @param code file of the workflows: workers of different code have nothing in common
 * @param queue with its namespace; a second worker of the same queue gets a ground of its own, as the SDK's core takes only one of a queue on one connection
 * @throws TransportError while the server does not answer
 */
export async function stayOnGround(address: string, code: string, queue: string): Promise<Stay> {
  const { ground, queues } = placeFor(address, code, queue);
  queues.add(queue);
  try {
    return {
      ground: await ground.take(),
      async leave() {
        queues.delete(queue);
        await ground.leave();
      },
    };
  } catch (error) {
    queues.delete(queue);
    throw error;
  }
}

function placeFor(address: string, code: string, queue: string): Place {
  for (let n = 1; ; n += 1) {
    const key = `${address} ${code} ${n}`;
    const place = places.get(key) ?? { ground: new Shared(() => makeGround(address), clearGround), queues: new Set<string>() };
    places.set(key, place);
    if (!place.queues.has(queue)) return place;
  }
}

const makeGround = async (address: string): Promise<CommonGround> => ({ connection: await NativeConnection.connect({ address }) });

async function clearGround({ connection, thread }: CommonGround): Promise<void> {
  await thread?.then((workflows) => workflows.destroy()).catch(() => undefined);
  await connection.close().catch(() => undefined);
}
