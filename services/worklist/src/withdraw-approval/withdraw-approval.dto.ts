import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class WithdrawalReplyDto extends createZodDto(
  z.object({ answer: z.enum(['accepted', 'unknown']), requestId: z.uuid(), status: z.string() }),
) {}
