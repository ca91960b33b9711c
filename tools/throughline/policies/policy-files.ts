import { readFileSync } from 'node:fs';
import type { PolicyDocument, PolicyKind } from '@throughline/policy/policy-kinds';
import { checkPolicy, pathText } from '@throughline/policy/policy-kinds';
import type { Document } from 'yaml';
import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import { CommandFailed, UsageError } from '../exit-codes';

export interface FileFault {
  file: string;
  line: number;
  column: number;
  /** `clock.quietDays` */
  path: string;
  message: string;
}

export type FiledPolicy = PolicyDocument & { kind: PolicyKind };

export interface PolicyFile {
  file: string;
  documents: FiledPolicy[];
  faults: FileFault[];
}

/** The policies of a YAML or JSON file (several, divided by `---`), and every fault with its line. @throws UsageError when there is no such file */
export function readPolicyFile(file: string): PolicyFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`There is no file ${file} that could be read.`);
  }
  const lines = new LineCounter();
  const read: PolicyFile = { file, documents: [], faults: [] };
  for (const document of parseAllDocuments(text, { lineCounter: lines, prettyErrors: false }) as Document[]) {
    const place = (offset: number) => {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col };
    };
    read.faults.push(...document.errors.map(({ pos, message }) => ({ ...place(pos[0]), path: '', message })));
    if (document.errors.length > 0) continue;
    const checked = checkPolicy(document.toJS());
    if (checked.ok) read.documents.push(checked.document);
    else read.faults.push(...checked.faults.map(({ path, message }) => ({ ...place(offsetOf(document, path)), path: pathText(path), message })));
  }
  if (read.documents.length + read.faults.length === 0) read.faults.push({ file, line: 1, column: 1, path: '', message: 'the file is empty' });
  return read;
}

/** The policies of several files, all of them good. @throws CommandFailed naming every fault, UsageError */
export function policiesOf(files: readonly string[]): FiledPolicy[] {
  const read = files.map(readPolicyFile);
  const faults = read.flatMap((file) => file.faults);
  if (faults.length > 0) throw new CommandFailed(faults.map(faultLine).join('\n'));
  return read.flatMap(({ documents }) => documents);
}

export const faultLine = ({ file, line, column, path, message }: FileFault): string => `${file}:${line}:${column}: ${path ? `${path}: ` : ''}${message}`;

/** Where the value stands; where it is missing, the nearest thing around it. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
