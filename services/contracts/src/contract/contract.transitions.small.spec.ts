import { Contract } from './contract.entity';
import { contractTransitions, finalContractStatuses } from './contract.transitions';
import type { ContractStatus, ContractVerb } from './contract.transitions';

const statuses = Object.keys(contractTransitions).filter((status) => status !== 'new') as ContractStatus[];
const verbs = [...new Set(statuses.flatMap((status) => Object.keys(contractTransitions[status])))] as ContractVerb[];
const inStatus = (status: ContractStatus) => Object.assign(new Contract(), { status, currentVersion: 1, sequence: 0, version: 1 });

describe('the state table of a contract', () => {
  it('reaches every state from a draft', () => {
    const reached = new Set<ContractStatus>();
    const visit = (status: ContractStatus) => {
      if (reached.has(status)) return;
      reached.add(status);
      Object.values(contractTransitions[status]).forEach(visit);
    };
    visit(contractTransitions.new.draft!);
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  it('leaves every state but the final ones', () => {
    const dead = statuses.filter((status) => Object.values(contractTransitions[status]).every((to) => to === status));
    expect(dead.sort()).toEqual([...finalContractStatuses].sort());
  });

  it.each(statuses.flatMap((status) => verbs.map((verb) => [status, verb] as const)))('%s: %s', (status, verb) => {
    const contract = inStatus(status);
    const to = contractTransitions[status][verb];
    if (to) {
      contract.go(verb);
      expect(contract.status).toBe(to);
    } else {
      expect(() => contract.go(verb)).toThrow(expect.objectContaining({ code: 'contract.not_possible_now' }));
      expect(contract.status).toBe(status);
    }
  });

  it('asks for a new version where the present one was returned', () => {
    expect(() => inStatus('returned').requestReview()).toThrow(expect.objectContaining({ code: 'contract.new_version_needed' }));
  });
});
