import { monthSchema } from '@throughline/calendar/months';
import { moneySchema } from '@throughline/money/money';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { boardFilter } from '../pipeline-board/pipeline-board.dto';

/** Of the company's calendar. */
const month = monthSchema;
const worth = z.object({ count: z.int(), sums: z.array(moneySchema) });

export const forecastQuerySchema = z.strictObject({ ...boardFilter, /** Default: the present month. */ from: month.optional(), months: z.coerce.number().int().min(1).max(24).default(6) });
export type ForecastQuery = z.infer<typeof forecastQuerySchema>;
export class ForecastQueryDto extends createZodDto(forecastQuerySchema) {}

/** Open deals by the day they are expected to close; weighted by the probability of their stage. */
const expected = z.object({ count: z.int(), sums: z.array(z.object({ amount: moneySchema, weighted: moneySchema })) });
export const forecastSchema = z.object({
  months: z.array(z.object({ month, open: expected, /** Won in the month, by the day on which they were won. */ won: worth })),
  /** Expected before the first month, and still open. */
  earlier: expected,
  /** Expected after the last. */
  later: expected,
});
export type Forecast = z.infer<typeof forecastSchema>;
export type Expected = z.infer<typeof expected>;
export class ForecastDto extends createZodDto(forecastSchema) {}

export const winsQuerySchema = z.strictObject({ unit: boardFilter.unit, month: month.optional() });
export type WinsQuery = z.infer<typeof winsQuerySchema>;
export class WinsQueryDto extends createZodDto(winsQuerySchema) {}

export const winsSchema = z.object({
  month,
  /** Who won most in the currency most deals were won in comes first. */
  items: z.array(worth.extend({ ownerId: z.uuid(), ownerName: z.string().nullable() })),
});
export type Wins = z.infer<typeof winsSchema>;
export class WinsDto extends createZodDto(winsSchema) {}

export const dealFunnelQuerySchema = z.strictObject({ ...boardFilter, /** First and last local day on which the deals were opened. */ from: z.iso.date(), until: z.iso.date() });
export type DealFunnelQuery = z.infer<typeof dealFunnelQuerySchema>;
export class DealFunnelQueryDto extends createZodDto(dealFunnelQuerySchema) {}

/** Of the deals opened in the time: how far each has come by now; who is signed was won. */
export const dealFunnelSchema = z.object({ opened: worth, won: worth, signed: worth, /** All of a plan came in. */ paid: worth, lost: worth });
export type DealFunnel = z.infer<typeof dealFunnelSchema>;
export class DealFunnelDto extends createZodDto(dealFunnelSchema) {}
