import { z } from 'zod';

import { ONLY_VALUES } from './dimensions';

const values = z.array(z.string().trim().min(1).max(300)).min(1).max(ONLY_VALUES);

/** What a role is narrowed to, as it stands in requests and tokens (dimensions.ts). */
export const onlySchema = z
  .strictObject({ region: values.optional(), businessType: values.optional(), product: values.optional() })
  .refine((only) => Object.values(only).some(Boolean), 'at least one of region, businessType and product');
