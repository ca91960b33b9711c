import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { unitCode, unitName } from '../open-unit/open-unit.dto';

export const changeUnitSchema = z.strictObject({ name: unitName.optional(), code: unitCode.nullable().optional() });
export type ChangeUnit = z.infer<typeof changeUnitSchema>;
export class ChangeUnitDto extends createZodDto(changeUnitSchema) {}
