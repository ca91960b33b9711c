import { z } from 'zod';
import type { EventDefinition } from './event-definition';

/** A JSON Schema, or a part of one, as far as the events use the language. */
export interface SchemaNode {
  type?: string | string[];
  format?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: SchemaNode[];
  items?: SchemaNode;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  /** Of records with free names. */
  propertyNames?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  minimum?: number;
  description?: string;
}

/** The JSON Schema (2020-12) of one event's `data`. */
export function jsonSchemaOf(event: EventDefinition): Record<string, unknown> & SchemaNode {
  // Consumers ignore what they do not know, so the published schema is the one for reading: it allows further fields.
  const { $schema, ...schema } = z.toJSONSchema(event.data, { io: 'input' }) as Record<string, unknown>;
  return { $schema, $id: `https://throughline.example/schemas/${event.type}.json`, title: event.type, description: event.doc, ...schema };
}
