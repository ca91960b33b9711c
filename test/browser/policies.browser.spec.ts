import type { Browser } from 'playwright-core';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { eventually } from '@throughline/testing/eventually';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';

let browser: Browser;
let firm: Company;
let head: Person;
let rep: Person;
const id = `browser-${Date.now().toString(36)}`;

/** A pool with rules of its own, and somebody who is about to lose a lead of it tonight. */
beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  head = firm.cast.one('sales-head');
  rep = firm.cast.one('sales-rep');
  const api = firm.cast.as(head);
  const document = { ...openPoolPolicy, id, version: 1, effectiveFrom: '2026-01-01', author: head.name, reason: 'Rules of a pool of its own' };
  await api.post('/v1/policies', { document });
  await api.post(`/v1/policies/lead/${id}/versions/1/apply`, { grandfathering: 'none' });
  await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));
  const { items } = await api.get<{ items: { id: string; name: string; path: string }[] }>('/v1/units');
  const { poolId } = await api.post<{ poolId: string }>('/v1/pools', { name: `Pool ${id}`, unitId: items.sort((a, b) => a.path.length - b.path.length)[0]!.id, policyId: id, takes: [id] });
  const { leadId } = await api.post<{ leadId: string }>('/v1/leads', { poolId, companyName: `Rules ${id}`, email: `info@${id}.example` });
  await firm.cast.as(rep).post(`/v1/leads/${leadId}/claim`);
  const { protectedUntil } = await firm.cast.as(rep).get<{ protectedUntil: string }>(`/v1/leads/${leadId}`);
  await firm.days.advanceTo(firm.days.now.plus({ milliseconds: Date.parse(protectedUntil) - firm.days.now.toMillis() - 2 * 3_600_000 }));
}, 180_000);

afterAll(() => browser?.close());

const WORDS = {
  en: { title: 'Policies', kept: 'Without work it lasts', views: ['Change', 'History'], section: 'Claiming', discounts: 'Discounts', sample: ['Try', 'Percent', 'Show the way it would take', 'Answered at the latest'], legs: 'Who must agree' },
  zh: { title: '规则', kept: '无跟进时保护', views: ['修改', '历史'], section: '领取', discounts: '折扣', sample: ['试算', '百分比', '查看审批路线', '最迟答复于'], legs: '审批环节' },
};

describe('the rules of the company', () => {
  it.each(['en', 'zh'] as const)('are read in %s, those for approvals, too', async (language) => {
    const { page, faults } = await tabOf(browser, viewports[1]!, firm.cast.one('admin').name, '/policies', language);
    const { title, kept, views, section, discounts, sample, legs } = WORDS[language];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const line = page.getByRole('link', { name: id });
    await line.waitFor();
    await page.getByRole('link', { name: discounts }).waitFor();
    expect(await lookAround(page, 'policies', language)).toEqual([]);
    await line.click();
    await page.getByText(kept).waitFor();
    expect(await lookAround(page, 'policy', language)).toEqual([]);
    await page.getByRole('tab', { name: views[0]! }).click();
    await page.getByRole('button', { name: section, expanded: true }).waitFor();
    expect(await lookAround(page, 'policy-write', language)).toEqual([]);
    await page.getByRole('tab', { name: views[1]! }).click();
    await page.getByRole('tabpanel').getByText(/./).first().waitFor();
    expect(await lookAround(page, 'policy-history', language)).toEqual([]);

    await page.goBack();
    await page.getByRole('link', { name: discounts }).click();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await lookAround(page, 'approval-policy', language)).toEqual([]);
    await page.getByRole('tab', { name: sample[0]! }).click();
    await page.getByRole('textbox', { name: sample[1]! }).fill('15');
    await page.getByRole('button', { name: sample[2]! }).click();
    await page.getByText(sample[3]!).waitFor();
    expect(await lookAround(page, 'approval-route', language)).toEqual([]);
    await page.getByRole('tab', { name: views[0]! }).click();
    await page.getByRole('button', { name: legs }).click();
    expect(await lookAround(page, 'approval-write', language)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);

  it('are changed: what is wrong is said at its place, what it would take from whom is seen before, and the version says who and why', async () => {
    const { page, faults } = await tabOf(browser, viewports[1]!, head.name, `/policies/lead/${id}?view=write`);
    await page.getByRole('button', { name: /^Protection/ }).click();
    const days = page.getByRole('textbox', { name: 'Without work it lasts' });
    await days.fill('');
    await page.getByRole('button', { name: /^Protection/ }).getByText('Faulty').waitFor();
    await days.fill('12');
    await page.getByRole('button', { name: 'Protection Until when' }).waitFor();
    await page.getByText('Text', { exact: true }).click();
    const rules = page.getByRole('textbox', { name: 'Rules' });
    await rules.waitFor();
    const before = (await rules.inputValue()).replace('quietDays: 12', 'quietDays: 10');
    expect(before).toContain('quietDays: 10');
    await page.getByRole('textbox', { name: 'Why' }).fill('Leads are taken too early');
    await rules.fill(before.replace('quietDays: 10', 'quietDays: soon'));
    await page.getByText('Protection › Without work it lasts').waitFor();
    expect(await page.getByRole('button', { name: 'Save draft' }).isDisabled()).toBe(true);

    await rules.fill(before.replace('quietDays: 10', 'quietDays: 15'));
    await page.getByRole('button', { name: 'What changes' }).click();
    expect(await page.getByRole('row', { name: /Without work it lasts/ }).textContent()).toBe('Protection › Without work it lasts10 days15 days');
    await page.getByRole('button', { name: 'Compute' }).click();
    await page.getByText('Tonight 1 lead is taken. With the draft 0: 0 more, 1 fewer.').waitFor();
    await page.getByRole('listitem').filter({ hasText: `Rules ${id}` }).getByText(rep.name).waitFor();
    expect(await lookAt(page, viewports[1]!, 'policy-preview')).toEqual([]);

    await page.reload();
    await page.getByRole('button', { name: 'Save draft' }).click();
    const draft = page.getByRole('listitem').filter({ hasText: 'Version 2' });
    await draft.getByText('Leads are taken too early').waitFor();
    await draft.getByRole('button', { name: 'Try it out' }).click();
    await draft.getByText(/^On trial since/).waitFor();
    // The lead goes tonight, and the look of the day after says that the draft would have left it.
    await firm.days.advanceTo(firm.days.now.plus({ hours: 27 }));
    await eventually(async () => (await firm.cast.as(head).get<{ items: object[] }>(`/v1/policies/lead/${id}/versions/2/trial`)).items.length > 0);
    await page.reload();
    await draft.getByRole('button', { name: 'What it would have done' }).click();
    await draft.getByText('The draft would have left it longer').waitFor();
    await draft.getByRole('button', { name: 'What changes' }).click();
    await draft.getByText('Line by line').click();
    await draft.getByText(/quietDays: 15$/).waitFor();
    expect(await lookAt(page, viewports[1]!, 'policy-trial', 'en', ['light'])).toEqual([]);
    await draft.getByRole('button', { name: 'Apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'has whichever ends later' }).check();
    expect(await lookAt(page, viewports[1]!, 'policy-apply')).toEqual([]);
    await dialog.getByRole('button', { name: 'Apply' }).dblclick();
    await page.getByText('Version 2 is being applied').waitFor();
    await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));
    await page.reload();
    await page.getByText(/^Version 2, in force since/).waitFor();
    const { versions } = await firm.cast.as(head).get<{ versions: { version: number; status: string; reason: string }[] }>(`/v1/policies/lead/${id}`);
    expect(versions.map(({ version, status }) => [version, status])).toEqual([[2, 'active'], [1, 'retired']]);
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);

  it('that say who must agree are changed in a form, from a day on; what nothing uses any more is taken out of force', async () => {
    const api = firm.cast.as(head);
    const legs = [{ key: 'line', label: 'Line manager', when: { field: 'amount', op: '>', value: '500' }, approver: { by: 'role', role: 'finance' }, dueWorkingHours: 8, ladder: [{ afterWorkingHours: 4, do: 'remind' }, { afterWorkingHours: 24, do: 'lapse' }] }];
    const kind = { kind: 'approval', id, subject: id, version: 1, effectiveFrom: '2026-01-01', author: head.name, reason: 'Somebody has to look', fallbackRole: 'sales-head', request: { label: `Journey ${id}`, fields: [{ name: 'amount', label: 'Cost', type: 'decimal' }] }, legs };
    await api.post('/v1/approval-policies', { document: kind });
    const old = `${id}-old`;
    await api.post('/v1/policies', { document: { ...openPoolPolicy, id: old, version: 1, effectiveFrom: '2026-01-01', author: head.name, reason: 'Of a pool that is closed' } });
    await api.post(`/v1/policies/lead/${old}/versions/1/apply`, { grandfathering: 'none' });
    await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));

    const { page, faults } = await tabOf(browser, viewports[0]!, head.name, `/policies/approval/${id}?view=write`);
    await page.getByRole('textbox', { name: 'Why' }).fill('Two of them are safer');
    await page.getByRole('button', { name: 'Who must agree' }).click();
    const due = page.getByRole('textbox', { name: 'Due after' });
    await due.fill('');
    await page.getByText('Please fill this in').first().waitFor();
    await due.fill('16');
    await page.getByRole('combobox', { name: 'How they decide' }).click();
    await page.getByRole('option', { name: 'so many of them' }).click();
    await page.getByRole('textbox', { name: 'How many have to agree' }).fill('2');
    await page.getByRole('button', { name: 'What changes' }).click();
    await page.getByText(/quorum: 2$/).waitFor();
    expect(await lookAt(page, viewports[0]!, 'approval-changed', 'en', ['light'])).toEqual([]);
    await page.getByRole('button', { name: 'Save: in force from its day on' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Two of them are safer' }).getByText('In force').waitFor();
    await page.getByRole('tab', { name: 'Rules' }).click();
    await page.getByText('2 of them have to agree').waitFor();
    const { versions } = await api.get<{ versions: { version: number; document: { legs: unknown[] } }[] }>(`/v1/approval-policies/${id}`);
    expect(versions[0]).toMatchObject({ version: 2, document: { legs: [{ ...legs[0], dueWorkingHours: 16, mode: { quorum: 2 } }] } });

    await page.goto(`/policies/lead/${old}?view=history`);
    await page.getByRole('button', { name: 'Take out of force' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Take out of force' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Why' }).fill('The pool is closed');
    expect(await lookAt(page, viewports[0]!, 'policy-retire')).toEqual([]);
    await dialog.getByRole('button', { name: 'Take out of force' }).dblclick();
    await page.getByText('No longer in force', { exact: true }).waitFor();
    expect(await api.get<object>(`/v1/policies/lead/${old}`)).toMatchObject({ active: null, versions: [{ status: 'retired', retiredBecause: 'The pool is closed' }] });
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);
});
