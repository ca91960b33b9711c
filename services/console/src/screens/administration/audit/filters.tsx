import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useKindWords } from '../../../parts/fact-words';
import classes from './audit.module.css';
import { everybodyQuery, KINDS } from './use-audit';

export interface Filter {
  person: string | null;
  kind: string | null;
  /** Id of a record, or an address in which it stands. */
  record: string | null;
  from: string | null;
  to: string | null;
}

const EVERYTHING = 'all';

/** What lines are looked for; all of it stands in the address. */
export function Filters({ filter: { person, kind, record, from, to }, change }: { filter: Filter; change: (next: Partial<Filter>) => void }) {
  const { t } = useTranslation('administration');
  const inWords = useKindWords();
  const { data: people = [] } = useQuery(everybodyQuery);
  const kinds = KINDS.map((value) => ({ value, label: inWords(value) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <div className={classes.filters} role="search" aria-label={t('audit.filters')}>
      <Select
        label={t('audit.who')}
        value={person ?? EVERYTHING}
        allowDeselect={false}
        searchable
        limit={50}
        nothingFoundMessage={t('common:personPicker.nobody')}
        onChange={(chosen) => change({ person: chosen === EVERYTHING ? null : chosen })}
        data={[{ value: EVERYTHING, label: t('audit.everybody') }, ...people.map(({ id, name, position, active }) => ({ value: id, label: active ? `${name}, ${position}` : t('gone', { name }) }))]}
      />
      <Select label={t('audit.kind')} value={kind ?? EVERYTHING} allowDeselect={false} searchable onChange={(chosen) => change({ kind: chosen === EVERYTHING ? null : chosen })} data={[{ value: EVERYTHING, label: t('audit.everything') }, ...kinds]} />
      <TextInput label={t('audit.recordAt')} value={record ?? ''} onChange={({ currentTarget }) => change({ record: currentTarget.value })} className={classes.wide!} />
      <TextInput type="date" label={t('audit.from')} value={from ?? ''} onChange={({ currentTarget }) => change({ from: currentTarget.value })} />
      <TextInput type="date" label={t('audit.to')} value={to ?? ''} min={from ?? undefined} onChange={({ currentTarget }) => change({ to: currentTarget.value })} />
    </div>
  );
}
