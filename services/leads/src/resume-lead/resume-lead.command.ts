import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { LeadState } from '../lead/lead-state.dto';
import type { HoldReason } from '../ownership/hold-reason.dto';
import { OwnershipHold } from '../ownership/ownership-hold';

/** The clock of a paused lead runs again. */
@Injectable()
export class ResumeLeadCommand {
  constructor(private readonly hold: OwnershipHold) {}

  /** @throws lead.not_found, lead.wrong_status, lead.not_held, access.denied */
  execute(command: HoldReason & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.hold.apply('resume', command, by);
  }
}
