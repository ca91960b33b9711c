import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { LeadTagging } from '../lead/lead-tagging';
import type { TaggedLead, TagLead } from './tag-lead.dto';

/** Puts tags on a lead that is free or owned. A tag that the policy of the lead names moves its end, so that takes the right to hold as well. */
@Injectable()
export class TagLeadCommand {
  constructor(private readonly tagging: LeadTagging) {}

  /** @throws lead.not_found, lead.wrong_status, lead.protection_ended, lead.too_many_tags, access.denied */
  execute(command: TagLead & { leadId: string }, by: Principal): Promise<TaggedLead> {
    return this.tagging.apply('tag', command, by);
  }
}
