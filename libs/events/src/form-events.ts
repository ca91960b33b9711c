import { z } from 'zod';
import { defineEvent } from './event-definition';
import { id, text } from './fields';

export const formOpened = defineEvent(
  'form',
  'opened',
  'A form was opened: pages of its origins may send leads, into its pool or (null) into the one that takes the business type of each.',
  z.object({ formId: id, name: text, poolId: id.nullable(), source: text, campaign: text.nullable(), allowedOrigins: z.array(text), captchaRequired: z.boolean() }),
  { topic: 'throughline.lead' },
);
export const formClosed = defineEvent('form', 'closed', 'A form was closed: what pages still send with it is refused.', z.object({ formId: id, name: text }), {
  topic: 'throughline.lead',
});
