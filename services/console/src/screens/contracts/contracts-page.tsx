import { Badge, Group, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Page } from '../../parts/page';
import { RowsTable, type Column } from '../../parts/rows-table';
import { Empty, LoadingRows, Refused } from '../../parts/states';
import { useSearched } from '../../parts/use-searched';
import { Money, When } from '../../parts/values';
import { StatusBadge } from './status-badge';
import { STATUSES, useContracts, type Line } from './use-contracts';

/** Every contract that one may see, newest first. Status and what is looked for stand in the address. */
export default function ContractsPage() {
  const { t } = useTranslation('contracts');
  const [params, setParams] = useSearchParams();
  const status = STATUSES.find((one) => one === params.get('status'));
  const { wanted, field } = useSearched(params.get('text'));
  const list = useContracts(status, wanted);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = (name: string, value: string) => setParams(Object.fromEntries(Object.entries({ ...Object.fromEntries(params), [name]: value }).filter(([, kept]) => kept)), { replace: true });
  const columns: Column<Line>[] = [
    { key: 'customer', title: t('customer'), width: 'minmax(0, 2fr)', cell: ({ accountName }) => accountName },
    { key: 'number', title: t('number'), cell: ({ number, currentVersion }) => t('numberVersion', { number, version: currentVersion }) },
    { key: 'product', title: t('product'), cell: ({ product }) => product },
    { key: 'status', title: t('status'), cell: (line) => <StatusBadge status={line.status} /> },
    { key: 'amount', title: t('amount'), figures: true, cell: ({ amount }) => <Money value={amount} /> },
    { key: 'drafted', title: t('drafted'), cell: ({ draftedAt }) => <When at={draftedAt} style="date" /> },
  ];
  return (
    <Page title={t('title')} wide>
      <Stack gap="sm">
        <Group align="flex-end">
          <TextInput label={t('search')} {...field((text) => change('text', text))} />
          <Select label={t('status')} value={status ?? 'all'} allowDeselect={false} onChange={(chosen) => change('status', chosen === 'all' ? '' : (chosen ?? ''))} data={[{ value: 'all', label: t('all') }, ...STATUSES.map((one) => ({ value: one, label: t(`is.${one}`) }))]} />
          {list.isFetching && !list.isPending && <Badge variant="default">{t('common:state.loading')}</Badge>}
        </Group>
        {list.isPending && <LoadingRows />}
        {list.error && !list.data && <Refused error={list.error} again={() => void list.refetch()} />}
        {list.data && rows.length === 0 && <Empty text={status || wanted ? t('noneSuch') : t('none')} />}
        {rows.length > 0 && <RowsTable label={t('title')} rows={rows} rowKey={({ id }) => id} href={({ id }) => `/contracts/${id}`} columns={columns} {...(list.hasNextPage && !list.isFetchingNextPage && { more: () => void list.fetchNextPage() })} />}
      </Stack>
    </Page>
  );
}
