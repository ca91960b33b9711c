import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { LeadTagging } from '../lead/lead-tagging';
import type { TaggedLead, TagLead } from '../tag-lead/tag-lead.dto';

/** Takes tags off a lead; the right to hold as well for those that the policy of the lead names. */
@Injectable()
export class UntagLeadCommand {
  constructor(private readonly tagging: LeadTagging) {}

  /** @throws lead.not_found, lead.wrong_status, access.denied */
  execute(command: TagLead & { leadId: string }, by: Principal): Promise<TaggedLead> {
    return this.tagging.apply('untag', command, by);
  }
}
