import { Select } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../api/client';

export const peopleQuery = queryOptions({
  queryKey: ['people', 'all'],
  staleTime: 300_000,
  queryFn: async () => (await answer(api.GET('/v1/people', { params: { query: { limit: 200 } } }))).items.filter(({ active }) => active),
});

const EVERYBODY = 'everybody';

/** Somebody of the company, found by his name or position. `only`: of these; `without`: but not these; `everybody`: the words for nobody in particular, where that may be chosen. */
export function PersonPicker({ label, value, onChange, only, without = [], everybody, error }: { label: string; value: string | null; onChange: (id: string | null) => void; only?: readonly string[]; without?: readonly string[]; everybody?: string; error?: string | undefined }) {
  const { t } = useTranslation();
  const { data = [] } = useQuery(peopleQuery);
  const choices = data.filter(({ id }) => (only?.includes(id) ?? true) && !without.includes(id));
  return (
    <Select
      label={label}
      value={value ?? (everybody ? EVERYBODY : null)}
      onChange={(chosen) => onChange(chosen === EVERYBODY ? null : chosen)}
      data={[...(everybody ? [{ value: EVERYBODY, label: everybody }] : []), ...choices.map(({ id, name, position }) => ({ value: id, label: `${name}, ${position}` }))]}
      allowDeselect={!everybody}
      searchable
      limit={50}
      nothingFoundMessage={t('personPicker.nobody')}
      error={error}
      data-autofocus
    />
  );
}
