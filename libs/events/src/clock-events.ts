import { z } from 'zod';
import { defineEvent } from './event-definition';
import { instant, text } from './fields';

/** A deadline earlier than the present sleep of its clock was written: the clock must be poked. Aggregate id = book's clock. */
export const clockPoked = defineEvent(
  'clock',
  'poked',
  'A deadline earlier than the present sleep of its clock was written.',
  z.object({ book: text, workflowId: text, workflowType: text, queue: text, at: instant }),
  { topic: 'throughline.clock', internal: true },
);
