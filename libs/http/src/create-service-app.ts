import type { Type, DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface ServiceAppOptions {
  /** Name of the service: label of its logs and metrics, tag of its OpenAPI document. */
  service: string;
  /** 0 takes a free port. */
  port: number;
  /** Default 127.0.0.1, or the setting HOST. */
  host?: string;
}

/** Builds the Nest application of one service and listens. Close it with `app.close()`: it drains requests and the worker. */
export async function createServiceApp(_module: Type<unknown> | DynamicModule, _options: ServiceAppOptions): Promise<NestFastifyApplication> {
  throw new Error('not yet');
}
