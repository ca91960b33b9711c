import '../../app/all-styles';
import { ActionIcon, Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/who';
import type { Filter } from './lists';
import classes from './inbox.module.css';

interface Saved {
  name: string;
  filter: Filter;
}

/** Filters under names, kept on this device. */
export default function SavedFilters({ filter, apply, button, close }: { filter: Filter; apply: (filter: Filter) => void; button: ReactElement; close: () => void }) {
  const { t } = useTranslation('inbox');
  const [saved, setSaved] = useLocalStorage<Saved[]>({ key: `throughline.filters.${useMe().personId}`, defaultValue: [], getInitialValueInEffect: false });
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted) return;
    setSaved([...saved.filter((one) => one.name !== wanted), { name: wanted, filter }]);
    setName('');
  };
  return (
    <Popover opened onDismiss={close} width={320} position="bottom-end" trapFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown aria-label={t('filter.saved')}>
        <Stack gap="xs">
          {saved.map((one) => (
            <Group key={one.name} gap={0} wrap="nowrap">
              <Button
                variant="subtle"
                justify="flex-start"
                className={classes.grow}
                onClick={() => {
                  apply(one.filter);
                  close();
                }}
              >
                {one.name}
              </Button>
              <ActionIcon aria-label={t('filter.forget', { name: one.name })} onClick={() => setSaved(saved.filter((other) => other !== one))}>
                <IconX aria-hidden size={18} />
              </ActionIcon>
            </Group>
          ))}
          <form onSubmit={save}>
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <TextInput label={t('filter.name')} value={name} maxLength={60} onChange={(event) => setName(event.currentTarget.value)} className={classes.grow} />
              <Button type="submit" flex="none" disabled={!name.trim()}>
                {t('filter.save')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
