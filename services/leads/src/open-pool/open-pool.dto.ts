import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { poolKeyPattern, takenTypes } from '@throughline/policy/pool-document';
import { hideableFields } from '../pool/hideable-fields';

export const newPoolSchema = z
  .strictObject({
    /** By which files and people name it, for ever; made up where absent. */
    key: z.string().regex(poolKeyPattern, 'lower-case letters, digits and dashes').optional(),
    name: z.string().trim().min(1).max(100),
    /** The unit whose pool it is: those who are reminded, and among whom leads are given in turn where no rule says otherwise, are its people. */
    unitId: z.uuid().optional(),
    /** The same by its path, `1.2.`; one of the two. */
    unit: z.string().regex(/^(\d+\.)+$/, 'a path as 1.2.').optional(),
    /** Id of a policy of kind `lead` that is in force. */
    policyId: z.string().min(1).max(60),
    /** What nobody sees before he owns the lead. */
    hiddenFields: z.array(z.enum(hideableFields)).max(hideableFields.length).default([]),
    /** Business types whose leads enter it where they name no pool; none: it is general, for those that no other pool takes. */
    takes: takenTypes.default([]),
  })
  .refine(({ unitId, unit }) => (unitId === undefined) !== (unit === undefined), { error: 'either unitId or unit', path: ['unitId'] });
export type NewPool = z.infer<typeof newPoolSchema>;
export class NewPoolDto extends createZodDto(newPoolSchema) {}
