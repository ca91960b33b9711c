import { z } from 'zod';
import { defineEvent } from './event-definition';
import { id, text } from './fields';

/** Aggregate: one notice on its way to one person by one channel. What is sent by itself is no fact; what an operator does about it is, and what is not sent because somebody has left. */
const delivery = { deliveryId: id, noticeId: id, personId: id, channel: z.enum(['mail', 'webhook', 'push']) };
const topic = 'throughline.approval';

export const noticeDeliveryRetried = defineEvent('notice-delivery', 'retried', 'A notice that had been given up is sent again, as if for the first time.', z.object(delivery), { topic });
export const noticeDeliveryDropped = defineEvent('notice-delivery', 'dropped', 'A notice that had been given up, or that was for somebody who has left, is not sent any more.', z.object({ ...delivery, reason: text }), { topic });
