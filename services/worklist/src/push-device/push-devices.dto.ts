import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import type { PushDevice } from './push-device';

export const pushDeviceSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  addedAt: z.iso.datetime(),
  /** When it was last told something. */
  sentAt: z.iso.datetime().nullable(),
});
export type PushDeviceAnswer = z.infer<typeof pushDeviceSchema>;

/** `publicKey`: what a browser subscribes for (applicationServerKey); null: nothing is sent to browsers here. */
export const pushDevicesSchema = z.object({ publicKey: z.string().nullable(), devices: z.array(pushDeviceSchema) });
export type PushDevices = z.infer<typeof pushDevicesSchema>;

export const answerOf = ({ addedAt, sentAt, ...device }: PushDevice): PushDeviceAnswer => ({ ...device, addedAt: addedAt.toISOString(), sentAt: sentAt?.toISOString() ?? null });

export class PushDeviceDto extends createZodDto(pushDeviceSchema) {}
export class PushDevicesDto extends createZodDto(pushDevicesSchema) {}
