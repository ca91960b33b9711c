import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Kafka, logLevel } from 'kafkajs';
import { DataSource } from 'typeorm';
import { play } from './part';

@Controller()
class BareController {
  @Get('health/live')
  live(): { ok: boolean } {
    return { ok: true };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

/** What any service on this stack has before it does anything: NestJS, pg, TypeORM, a Kafka consumer and producer, a Temporal worker with one workflow. */
play(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const queue = process.env.BENCH_QUEUE!;
  const database = await new DataSource({ type: 'postgres', url: process.env.DATABASE_URL!, installExtensions: false }).initialize();
  await database.query('SELECT 1');
  const kafka = new Kafka({ brokers: process.env.KAFKA_BROKERS!.split(','), clientId: queue, logLevel: logLevel.NOTHING });
  const [producer, consumer] = [kafka.producer(), kafka.consumer({ groupId: queue })];
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic: process.env.BENCH_TOPIC! });
  await consumer.run({ eachMessage: () => Promise.resolve() });
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS! });
  const worker = await Worker.create({
    connection,
    namespace: process.env.TEMPORAL_NAMESPACE!,
    taskQueue: queue,
    workflowBundle: { codePath: process.env.BENCH_BUNDLE! },
    workflowThreadPoolSize: 1,
    maxCachedWorkflows: 500,
  });
  const running = worker.run();
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return {
    port: (app.getHttpServer().address() as AddressInfo).port,
    async close() {
      worker.shutdown();
      await Promise.all([running, consumer.disconnect(), producer.disconnect(), app.close()]);
      await Promise.all([connection.close(), database.destroy()]);
    },
  };
});
