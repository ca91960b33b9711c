import { headersOf, useAct } from '../../../api/act';
import { answer, api, type Schema } from '../../../api/client';

export type Sync = Schema<'DirectorySyncCompanyDto'>;
export type SyncReport = Schema<'DirectorySyncReportDto'>;
export type SyncedRow = SyncReport['rows'][number];

export const useSync = (onDone: (report: SyncReport, sent: Sync) => void) =>
  useAct({ send: (body: Sync, key) => answer(api.POST('/v1/directory-syncs', { headers: headersOf(key), body })), changes: [['units'], ['people']], onDone });
