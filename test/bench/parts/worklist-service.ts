import 'reflect-metadata';
import { join } from 'node:path';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { portOf } from '@throughline/http/create-service-app';
import { Money } from '@throughline/money/money';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { queues } from '@throughline/process-contracts/queues';
import { workflowIds, workflowTypes } from '@throughline/process-contracts/workflow-ids';
import { ApprovalReconciliation } from '@throughline/services/worklist/src/approval/approval.reconciliation';
import { boot } from '@throughline/services/worklist/src/main';
import { OpenApprovalCommand } from '@throughline/services/worklist/src/open-approval/open-approval.command';
import { TaskActivities } from '@throughline/services/worklist/src/task/task.activities';
import { activitiesOf } from '@throughline/temporal/activities-of';
import { closeTemporalClients } from '@throughline/temporal/client';
import { ServiceWorker } from '@throughline/temporal/service-worker';
import { Stories } from '@throughline/temporal/stories';
import { eventually } from '@throughline/testing/eventually';
import { v7 as uuidv7 } from 'uuid';
import { play } from './part';

/**
 * The worklist service as it is, with its worker. Only relay and consumers are off (THROUGHLINE_PASSIVE): the topics of this Kafka may belong to an installation.
 * So the worker is started here, as the service would, and stories as their trigger would.
 */
play(async () => {
  const settings = loadSettings(settingsFor('worklist'));
  const app = await boot({ ...settings, WORKLIST_PORT: 0 });
  const worker = new ServiceWorker({
    queue: queues.worklist,
    activities: activitiesOf([app.get(TaskActivities), app.get(ApprovalReconciliation)]),
    workflowBundle: join(__dirname, '../../../workflow-bundle.js'),
  });
  worker.start();
  await eventually(() => worker.state === 'running', 30_000);
  const transactions = app.get(TransactionRunner);
  const [openApproval, stories] = [app.get(OpenApprovalCommand), app.get(Stories)];

  const open = async ({ requesterId }: { requesterId: string }): Promise<string> => {
    const requestId = uuidv7();
    await openApproval.execute({
      requestId,
      kind: 'discount',
      subjectId: uuidv7(),
      dealId: null,
      requesterId,
      orgPath: '1.1.1.',
      ask: '8 % discount for Harbour Cranes',
      figures: { percent: '8' },
      amount: Money.of('184000.00', 'CNY'),
      fields: { percent: '8', amount: '184000.00' },
    });
    await stories.start(workflowTypes.approval, workflowIds.approval(settings.THROUGHLINE_TENANT, requestId), queues.worklist, { requestId, schema: 1 });
    return requestId;
  };

  return {
    port: portOf(app),
    calls: {
      /** Approvals whose first task waits; answers with the ids of these tasks. */
      async approvals({ count, requesterId }: { count: number; requesterId: string }): Promise<string[]> {
        const requests: string[] = [];
        for (let n = 0; n < count; n += 8) {
          requests.push(...(await Promise.all(Array.from({ length: Math.min(8, count - n) }, () => open({ requesterId })))));
        }
        const tasks = () =>
          transactions.read((tx) => tx.query<{ id: string }>(`SELECT id FROM task WHERE approval_id = ANY($1::uuid[]) AND status = 'open' ORDER BY id`, [requests]));
        await eventually(async () => (await tasks()).length === count, 120_000);
        return (await tasks()).map(({ id }) => id);
      },
      /** Resolves when these stories have ended. */
      async concluded({ count }: { count: number }): Promise<void> {
        await eventually(async () => {
          const [row] = await transactions.read((tx) => tx.query(`SELECT count(*)::int AS granted FROM approval_request WHERE status = 'granted'`));
          return row.granted >= count;
        }, 120_000);
      },
    },
    async close() {
      await worker.stop();
      await app.close();
      await closeTemporalClients();
    },
  };
});
