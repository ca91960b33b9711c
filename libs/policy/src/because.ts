import { z } from 'zod';

type Basis = 'calendar' | 'working';
interface Counted {
  days: number;
  basis: Basis;
  on: string;
}
/** What a time is counted from. */
const anchors = { claim: 'claim', creation: 'creation', 'last-activity': 'last activity', 'last-visit': 'last visit', 'contract-end': 'end of the contract' };
export type Anchor = keyof typeof anchors;

const span = ({ days, basis }: Counted): string => `${days} ${basis} days`;
const during = (what: string) => ({ more }: { more?: string }) => `protection does not end while ${what}${more === undefined ? '' : ` (${more})`}`;

/** Every sentence by which a moment is explained, by a name that stays. Whoever writes it in another language takes the name and what it says, never the English text. */
const sentences = {
  'after-claim': (said: Counted) => `${span(said)} after the claim on ${said.on}`,
  'after-creation': (said: Counted) => `${span(said)} after the creation on ${said.on}`,
  'after-last-activity': (said: Counted) => `${span(said)} after the last activity on ${said.on}`,
  'after-last-visit': (said: Counted) => `${span(said)} after the last visit on ${said.on}`,
  'after-contract-end': (said: Counted) => `${span(said)} after the end of the contract on ${said.on}`,
  'after-late-claim': (said: Counted & { since: Anchor }) => `${span(said)} after the claim on ${said.on}, as the ${anchors[said.since]} was before it`,
  'after-activity': (said: Counted) => `${span(said)} after the activity on ${said.on}`,
  extended: (said: Counted) => `extended by ${span(said)} from ${said.on}`,
  longest: (said: Counted) => `${span(said)} after the claim on ${said.on}, the longest time allowed`,
  'not-reached': (said: Counted & { what: string }) => `no ${said.what} within ${span(said)} of the claim on ${said.on}`,
  grace: ({ on, until }: { on: string; until: string }) => `the rules changed on ${on} and take nothing before ${until}`,
  'ends-on': ({ on }: { on: string }) => `protection ends on ${on}`,
  'reminder-late': (_: object) => 'its reminder was late, so its lead time ran again',
  'not-answered': ({ hours }: { hours: number }) => `no answer within ${hours} working hours`,
  paused: (_: object) => 'protection does not end while the lead is paused',
  'while-won': during('its deal is won'),
  'while-open-deal': during('it has an open deal'),
  'while-live-contract': during('it has a live contract'),
  'while-locked': during('it is locked'),
  'while-in-approval': during('it is in approval'),
  'while-registered': during('it is registered'),
  'while-tagged': during('it carries a tag'),
  ended: (_: object) => 'protection ended',
  'visit-after-visit': (said: Counted) => `${span(said)} after the last visit on ${said.on}`,
  'visit-after-start': (said: Counted) => `${span(said)} after the account was taken on, and not visited since on ${said.on}`,
  'stage-from': ({ stage, days, on }: { stage: string; days: number; on: string }) => `${stage} should take ${days} working days from ${on}`,
  'stage-takes': ({ stage, days }: { stage: string; days: number }) => `${stage} should take ${days} working days`,
  'after-oldest-due': ({ days, on }: { days: number; on: string }) => `${days} days after ${on}, when the oldest open line was due`,
  'before-due': ({ days, on }: { days: number; on: string }) => `${days} ${days === 1 ? 'day' : 'days'} before ${on}`,
  'term-ends': ({ on }: { on: string }) => `the term of the contract ends on ${on}`,
};

export type ReasonCode = keyof typeof sentences;
type Said<C extends ReasonCode> = Parameters<(typeof sentences)[C]>[0];
export const reasonCodes = Object.keys(sentences) as ReasonCode[];

export interface Reason {
  code: string;
  data: Record<string, string | number>;
}

/** Why a moment is what it is: a rule's name for machines, a sentence for people, and what it says for whoever writes it in another language. */
export interface Because {
  rule: string;
  text: string;
  /** One after the other they are the sentence. Absent in what was kept before there were any. */
  reasons?: Reason[];
}

export const becauseSchema = z.object({
  rule: z.string(),
  text: z.string(),
  reasons: z.array(z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) })).optional(),
});

export function because<C extends ReasonCode>(rule: string, code: C, said: Said<C>): Because {
  const write = sentences[code] as (said: Said<C>) => string;
  return { rule, text: write(said), reasons: [{ code, data: { ...said } as Reason['data'] }] };
}

/** Two sentences as one. */
export function both(rule: string, first: Because, then: Because, between: ', ' | '; ' = ', '): Because {
  const known = first.reasons && then.reasons && [...first.reasons, ...then.reasons];
  return { rule, text: `${first.text}${between}${then.text}`, ...(known && { reasons: known }) };
}
