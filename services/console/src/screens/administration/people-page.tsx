import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useRights } from '../../app/rights';
import { Page } from '../../parts/page';
import { RowsTable } from '../../parts/rows-table';
import { Data, Empty } from '../../parts/states';
import { JoinDialog } from './people/join-dialog';
import { Places } from './places';
import { usePeople, useUnits } from './use-people';

const EVERYTHING = 'all';

/** Who works here, in which unit and for whom. What is looked for stands in the address. */
export default function PeoplePage() {
  const { t } = useTranslation('administration');
  const may = useRights();
  const [isJoining, setJoining] = useState(false);
  const [params, setParams] = useSearchParams();
  const unit = params.get('unit');
  const text = params.get('text') ?? '';
  const people = usePeople(unit);
  const units = useUnits().data?.items ?? [];
  const all = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const found = all.filter(({ name, position, unitName, email }) => [name, position, unitName, email].some((one) => one.toLowerCase().includes(text.toLowerCase())));
  const change = (next: Record<string, string | null>) =>
    setParams(Object.fromEntries(Object.entries({ ...Object.fromEntries(params), ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))), { replace: true });
  return (
    <Page title={t('title')} actions={may('person:join') && <Button onClick={() => setJoining(true)}>{t('people.join')}</Button>}>
      <Places />
      <Stack>
        <Group align="flex-end">
          <TextInput label={t('find')} value={text} onChange={({ currentTarget }) => change({ text: currentTarget.value })} flex={1} miw={200} />
          <Select
            label={t('unit')}
            value={unit ?? EVERYTHING}
            allowDeselect={false}
            searchable
            onChange={(chosen) => change({ unit: chosen === EVERYTHING ? null : chosen })}
            data={[{ value: EVERYTHING, label: t('everyUnit') }, ...units.filter(({ closed }) => !closed).map(({ id, name }) => ({ value: id, label: name }))]}
          />
          {may('unit:sync') && (
            <Button component={Link} to="/administration/files" variant="default">
              {t('sync.open')}
            </Button>
          )}
        </Group>
        <Data query={people}>
          {() =>
            found.length === 0 ? (
              <Empty text={t('nobody')} />
            ) : (
              <RowsTable
                label={t('title')}
                rows={found}
                rowKey={({ id }) => id}
                href={({ id }) => `/administration/people/${id}`}
                more={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
                columns={[
                  { key: 'name', title: t('name'), cell: ({ name, active }) => (active ? name : t('gone', { name })) },
                  { key: 'position', title: t('position'), cell: ({ position }) => position },
                  { key: 'unit', title: t('unit'), cell: ({ unitName }) => unitName },
                  { key: 'manager', title: t('manager'), cell: ({ managerId }) => (managerId ? (names.get(managerId) ?? '–') : '–') },
                ]}
              />
            )
          }
        </Data>
      </Stack>
      {isJoining && <JoinDialog close={() => setJoining(false)} />}
    </Page>
  );
}
