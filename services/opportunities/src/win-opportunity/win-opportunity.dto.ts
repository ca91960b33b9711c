import { paymentTermsSchema } from '@throughline/policy/payment-terms';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const winOpportunitySchema = z.strictObject({ terms: paymentTermsSchema });
export class WinOpportunityDto extends createZodDto(winOpportunitySchema) {}
