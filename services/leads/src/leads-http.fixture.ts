import multipart from '@fastify/multipart';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import type { Answer as HttpAnswer } from '@throughline/testing/service-over-http';
import { leadControllers } from './leads.controllers';
import type { LeadsOnPostgres } from './leads.fixture';
import { leadProviders } from './leads.providers';

export type Answer = HttpAnswer;
export type LeadsOverHttp = ServiceOverHttp;
/** The service's HTTP side on the database of a fixture. */
export const LeadsOverHttp = {
  start: ({ database }: LeadsOnPostgres): Promise<LeadsOverHttp> =>
    ServiceOverHttp.start({
      service: 'leads',
      database,
      controllers: leadControllers,
      providers: leadProviders,
      extend: async (server) => {
        await server.register(multipart);
      },
    }),
};
