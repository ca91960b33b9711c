import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { notify } from '../../parts/notify';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { Data, Refused } from '../../parts/states';
import { Money } from '../../parts/values';
import { useAllocate, useSuggestions, useUnapplied, type Receipt } from './use-receivables';

/** Money that has come in and is not yet set against a payment. */
export function Receipts() {
  const { t } = useTranslation('receivables');
  const receipts = useUnapplied();
  return (
    <section aria-labelledby="receipts">
      <Title order={2} size="h4" id="receipts" mb="xs">
        {t('receipts')}
      </Title>
      <Data query={receipts} isEmpty={({ items }) => items.length === 0} empty={<Text size="sm">{t('noReceipts')}</Text>}>
        {({ items }) => (
          <Stack gap="xs">
            {items.map((receipt) => (
              <OneReceipt key={receipt.id} receipt={receipt} />
            ))}
          </Stack>
        )}
      </Data>
    </section>
  );
}

function OneReceipt({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation('receivables');
  const { day, money } = useFormat();
  const may = useRights();
  const [isOpen, setOpen] = useState(false);
  const suggestions = useSuggestions(receipt.id, isOpen);
  const allocate = useAllocate(receipt.id, () => void notify({ message: t('allocated', { reference: receipt.bankReference }) }));
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>{receipt.bankReference}</Text>
          <Text size="sm">
            {t('receivedOn', { day: day(receipt.receivedOn) })} · <Money value={receipt.amount} />
          </Text>
          <Text size="sm">
            {t('unapplied')} <Money value={receipt.unapplied} fw={600} />
          </Text>
        </div>
        {may('receipt:allocate') && (
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} aria-label={t('allocateOf', { reference: receipt.bankReference })}>
            {t('allocate')}
          </Button>
        )}
      </Group>
      {isOpen && (
        <Data query={suggestions} isEmpty={({ items }) => items.length === 0} empty={<Text size="sm">{t('noSuggestion')}</Text>}>
          {({ items }) => (
            <Stack mt="sm">
              {allocate.problem && <Refused error={allocate.problem} />}
              {items.map((one) => (
                <Paper key={one.lines.map(({ lineId, amount }) => lineId + amount.amount).join()} withBorder p="sm">
                  <Text fw={600}>{one.rules.map((rule) => t(`rule.${rule}`)).join(' · ')}</Text>
                  <List size="sm">
                    {one.lines.map(({ lineId, contractNumber, label, dueOn, amount, outstanding }) => (
                      <List.Item key={lineId}>{t('line', { amount: money(amount), outstanding: money(outstanding), label: [contractNumber, label].filter(Boolean).join(' '), day: day(dueOn) })}</List.Item>
                    ))}
                  </List>
                  <Text size="sm">
                    {t('left')} <Money value={one.left} />
                  </Text>
                  <Button mt="xs" loading={allocate.isRunning} onClick={() => allocate.run(one.lines)}>
                    {t('allocateSo')}
                  </Button>
                </Paper>
              ))}
            </Stack>
          )}
        </Data>
      )}
    </Paper>
  );
}
