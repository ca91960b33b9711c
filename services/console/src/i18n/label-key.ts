/** `Key people known` → `key-people-known`: by which the words of a text in another language are found. */
export const keyOf = (written: string): string => written.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
