import { Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from './form-dialog';
import { useConvert, type LeadDetail } from './use-leads';

/** The lead becomes a deal of an account, and the deal is opened. */
export function ConvertDialog({ lead, close }: { lead: LeadDetail; close: () => void }) {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const [account, setAccount] = useState(lead.companyName ?? '');
  const [contact, setContact] = useState(lead.contactName ?? '');
  const [product, setProduct] = useState(lead.product ?? '');
  const [amount, setAmount] = useState('');
  const [currency, setCurrency] = useState('CNY');
  const [expectedClose, setExpectedClose] = useState('');
  const convert = useConvert(lead.leadId, ({ dealId }) => void navigate(`/deals/${dealId}`));
  const { problem } = convert;
  const isReady = [account, contact, product, amount, currency, expectedClose].every((text) => text.trim());
  const run = () =>
    convert.run({
      ...(!lead.accountId && { account: { name: account.trim() } }),
      ...(lead.accountId && { account: { id: lead.accountId } }),
      contact: { name: contact.trim(), ...(lead.email && { email: lead.email }), ...(lead.phone && { phone: lead.phone }) },
      product: product.trim(),
      amount: { amount: amount.trim(), currency: currency.trim().toUpperCase() },
      expectedClose,
    });
  return (
    <FormDialog title={t('do.convert')} problem={problem} close={close} send={{ text: t('convert'), run, isRunning: convert.isRunning, isReady }}>
      <TextInput label={t('account')} value={account} disabled={lead.accountId !== null} onChange={({ currentTarget }) => setAccount(currentTarget.value)} error={problem?.of('account.name')} />
      <TextInput label={t('fact.contact')} value={contact} onChange={({ currentTarget }) => setContact(currentTarget.value)} error={problem?.of('contact.name')} />
      <TextInput label={t('fact.product')} value={product} onChange={({ currentTarget }) => setProduct(currentTarget.value)} error={problem?.of('product')} />
      <Group wrap="nowrap" align="flex-start">
        <TextInput flex={2} label={t('amount')} inputMode="decimal" value={amount} onChange={({ currentTarget }) => setAmount(currentTarget.value)} error={problem?.of('amount.amount')} />
        <TextInput flex={1} label={t('currency')} value={currency} maxLength={3} onChange={({ currentTarget }) => setCurrency(currentTarget.value)} error={problem?.of('amount.currency')} />
      </Group>
      <TextInput type="date" label={t('expectedClose')} value={expectedClose} onChange={({ currentTarget }) => setExpectedClose(currentTarget.value)} error={problem?.of('expectedClose')} />
    </FormDialog>
  );
}
