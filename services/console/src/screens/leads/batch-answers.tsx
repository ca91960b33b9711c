import { Alert, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useBecause } from '../../parts/because';
import { useFormat } from '../../parts/format';
import { peopleQuery } from '../../parts/person-picker';
import { useItemWords } from './item-words';
import { nameOf } from './lead-columns';
import type { Assigned, Claimed, Lead } from './use-leads';

function Answers({ title, isAll, items, close }: { title: string; isAll: boolean; items: { id: string; text: string }[]; close: () => void }) {
  const { t } = useTranslation('leads');
  return (
    <Alert role="status" my="sm" color={isAll ? 'green' : 'yellow'} title={title} withCloseButton onClose={close} closeButtonLabel={t('common:action.close')}>
      <List>
        {items.map(({ id, text }) => (
          <List.Item key={id}>{text}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

const named = (leads: Lead[], id: string): string => {
  const lead = leads.find(({ leadId }) => leadId === id);
  return lead ? nameOf(lead) : id;
};

/** What became of each: claimed and until when, or by which rule not and from when it would be allowed. */
export function ClaimAnswers({ said, leads, close }: { said: Claimed; leads: Lead[]; close: () => void }) {
  const { t } = useTranslation('leads');
  const { moment } = useFormat();
  const words = useItemWords();
  const say = useBecause();
  const items = said.items.map(({ leadId: id, lead, problem }) => {
    const name = named(leads, id);
    if (!lead) return { id, text: t('notClaimed', { name, why: problem ? words(problem).title : '' }) };
    return { id, text: lead.protectedUntil ? t('claimedUntil', { name, at: moment(lead.protectedUntil) }) : t('claimedStill', { name, because: say(lead.because) }) };
  });
  return <Answers title={t('claimed', { count: said.claimed, of: items.length })} isAll={said.claimed === items.length} items={items} close={close} />;
}

/** To whom each went, or why to nobody. */
export function AssignAnswers({ said: { assigned, items: each }, leads, close }: { said: Assigned; leads: Lead[]; close: () => void }) {
  const { t } = useTranslation('leads');
  const { data: people = [] } = useQuery(peopleQuery);
  const items = each.map(({ leadId: id, ownerId, isGone, because }) => {
    const name = named(leads, id);
    if (isGone) return { id, text: t('assigned.gone', { name }) };
    if (because !== undefined) return { id, text: t('assigned.left', { name, because: t(`assigned.why.${because}`) }) };
    const to = people.find((one) => one.id === ownerId)?.name;
    return { id, text: to ? t('assigned.to', { name, person: to }) : t('assigned.offered', { name }) };
  });
  return <Answers title={t('assigned.title', { count: assigned, of: items.length })} isAll={assigned === items.length} items={items} close={close} />;
}
