import { Controller, Get, Inject, Optional, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { databaseFindings } from '@throughline/deadlines/database-findings';
import { QuietProbe } from '@throughline/messaging/quiet-probe';
import type { Finding } from '@throughline/observability/finding';
import { HealthRegistry } from '@throughline/observability/health';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';

import { Answers, Requires } from './decorators';
import { FindingsDto, type Findings } from './findings.dto';

/** What one service knows of its own health, the same for all of them. Without what people wrote or did: counts, and what is connected. */
export function doctorController(service: string): Type<unknown> {
  @ApiTags('doctor')
  @Controller(`v1/doctor/${service}`)
  class DoctorController {
    constructor(
      @Inject(TransactionRunner) private readonly transaction: TransactionRunner,
      @Inject(HealthRegistry) private readonly health: HealthRegistry,
      @Optional() @Inject(QuietProbe) private readonly probe?: QuietProbe,
    ) {}

    /** Looks at everything once, now. */
    @Get()
    @Requires('read', 'doctor')
    @Answers(200, FindingsDto)
    async look(): Promise<Findings> {
      // Counts, of no record in particular.
      const [connections, ofDatabase] = await Promise.all([connectionFindings(this.health, 'connection'), this.transaction.readBeyondReach(databaseFindings)]);
      return { service, at: new Date().toISOString(), findings: [...connections, ...ofDatabase, ...(this.probe ? [consumerFinding(this.probe)] : [])] };
    }
  }
  return DoctorController;
}

/** The checks of readiness, each as a finding. */
export async function connectionFindings(health: HealthRegistry, check: Finding['check']): Promise<Finding[]> {
  const { checks } = await health.run();
  return Object.entries(checks).map(([about, { ok, reason }]) => ({ check, about, ok, count: null, detail: reason ?? null }));
}

function consumerFinding(probe: QuietProbe): Finding {
  const { events, joining } = probe.behind();
  return { check: 'consumers', about: null, ok: events === 0 && joining === 0, count: events, detail: joining > 0 ? `${joining} consumers have no partitions yet` : null };
}
