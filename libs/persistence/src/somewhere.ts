/** The pattern (for ILIKE) of what stands somewhere in a text, letter by letter as it is written; null where nothing is looked for. */
export const somewhere = (text: string | undefined): string | null => (text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`);
