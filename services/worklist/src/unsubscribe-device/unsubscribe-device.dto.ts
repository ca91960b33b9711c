import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** `removed`: false where it was none of his, or not any more. */
export const deviceRemovedSchema = z.object({ removed: z.boolean() });
export type DeviceRemoved = z.infer<typeof deviceRemovedSchema>;

export class DeviceRemovedDto extends createZodDto(deviceRemovedSchema) {}
