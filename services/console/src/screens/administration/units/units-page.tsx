import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat, useToday } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { peopleQuery } from '../../../parts/person-picker';
import { Data, Empty } from '../../../parts/states';
import shared from '../administration.module.css';
import { Places } from '../places';
import { OpenDialog } from './open-dialog';
import { treeOf, withTheirParents } from './tree';
import { UnitTree } from './unit-tree';
import { useTree } from './use-units';

/** How the company is made up, today or on a day that was. What is looked for stands in the address. */
export default function UnitsPage() {
  const { t } = useTranslation('administration');
  const { day } = useFormat();
  const may = useRights();
  const today = useToday();
  const [params, setParams] = useSearchParams();
  const [isOpening, setOpening] = useState(false);
  const asOf = params.get('day');
  const text = (params.get('text') ?? '').toLowerCase();
  const closed = params.has('closed');
  const tree = useTree(asOf);
  const people = useQuery(peopleQuery).data ?? [];
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name;
  const change = (next: Record<string, string | null>) =>
    setParams(Object.fromEntries(Object.entries({ ...Object.fromEntries(params), ...next }).filter((entry): entry is [string, string] => Boolean(entry[1]))), { replace: true });
  return (
    <Page title={t('units.title')} actions={may('unit:open') && <Button onClick={() => setOpening(true)}>{t('units.open')}</Button>}>
      <Places />
      <Stack>
        <Group align="flex-end">
          <TextInput label={t('units.find')} value={params.get('text') ?? ''} onChange={({ currentTarget }) => change({ text: currentTarget.value })} flex={1} miw={180} />
          <TextInput type="date" label={t('units.asOf')} value={asOf ?? ''} {...(today && { max: today })} onChange={({ currentTarget }) => change({ day: currentTarget.value })} />
        </Group>
        <Checkbox label={t('units.withClosed')} classNames={{ body: shared.tick! }} checked={closed} onChange={({ currentTarget }) => change({ closed: currentTarget.checked ? 'with' : null })} />
        {asOf && <Text role="status">{t('units.asItWas', { day: day(asOf) })}</Text>}
        <Data query={tree}>
          {(all) => {
            const found = withTheirParents(all, (unit) => (closed || !unit.closed) && [unit.name, unit.code ?? '', (unit.headId && nameOf(unit.headId)) || ''].some((one) => one.toLowerCase().includes(text)));
            return found.length === 0 ? <Empty text={t('units.none')} /> : <UnitTree branches={treeOf(found)} nameOf={nameOf} />;
          }}
        </Data>
      </Stack>
      {isOpening && <OpenDialog units={tree.data ?? []} close={() => setOpening(false)} />}
    </Page>
  );
}
