import { ActionIcon, Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBookmark, IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../app/use-is-phone';
import { KINDS, type Filter } from './lists';
import classes from './inbox.module.css';

type Change = (next: Partial<Record<'text' | 'kind' | 'dueWithin', string | undefined>>) => void;

/** Of whom the list shows which; what is used again and again is kept under a name, on this device. */
export function FilterRow({ filter, change }: { filter: Filter; change: Change }) {
  const { t } = useTranslation('inbox');
  const isPhone = useIsPhone();
  const [text, setText] = useState(filter.text ?? '');
  const later = useDebouncedCallback((wanted: string) => change({ text: wanted.trim() || undefined }), 300);
  const set = (wanted: string) => {
    setText(wanted);
    later(wanted);
  };
  const apply = (saved: Filter) => {
    setText(saved.text ?? '');
    change({ text: saved.text || undefined, kind: saved.kind, dueWithin: saved.dueWithin?.toString() });
  };
  const saved = <SavedButton filter={filter} apply={apply} isPhone={isPhone} />;
  return (
    <Group gap="xs" mb="md" className={classes.filters} align="flex-end">
      <TextInput type="search" aria-label={t('filter.text')} placeholder={t('filter.text')} leftSection={<IconSearch aria-hidden size={18} />} value={text} onChange={(event) => set(event.currentTarget.value)} className={classes.grow} />
      {isPhone && saved}
      <NativeSelect
        aria-label={t('filter.kind')}
        value={filter.kind ?? ''}
        onChange={(event) => change({ kind: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('filter.kind') }, ...KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))]}
        className={classes.half}
      />
      <NativeSelect
        aria-label={t('filter.due')}
        value={filter.dueWithin?.toString() ?? ''}
        onChange={(event) => change({ dueWithin: event.currentTarget.value || undefined })}
        data={[{ value: '', label: t('filter.due') }, ...['0', '24', '168'].map((hours) => ({ value: hours, label: t(`filter.within${hours}`) }))]}
        className={classes.half}
      />
      {!isPhone && saved}
    </Group>
  );
}

const SavedFilters = lazy(() => import('./saved-filters'));

function SavedButton({ isPhone, ...props }: { filter: Filter; apply: (filter: Filter) => void; isPhone: boolean }) {
  const { t } = useTranslation('inbox');
  const [opened, setOpened] = useState(false);
  const button = isPhone ? (
    <ActionIcon variant="default" aria-label={t('filter.saved')} aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(!opened)}>
      <IconBookmark aria-hidden size={20} />
    </ActionIcon>
  ) : (
    <Button variant="default" className={classes.half} leftSection={<IconBookmark aria-hidden size={18} />} aria-haspopup="dialog" aria-expanded={opened} onClick={() => setOpened(!opened)}>
      {t('filter.saved')}
    </Button>
  );
  if (!opened) return button;
  return (
    <Suspense fallback={button}>
      <SavedFilters {...props} button={button} close={() => setOpened(false)} />
    </Suspense>
  );
}
