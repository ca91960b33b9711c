import { existsSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { findKafka, type KafkaProgram } from '../programs/kafka-program';
import { runProgram } from '../run-program';
import type { Engine, EnginePlace } from './engine';
import { probeKafka } from './kafka-probe';

export const kafkaEngine: Engine<KafkaProgram> = {
  name: 'kafka',
  title: 'Kafka',
  purpose: 'it carries every fact from service to service, and to your own systems',
  given: 'KAFKA_BROKERS',
  ports: { kafka: 9092, 'kafka-controller': 9093 },
  readyWithinMs: 90_000,
  find: findKafka,

  async prepare({ java, libs }, place, { env, say, signal }) {
    const properties = join(place.home, 'server.properties');
    writeFileSync(properties, serverProperties(place));
    // No second compiler: while one person's broker runs, it takes more of two cores than it gives back. The relay is as fast without it.
    const javaArgs = ['-XX:TieredStopAtLevel=1', '-Xms256m', '-Xmx512m', '-XX:+UseSerialGC', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', join(libs, '*')];
    if (!existsSync(join(place.home, 'data', 'meta.properties'))) {
      say('formatting its storage', 'this is its first start');
      await runProgram(java, [...javaArgs, 'kafka.tools.StorageTool', 'format', '--ignore-formatted', '-t', clusterId(), '-c', properties], { env, signal });
    }
    return { command: java, args: [...javaArgs, 'kafka.Kafka', properties], cwd: place.home, env: withoutKafkaOptions(env), stopSignal: 'SIGTERM', stopGraceMs: 20_000 };
  },

  probe: ({ KAFKA_BROKERS = '' }) => probeKafka(KAFKA_BROKERS.split(',')[0] ?? ''),

  address: ({ ports }) => ({ KAFKA_BROKERS: `127.0.0.1:${ports['kafka']}` }),
};

/** Broker and controller in one process, one copy of everything, 127.0.0.1 only. */
export function serverProperties({ home, ports }: EnginePlace): string {
  const { kafka, 'kafka-controller': controller } = ports;
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${kafka},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${kafka}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs=${join(home, 'data').replaceAll('\\', '\\\\')}
auto.create.topics.enable=false
num.partitions=6
offsets.topic.replication.factor=1
offsets.topic.num.partitions=10
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=10
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
# A group of one member on a laptop need not wait three seconds for others to join.
group.initial.rebalance.delay.ms=0
# After kill -9 the broker may join again only when its former self has timed out; the default is 9 seconds.
broker.session.timeout.ms=5000
broker.heartbeat.interval.ms=1000
`;
}

/** JMX_PORT and KAFKA_OPTS of a person's own broker would open a port or load agents here. */
function withoutKafkaOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'JMX_PORT' && !name.startsWith('KAFKA_') && name !== 'JAVA_TOOL_OPTIONS'));
}

/** A random id as Kafka writes them. Never with a dash at its beginning: the tool takes that for an option. */
function clusterId(): string {
  const bytes = randomBytes(16);
  bytes[0]! &= 0x7f;
  return bytes.toString('base64url');
}
