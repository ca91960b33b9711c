import type { EngineName } from '@throughline/embedded/engines';
import { startEngines } from '@throughline/embedded/engines';

export interface TestEngines {
  databaseUrl: string;
  brokers: string[];
  temporalAddress: string;
  stop(): Promise<void>;
}

/** The engines whose addresses the environment gives (DATABASE_URL, KAFKA_BROKERS, TEMPORAL_ADDRESS); the others are started, and stopped by `stop`. */
export async function testEngines(want: EngineName[] = ['postgres', 'kafka', 'temporal']): Promise<TestEngines> {
  const engines = await startEngines({ want });
  const { DATABASE_URL = '', KAFKA_BROKERS = '', TEMPORAL_ADDRESS = '' } = engines.env;
  return { databaseUrl: DATABASE_URL, brokers: KAFKA_BROKERS.split(','), temporalAddress: TEMPORAL_ADDRESS, stop: () => engines.stop() };
}
