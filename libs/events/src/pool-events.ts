import { z } from 'zod';
import { defineEvent } from './event-definition';
import { id, instant, text } from './fields';

/** What of a pool may change. Facts of old do not say what it takes: nothing by name. */
const poolFacts = { name: text, unit: text, hiddenFields: z.array(text), takes: z.array(text).optional() };

export const poolOpened = defineEvent(
  'pool',
  'opened',
  'A pool of leads was opened with its policy.',
  z.object({ poolId: id, name: text, policyId: text, policyVersion: z.int(), takes: z.array(text).optional() }),
  { topic: 'throughline.lead' },
);
export const poolAdministratorsSet = defineEvent(
  'pool',
  'administrators-set',
  'From now on other people look after a pool; none: the heads of sales of its unit.',
  z.object({ poolId: id, people: z.array(id), before: z.array(id) }),
  { topic: 'throughline.lead' },
);
export const poolAssignmentSet = defineEvent(
  'pool',
  'assignment-set',
  'From now on the leads of a pool are given out by another policy; null: by hand only.',
  z.object({ poolId: id, policyId: text.nullable(), before: text.nullable() }),
  { topic: 'throughline.lead' },
);
export const poolChanged = defineEvent(
  'pool',
  'changed',
  'The name of a pool, the unit that it is open to, what is hidden in it, or which business types it takes, has changed.',
  z.object({ poolId: id, ...poolFacts, before: z.object(poolFacts) }),
  { topic: 'throughline.lead' },
);
export const poolPolicySet = defineEvent(
  'pool',
  'policy-set',
  'From now on a pool has the rules of another policy; running ownerships took them in the same moment, their protection ends as listed (null: exempt, no end).',
  z.object({
    poolId: id,
    policyId: text,
    policyVersion: z.int(),
    before: z.object({ policyId: text, policyVersion: z.int() }),
    graced: z.int(),
    ends: z.array(z.object({ protectedUntil: instant.nullable(), leadIds: z.array(id) })),
  }),
  { topic: 'throughline.lead' },
);
export const poolClosed = defineEvent(
  'pool',
  'closed',
  'A pool takes no leads and gives none any more; what is in it goes to another pool (null: it was empty).',
  z.object({ poolId: id, reason: text, leadsTo: id.nullable(), leads: z.int() }),
  { topic: 'throughline.lead' },
);
export const poolEmptied = defineEvent(
  'pool',
  'emptied',
  'The last lead of a closed pool has gone to the other one.',
  z.object({ poolId: id, leadsTo: id, moved: z.int() }),
  { topic: 'throughline.lead' },
);
