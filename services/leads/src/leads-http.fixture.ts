import multipart from '@fastify/multipart';
import { ServiceOverHttp } from '@throughline/testing/service-over-http';
import type { Answer as HttpAnswer, ServiceOverHttpOptions } from '@throughline/testing/service-over-http';
import { leadControllers } from './leads.controllers';
import type { LeadsOnPostgres } from './leads.fixture';
import { leadProviders } from './leads.providers';

export type Answer = HttpAnswer;
export type LeadsOverHttp = ServiceOverHttp;

const optionsOf = ({ database }: LeadsOnPostgres): ServiceOverHttpOptions => ({
  service: 'leads',
  database,
  controllers: leadControllers,
  providers: leadProviders,
  extend: async (server) => {
    await server.register(multipart);
  },
});

/** The service's HTTP side on the database of a fixture. */
export const LeadsOverHttp = {
  start: (service: LeadsOnPostgres): Promise<LeadsOverHttp> => ServiceOverHttp.start(optionsOf(service)),
  /** It listens from the first request on. */
  whenAsked: (service: LeadsOnPostgres): LeadsOverHttp => new ServiceOverHttp(optionsOf(service)),
};
