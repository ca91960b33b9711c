import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { ApiKey } from '../api-key/api-key';
import { apiKeyColumns } from '../api-key/api-key.repository';
import { apiKeyScope } from '../read-scope';
import type { ApiKeysQuery, ApiKeyView } from './api-keys.dto';
import { apiKeyView } from './api-keys.dto';

const list = 'api-keys';

@Injectable()
export class ApiKeysViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Of one person, the newest first; what is over stays in the list. Of others an empty one, unless for who may see all. */
  async page({ limit, cursor, owner }: ApiKeysQuery, by: Principal): Promise<Page<ApiKeyView>> {
    const after = parseCursor(list, cursor, z.tuple([z.uuid()]));
    const scope = apiKeyScope(by, 4);
    const rows = await this.transaction.read((tx) =>
      tx.query<ApiKey>(
        `SELECT ${apiKeyColumns} FROM api_key WHERE owner_id = $2 AND ($3::uuid IS NULL OR id < $3) AND ${scope.sql} ORDER BY id DESC LIMIT $1`,
        [limit + 1, owner ?? by.personId, after?.[0] ?? null, ...scope.params],
      ),
    );
    return pageOf(list, rows, limit, ({ id }) => [id], apiKeyView);
  }
}
