import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { UNIT_KINDS } from '../unit/unit';

export const unitName = z.string().trim().min(1).max(200);
export const unitCode = z.string().trim().min(1).max(60);

export const openUnitSchema = z.strictObject({
  name: unitName,
  /** There is one group, and it was there first. */
  kind: z.enum(UNIT_KINDS).exclude(['group']),
  parentId: z.uuid(),
  /** Of the company's own books. */
  code: unitCode.nullable().default(null),
});
export type OpenUnit = z.infer<typeof openUnitSchema>;
export class OpenUnitDto extends createZodDto(openUnitSchema) {}
