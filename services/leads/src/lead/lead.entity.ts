import type { LeadMoment } from '@throughline/policy/lead-clock';
import { leadClock, warnedOf } from '@throughline/policy/lead-clock';
import type { PolicyActivity } from '@throughline/policy/lead-policy';
import { resetsClock } from '@throughline/policy/lead-policy';
import { afterActivity } from '@throughline/policy/lead-replay';
import { Entity } from 'typeorm';
import { nextExtension } from './lead-extension';
import type { KeptExtension, KeptReset, LeadRules } from './lead-moments';
import { factsOf, momentOf } from './lead-moments';
import { LeadRow } from './lead-row.entity';
import { leadErrors } from './lead.errors';
import type { LeadVerb } from './lead.transitions';
import { nextStatus } from './lead.transitions';

export interface Owner {
  personId: string;
  unitPath: string;
}

/** One lead. Its verbs are the only writers of `status`; each raises the version by one, which is the sequence of its event. */
@Entity('lead')
export class Lead extends LeadRow {
  /** Not stored: its ownership began in this transaction, so it must have the rules that are in force now. */
  begun = false;

  /** @throws lead.already_claimed, lead.not_claimable */
  claim(by: Owner, rules: LeadRules, now: Date): void {
    if (this.status === 'owned') throw leadErrors.already_claimed({ data: { rule: 'first-come' } });
    if (this.status !== 'available') throw leadErrors.not_claimable({ data: { rule: 'status', status: this.status } });
    this.enter('claim');
    this.protect(by, rules, now);
  }

  /** To a named owner, also from another one. @throws lead.wrong_status */
  assign(to: Owner, rules: LeadRules, now: Date): void {
    this.enter('assign');
    if (this.ownerId !== null) this.lastOwnerId = this.ownerId;
    this.protect(to, rules, now);
  }

  /**
   * @param at when it was done
   * @returns whether the activity counts as work on the lead and may have moved the end of protection
   * @throws lead.wrong_status when nobody owns it, lead.protection_ended when the warned end has passed
   */
  recordActivity(activity: PolicyActivity, rules: LeadRules, now: Date, at = now): boolean {
    this.enter('recordActivity');
    this.requireProtection(rules, now);
    const { lastActivityAt = null, lastVisitAt = null, firstAnsweredAt = null, resets = [] } = afterActivity(factsOf(this), { ...activity, at }, rules.policy);
    const kept = resets.map((reset) => ({ ...reset, at: reset.at.toISOString() }) as KeptReset);
    Object.assign(this, { lastActivityAt, lastVisitAt, firstAnsweredAt, resets: kept });
    this.refresh(rules);
    return resetsClock(activity, rules.policy);
  }

  /**
   * More time is asked for; until the answer the clock stands still where the policy says so.
   * @returns the end that is to be put off, and by how many days
   * @throws lead.wrong_status, lead.protection_ended, lead.not_extendable
   */
  askExtension(rules: LeadRules, now: Date): { endsAt: Date; days: number } {
    this.enter('askExtension');
    this.requireProtection(rules, now);
    const asked = nextExtension(this, rules.policy);
    this.exemptions = [...this.exemptions, 'in-approval'];
    this.refresh(rules);
    return asked;
  }

  /** The end is put off without a request. @throws as `askExtension` does */
  extend(rules: LeadRules, now: Date): { endsAt: Date; days: number } {
    this.enter('extend');
    this.requireProtection(rules, now);
    const extension = nextExtension(this, rules.policy);
    this.extensions = [...this.extensions, { days: extension.days, at: now.toISOString(), from: extension.endsAt.toISOString() }];
    this.refresh(rules);
    return extension;
  }

  /** The answer; without an extension it was not granted. */
  concludeExtension(granted: KeptExtension | undefined, rules: LeadRules): void {
    this.enter('concludeExtension');
    this.exemptions = this.exemptions.filter((exemption) => exemption !== 'in-approval');
    if (granted) this.extensions = [...this.extensions, granted];
    this.refresh(rules);
  }

  /** What is known of its account has changed: what stops the clock, what was reached. The rules are those of the ownership. */
  learn(known: Pick<Lead, 'accountId' | 'exemptions' | 'reached' | 'contractEndAt' | 'keyAccount'>, rules: LeadRules): void {
    this.enter('learn');
    Object.assign(this, known);
    if (this.status === 'owned') this.refresh(rules);
  }

  /** The clock stands still from now on. @throws lead.wrong_status, lead.protection_ended, lead.held_already */
  pause(rules: LeadRules, now: Date): void {
    this.requireProtection(rules, now);
    this.enter('pause');
    if (this.pauses.some(({ to }) => to === undefined)) throw leadErrors.held_already();
    this.pauses = [...this.pauses, { from: now.toISOString() }];
    this.refresh(rules);
  }

  /** @throws lead.wrong_status, lead.not_held */
  resume(rules: LeadRules, now: Date): void {
    this.enter('resume');
    if (!this.pauses.some(({ to }) => to === undefined)) throw leadErrors.not_held();
    this.pauses = this.pauses.map((pause) => (pause.to === undefined ? { ...pause, to: now.toISOString() } : pause));
    this.refresh(rules);
  }

  /** For this ownership. @throws lead.wrong_status, lead.protection_ended, lead.held_already */
  lock(rules: LeadRules, now: Date): void {
    this.requireProtection(rules, now);
    this.enter('lock');
    if (this.exemptions.includes('locked')) throw leadErrors.held_already();
    this.exemptions = [...this.exemptions, 'locked'];
    this.refresh(rules);
  }

  /** @throws lead.wrong_status, lead.not_held */
  unlock(rules: LeadRules): void {
    this.enter('unlock');
    if (!this.exemptions.includes('locked')) throw leadErrors.not_held();
    this.exemptions = this.exemptions.filter((exemption) => exemption !== 'locked');
    this.refresh(rules);
  }

  /** @returns which of the tags it did not carry yet; none: nothing has changed. @throws lead.wrong_status, lead.protection_ended */
  tag(tags: readonly string[], rules: LeadRules, now: Date): string[] {
    this.requireProtection(rules, now);
    const added = [...new Set(tags)].filter((tag) => !this.tags.includes(tag));
    return this.retag('tag', added, [...this.tags, ...added], rules);
  }

  /** @returns which of the tags it carried; none: nothing has changed. @throws lead.wrong_status */
  untag(tags: readonly string[], rules: LeadRules): string[] {
    const taken = this.tags.filter((tag) => tags.includes(tag));
    return this.retag('untag', taken, this.tags.filter((tag) => !taken.includes(tag)), rules);
  }

  /** Other rules say what it is. The rules given are those of the ownership, where it has an owner. */
  classify({ businessType, tags }: Pick<Lead, 'businessType' | 'tags'>, rules?: LeadRules): void {
    this.enter('classify');
    Object.assign(this, { businessType, tags });
    if (rules) this.refresh(rules);
  }

  /** To another pool. Who owns it keeps it; its end is computed anew by whoever brings the rules of that pool over it. */
  move({ id, orgPath, policyVersion }: { id: string; orgPath: string; policyVersion: number }): void {
    this.enter('move');
    this.poolId = id;
    if (this.status === 'available') Object.assign(this, { orgPath, policyVersion });
  }

  /** Notes a step on the way to the end as taken: a reminder, a climb for want of an answer. */
  remind(step: string, now: Date): void {
    this.enter('remind');
    this.remindedSteps = [...this.remindedSteps, { step, at: now.toISOString() }];
  }

  /** Back to the pool because protection ended. */
  recycle(poolPath: string, now: Date): void {
    this.enter('recycle');
    this.toPool('recycled', poolPath, now);
  }

  /** The owner takes on what he was given. */
  accept(): void {
    this.enter('accept');
  }

  /** Back from an owner who does not take it on, for the next in line. @throws lead.wrong_status */
  decline(poolPath: string, now: Date): void {
    this.enter('decline');
    this.toPool('declined', poolPath, now);
  }

  /** Back from an owner who has not answered in time, for the next in line. */
  missAnswer(poolPath: string, now: Date): void {
    this.enter('missAnswer');
    this.toPool('answer-missed', poolPath, now);
  }

  /** Back to the pool by the owner's own wish. @throws lead.wrong_status */
  release(poolPath: string, now: Date): void {
    this.enter('release');
    this.toPool('released', poolPath, now);
  }

  /** @throws lead.wrong_status */
  disqualify(reason: string): void {
    this.enter('disqualify');
    this.endProtection();
    this.endReason = reason;
  }

  /** It turned out to be another lead. @throws lead.wrong_status */
  merge(): void {
    this.enter('merge');
    this.endProtection();
    this.lastOwnerId = this.ownerId ?? this.lastOwnerId;
    this.ownerId = null;
    this.claimedAt = null;
    this.endReason = 'merged';
  }

  /** It did not: free again, for its owner to be assigned anew. @throws lead.wrong_status */
  unmerge(poolPath: string, now: Date): void {
    this.enter('unmerge');
    this.orgPath = poolPath;
    this.poolSince = now;
    this.endReason = null;
  }

  /** @throws lead.wrong_status, lead.protection_ended */
  convert(into: { accountId: string; dealId: string }, rules: LeadRules, now: Date): void {
    this.requireProtection(rules, now);
    this.enter('convert');
    this.endProtection();
    Object.assign(this, into);
  }

  /** What the clock does next with an owned lead, and why; undefined while nobody owns it, and while its clock stands still. */
  nextMoment(rules: LeadRules): LeadMoment | undefined {
    return this.status === 'owned' ? momentOf(factsOf(this), rules) : undefined;
  }

  /** Computes the end of an ownership anew: to be called whenever a fact of it or a rule has changed. */
  refresh({ policy, calendar }: LeadRules): void {
    const { dueAt, because, exemption = null } = leadClock(factsOf(this), policy, calendar);
    Object.assign(this, { protectedUntil: dueAt, because, exemption });
  }

  /**
   * The calendar has become another: the end of an ownership is counted anew by it. What was sent to warn of the end before counts for the one that there
   * is now, as nobody has done anything that he would have to be warned of again.
   * @returns whether the end has moved
   */
  recount(rules: LeadRules): boolean {
    const before = this.protectedUntil;
    this.refresh(rules);
    if (before?.getTime() === this.protectedUntil?.getTime()) return false;
    if (before && this.protectedUntil) this.remindedSteps = warnedOf(this.remindedSteps, { before, after: this.protectedUntil }, rules.calendar);
    return true;
  }

  /** The warned end that has passed, whether or not the clock has acted yet. */
  endedAt(rules: LeadRules, now: Date): Date | undefined {
    const moment = this.nextMoment(rules);
    return moment?.to && moment.at <= now ? moment.at : undefined;
  }

  private retag(verb: 'tag' | 'untag', changed: string[], tags: string[], rules: LeadRules): string[] {
    if (changed.length === 0 && nextStatus(this.status, verb)) return changed;
    this.enter(verb);
    this.tags = tags.sort();
    if (this.status === 'owned') this.refresh(rules);
    return changed;
  }

  private enter(verb: LeadVerb): void {
    const to = nextStatus(this.status, verb);
    if (to === undefined) throw leadErrors.wrong_status({ detail: `A lead that is ${this.status} cannot do this.`, data: { status: this.status, verb } });
    this.status = to;
    this.version += 1;
  }

  private protect(owner: Owner, rules: LeadRules, now: Date): void {
    this.ownerId = owner.personId;
    this.orgPath = owner.unitPath;
    this.policyVersion = rules.policy.version;
    this.claimedAt = now;
    this.endReason = null;
    this.forgetOwnership();
    this.begun = true;
    this.refresh(rules);
  }

  private requireProtection(rules: LeadRules, now: Date): void {
    const endedAt = this.endedAt(rules, now);
    if (endedAt) throw leadErrors.protection_ended({ data: { endedAt: endedAt.toISOString() } });
  }

  private toPool(reason: string, poolPath: string, now: Date): void {
    this.endProtection();
    this.lastOwnerId = this.ownerId;
    this.ownerId = null;
    this.orgPath = poolPath;
    this.claimedAt = null;
    this.poolSince = now;
    this.endReason = reason;
  }

  private endProtection(): void {
    this.protectedUntil = null;
    this.because = null;
    this.exemption = null;
    this.forgetOwnership();
  }

  /** What counted for one owner does not count for the next. */
  private forgetOwnership(): void {
    this.firstAnsweredAt = null;
    this.resets = [];
    this.extensions = [];
    this.exemptions = this.exemptions.filter((exemption) => exemption !== 'in-approval' && exemption !== 'locked');
    this.pauses = [];
    this.reached = [];
    this.grace = null;
    this.remindedSteps = [];
  }
}
