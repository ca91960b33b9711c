import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { contactSchema } from '../keep-contact/keep-contact.dto';
import { figuresSchema, visitSchema } from './account-views.dto';

const instant = z.iso.datetime();

/** All around one customer, the latest fifty of each. */
export const overviewSchema = z.object({
  accountId: z.uuid(),
  name: z.string(),
  own: z.array(figuresSchema),
  /** With everything below it in its tree. */
  rolledUp: z.array(figuresSchema),
  contacts: z.array(contactSchema),
  deals: z.array(
    z.object({
      dealId: z.uuid(),
      product: z.string(),
      stage: z.string(),
      status: z.enum(['open', 'won', 'lost']),
      amount: moneySchema,
      expectedCloseOn: z.iso.date().nullable(),
      lostReason: z.string().nullable(),
      ownerId: z.uuid(),
      openedAt: instant,
      closedAt: instant.nullable(),
    }),
  ),
  contracts: z.array(
    z.object({ contractId: z.uuid(), dealId: z.uuid(), status: z.string(), amount: moneySchema, draftedAt: instant, signedAt: instant.nullable(), endedReason: z.string().nullable() }),
  ),
  /** Money that no instalment has taken yet, by currency. */
  prepayments: z.array(moneySchema),
  receipts: z.array(z.object({ receiptId: z.uuid(), amount: moneySchema, allocated: moneySchema, receivedOn: z.iso.date(), reversed: z.boolean() })),
  visits: z.array(visitSchema),
  /** How many deals and contracts there are besides that lie beyond his reach; null where the part is hidden. */
  beyondReach: z.object({ deals: z.int().nullable(), contracts: z.int().nullable() }),
  /** Parts that the reader's roles do not show: they are empty here, whatever there is. */
  hidden: z.array(z.string()),
});
export type AccountOverview = z.infer<typeof overviewSchema>;
export class AccountOverviewDto extends createZodDto(overviewSchema) {}

export const keyDataSchema = z.object({
  accountId: z.uuid(),
  keyAccount: z.boolean(),
  /** Who of theirs talks to whom of ours. */
  relationships: z.array(
    z.object({
      function: z.string(),
      strength: z.int(),
      theirs: z.object({ contactId: z.uuid(), name: z.string(), position: z.string().nullable(), function: z.string().nullable() }),
      ours: z.object({ personId: z.uuid(), name: z.string().nullable() }),
      note: z.string().nullable(),
    }),
  ),
  /** Functions of their people to whom nobody of ours talks. */
  gaps: z.array(z.string()),
  /** Share: what they signed with us in the year, of what they spend, in per cent. */
  wallet: z.array(z.object({ year: z.int(), spend: moneySchema, ours: moneySchema, sharePercent: z.string(), source: z.string() })),
  satisfaction: z.object({
    level: z.int().nullable(),
    history: z.array(z.object({ level: z.int(), channel: z.string(), comment: z.string().nullable(), at: instant })),
  }),
  /** Signed contracts. Recency in whole days since the last one; frequency in the last 365 days and ever; amounts by currency. */
  purchases: z.object({
    lastAt: instant.nullable(),
    recencyDays: z.int().nullable(),
    lastYear: z.int(),
    ever: z.int(),
    amounts: z.array(z.object({ currency: z.string(), lastYear: moneySchema, ever: moneySchema })),
  }),
  churns: z.array(z.object({ reason: z.string(), lostTo: z.string().nullable(), note: z.string().nullable(), at: instant, wonBackAt: instant.nullable() })),
  /** Parts that the reader's roles do not show. */
  hidden: z.array(z.string()),
});
export type AccountKeyData = z.infer<typeof keyDataSchema>;
export class AccountKeyDataDto extends createZodDto(keyDataSchema) {}
