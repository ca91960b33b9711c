import type { PipeTransform } from '@nestjs/common';

import { requestErrors } from '@throughline/errors/common-errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lets only UUIDs through, in lower case. */
export class IdPipe implements PipeTransform<unknown, string> {
  constructor(private readonly name: string) {}

  transform(value: unknown): string {
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
    throw requestErrors.invalid({
      field: this.name,
      detail: `${this.name} must be a UUID.`,
      errors: [{ field: this.name, code: 'invalid_format', message: 'must be a UUID' }],
    });
  }
}
