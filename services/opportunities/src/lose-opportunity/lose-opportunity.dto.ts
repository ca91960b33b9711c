import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { lostReasons } from '../opportunity/lost-reasons';

export const loseOpportunitySchema = z.strictObject({ reason: z.enum(lostReasons), note: z.string().min(1).max(2000).optional() });
export class LoseOpportunityDto extends createZodDto(loseOpportunitySchema) {}
