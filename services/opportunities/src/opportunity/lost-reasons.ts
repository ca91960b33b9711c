/** The list a rep picks from when a deal is lost; the note says the rest. */
export const lostReasons = ['price', 'competitor', 'no_budget', 'no_decision', 'product_fit', 'timing', 'contact_lost', 'other'] as const;
export type LostReason = (typeof lostReasons)[number];
