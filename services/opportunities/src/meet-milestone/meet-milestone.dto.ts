import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const meetMilestoneSchema = z.strictObject({
  key: z.string().min(1).max(60).meta({ example: 'evaluated' }),
  evidence: z.string().min(1).max(2000).meta({ example: 'Evaluation sheet of 3 March, budget confirmed' }),
});
export class MeetMilestoneDto extends createZodDto(meetMilestoneSchema) {}
