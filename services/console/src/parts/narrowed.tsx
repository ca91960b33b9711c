import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { answer, api } from '../api/client';
import { peopleQuery } from './person-picker';

/** To whose rows and to which ones a list is narrowed by its address, as the overview leads to it; with the way back to all. Nothing where it is not. */
export function Narrowed({ by }: { by: Record<string, string | undefined> }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const [owner, unit] = [params.get('owner'), params.get('unit')];
  const { data: people = [] } = useQuery({ ...peopleQuery, enabled: owner !== null });
  const { data: units } = useQuery({ queryKey: ['units'], enabled: unit !== null, staleTime: 300_000, queryFn: () => answer(api.GET('/v1/units')) });
  const names: Record<string, string | undefined> = { ...by, owner: people.find(({ id }) => id === owner)?.name, unit: units?.items.find(({ id }) => id === unit)?.name };
  const narrowing = Object.keys(names).filter((name) => params.get(name) !== null);
  if (narrowing.length === 0) return null;
  const widen = () => setParams(Object.fromEntries([...params].filter(([name]) => !narrowing.includes(name))), { replace: true });
  return (
    <Group gap="sm" role="status">
      <Text>{t('narrowed.only', { what: narrowing.flatMap((name) => names[name] ?? []).join(' · ') })}</Text>
      <Button variant="default" onClick={widen}>
        {t('narrowed.all')}
      </Button>
    </Group>
  );
}
