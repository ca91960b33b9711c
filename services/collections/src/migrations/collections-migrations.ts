import { CollectionsSchema1764100000000 } from './1764100000000-collections-schema';
import { FirstDunningPolicy1764100000001 } from './1764100000001-first-dunning-policy';

/** In the order in which they run. */
export const collectionsMigrations = [CollectionsSchema1764100000000, FirstDunningPolicy1764100000001];
