import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { previewApprovalSchema } from '../preview-approval/preview-approval.dto';

export class RequestApprovalDto extends createZodDto(
  previewApprovalSchema.extend({
    /** What is asked, in one line. */
    ask: z.string().min(1).max(200),
    /** What it is about, for whoever waits for the answer; not given: the request itself, or what the request before was about. */
    subjectId: z.uuid().optional(),
  }),
) {}
export type RequestApproval = z.infer<typeof RequestApprovalDto.schema>;
