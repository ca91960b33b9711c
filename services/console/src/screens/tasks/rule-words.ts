import { useTranslation } from 'react-i18next';
import type { Condition } from '../policies/approval/approval-document';
import type { TaskDetail } from './decide';
import { useFigures } from './figures';

/** One test, without `all`, `any` and `not`. */
export type ApprovalTest = Extract<Condition, { field: string } | { aggregate: string }>;

/** Rules of approvals as people read them: who is asked, and when. For pages that load the texts of `rules`. */
export function useRuleWords() {
  const { t, i18n } = useTranslation('rules');
  const { nameOf, textOf } = useFigures();
  const role = (key: string): string => (i18n.exists(`rules:role.${key}`) ? t(`rules:role.${key}`) : key);

  /** `finance`, or who stands in where nobody else is found. */
  const who = ({ approver, standIn }: TaskDetail['rule']): string => {
    const given = { ...(approver && 'role' in approver && approver.role && { role: role(approver.role) }), ...(approver && 'group' in approver && { group: approver.group }) };
    const asked = t(`rules:by.${approver?.by ?? 'process'}`, given);
    return t('rules:asked', { asked: standIn ? t('rules:standIn', { role: role(standIn), asked }) : asked });
  };
  const tested = (test: ApprovalTest): string => {
    if (!('aggregate' in test)) return nameOf(test.field);
    const what = t(`rules:aggregate.${test.aggregate}`, { of: test.of ? nameOf(test.of) : '' });
    return test.where ? t('rules:condition.where', { what, where: when(test.where) }) : what;
  };
  const testWords = (test: ApprovalTest): string => {
    const figure = tested(test);
    const value = (written: string) => textOf('field' in test ? test.field : (test.of ?? ''), written);
    if ('equals' in test) return t('rules:condition.equals', { figure, value: value(test.equals) });
    if ('in' in test) return t('rules:condition.in', { figure, values: test.in.map(value).join(', ') });
    return t('rules:condition.compare', { figure, op: test.op, value: value(test.value) });
  };
  const several = (parts: readonly Condition[], by: string): string =>
    parts.map((one) => ('all' in one || 'any' in one ? `(${when(one)})` : when(one))).join(by);
  function when(condition: Condition): string {
    if ('always' in condition) return '';
    if ('all' in condition) return several(condition.all, t('rules:condition.all'));
    if ('any' in condition) return several(condition.any, t('rules:condition.any'));
    if ('not' in condition) return t('rules:condition.not', { one: when(condition.not) });
    return testWords(condition);
  }
  const test = (condition: ApprovalTest, not: boolean): string => (not ? t('rules:condition.not', { one: testWords(condition) }) : testWords(condition));
  return { who, when, test };
}
