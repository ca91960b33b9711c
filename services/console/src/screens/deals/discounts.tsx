import { Button, Group, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import { useRights } from '../../app/rights';
import { FormDialog } from '../../parts/form-dialog';
import { useFormat } from '../../parts/format';
import { notify } from '../../parts/notify';
import { useDraft } from '../../parts/use-draft';
import { When } from '../../parts/values';
import classes from './deals.module.css';

type Deal = Schema<'OpportunitiesOpportunityDetailDto'>;

/** What was asked for off the list price, and what became of it. */
export function Discounts({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const { percent } = useFormat();
  if (deal.discountRequests.length === 0) return null;
  return (
    <section aria-labelledby="discounts">
      <Title order={2} size="h4" id="discounts" mb="xs">
        {t('discounts')}
      </Title>
      <ul className={classes.list}>
        {deal.discountRequests.map(({ requestId, percent: wanted, grantedPercent, status, reason, requestedAt, concludedAt }) => (
          <li key={requestId}>
            <Text fw={600}>{t(`asked.${status}`, { wanted: percent(wanted), granted: percent(grantedPercent ?? wanted) })}</Text>
            <Text size="sm">
              <When at={concludedAt ?? requestedAt} />
            </Text>
            <Text className={classes.words}>{reason}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One request at a time, while the deal is open. */
export function AskDiscount({ deal }: { deal: Deal }) {
  const { t } = useTranslation('deals');
  const may = useRights();
  const [isOpen, setOpen] = useState(false);
  if (deal.status !== 'open' || deal.discountRequests.some(({ status }) => status === 'requested') || !may('opportunity:request-discount')) return null;
  return (
    <Group p="xs" justify="flex-end">
      <Button variant="light" onClick={() => setOpen(true)}>
        {t('askDiscount')}
      </Button>
      {isOpen && <Dialog deal={deal} close={() => setOpen(false)} />}
    </Group>
  );
}

function Dialog({ deal: { id }, close }: { deal: Deal; close: () => void }) {
  const { t } = useTranslation('deals');
  const [percent, setPercent] = useState('');
  const [reason, setReason, forget] = useDraft(`discount.${id}`);
  const ask = useAct({
    send: (body: { percent: string; reason: string }, key) => answer(api.POST('/v1/opportunities/{id}/discount-requests', { params: { path: { id } }, headers: headersOf(key), body })),
    changes: [['opportunities'], ['timeline'], ['approvals']],
    onDone: () => {
      forget();
      void notify({ message: t('discountAsked') });
      close();
    },
  });
  const run = () => ask.run({ percent: percent.trim(), reason: reason.trim() });
  return (
    <FormDialog title={t('askDiscount')} close={close} problem={ask.problem} send={{ text: t('askDiscount'), run, isRunning: ask.isRunning, isReady: percent.trim() !== '' && reason.trim() !== '' }}>
      <Text>{t('discountHint')}</Text>
      <TextInput label={t('percentOff')} inputMode="decimal" value={percent} maxLength={5} onChange={({ currentTarget }) => setPercent(currentTarget.value)} error={ask.problem?.of('percent')} data-autofocus />
      <Textarea label={t('why')} value={reason} maxLength={2000} onChange={({ currentTarget }) => setReason(currentTarget.value)} error={ask.problem?.of('reason')} />
    </FormDialog>
  );
}
