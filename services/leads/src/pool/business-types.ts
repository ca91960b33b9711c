/** Each once and in one order, so that the same said otherwise is no change. */
export const businessTypeSet = (types: readonly string[]): string[] => [...new Set(types)].sort();
