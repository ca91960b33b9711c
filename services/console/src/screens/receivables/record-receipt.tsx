import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';
import { useRights } from '../../app/rights';
import { FormDialog } from '../../parts/form-dialog';
import { useFormat } from '../../parts/format';
import { notify } from '../../parts/notify';
import { useDraft } from '../../parts/use-draft';
import { useReceivables } from './use-receivables';

type Receipt = Schema<'CollectionsRecordReceiptDto'>;
type Typed = { customer: string | null } & Record<'amount' | 'receivedOn' | 'bankAccount' | 'bankReference' | 'remittance', string>;

const NOTHING: Typed = { customer: null, amount: '', receivedOn: '', bankAccount: '', bankReference: '', remittance: '' };

/** Money that has come in, as the bank's statement tells of it. The same movement counts once, however often it is recorded. */
export function RecordReceipt() {
  const { t } = useTranslation('receivables');
  const may = useRights();
  const [isOpen, setOpen] = useState(false);
  if (!may('receipt:record')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('record.open')}
      </Button>
      {isOpen && <Dialog close={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ close }: { close: () => void }) {
  const { t } = useTranslation('receivables');
  const { money } = useFormat();
  const [draft, setDraft, forget] = useDraft('receipt');
  const typed = draft ? (JSON.parse(draft) as Typed) : NOTHING;
  const set = (part: Partial<Typed>) => setDraft(JSON.stringify({ ...typed, ...part }));
  // Whoever owes today, in whatever currency: what came in is in one of them.
  const customers = useReceivables({}).data?.customers ?? [];
  const chosen = customers.find((one) => keyOf(one) === typed.customer);
  const record = useAct({
    send: (body: Receipt, key) => answer(api.POST('/v1/receipts', { headers: headersOf(key), body })),
    changes: [['receipts'], ['receivables']],
    onDone: (_said, { bankReference }) => {
      forget();
      void notify({ message: t('record.done', { reference: bankReference }) });
      close();
    },
  });
  const { problem } = record;
  const isReady = chosen !== undefined && [typed.amount, typed.receivedOn, typed.bankAccount, typed.bankReference].every((text) => text.trim());
  const run = () =>
    record.run({
      accountId: chosen!.accountId,
      amount: { amount: typed.amount.trim(), currency: chosen!.currency },
      receivedOn: typed.receivedOn,
      bankAccount: typed.bankAccount.trim(),
      bankReference: typed.bankReference.trim(),
      ...(typed.remittance.trim() && { remittance: typed.remittance.trim() }),
    });
  return (
    <FormDialog title={t('record.open')} close={close} problem={problem} send={{ text: t('record.send'), run, isRunning: record.isRunning, isReady }}>
      <Select
        label={t('customer')}
        description={t('record.customerHint')}
        value={typed.customer}
        onChange={(customer) => set({ customer })}
        data={customers.map((one) => ({ value: keyOf(one), label: t('record.owes', { name: one.name, amount: money(one.outstanding) }) }))}
        searchable
        limit={50}
        nothingFoundMessage={t('common:state.nothingFound')}
        error={problem?.of('accountId')}
        data-autofocus
      />
      <Group grow align="flex-start">
        <TextInput label={chosen ? t('record.amountIn', { currency: chosen.currency }) : t('record.amount')} inputMode="decimal" value={typed.amount} onChange={({ currentTarget }) => set({ amount: currentTarget.value })} error={problem?.of('amount.amount') ?? problem?.of('amount')} />
        <TextInput type="date" label={t('record.receivedOn')} value={typed.receivedOn} onChange={({ currentTarget }) => set({ receivedOn: currentTarget.value })} error={problem?.of('receivedOn')} />
      </Group>
      <TextInput label={t('record.bankAccount')} value={typed.bankAccount} maxLength={64} onChange={({ currentTarget }) => set({ bankAccount: currentTarget.value })} error={problem?.of('bankAccount')} />
      <TextInput label={t('record.bankReference')} description={t('record.referenceHint')} value={typed.bankReference} maxLength={140} onChange={({ currentTarget }) => set({ bankReference: currentTarget.value })} error={problem?.of('bankReference')} />
      <Textarea label={t('record.remittance')} value={typed.remittance} maxLength={1000} onChange={({ currentTarget }) => set({ remittance: currentTarget.value })} error={problem?.of('remittance')} />
    </FormDialog>
  );
}

const keyOf = ({ accountId, currency }: { accountId: string; currency: string }): string => `${accountId} ${currency}`;
