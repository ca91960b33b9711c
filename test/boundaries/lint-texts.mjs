// Lints texts as if they stood in the files that they name: JSON [{ file, code }] in, JSON [[{ ruleId, message }]] out.
// A program of its own because ESLint's configuration is ESM, which Jest cannot load.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

const eslint = new ESLint();
const verdicts = [];
for (const { file, code } of JSON.parse(await text(process.stdin))) {
  const [result] = await eslint.lintText(code, { filePath: file });
  verdicts.push(result.messages.map(({ ruleId, message }) => ({ ruleId, message })));
}
process.stdout.write(JSON.stringify(verdicts));
