import type { Among, AssignmentPolicy, AssignmentRule, LeadFits, ListedCompany } from './assignment-policy';
import type { DutyFacts } from './duty';
import { dutyAt } from './duty';
import type { Ring } from './turns';
import { inTurn, takeTurn } from './turns';

/** What the rules look at in a lead. */
export interface LeadToAssign {
  leadId: string;
  businessType?: string | null;
  source?: string | null;
  campaign?: string | null;
  product?: string | null;
  channel?: string | null;
  country?: string | null;
  region?: string | null;
  city?: string | null;
  grade?: string | null;
  attributes: Readonly<Record<string, string>>;
  creditCode?: string | null;
  domain?: string | null;
  companyName?: string | null;
  /** Who has another lead or the account of this company. */
  companyOwnerId?: string | null;
  /** Who declined it, or did not answer, since it came into the pool. */
  passedOn: readonly { personId: string; because: 'declined' | 'no answer' | 'had it' }[];
}

/** What the rules look at in a person. `open` and `today` are counted up as leads are given. */
export interface Seller extends DutyFacts {
  personId: string;
  roles: readonly string[];
  unitPath: string;
  /** Why nobody may give him leads, such as `inactive`; known to the caller. */
  barred?: string;
  /** Leads that he owns. */
  open: number;
  /** Leads given to him on this local day. */
  today: number;
}

/** The state that decisions read and move on, locked by the caller. Rings are known by rule and region. */
export interface AssignmentBoard {
  sellers: ReadonlyMap<string, Seller>;
  ring(key: string): Ring;
  /** What two spellings of one company's name have in common. */
  companyKey(name: string): string | null;
  now: Date;
}

export interface Candidate {
  personId: string;
  /** 1 is whose turn it is; absent for who was left out. */
  place?: number;
  whyNot?: string;
}
export interface Decision {
  leadId: string;
  /** Key of the rule; null when none fits. */
  rule: string | null;
  strategy: string | null;
  /** Those who can, in their order, then those left out, each with the reason. */
  candidates: Candidate[];
  chosen: string | null;
  because: string;
  /** With nobody chosen: when it is worth looking again; null when only a change of the rules would help. */
  lookAgainAt: Date | null;
}

/** Candidates of a rule in order of preference, or a ring in which they take turns. */
interface Field {
  people: readonly string[];
  ring?: string;
  byLoad?: boolean;
  because: string;
}

/**
 * Who gets a lead, and why each other does not: the first rule that fits the lead names the candidates and their order. Pure but for the board, on
 * which the chosen one's turn and load are counted, so that the next decision of the same run sees them.
 */
export function decide(lead: LeadToAssign, policy: AssignmentPolicy, board: AssignmentBoard): Decision {
  const found = fieldOf(lead, policy, board);
  if (!found) return { leadId: lead.leadId, rule: null, strategy: null, candidates: [], chosen: null, because: 'no rule fits this lead', lookAgainAt: null };
  const { rule, field } = found;
  const state = new Map(field.people.map((personId) => [personId, stateOf(personId, policy, board)]));
  const present = field.people.filter((personId) => state.get(personId)!.whyNot === undefined);
  const passed = new Map(lead.passedOn.map(({ personId, because }) => [personId, because]));
  const able = ordered(field, present, board).filter((personId) => !passed.has(personId));
  const [chosen, because] = choose(lead, rule, field, able, board);
  const order = chosen === null || chosen === able[0] ? able : [chosen, ...able.filter((personId) => personId !== chosen)];
  const leftOut = field.people
    .filter((personId) => !able.includes(personId))
    .map((personId) => ({ personId, whyNot: state.get(personId)!.whyNot ?? passed.get(personId)! }));
  if (chosen !== null) give(chosen, field, board);
  return {
    leadId: lead.leadId,
    rule: rule.key,
    strategy: rule.strategy.kind,
    candidates: [...order.map((personId, at) => ({ personId, place: at + 1 })), ...leftOut],
    chosen,
    because,
    lookAgainAt: chosen === null ? lookAgain(field.people.filter((personId) => !passed.has(personId)).map((personId) => state.get(personId)!), policy, board.now) : null,
  };
}

const after = { declined: 'a decline', 'no answer': 'no answer in time', 'had it': 'somebody who lost it' };

function choose(lead: LeadToAssign, rule: AssignmentRule, field: Field, able: readonly string[], board: AssignmentBoard): [string | null, string] {
  const knows = lead.companyOwnerId ?? null;
  if (rule.stickyByCompany && knows !== null && able.includes(knows)) return [knows, 'has this company already'];
  const [first] = able;
  if (first === undefined) return [null, 'nobody can take it'];
  if (field.byLoad) return [first, `${field.because}: owns ${board.sellers.get(first)!.open}`];
  return [first, lead.passedOn.length > 0 ? `${field.because}, after ${after[lead.passedOn.at(-1)!.because]}` : field.because];
}

function ordered(field: Field, present: readonly string[], board: AssignmentBoard): readonly string[] {
  if (field.ring === undefined) return present;
  const turns = inTurn(board.ring(field.ring), present);
  if (!field.byLoad) return turns;
  // A stable sort: among equals the turns decide.
  return turns.sort((a, b) => board.sellers.get(a)!.open - board.sellers.get(b)!.open);
}

function give(personId: string, field: Field, board: AssignmentBoard): void {
  if (field.ring !== undefined) takeTurn(board.ring(field.ring), personId);
  const seller = board.sellers.get(personId)!;
  seller.open += 1;
  seller.today += 1;
}

interface State {
  whyNot?: string;
  /** When this reason is over; absent where time does not heal it. */
  until?: Date;
  full?: boolean;
}

function stateOf(personId: string, policy: AssignmentPolicy, { sellers, now }: AssignmentBoard): State {
  const seller = sellers.get(personId);
  if (!seller) return { whyNot: 'unknown' };
  if (seller.barred !== undefined) return { whyNot: seller.barred };
  const duty = dutyAt(seller, now, policy.onShiftOnly);
  if (!duty.on) return { whyNot: `${duty.because} until ${duty.until.toISOString()}`, until: duty.until };
  const { open, perDay } = policy.capacity;
  if (open !== undefined && seller.open >= open) return { whyNot: `owns ${seller.open} of at most ${open}`, full: true };
  if (perDay !== undefined && seller.today >= perDay) return { whyNot: `was given ${seller.today} of at most ${perDay} today`, full: true };
  return {};
}

/** When the first of those who cannot now may be able to. */
function lookAgain(states: readonly State[], policy: AssignmentPolicy, now: Date): Date | null {
  const moments = states.flatMap(({ until, full }) => (until ? [until.getTime()] : full ? [now.getTime() + policy.lookAgainAfterMinutes * 60_000] : []));
  return moments.length > 0 ? new Date(Math.min(...moments)) : null;
}

function fieldOf(lead: LeadToAssign, policy: AssignmentPolicy, board: AssignmentBoard): { rule: AssignmentRule; field: Field } | undefined {
  for (const rule of policy.rules) {
    const field = fitsLead(rule.when, lead) ? fieldOfRule(rule, lead, board) : undefined;
    if (field) return { rule, field };
  }
  return undefined;
}

/** Undefined where the rule has nobody for this lead: a company that is not on the list, a region that nobody has. */
function fieldOfRule({ key, strategy }: AssignmentRule, lead: LeadToAssign, board: AssignmentBoard): Field | undefined {
  switch (strategy.kind) {
    case 'round-robin':
      return { people: peopleAmong(strategy.among, board), ring: key, because: 'next in turn' };
    case 'least-loaded':
      return { people: peopleAmong(strategy.among, board), ring: key, byLoad: true, because: 'fewest leads' };
    case 'dedicated':
      return { people: [...new Set(strategy.people)], because: 'dedicated' };
    case 'named-list': {
      const entry = strategy.list.find(({ companies }) => companies.some((company) => isCompany(company, lead, board)));
      return entry && { people: [...new Set(entry.people)], because: 'named for this company' };
    }
    case 'by-region': {
      const region = strategy.regions.find((each) => fitsLead(each.in, lead));
      return region && { people: peopleAmong(region.among, board), ring: `${key}/${region.key}`, because: `next in turn in ${region.key}` };
    }
  }
}

/** Ids, each once, in one order for all. */
function peopleAmong({ people, unit, role }: Among, { sellers }: AssignmentBoard): string[] {
  if (people) return [...new Set(people)].sort();
  const inUnit = [...sellers.values()].filter(({ roles, unitPath, barred }) => barred === undefined && roles.includes(role) && unitPath.startsWith(unit ?? ''));
  return inUnit.map(({ personId }) => personId).sort();
}

function fitsLead(fits: LeadFits, lead: LeadToAssign): boolean {
  const { attributes = {}, ...fields } = fits;
  const has = (wanted: readonly string[] | undefined, value: string | null | undefined): boolean =>
    wanted === undefined || (value != null && wanted.some((word) => word.toLowerCase() === value.toLowerCase()));
  return (
    (Object.keys(fields) as (keyof typeof fields)[]).every((field) => has(fields[field], lead[field])) &&
    Object.entries(attributes).every(([name, wanted]) => has(wanted, lead.attributes[name]))
  );
}

function isCompany({ creditCode, domain, name }: ListedCompany, lead: LeadToAssign, { companyKey }: AssignmentBoard): boolean {
  const same = (wanted: string | undefined, value: string | null | undefined): boolean => wanted !== undefined && value != null && wanted.toLowerCase() === value.toLowerCase();
  if (same(creditCode, lead.creditCode) || same(domain, lead.domain)) return true;
  return name !== undefined && lead.companyName != null && companyKey(name) !== null && companyKey(name) === companyKey(lead.companyName);
}
