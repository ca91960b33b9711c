import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { unitReached } from '../account/account-owners';
import { importErrors } from '../import-file/import.errors';
import { AccountImportRepository } from './account-import.repository';
import type { AccountImport, AccountImportRow } from './import-accounts.dto';

/** Reports of imports, for whoever ran them and those above. */
@Injectable()
export class AccountImportViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly imports: AccountImportRepository,
  ) {}

  /** @throws import.not_found */
  report(importId: string, by: Principal): Promise<AccountImport> {
    return this.transaction.read((tx) => this.visible(tx, importId, by));
  }

  /** In the order of the file. @throws import.not_found */
  async rows(importId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }, by: Principal): Promise<Page<AccountImportRow>> {
    const after = parseCursor('account-import-rows', cursor, z.tuple([z.int()]))?.[0] ?? 0;
    const rows = await this.transaction.read(async (tx) => {
      await this.visible(tx, importId, by);
      return this.imports.rows(tx, importId, after, limit + 1);
    });
    return pageOf('account-import-rows', rows, limit, ({ rowNo }) => [rowNo], (row) => row);
  }

  private async visible(tx: Tx, importId: string, by: Principal): Promise<AccountImport> {
    const { orgPath, by: importer, ...report } = await this.imports.report(tx, importId);
    if (importer !== by.personId && !unitReached(by, 'import', orgPath)) throw importErrors.not_found();
    return report;
  }
}
