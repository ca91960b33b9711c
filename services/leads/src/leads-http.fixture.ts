import multipart from '@fastify/multipart';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import type { Answer as HttpAnswer } from '@throughline/testing/service-over-http';
import { leadControllers } from './leads.controllers';
import type { LeadsOnPostgres } from './leads.fixture';
import { leadProviders } from './leads.providers';

export type Answer = HttpAnswer;

/** The service's HTTP side on the database of a fixture; it listens from the first request on. */
export class LeadsOverHttp extends ServiceOverHttp {
  constructor({ database }: Pick<LeadsOnPostgres, 'database'>) {
    super({
      service: 'leads',
      database,
      controllers: leadControllers,
      providers: leadProviders,
      extend: async (server) => {
        await server.register(multipart);
      },
    });
  }

  static override async start(service: LeadsOnPostgres): Promise<LeadsOverHttp> {
    const http = new LeadsOverHttp(service);
    await http.listens();
    return http;
  }
}
