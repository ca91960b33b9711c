import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchRelease } from '../official-release';
import { KAFKA_VERSION, kafkaRelease } from '../releases';
import { notHere, resolveProgram, type NotHere, type Source } from '../resolve-program';
import { findOnPath } from '../run-program';
import { findJava } from './java';
import { makeInCache } from './make-in-cache';
import { copyJars } from './maven';
import type { ProgramContext } from './program-context';

export interface KafkaProgram {
  readonly java: string;
  /** The folder of jars. */
  readonly libs: string;
}

const ENTRY = `kafka-${KAFKA_VERSION}`;
const GIVE_BROKERS = 'give running brokers: KAFKA_BROKERS=host:port';
const FIX = `install Maven (Debian, Ubuntu: apt-get install maven), or unpack Kafka ${KAFKA_VERSION} (https://kafka.apache.org/downloads) and name its folder in KAFKA_HOME, or ${GIVE_BROKERS}`;

/** Finds Kafka's jars and a Java to run them with, or has Maven resolve them. */
export async function findKafka(context: ProgramContext): Promise<KafkaProgram> {
  const { env, cache, signal } = context;
  const { java } = await findJava('Kafka', GIVE_BROKERS, env, signal);
  const sources: Source<{ libs: string }>[] = [
    ...(env['KAFKA_HOME'] ? [{ name: 'KAFKA_HOME', binding: true, find: async () => usable(join(env['KAFKA_HOME'] as string, 'libs')) }] : []),
    {
      name: 'PATH',
      find: async () => {
        const script = findOnPath('kafka-server-start.sh', env['PATH']);
        return script ? usable(join(dirname(dirname(realpathSync(script))), 'libs')) : notHere('there is no kafka-server-start.sh on PATH');
      },
    },
    {
      name: 'cache',
      find: async () => {
        const folder = cache.find(ENTRY);
        return folder ? usable(libsOf(folder)) : notHere('');
      },
    },
    { name: 'official release', find: (say) => made((folder) => fetchRelease(kafkaRelease, folder, say, signal), { ...context, say }) },
    { name: 'Maven', find: (say) => made((folder) => copyJars({ ...context, say }, 'kafka.pom.xml', folder, `Kafka ${KAFKA_VERSION} (46 jars, 43 MB)`), { ...context, say }) },
  ];
  const { libs } = await resolveProgram('Kafka', sources, FIX, context.say, signal);
  return { java, libs };
}

async function made(make: (folder: string) => Promise<NotHere | undefined>, context: ProgramContext): Promise<{ libs: string } | NotHere> {
  const folder = await makeInCache(context, ENTRY, `Kafka ${KAFKA_VERSION}`, make);
  return typeof folder === 'string' ? usable(libsOf(folder)) : folder;
}

/** Maven copies to libs/; the archive has one folder of its own above them. */
function libsOf(folder: string): string {
  const nested = readdirSync(folder).find((name) => existsSync(join(folder, name, 'libs')));
  return existsSync(join(folder, 'libs')) || !nested ? join(folder, 'libs') : join(folder, nested, 'libs');
}

/** KRaft in one process with transactions of version 2 needs Kafka 4. */
function usable(libs: string): { libs: string } | NotHere {
  const server = existsSync(libs) ? readdirSync(libs).find((name) => /^kafka_2\.\d+-\d+\.\d+.*\.jar$/.test(name)) : undefined;
  if (!server) return notHere(`${libs} holds no kafka_2.13-*.jar`);
  const version = /-(\d+)\.(\d+)/.exec(server);
  return Number(version?.[1]) >= 4 ? { libs } : notHere(`${server} is older than Kafka 4`);
}
