/** Kinds that a service of ours asks for itself, with the record that waits for the answer: nobody asks for them by hand. */
export const kindsOfServices: readonly string[] = ['discount', 'extension', 'duplicate'];
