import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { takenTypes } from '@throughline/policy/pool-document';
import { hideableFields } from '../pool/hideable-fields';

/** What is absent stays as it is. */
const changePoolSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional(),
    /** Path of the unit to whose people and those below it the pool is open. */
    unit: z.string().regex(/^(\d+\.)+$/, 'a path as 1.2.').optional(),
    hiddenFields: z.array(z.enum(hideableFields)).max(hideableFields.length).optional(),
    /** These business types and no others; none: it is general. */
    takes: takenTypes.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'says nothing');
export type ChangePool = z.infer<typeof changePoolSchema>;
export class ChangePoolDto extends createZodDto(changePoolSchema) {}
