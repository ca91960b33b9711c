import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { Answers, Requires } from '@throughline/http/decorators';
import { connectionFindings } from '@throughline/http/doctor.controller';
import { FindingsDto, type Findings } from '@throughline/http/findings.dto';
import type { Finding } from '@throughline/observability/finding';
import { HealthRegistry } from '@throughline/observability/health';
import { comparisonFindings, noticeFindings } from '@throughline/observability/metric-findings';

import { getText } from '../internal-http';

/** Addresses of what stands behind the gateway, by name. */
export const PEERS = Symbol('PEERS');

/** What is seen of the whole installation from where everybody comes in. What each service knows of itself, it says below /v1/doctor itself. */
@ApiTags('doctor')
@Controller('v1/doctor/gateway')
export class DoctorController {
  constructor(
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(PEERS) private readonly peers: Record<string, string>,
  ) {}

  /** Looks at everything once, now. */
  @Get()
  @Requires('read', 'doctor')
  @Answers(200, FindingsDto)
  async look(): Promise<Findings> {
    const [services, notices, comparison] = await Promise.all([
      connectionFindings(this.health, 'service'),
      this.told('worklist', 'notices', noticeFindings),
      this.told('worker', 'comparison', comparisonFindings),
    ]);
    return { service: 'gateway', at: new Date().toISOString(), findings: [...services, ...notices, ...comparison] };
  }

  /** What the metrics of a peer say; one finding more where they cannot be had. */
  private async told(peer: string, check: Finding['check'], read: (metrics: string) => Finding[]): Promise<Finding[]> {
    try {
      return read((await getText(`${this.peers[peer]}/metrics`)).body);
    } catch (error) {
      return [{ check, about: null, ok: false, count: null, detail: `${peer}: ${(error as Error).message}` }];
    }
  }
}
