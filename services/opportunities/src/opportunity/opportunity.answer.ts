import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { Opportunity } from './opportunity.entity';

/** What every command on an opportunity answers: where it stands now. `version` is the ETag. */
export const opportunityAnswerSchema = z.object({
  id: z.uuid(),
  status: z.enum(['open', 'won', 'lost']),
  stage: z.string(),
  amount: moneySchema,
  discountPercent: z.string(),
  version: z.int(),
});
export type OpportunityAnswer = z.infer<typeof opportunityAnswerSchema>;
export class OpportunityAnswerDto extends createZodDto(opportunityAnswerSchema) {}

export function opportunityAnswer(opportunity: Opportunity): OpportunityAnswer {
  const { id, status, stage, version } = opportunity;
  return { id, status, stage, amount: opportunity.money.toJSON(), discountPercent: percentText(opportunity.discountPercent), version };
}

/** `5.0000` → `5`; `7.50` → `7.5` */
export function percentText(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}
