import { z } from 'zod';

/** How a lead reached us. `web` is a form of ours, `import` a file; people and programs say which of the others it was. */
export const leadChannels = ['web', 'api', 'import', 'email', 'telephone', 'event', 'partner'] as const;
export type LeadChannel = (typeof leadChannels)[number];

/** What may be said with a single lead. */
export const namedChannel = z.enum(['api', 'email', 'telephone', 'event', 'partner']);
/** What a file may be: a list of visitors of a fair, of a partner … */
export const fileChannel = z.enum(['import', 'email', 'telephone', 'event', 'partner']);
