import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { eventDocuments } from './event-documents';
import { policyDocuments } from './policy-documents';
import { settingsDocuments } from './settings-documents';

// Writes every file that is generated from code into the working tree; run from the repository's root.
for (const [path, text] of [...eventDocuments(), ...policyDocuments(), ...settingsDocuments()]) {
  const file = resolve(process.cwd(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(path);
}
