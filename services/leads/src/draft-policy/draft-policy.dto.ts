import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { writtenPolicy } from '../policy/policy.dto';

/** The document names its kind, id and version itself. */
export class DraftPolicyDto extends createZodDto(z.strictObject({ document: writtenPolicy })) {}
