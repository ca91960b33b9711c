/** Fields of a lead that a pool may hide from whoever does not own it. */
export const hideableFields = ['contactName', 'email', 'phone', 'creditCode', 'domain'] as const;
