import * as tool from 'openapi-typescript';
import { apiDocument, apiTypesMark } from './api-document';

/** What its declarations for CommonJS leave out, because they end in `export =`. */
const { default: typesOf, astToString } = tool as unknown as { default: (document: object) => Promise<unknown>; astToString: (types: unknown) => string };

/** Types of every request and answer, for the console. */
export async function apiTypes(): Promise<Map<string, string>> {
  const { file, mark } = await apiTypesMark();
  return new Map([[file, `${mark}\n${astToString(await typesOf(await apiDocument()))}`]]);
}
