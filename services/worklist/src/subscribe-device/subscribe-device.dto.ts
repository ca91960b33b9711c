import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { isAuthSecret, isBrowserKey } from '../notice-delivery/push-keys';

/** A PushSubscription as browsers write it (toJSON), and what its owner calls the device. */
export const subscribeDeviceSchema = z.strictObject({
  endpoint: z.url().max(2_000),
  expirationTime: z.number().nullish(),
  keys: z.strictObject({
    p256dh: z.string().max(100).refine(isBrowserKey, 'must be a P-256 key as browsers write it'),
    auth: z.string().max(30).refine(isAuthSecret, 'must be 16 bytes in base64url'),
  }),
  name: z.string().trim().min(1).max(100).default('Browser'),
});
export type SubscribeDevice = z.infer<typeof subscribeDeviceSchema>;

export class SubscribeDeviceDto extends createZodDto(subscribeDeviceSchema) {}
