import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { cleanupOpenApiDoc } from 'nestjs-zod';

/** By which nestjs-zod marks what has not one type. */
const UNTYPED = 'x-nestjs_zod-empty-type';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. Switch over `code`; it never changes its meaning.',
  required: ['type', 'title', 'status', 'code', 'detail', 'action'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', examples: ['request.invalid'] },
    detail: { type: 'string' },
    action: { type: 'string', description: 'What the caller can do about it.' },
    field: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'code', 'message'],
        properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    data: { type: 'object', additionalProperties: true },
    instance: { type: 'string' },
    correlationId: { type: 'string' },
  },
};

/** The OpenAPI 3.1 document of one service: its routes, their DTOs, and a problem as the answer to everything that goes wrong. */
export function openApiOf(app: INestApplication, service: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Throughline ${service}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .build();
  const raw = SwaggerModule.createDocument(app, config, { operationIdFactory: (controller, method) => `${camel(controller.replace(/Controller$/, ''))}_${method}` });
  restoreNullable(raw);
  const document = cleanupOpenApiDoc(raw);
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: problemSchema as never } };
  const problem = { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  for (const item of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (!operation) continue;
      operation.responses = { ...operation.responses, default: problem };
      operation.tags = [service];
    }
  }
  return document;
}

/**
 * zod says `type: ["string", "null"]`, which Nest takes for a list of strings. Of a real list nestjs-zod gives the type as text and does not mark it.
 */
function restoreNullable({ components }: OpenAPIObject): void {
  for (const schema of Object.values(components?.schemas ?? {})) {
    const { properties = {} } = schema as { properties?: Record<string, unknown> };
    for (const [name, property] of Object.entries(properties)) {
      const { type, items, [UNTYPED]: untyped, ...rest } = property as { type?: string; items?: { type: string }; [UNTYPED]?: boolean };
      if (type === 'array' && untyped && items) properties[name] = { ...rest, ...items, type: [items.type, 'null'] };
    }
  }
}

const camel = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
