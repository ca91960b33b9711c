import { eventCatalogue } from '@throughline/events/catalogue';
import type { EventDefinition } from '@throughline/events/event-definition';
import { jsonSchemaOf, type SchemaNode } from '@throughline/events/json-schema';
import { topics } from '@throughline/events/topics';

/** Every generated file about events: path from the repository's root → text. */
export function eventDocuments(): Map<string, string> {
  const events = [...eventCatalogue.values()].sort((a, b) => a.type.localeCompare(b.type));
  const files = new Map<string, string>();
  for (const event of events) files.set(`libs/events/schemas/${event.type}.json`, `${JSON.stringify(jsonSchemaOf(event), null, 2)}\n`);
  files.set('docs/events.md', page(events));
  return files;
}

function page(events: EventDefinition[]): string {
  const aggregates = [...new Set(events.filter((event) => !event.internal).map((event) => event.aggregate))];
  return `# Events

Generated from libs/events by \`npm run generate\`; do not edit. Over HTTP, for operators and administrators: \`GET /v1/event-types\`, and \`GET /v1/event-types/{type}\` with JSON Schema and example; in the console:
Developers, Events.

## Guarantees
- At least once. A duplicate carries the same \`ce_id\`.
- Records with one key come in commit order; there is no order across keys.
- \`ce_sequence\` counts 1, 2, 3 … without gaps for each subject.
- An event never changes; a correction is a new event. Within a version only optional fields are added: ignore what you do not know.
- At most 64 KB.

## Envelope
CloudEvents 1.0 in Kafka's binary mode: attributes are headers with the prefix \`ce_\`, the record's value is the JSON of \`data\`.

| header | meaning |
|---|---|
| ce_id | UUIDv7; the same on every re-publish |
| ce_source | \`/throughline/{tenant}/{service}\` |
| ce_type | \`throughline.{aggregate}.{fact}.v{version}\` |
| ce_subject | \`{aggregate}/{id}\` |
| ce_time | business time: when it happened |
| ce_recordedtime | when it was committed, by the wall clock |
| ce_dataschema | the JSON Schema of \`data\` |
| ce_partitionkey | the record's key |
| ce_sequence | version of the subject, 20 digits |
| ce_correlationid | the deal; before conversion the lead |
| ce_causationid | the event or request that caused it |
| ce_traceparent | W3C trace context |
| ce_authtype, ce_authid | who acted (opaque) |
| ce_tenantid, ce_orgpath | tenant and owning unit |
| ce_sandbox | \`true\` where business time is a sandbox's |

## Topics
| topic | partitions | kept |
|---|---|---|
${topics.map((topic) => `| ${topic.name} | ${topic.partitions} | ${topic.compacted ? 'compacted' : `${(topic.retentionMs ?? 0) / 86_400_000} days`} |`).join('\n')}

Integrators subscribe to \`throughline.deals\`: the milestones of one deal, totally ordered, keyed by the deal's id.

${aggregates
  .map(
    (aggregate) => `## ${aggregate}
${events
  .filter((event) => event.aggregate === aggregate && !event.internal)
  .map((event) => `### ${event.type}\n${event.doc} Topic \`${event.topic}\`. [Schema](../libs/events/schemas/${event.type}.json)\n\n${fields(event)}\n`)
  .join('\n')}`,
  )
  .join('\n')}`;
}

function fields(event: EventDefinition): string {
  const schema = jsonSchemaOf(event);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, node]) => `| ${name} | ${typeName(node)} | ${schema.required?.includes(name) ? 'always' : 'sometimes'} |`,
  );
  return ['| field | type | present |', '|---|---|---|', ...rows].join('\n');
}

function typeName(node: SchemaNode): string {
  if (node.anyOf) return node.anyOf.map(typeName).join(' or ');
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node.type === 'array') return `list of ${typeName(node.items ?? {})}`;
  if (node.properties?.amount && node.properties.currency) return 'money';
  return node.format ?? node.type?.toString() ?? 'any';
}
