import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const unitSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['group', 'subsidiary', 'region', 'department']),
  path: z.string(),
  parentId: z.uuid().nullable(),
  calendarKey: z.string().nullable(),
  version: z.int(),
});
export type UnitView = z.infer<typeof unitSchema>;

export class UnitDto extends createZodDto(unitSchema) {}
export class UnitTreeDto extends createZodDto(z.object({ items: z.array(unitSchema) })) {}
