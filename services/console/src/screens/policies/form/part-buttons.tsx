import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export function AddPart({ text, add }: { text: string; add: () => void }) {
  const { t } = useTranslation('policies');
  return (
    <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={add} aria-label={t('form.addWhat', { what: text })}>
      {t('form.add')}
    </Button>
  );
}

export function RemovePart({ what, remove }: { what: string; remove: () => void }) {
  const { t } = useTranslation('policies');
  return (
    <ActionIcon color="red" aria-label={t('form.remove', { what })} onClick={remove}>
      <IconTrash size={20} aria-hidden />
    </ActionIcon>
  );
}

/** The same for a whole section, which says what it does. */
export function DropPart({ what, drop }: { what: string; drop: () => void }) {
  const { t } = useTranslation('policies');
  return (
    <Button variant="subtle" color="red" leftSection={<IconTrash size={18} aria-hidden />} aria-label={t('form.dropWhat', { what })} onClick={drop}>
      {t('form.drop')}
    </Button>
  );
}
