import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { apiTypes } from './api-types';
import { eventDocuments } from './event-documents';
import { policyDocuments } from './policy-documents';
import { settingsDocuments } from './settings-documents';

// Writes every file that is generated from code into the working tree; run from the repository's root.
async function main(): Promise<void> {
  for (const [path, text] of [...eventDocuments(), ...policyDocuments(), ...settingsDocuments(), ...(await apiTypes())]) {
    const file = resolve(process.cwd(), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    console.log(path);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
