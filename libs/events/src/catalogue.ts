import './account-events';
import './approval-events';
import './clock-events';
import './collection-events';
import './contract-events';
import './deal-events';
import './directory-events';
import './duplicate-events';
import './form-events';
import './lead-events';
import './notice-events';
import './opportunity-events';
import './policy-events';
import './pool-events';
import './sign-in-events';
import { definedEvents } from './event-definition';
import type { EventDefinition } from './event-definition';

/** Every event there is, by type. */
export const eventCatalogue: ReadonlyMap<string, EventDefinition> = new Map(definedEvents().map((event) => [event.type, event]));
