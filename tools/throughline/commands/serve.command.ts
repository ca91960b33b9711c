import { Command } from 'commander';
import { SettingsError } from '@throughline/config/settings';
import { queues } from '@throughline/process-contracts/queues';
import { shareCacheAmong } from '@throughline/temporal/cache-share';
import { closeAll, runUntilStopped, type Closable } from '../run-until-stopped';
import { bootService, checkSettings, chosenServices, serviceNames, type ServiceName } from '../service-registry';

/** Runs one or more services in this process until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run services until stopped; each has its own port and the worker of its own queue')
    .argument('<service...>', `${serviceNames.join(', ')}, or all`)
    .action(async (names: string[]) => {
      const services = chosenServices(names);
      settingsOfAll(services);
      shareCacheAmong(services.filter((service) => Object.hasOwn(queues, service)).length);
      await runUntilStopped(services.length === 1 ? (services[0] as string) : 'services', () => bootAll(services));
    });
}

/** All faults of all services at once, before anything is started. @throws SettingsError */
function settingsOfAll(services: readonly ServiceName[]): void {
  const faults = new Set<string>();
  for (const service of services) {
    try {
      checkSettings(service);
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      for (const fault of error.faults) faults.add(fault);
    }
  }
  if (faults.size > 0) throw new SettingsError([...faults]);
}

/** The directory first, as the others read its keys; then the rest side by side. What has been started is closed again if one fails. */
async function bootAll(services: readonly ServiceName[]): Promise<Closable> {
  const running: Closable[] = [];
  const boot = async (service: ServiceName) => void running.push(await bootService(service));
  try {
    if (services.includes('directory')) await boot('directory');
    const results = await Promise.allSettled(services.filter((service) => service !== 'directory').map(boot));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    return closeAll(running);
  } catch (error) {
    await closeAll(running).close().catch(() => undefined);
    throw error;
  }
}
