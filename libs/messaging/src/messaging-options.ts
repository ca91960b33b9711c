import type { Type } from '@nestjs/common';

import type { EventSubscription } from './event-subscription';

export interface MessagingOptions {
  service: string;
  /** Handlers of events, found among the service's providers or made by Nest; they may inject its commands. */
  subscriptions?: Type<EventSubscription>[];
  /** Default: `KAFKA_BROKERS`, comma-separated. */
  brokers?: string[];
  /** Default: `THROUGHLINE_TENANT`, or `demo`. */
  tenant?: string;
  /** Neither publishes nor consumes: for commands of the operator. Default: `THROUGHLINE_PASSIVE`. */
  passive?: boolean;
  /** Default: ends the process with code 1, so that it is started anew. */
  onFatal?: (error: Error) => void;
}

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');
