import 'reflect-metadata';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { queues } from '@throughline/process-contracts/queues';
import { boot as bootCollections } from '@throughline/services/collections/src/main';
import { boot as bootContracts } from '@throughline/services/contracts/src/main';
import { boot as bootDirectory } from '@throughline/services/directory/src/main';
import { boot as bootGateway } from '@throughline/services/gateway/src/main';
import { boot as bootLeads } from '@throughline/services/leads/src/main';
import { boot as bootOpportunities } from '@throughline/services/opportunities/src/main';
import { boot as bootWorklist } from '@throughline/services/worklist/src/main';
import { workflowIds } from '@throughline/process-contracts/workflow-ids';
import { temporalClient } from '@throughline/temporal/client';
import { work } from '@throughline/worker/main';
import { play } from './part';

/** All services, the gateway and the process worker in one process, as `throughline serve all` and `throughline work processes` start them. */
play(async () => {
  const directory = await bootDirectory(loadSettings(settingsFor('directory')));
  const others = await Promise.all([
    bootLeads(loadSettings(settingsFor('leads'))),
    bootOpportunities(loadSettings(settingsFor('opportunities'))),
    bootContracts(loadSettings(settingsFor('contracts'))),
    bootCollections(loadSettings(settingsFor('collections'))),
    bootWorklist(loadSettings(settingsFor('worklist'))),
    bootGateway(loadSettings(settingsFor('gateway'))),
  ]);
  const settings = loadSettings(settingsFor('worker'));
  const worker = await work(settings, [queues.processes]);
  return {
    port: settings.WORKER_PORT,
    async close() {
      const schedule = workflowIds.reconciliation(settings.THROUGHLINE_TENANT, 'scheduled');
      await temporalClient().schedule.getHandle(schedule).delete().catch(() => undefined);
      await Promise.all([...others, directory].map((app) => app.close()));
      await worker.close();
    },
  };
});
