import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import type { Mapping } from './mapping';

export type ImportReport = Schema<'LeadsImportReportDto'>;
export type ImportLine = Schema<'LeadsImportsPageDto'>['items'][number];
export type ImportedRow = Schema<'LeadsImportRowsPageDto'>['items'][number];
export type Outcome = ImportedRow['outcome'];
export type Preview = Schema<'LeadsImportPreviewDto'>;

export interface Import {
  file: File;
  mapping: Mapping;
  poolId: string | undefined;
  dryRun: boolean;
}

/** Bytes of a CSV file that are enough to see its columns. */
const BEGINNING = 256 * 1024;
const NEW_LINE = 10;
/** Milliseconds between two looks at an import that runs. */
const PULSE = 1_000;

const formOf = (file: Blob, name: string, mapping: object, parts: Record<string, string> = {}): FormData => {
  const form = new FormData();
  form.append('mapping', JSON.stringify(mapping));
  for (const [part, value] of Object.entries(parts)) form.append(part, value);
  form.append('file', file, name);
  return form;
};
const asForm = (form: FormData) => ({ body: form as never, bodySerializer: () => form });

/** A workbook is whole or nothing; of a text its first whole lines are enough. */
async function beginningOf(file: File): Promise<Blob> {
  if (file.size <= BEGINNING || /\.xlsx$/i.test(file.name)) return file;
  const bytes = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
  return file.slice(0, bytes.lastIndexOf(NEW_LINE) + 1 || BEGINNING);
}

/** Columns and first rows of a file; nothing is kept. Of several files the last one counts. */
export const usePreview = () =>
  useMutation({ retry: false, networkMode: 'always', mutationFn: async (file: File) => answer(api.POST('/v1/lead-imports/previews', asForm(formOf(await beginningOf(file), file.name, {})))) });

/** Answers at the end of the file; how far it has come stands in its report meanwhile. The same file sent again goes on where it stopped, and takes in nothing twice. */
export const useImport = (onDone: (report: ImportReport, sent: Import) => void) =>
  useAct({
    send: ({ file, mapping, poolId, dryRun }: Import) => answer(api.POST('/v1/lead-imports', asForm(formOf(file, file.name, mapping, { dryRun: String(dryRun), ...(poolId && { poolId }) })))),
    changes: [['imports'], ['leads'], ['pools']],
    onDone,
  });

/** The latest first; looked at again and again while one is being sent. */
export const useImports = (isSending: boolean) =>
  useQuery({ queryKey: ['imports', 'list'], refetchInterval: isSending ? PULSE : false, queryFn: () => answer(api.GET('/v1/lead-imports', { params: { query: { limit: 20 } } })) });

export const useReport = (id: string) =>
  useQuery({
    queryKey: ['imports', 'one', id],
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? PULSE : false),
    queryFn: () => answer(api.GET('/v1/lead-imports/{id}', { params: { path: { id } } })),
  });

/** @param until rows that the report counts: more of them, and the list is read anew */
export const useImportedRows = (id: string, outcome: Outcome | undefined, until: number) =>
  useInfiniteQuery({
    queryKey: ['imports', 'rows', id, outcome, until],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/v1/lead-imports/{id}/rows', { params: { path: { id }, query: { limit: 200, ...(outcome && { outcome }), ...(pageParam && { cursor: pageParam }) } } })),
    getNextPageParam: (last) => last.next,
  });

/** The whole report as a file: asked for like all else, as a link would come without who asks. */
export async function saveReport(id: string): Promise<void> {
  const file = await answer(api.GET('/v1/lead-imports/{id}/report.csv', { params: { path: { id } }, parseAs: 'blob' }) as Promise<{ data?: Blob }>);
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(file), download: `import-${id}.csv` });
  link.click();
  URL.revokeObjectURL(link.href);
}
