import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class ClaimedTaskDto extends createZodDto(z.object({ taskId: z.uuid(), actualOwner: z.uuid(), version: z.int() })) {}
