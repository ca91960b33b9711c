import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkApproval, type ApprovalPolicy } from '@throughline/policy/approval-policy';
import type { PolicyDocument, PolicyKind } from '@throughline/policy/policy-kinds';
import { checkPolicy, pathText } from '@throughline/policy/policy-kinds';
import type { PoolDocument } from '@throughline/policy/pool-document';
import { checkPool } from '@throughline/policy/pool-document';
import type { Document } from 'yaml';
import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import { CommandFailed, UsageError } from '../exit-codes';

export interface FileFault {
  file: string;
  line: number;
  column: number;
  /** `clock.quietDays` */
  path: string;
  /** The rule that is broken, and by what. */
  message: string;
  /** What to do about it. */
  action: string;
}

export type FiledPolicy = PolicyDocument & { kind: PolicyKind };

export interface PolicyFile {
  file: string;
  documents: FiledPolicy[];
  pools: PoolDocument[];
  approvals: ApprovalPolicy[];
  faults: FileFault[];
}

/** The files that paths name: of a folder, every YAML and JSON file in it and below, in the order of their names. @throws UsageError when there is none */
export function filesOf(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ya?ml|json)$/.test(name));
    if (inside.length === 0) throw new UsageError(`There is no YAML or JSON file in ${path}.`);
    return inside.sort().map((name) => join(path, name));
  });
  return [...new Set(files)];
}

/** The policies and pools of a YAML or JSON file (several, divided by `---`), and every fault with its line. @throws UsageError when there is no such file */
export function readPolicyFile(file: string): PolicyFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`There is no file ${file} that could be read.`);
  }
  const lines = new LineCounter();
  const read: PolicyFile = { file, documents: [], pools: [], approvals: [], faults: [] };
  for (const document of parseAllDocuments(text, { lineCounter: lines, prettyErrors: false }) as Document[]) {
    const place = (offset: number) => {
      const { line, col } = lines.linePos(offset);
      return { file, line, column: col };
    };
    read.faults.push(...document.errors.map(({ pos, message }) => ({ ...place(pos[0]), path: '', message, action: 'correct the YAML: indentation, quotes and brackets before this place' })));
    if (document.errors.length > 0) continue;
    const written = document.toJS() as { kind?: unknown } | null;
    const checked = written?.kind === 'pool' ? checkPool(written) : written?.kind === 'approval' ? checkApproval(written) : checkPolicy(written);
    if (!checked.ok) read.faults.push(...checked.faults.map(({ path, ...fault }) => ({ ...place(offsetOf(document, path)), path: pathText(path), ...fault })));
    else if ('pool' in checked) read.pools.push(checked.pool);
    else if ('approval' in checked) read.approvals.push(checked.approval);
    else read.documents.push(checked.document);
  }
  if (read.documents.length + read.pools.length + read.approvals.length + read.faults.length === 0) {
    read.faults.push({ file, line: 1, column: 1, path: '', message: 'the file is empty', action: 'write a policy into it, or take it away' });
  }
  return read;
}

/** What several files describe, all of it good. @throws CommandFailed naming every fault, UsageError */
export function filedCompany(paths: readonly string[]): { policies: FiledPolicy[]; pools: PoolDocument[]; approvals: ApprovalPolicy[] } {
  const read = filesOf(paths).map(readPolicyFile);
  const faults = [...read.flatMap((file) => file.faults), ...twice(read)];
  if (faults.length > 0) throw new CommandFailed(faults.map(faultLine).join('\n'));
  return { policies: read.flatMap(({ documents }) => documents), pools: read.flatMap(({ pools }) => pools), approvals: read.flatMap(({ approvals }) => approvals) };
}

/** The policies of files that hold nothing else. @throws CommandFailed, UsageError */
export function policiesOf(paths: readonly string[]): FiledPolicy[] {
  const { policies, pools, approvals } = filedCompany(paths);
  if (pools.length > 0) throw new UsageError(`${paths.join(', ')}: a pool is no policy; name the file of one.`);
  if (approvals.length > 0) throw new UsageError(`${paths.join(', ')}: an approval policy takes nothing from anybody; POST /v1/approvals/preview shows whom it asks.`);
  return policies;
}

/** What two files describe. Two versions of one policy are no contradiction: they follow each other. */
export function twice(read: readonly PolicyFile[]): FileFault[] {
  const seen = new Map<string, string>();
  return read.flatMap(({ file, documents, pools, approvals }) =>
    [...[...documents, ...approvals].map(({ kind, id, version }) => `${kind}/${id} version ${version}`), ...pools.map(({ key }) => `pool ${key}`)].flatMap((name) => {
      const first = seen.get(name);
      seen.set(name, first ?? file);
      return first === undefined ? [] : [{ file, line: 1, column: 1, path: '', message: `${name} is also in ${first}`, action: 'keep one of the two' }];
    }),
  );
}

export const faultLine = ({ file, line, column, path, message, action }: FileFault): string => `${file}:${line}:${column}: ${path ? `${path} ` : ''}${message}: ${action}`;

/** Where the value stands; where it is missing, the nearest thing around it. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
