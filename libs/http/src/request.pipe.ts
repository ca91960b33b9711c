import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { isZodDto } from 'nestjs-zod/dto';
import { z } from 'zod';

import { requestErrors } from '@throughline/errors/common-errors';
import type { FieldFault, ThroughlineError } from '@throughline/errors/throughline-error';

import { strictly } from './strictly';

/** More faults than this say no more to the caller. */
const MOST_FAULTS = 20;

/** Checks body, query and parameters against their DTO's schema, strictly. @throws request.invalid naming every faulty field */
@Injectable()
export class RequestPipe implements PipeTransform {
  transform(value: unknown, { metatype }: ArgumentMetadata): unknown {
    if (!metatype || !isZodDto(metatype)) return value;
    return parseRequest(metatype.schema as z.ZodType, value);
  }
}

/** For what does not come through a DTO. @throws request.invalid */
export function parseRequest<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = strictly(schema).safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(result.error.issues.flatMap(faultsOf).slice(0, MOST_FAULTS));
}

export function invalidRequest(errors: FieldFault[]): ThroughlineError {
  const fields = [...new Set(errors.map(({ field }) => field || 'the body'))];
  const detail = fields.length === 1 ? `${fields[0]}: ${errors[0]!.message}` : `These are not valid: ${fields.join(', ')}.`;
  return requestErrors.invalid({ detail, ...(errors[0]?.field && { field: errors[0].field }), errors });
}

function faultsOf(issue: z.core.$ZodIssue): FieldFault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), code: 'unknown_field', message: 'is not a field of this request' }));
  }
  return [{ field: path.join('.'), code: issue.code, message: issue.message }];
}
