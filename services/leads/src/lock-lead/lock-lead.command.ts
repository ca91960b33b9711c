import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { LeadState } from '../lead/lead-state.dto';
import type { HoldReason } from '../ownership/hold-reason.dto';
import { OwnershipHold } from '../ownership/ownership-hold';

/** Binds an owned lead to its owner: where the policy exempts `locked`, its clock stands still. */
@Injectable()
export class LockLeadCommand {
  constructor(private readonly hold: OwnershipHold) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.held_already, access.denied */
  execute(command: HoldReason & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.hold.apply('lock', command, by);
  }
}
