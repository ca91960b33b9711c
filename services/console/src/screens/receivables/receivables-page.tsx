import { Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useRights } from '../../app/rights';
import { useFormat, useToday } from '../../parts/format';
import { Narrowed } from '../../parts/narrowed';
import { Page } from '../../parts/page';
import { Data } from '../../parts/states';
import { AgedTable } from './aged-table';
import { Letters } from './letters';
import { Receipts } from './receipts';
import { RecordReceipt } from './record-receipt';
import { useReceivables } from './use-receivables';

/** Who owes what since when, as of a day; what has come in; who was reminded. The day stands in the address. */
export default function ReceivablesPage() {
  const { t } = useTranslation('receivables');
  const { day } = useFormat();
  const may = useRights();
  const today = useToday();
  const [params, setParams] = useSearchParams();
  const asOf = params.get('asOf') ?? '';
  const [owner, unit] = [params.get('owner'), params.get('unit')];
  const receivables = useReceivables({ ...(asOf && { asOf }), ...(owner && { owner }), ...(unit && { unit }) });
  const change = (chosen: string) => {
    const next = new URLSearchParams(params);
    if (chosen) next.set('asOf', chosen);
    else next.delete('asOf');
    setParams(next, { replace: true });
  };
  return (
    <Page title={t('title')} actions={<RecordReceipt />}>
      <Stack gap="lg">
        <TextInput type="date" label={t('asOf')} value={asOf || (receivables.data?.asOf ?? today ?? '')} maw={240} onChange={({ currentTarget }) => change(currentTarget.value)} />
        <Narrowed by={{}} />
        <Data query={receivables}>
          {({ asOf: on, totals, owners, customers }) =>
            totals.length === 0 ? (
              <Text>{t('nothing', { day: day(on) })}</Text>
            ) : (
              <Stack>
                <AgedTable caption={t('totals', { day: day(on) })} first={t('currency')} rows={totals.map((row) => ({ ...row, key: row.currency, name: row.currency }))} />
                <AgedTable caption={t('byCustomer')} first={t('customer')} rows={customers.map((row) => ({ ...row, key: row.accountId + row.currency, name: row.name }))} />
                <AgedTable caption={t('byOwner')} first={t('owner')} rows={owners.map((row) => ({ ...row, key: row.ownerId + row.currency, name: row.name ?? t('somebody') }))} />
              </Stack>
            )
          }
        </Data>
        {may('receipt:read') && <Receipts />}
        <Letters />
      </Stack>
    </Page>
  );
}
