import { loadSettings, settingsFor, SettingsError, type SettingsOf } from '@throughline/config/settings';
import { reasonOf } from '@throughline/embedded/engine-failure';
import { probeKafka } from '@throughline/embedded/engines/kafka-probe';
import { postgresEngine } from '@throughline/embedded/engines/postgres-engine';
import { temporalEngine } from '@throughline/embedded/engines/temporal-engine';
import type { ReconciliationReport } from '@throughline/process-contracts/reconciliation';
import { closeTemporalClients } from '@throughline/temporal/client';
import { Command } from 'commander';
import { requireNoDeadNotices } from '../dead-notices';
import { exitCodes } from '../exit-codes';
import { quietLogs } from '../one-shot';
import type { Output } from '../output';
import { requireNothingStandsStill } from '../records-of';
import { isClean, reconcileNow, reportLines } from '../reconcile';
import { dataServices } from '../service-registry';

interface Finding {
  name: string;
  ok: boolean;
  /** Why not, or where. */
  detail: string;
}

const WORKER = 'process worker';

/** Looks at everything once: settings, engines, services, and whether records and running processes agree. */
export function doctorCommand(output: Output): Command {
  return new Command('doctor')
    .description('check settings, engines and services, and compare records with running processes; exit code 1 if anything is not clean')
    .option('--repair', 'let the reconciliation mend what can be mended')
    .action(async ({ repair = false }: { repair?: boolean }) => {
      quietLogs();
      const settings = checkedSettings(output);
      if (!settings) return;
      const findings = await examine(settings);
      for (const { name, ok, detail } of findings) output.line(`${ok ? 'ok  ' : 'BAD '} ${name.padEnd(26)} ${detail}`);
      let report: ReconciliationReport | undefined;
      let trouble: string | undefined;
      try {
        if (!findings.some(({ name, ok }) => ok && name === WORKER)) throw new Error('not run, as there is no process worker to run it');
        const where = { address: settings.TEMPORAL_ADDRESS, namespace: settings.TEMPORAL_NAMESPACE };
        report = await reconcileNow(where, settings.THROUGHLINE_TENANT, settings.THROUGHLINE_SANDBOX, repair);
        for (const line of reportLines(report)) output.line(line);
      } catch (error) {
        trouble = reasonOf(error);
        output.line(`BAD  reconciliation             ${trouble}`);
      } finally {
        await closeTemporalClients();
      }
      const clean = findings.every(({ ok }) => ok) && report !== undefined && isClean(report);
      output.line(clean ? 'All is well.' : 'Not clean: see the lines above, and docs/operations.md for what mends them.');
      if (output.isJson) output.answer({ clean, findings, reconciliation: report ?? { error: trouble } }, []);
      process.exitCode = clean ? exitCodes.done : exitCodes.failed;
    });
}

function checkedSettings(output: Output): SettingsOf<'doctor'> | undefined {
  try {
    return loadSettings(settingsFor('doctor'));
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    output.answer({ clean: false, findings: error.faults.map((detail): Finding => ({ name: 'settings', ok: false, detail })) }, [error.message]);
    process.exitCode = exitCodes.usage;
    return undefined;
  }
}

async function examine(settings: SettingsOf<'doctor'>): Promise<Finding[]> {
  const services = [...dataServices, 'worker'] as const;
  return Promise.all([
    check('Kafka', settings.KAFKA_BROKERS.join(', '), async () => void (await Promise.any(settings.KAFKA_BROKERS.map((broker) => probeKafka(broker))))),
    check('Temporal', settings.TEMPORAL_ADDRESS, () => temporalEngine.probe({ TEMPORAL_ADDRESS: settings.TEMPORAL_ADDRESS })),
    ...dataServices.map((service) => {
      const url = settings[`DATABASE_URL_${service.toUpperCase() as Uppercase<typeof service>}`];
      return check(`database of ${service}`, new URL(url).host, () => postgresEngine.probe({ DATABASE_URL: url }));
    }),
    ...dataServices.map((service) => {
      const url = settings[`DATABASE_URL_${service.toUpperCase() as Uppercase<typeof service>}`];
      return check(`records of ${service}`, new URL(url).host, () => requireNothingStandsStill(service, url, settings.THROUGHLINE_SANDBOX));
    }),
    ...services.map((service) => {
      const url = settings[`${service.toUpperCase() as Uppercase<typeof service>}_URL`];
      return check(service === 'worker' ? WORKER : `service ${service}`, url, () => ready(url));
    }),
    check('notices', settings.WORKLIST_URL, async () => requireNoDeadNotices(await answerOf(`${settings.WORKLIST_URL}/metrics`))),
    check('gateway', `port ${settings.GATEWAY_PORT}`, () => ready(`http://127.0.0.1:${settings.GATEWAY_PORT}`)),
  ]);
}

async function check(name: string, where: string, look: () => Promise<void>): Promise<Finding> {
  try {
    await look();
    return { name, ok: true, detail: where };
  } catch (error) {
    return { name, ok: false, detail: `${where}: ${reasonOf(error)}` };
  }
}

async function ready(url: string): Promise<void> {
  await answerOf(`${url}/health/ready`);
}

async function answerOf(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`answers ${response.status}: ${text.slice(0, 300)}`);
  return text;
}
