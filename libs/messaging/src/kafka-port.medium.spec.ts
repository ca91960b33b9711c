import { InMemoryKafka } from '@throughline/testing/in-memory-kafka';
import { kafkaPortContract } from '@throughline/testing/kafka-port.contract';

import { KafkajsAdapter } from './kafkajs-adapter';

jest.setTimeout(60_000);

describe('Kafka in memory', () => kafkaPortContract(() => new InMemoryKafka()));

const brokers = process.env.KAFKA_BROKERS;
// npm test gives the address; without one there is nothing to hold kafkajs against.
(brokers ? describe : describe.skip)('kafkajs on a real broker', () => kafkaPortContract(() => new KafkajsAdapter((brokers ?? '').split(','), 'contract')));
