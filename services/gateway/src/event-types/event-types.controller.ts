import { Controller, Get, Param } from '@nestjs/common';

import { eventCatalogue } from '@throughline/events/catalogue';
import type { EventDefinition } from '@throughline/events/event-definition';
import { exampleOf } from '@throughline/events/example';
import { jsonSchemaOf } from '@throughline/events/json-schema';
import { Answers, Requires } from '@throughline/http/decorators';

import { EventTypeDto, EventTypesDto, type EventType, type EventTypeDetail } from './event-types.dto';
import { eventTypeErrors } from './event-types.errors';

/** What integrators can subscribe to; what engines of ours tell each other is not among it. */
const published = [...eventCatalogue.values()].filter(({ internal }) => !internal).sort((a, b) => a.type.localeCompare(b.type));

@Controller('v1/event-types')
export class EventTypesController {
  /** Every event that is published, by type. */
  @Get()
  @Requires('read', 'event-type')
  @Answers(200, EventTypesDto)
  all(): { items: EventType[] } {
    return { items: published.map(inShort) };
  }

  /** One event with the JSON Schema of its data and an example. @throws event_type.not_found */
  @Get(':type')
  @Requires('read', 'event-type')
  @Answers(200, EventTypeDto)
  one(@Param('type') type: string): EventTypeDetail {
    const event = published.find((one) => one.type === type);
    if (!event) throw eventTypeErrors.not_found();
    const versions = published.filter(({ aggregate, fact }) => aggregate === event.aggregate && fact === event.fact).map(({ version }) => version);
    return { ...inShort(event), versions: versions.sort((a, b) => a - b), schema: jsonSchemaOf(event), example: exampleOf(event) as Record<string, unknown> };
  }
}

const inShort = ({ type, aggregate, fact, version, topic, doc }: EventDefinition): EventType => ({ type, name: `${aggregate}.${fact}`, version, topic, aggregate, about: doc });
