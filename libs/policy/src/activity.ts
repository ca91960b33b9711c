/** What people do with a customer, whatever the record they do it on. Rules of leads name these kinds. */
export const activityKinds = ['call', 'visit', 'meeting', 'mail', 'message', 'note'] as const;
