import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../parts/format';
import { useLabel } from '../../../parts/labels';
import { peopleQuery } from '../../../parts/person-picker';
import { useFieldWords } from '../form/use-field-words';
import { unitsQuery } from '../use-policies';
import type { ApprovalRules, Approver, Condition, Leg } from './approval-document';

/** A policy for approvals in sentences: when somebody is asked, who, how they decide, and what silence leads to. */
export function useApprovalWords(rules: Pick<ApprovalRules, 'request'> | undefined) {
  const { t, i18n } = useTranslation('policies');
  const { number } = useFormat();
  const words = useFieldWords();
  const label = useLabel();
  const { data: people = [] } = useQuery(peopleQuery);
  const units = useQuery(unitsQuery).data?.items ?? [];
  const list = (type: 'conjunction' | 'disjunction', all: string[]) => new Intl.ListFormat(i18n.language, { type }).format(all);
  const declared = [...(rules?.request?.fields ?? []), ...(rules?.request?.lines ?? [])];
  const field = (name: string) => {
    const found = declared.find((one) => one.name === name);
    if (found) return label(found.label);
    return i18n.exists(`sample.${name}`, { ns: 'policies' }) ? t(`sample.${name}`) : name;
  };
  const role = (name = '') => words.value(name, 'role');
  const unit = (path: string | undefined) => (path ? (units.find((one) => one.path === path)?.name ?? path) : t('approval.ownUnit'));

  const condition = (one: Condition): string => {
    if ('always' in one) return t('approval.always');
    if ('all' in one) return list('conjunction', one.all.map(condition));
    if ('any' in one) return list('disjunction', one.any.map(condition));
    if ('not' in one) return t('approval.not', { what: condition(one.not) });
    if ('aggregate' in one) {
      const what = { aggregate: words.value(one.aggregate, 'aggregate'), field: one.of ? field(one.of) : '', op: words.value(one.op, 'op'), value: number(one.value) };
      const said = one.of ? t('approval.ofLines', what) : t('approval.lines', what);
      return one.where ? t('approval.where', { said, where: condition(one.where) }) : said;
    }
    if ('op' in one) return t('approval.compared', { field: field(one.field), op: words.value(one.op, 'op'), value: number(one.value) });
    return t('approval.is', { field: field(one.field), value: 'in' in one ? list('disjunction', one.in) : one.equals });
  };

  const approver = ({ by, role: roleName, personId, unit: path, group = '', upTo, upToAmount }: Approver): string => {
    switch (by) {
      case 'role':
        return t('approval.who.role', { role: role(roleName) });
      case 'person':
        return people.find(({ id }) => id === personId)?.name ?? t('somebody');
      case 'role-in-unit':
        return t('approval.who.roleInUnit', { role: role(roleName), unit: unit(path) });
      case 'head-of-unit':
        return t('approval.who.head', { unit: unit(path) });
      case 'managers':
        if (upToAmount) return t('approval.who.upToAmount', { field: field(upToAmount.field) });
        return upTo ? t('approval.who.upTo', { count: upTo }) : t('approval.who.managers');
      case 'group':
        return t('approval.who.group', { group });
      case 'chosen':
        return t('approval.who.chosen', { among: roleName ? role(roleName) : group });
      default:
        return t('approval.who.manager');
    }
  };

  const mode = ({ mode: how, approver: { by } }: Pick<Leg, 'mode' | 'approver'>): string => {
    if (typeof how === 'object') return 'quorum' in how ? t('approval.quorum', { count: how.quorum }) : t('approval.ratio', { percent: words.value(how.ratio, 'ratio') });
    return words.value(how ?? (by === 'managers' ? 'in-turn' : 'any'), 'mode');
  };

  const hours = (count: number) => t('approval.workingHours', { count });
  return { condition, approver, mode, hours, field, role, label, value: words.value };
}

/** What is asked for, by its name. */
export function useSubjectWords(): (subject: string, label?: string) => string {
  const { t, i18n } = useTranslation('policies');
  return (subject, label) => (i18n.exists(`subject.${subject}`, { ns: 'policies' }) ? t(`subject.${subject}`) : (label ?? subject));
}
