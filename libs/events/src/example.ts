import type { EventDefinition } from './event-definition';
import { jsonSchemaOf, type SchemaNode } from './json-schema';

/** What keeps to the pattern of a field whose text has a form. */
const FORMED = ['12000.00', 'CNY', '7.5', '2026-03-02', '2026-03-02T01:30:00.000Z', '09:00', '1.2.', 'a'.repeat(64)];

/** Data that the event could carry: made of its schema alone, so that it can never say what the schema does not. */
export const exampleOf = (event: EventDefinition): unknown => valueOf(jsonSchemaOf(event), '');

function valueOf(node: SchemaNode, name: string): unknown {
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  // What may be null is shown as it is when there is something.
  const choices = node.anyOf?.filter(({ type }) => type !== 'null');
  if (choices?.[0]) return valueOf(choices[0], name);
  const type = [node.type].flat().find((one) => one !== 'null');
  switch (type) {
    case 'object':
      return objectOf(node);
    case 'array':
      return [valueOf(node.items ?? {}, name)];
    case 'string':
      return textOf(node, name);
    case 'integer':
    case 'number':
      return Math.max(node.minimum ?? 1, 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function objectOf({ properties = {}, propertyNames, additionalProperties }: SchemaNode): Record<string, unknown> {
  const named = Object.entries(properties).map(([name, node]) => [name, valueOf(node, name)] as const);
  if (!propertyNames) return Object.fromEntries(named);
  const free = typeof additionalProperties === 'object' ? valueOf(additionalProperties, '') : null;
  return Object.fromEntries([...named, [String(valueOf(propertyNames, 'field')), free]]);
}

function textOf({ format, pattern }: SchemaNode, name: string): string {
  if (format === 'uuid') return '0198f3c2-5a10-7c41-9d2e-6b1f0a7e4c35';
  if (format === 'date-time') return '2026-03-02T01:30:00.000Z';
  if (format === 'date') return '2026-03-02';
  if (pattern !== undefined) return FORMED.find((text) => new RegExp(pattern).test(text)) ?? '';
  return name === '' ? 'text' : name;
}
