import { workingCalendarSchema } from '@throughline/calendar/working-calendar';
import { companyCalendar, companyPeople, companyUnits } from './company';

describe('the demo company', () => {
  it('has forty people of every role in three regions of two departments', () => {
    const roles = (role: string): number => companyPeople.filter((person) => person.roles.some((one) => one === role)).length;
    expect(companyPeople).toHaveLength(40);
    expect([roles('sales-head'), roles('sales-manager'), roles('sales-rep')]).toEqual([1, 9, 19]);
    expect([roles('finance'), roles('legal'), roles('commercial'), roles('collector'), roles('admin'), roles('operator')]).toEqual([3, 2, 2, 2, 1, 1]);
    for (const region of companyUnits.filter(({ kind }) => kind === 'region')) {
      expect(companyUnits.filter(({ parentId, kind }) => parentId === region.id && kind === 'department')).toHaveLength(2);
    }
  });

  it('gives every id, mail and path once', () => {
    const all = [...companyPeople.map(({ id }) => id), ...companyPeople.map(({ email }) => email), ...companyUnits.map(({ id }) => id), ...companyUnits.map(({ path }) => path)];
    expect(new Set(all).size).toBe(all.length);
  });

  it('lists parents before children, and managers before their people', () => {
    for (const [index, unit] of companyUnits.entries()) {
      const parent = companyUnits.slice(0, index).find(({ id }) => id === unit.parentId);
      expect(unit.kind === 'group' || (parent !== undefined && unit.path.startsWith(parent.path) && unit.path !== parent.path)).toBe(true);
    }
    for (const [index, person] of companyPeople.entries()) {
      expect(person.managerId === null || companyPeople.slice(0, index).some(({ id }) => id === person.managerId)).toBe(true);
      expect(companyUnits.find(({ id }) => id === person.unitId)?.path).toBe(person.unitPath);
    }
  });

  it('reports up to the head of sales', () => {
    const rep = companyPeople.find(({ name }) => name === 'Lin Fang')!;
    const line: string[] = [];
    for (let next = rep.managerId; next; next = companyPeople.find(({ id }) => id === next)!.managerId) line.push(companyPeople.find(({ id }) => id === next)!.position);
    expect(line).toEqual(['Sales manager', 'Regional director', 'Head of sales']);
  });

  it('works by the Chinese calendar', () => {
    const { calendar } = companyCalendar();
    expect(workingCalendarSchema.safeParse(calendar).success).toBe(true);
    expect(calendar.publishedUntil >= '2026-12-31').toBe(true);
  });
});
