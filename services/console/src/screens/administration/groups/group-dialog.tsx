import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { FormDialog } from '../../../parts/form-dialog';
import { useMakeGroup, useRemoveGroup, useRenameGroup, type Group } from './use-groups';

/** A new group, or another name for one that there is. */
export function GroupDialog({ group, close }: { group?: Group; close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const [name, setName] = useState(group?.name ?? '');
  const make = useMakeGroup(({ id }) => {
    close();
    void navigate(`/administration/groups/${id}`);
  });
  const rename = useRenameGroup(group?.id ?? '', close);
  const { run, isRunning, problem } = group ? rename : make;
  return (
    <FormDialog title={group ? t('groups.rename') : t('groups.make')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run(name.trim()), isRunning, isReady: name.trim() !== '' && name.trim() !== group?.name }}>
      <TextInput label={t('units.name')} required maxLength={200} value={name} onChange={({ currentTarget }) => setName(currentTarget.value)} error={problem?.of('name')} data-autofocus />
      {group && <Text size="sm">{t('groups.aboutName')}</Text>}
    </FormDialog>
  );
}

export function RemoveGroup({ group, close }: { group: Group; close: () => void }) {
  const { t } = useTranslation('administration');
  const navigate = useNavigate();
  const { run, isRunning, problem } = useRemoveGroup(group.id, () => void navigate('/administration/groups', { replace: true }));
  return (
    <FormDialog title={t('groups.remove')} close={close} problem={problem} send={{ text: t('groups.removeIt'), run: () => run(null), isRunning, isReady: true, color: 'red.9' }}>
      <Text>{t('groups.aboutRemoving', { name: group.name })}</Text>
    </FormDialog>
  );
}
