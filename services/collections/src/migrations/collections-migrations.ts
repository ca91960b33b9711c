import { CollectionsSchema1764100000000 } from './1764100000000-collections-schema';
import { FirstDunningPolicy1764100000001 } from './1764100000001-first-dunning-policy';
import { RowSecurity1766900000000 } from './1766900000000-row-security';
import { ReadsOfMoney1767020000000 } from './1767020000000-reads-of-money';
import { ProductOfPlans1767105000000 } from './1767105000000-product-of-plans';

/** In the order in which they run. */
export const collectionsMigrations = [CollectionsSchema1764100000000, FirstDunningPolicy1764100000001, RowSecurity1766900000000, ReadsOfMoney1767020000000, ProductOfPlans1767105000000];
