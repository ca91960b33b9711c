import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { WriteTx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { tagsThatCount } from '@throughline/policy/lead-policy';
import { v7 as uuidv7 } from 'uuid';
import { assessLead } from '../intake/assess-lead';
import { AssignmentLines } from '../assignment/assignment-lines';
import { IntakeRules } from '../intake/intake-rules';
import { leadDetails } from '../lead/lead-details';
import { capturedFact } from '../lead/lead-facts';
import type { Intake, NewLead } from '../lead/lead-insertion';
import type { LeadKey } from '../lead/lead-keys';
import { leadKeys } from '../lead/lead-keys';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository, strongest } from '../lead/lead.repository';
import type { Admission } from '../duplicates/duplicate-fence';
import { DuplicateFence, NOBODY_NEAR } from '../duplicates/duplicate-fence';
import { masked } from '../lead/normalise';
import type { Pool } from '../pool/pool.entity';
import { PoolRepository } from '../pool/pool.repository';
import type { CapturedLead, NewLeadCommand } from './capture-lead.dto';

/** Takes a lead in. The unique keys in the database are the duplicate check, so two at once cannot both succeed. */
@Injectable()
export class CaptureLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly rules: IntakeRules,
    private readonly assignment: AssignmentLines,
    private readonly fence: DuplicateFence,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param admission lets it in although the same company may be here under another spelling
   * @throws lead.duplicate, lead.possible_duplicate, lead.name_missing, lead.referrer_missing, lead.email_invalid, lead.phone_invalid, lead.credit_code_invalid, access.denied, pool.not_found, pool.closed, pool.none_open
   */
  async execute(command: NewLeadCommand, by: Principal, admission?: Admission): Promise<CapturedLead> {
    access.require(by, 'capture', 'lead');
    const { poolId, phoneCountry, ...raw } = command;
    const details = leadDetails(raw, { phoneCountry });
    const lead: NewLead = { id: uuidv7(), details, keys: leadKeys(details) };
    assessLead(details, await this.rules.at(details));
    const pool = await this.pools.openNow(poolId, { businessType: details.businessType, unitPath: by.unitPath });
    if (raw.tags?.length) await this.requireTags(raw.tags, pool, by);
    try {
      return await this.take(lead, pool, by, admission);
    } catch (error) {
      if (brokenConstraint(error) === 'lead_key_unique') throw await this.duplicate(lead.keys, leadErrors.duplicate());
      // What is the same by a key is said before what is only alike.
      if (error instanceof ThroughlineError && error.code === 'lead.possible_duplicate') throw await this.duplicate(lead.keys, error);
      throw error;
    }
  }

  /** By one statement where nothing is near the lead and nothing more is to be done for it: the usual case. */
  private async take(lead: NewLead, pool: Pool, by: Principal, admission?: Admission): Promise<CapturedLead> {
    if (pool.assignmentPolicyId !== null || admission) return this.takeAfterALook(lead, pool, by, admission);
    try {
      return await this.transaction.runInOneStatement(async (tx) => {
        await this.fence.enterAlone(tx, lead);
        return this.capture(tx, lead, pool, by);
      });
    } catch (error) {
      if (brokenConstraint(error) !== NOBODY_NEAR) throw error;
      return this.takeAfterALook(lead, pool, by, admission);
    }
  }

  private takeAfterALook(lead: NewLead, pool: Pool, by: Principal, admission?: Admission): Promise<CapturedLead> {
    return this.transaction.run(async (tx) => {
      const entrant = { kind: 'lead' as const, id: lead.id, record: lead.details };
      const admitted = await this.fence.enter(tx, entrant, admission);
      const [captured] = await Promise.all([this.capture(tx, lead, pool, by), this.fence.entered(tx, entrant, admitted, admission)]);
      await this.assignment.arrived(tx, pool.id, [lead.id]);
      return captured;
    });
  }

  private async capture(tx: WriteTx, lead: NewLead, pool: Pool, by: Principal): Promise<CapturedLead> {
    const intake: Intake = { poolId: pool.id, orgPath: pool.orgPath, policyVersion: pool.policyVersion, importId: null, capturedBy: by.personId };
    await Promise.all([this.leads.insert(tx, intake, [lead]), this.outbox.append(tx, capturedFact(intake, lead))]);
    return { leadId: lead.id, poolId: pool.id, status: 'available', version: 1 };
  }

  /** Who enters a lead could else take it out of the clock before he claims it. @throws access.denied for tags that the policy of the pool names */
  private async requireTags(tags: readonly string[], pool: Pool, by: Principal): Promise<void> {
    const { policy } = await this.transaction.read((tx) => this.pools.rules(tx, pool));
    const counting = tagsThatCount(policy);
    if (tags.some((tag) => counting.has(tag))) access.require(by, 'hold', 'lead');
  }

  /** Tells by which key, and of the other lead only its id, a masked name and whether it has an owner. */
  private async duplicate(keys: readonly LeadKey[], otherwise: ThroughlineError): Promise<ThroughlineError> {
    return this.transaction.readBeyondReach(async (tx) => {
      const holder = strongest(await this.leads.holders(tx, keys));
      if (!holder) return otherwise;
      const other = await this.leads.find(tx, holder.leadId);
      return leadErrors.duplicate({
        detail: `A lead with the same ${holder.kind.replace('_', ' ')} is already here.`,
        data: { matchedBy: holder.kind, existing: { leadId: other.id, name: masked(other.displayName), owned: other.ownerId !== null } },
      });
    });
  }
}
