import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { peopleQuery } from '../../../parts/person-picker';
import type { Somebody } from '../use-people';
import { useSetActive } from './use-person-acts';

const SELLERS: readonly string[] = ['sales-rep', 'sales-manager', 'sales-head'];

/** Somebody leaves: what becomes of what is his is said before. By the rules of the services that keep it. */
export function LeaveDialog({ person, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const people = useQuery(peopleQuery).data ?? [];
  const { run, isRunning, problem } = useSetActive(person.id, close);
  const manager = people.find(({ id }) => id === person.managerId);
  const reports = people.filter(({ managerId }) => managerId === person.id);
  const sells = manager?.roles.some((role) => SELLERS.includes(role)) ?? false;
  return (
    <FormDialog title={t('people.do.leave')} close={close} problem={problem} send={{ text: t('people.leaveIt', { name: person.name }), run: () => run(false), isRunning, isReady: true, color: 'red.9' }}>
      <Text>{t('people.leaving.then')}</Text>
      <List withPadding spacing={4}>
        <List.Item>{sells ? t('people.leaving.toManager', { name: manager!.name }) : person.managerId && !manager ? t('people.leaving.toLine') : t('people.leaving.toPools')}</List.Item>
        <List.Item>{t('people.leaving.tasks')}</List.Item>
        <List.Item>{t('people.leaving.access')}</List.Item>
        <List.Item>{t('people.leaving.positions')}</List.Item>
        {reports.length > 0 && <List.Item>{t('people.leaving.reports', { count: reports.length, names: reports.slice(0, 8).map(({ name }) => name).join(', ') })}</List.Item>}
      </List>
    </FormDialog>
  );
}

export function ReturnDialog({ person, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const { run, isRunning, problem } = useSetActive(person.id, close);
  return (
    <FormDialog title={t('people.do.return')} close={close} problem={problem} send={{ text: t('people.do.return'), run: () => run(true), isRunning, isReady: true }}>
      <Text>{t('people.aboutReturn', { position: person.position, unit: person.unitName })}</Text>
    </FormDialog>
  );
}
