import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** The service's own wiring without its work: no relay, no consumers, no deliveries, no worker, no port. What happens here, the running service publishes. */
export async function besideService<T>(module: () => Promise<Type<unknown> | DynamicModule>, work: (service: INestApplicationContext) => Promise<T>): Promise<T> {
  process.env['THROUGHLINE_PASSIVE'] = 'true';
  const context = await NestFactory.createApplicationContext(await module(), { logger: false, abortOnError: false });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
