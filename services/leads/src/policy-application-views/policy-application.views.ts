import { Injectable } from '@nestjs/common';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import type { PolicyApplicationView } from '../policy/policy-application.dto';
import { applicationView } from '../policy/policy-application.dto';
import type { PolicyApplication } from '../policy/policy-application.repository';
import { applicationColumns, PolicyApplicationRepository } from '../policy/policy-application.repository';
import type { PolicyApplicationsQuery } from './policy-application-views.dto';

/** Changes of policies and how far they have come. */
@Injectable()
export class PolicyApplicationViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly applications: PolicyApplicationRepository,
  ) {}

  /** Newest first: ids carry the time. Index: the primary key. */
  async list({ kind, policy, limit, cursor }: PolicyApplicationsQuery): Promise<Page<PolicyApplicationView>> {
    const before = parseCursor('policy-applications', cursor, z.tuple([z.uuid()]))?.[0] ?? null;
    const rows = await this.transaction.read((tx) =>
      tx.query<PolicyApplication>(
        `SELECT ${applicationColumns} FROM policy_application
         WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR policy_id = $3) ORDER BY id DESC LIMIT $4`,
        [before, kind ?? null, policy ?? null, limit + 1],
      ),
    );
    return pageOf('policy-applications', rows, limit, ({ id }) => [id], applicationView);
  }

  /** @throws policy_application.not_found */
  async detail(applicationId: string): Promise<PolicyApplicationView> {
    return this.transaction.read(async (tx) => applicationView(await this.applications.get(tx, applicationId)));
  }
}
