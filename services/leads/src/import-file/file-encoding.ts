import { createReadStream } from 'node:fs';
import type { Readable, Transform } from 'node:stream';
import iconv from 'iconv-lite';
import { importErrors } from './import.errors';

export type FileEncoding = 'utf-8' | 'gbk';

/**
 * Which encoding a text file has. Without a declared one: byte order mark, else UTF-8 if every byte is, else GBK if it reads as Chinese
 * throughout. The whole file is looked at, for a wrong guess would be seen only in the names of customers.
 * @throws import.encoding when it is neither, or not what was declared
 */
export async function encodingOf(path: string, declared: FileEncoding | 'auto'): Promise<FileEncoding> {
  if (declared !== 'gbk' && (await isUtf8(path))) return 'utf-8';
  if (declared !== 'utf-8' && (await readsAsChinese(path))) return 'gbk';
  throw importErrors.encoding({ data: { declared } });
}

/** The file as text; a byte order mark is taken off. */
export function textOf(path: string, encoding: FileEncoding): Readable {
  // GB18030 holds all of GBK and more.
  const decoder = iconv.decodeStream(encoding === 'gbk' ? 'gb18030' : 'utf-8') as unknown as Transform;
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  // pipe() hands no error on: a file that cannot be read must end the import, not hang it.
  bytes.on('error', (error) => decoder.destroy(error));
  return bytes.pipe(decoder);
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      // UTF-16 and binary files are full of zeros, which are valid UTF-8.
      if (text.includes('\0')) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** At least nine of ten characters beyond ASCII are Chinese ones or their punctuation, and none is undecodable. */
async function readsAsChinese(path: string): Promise<boolean> {
  let foreign = 0;
  let chinese = 0;
  for await (const chunk of textOf(path, 'gbk')) {
    for (const character of chunk as string) {
      if (character < '\u0080') {
        if (character === '\0') return false;
        continue;
      }
      if (character === '\ufffd' || /\p{Co}|\p{Cn}/u.test(character)) return false;
      foreign += 1;
      if (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2010-\u2027\u00b7\u2460-\u2473]/u.test(character)) chinese += 1;
    }
  }
  return foreign > 0 && chinese / foreign >= 0.9;
}
