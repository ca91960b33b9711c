import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { LeadState } from '../lead/lead-state.dto';
import type { HoldReason } from '../ownership/hold-reason.dto';
import { OwnershipHold } from '../ownership/ownership-hold';

/** The clock of an owned lead stands still from now on; every end is put off by that time. */
@Injectable()
export class PauseLeadCommand {
  constructor(private readonly hold: OwnershipHold) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.held_already, access.denied */
  execute(command: HoldReason & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.hold.apply('pause', command, by);
  }
}
