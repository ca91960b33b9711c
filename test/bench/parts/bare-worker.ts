import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { play } from './part';

/** A worker of the bare workflow and nothing else, with the settings of ours. */
play(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS! });
  const worker = await Worker.create({
    connection,
    namespace: process.env.TEMPORAL_NAMESPACE!,
    taskQueue: process.env.BENCH_QUEUE!,
    workflowBundle: { codePath: process.env.BENCH_BUNDLE! },
    workflowThreadPoolSize: 1,
    maxCachedWorkflows: 500,
  });
  const running = worker.run();
  return {
    port: 0,
    async close() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
});
