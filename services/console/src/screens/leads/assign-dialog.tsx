import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQuery, PersonPicker } from '../../parts/person-picker';
import { FormDialog } from './form-dialog';
import classes from './leads.module.css';
import { useAssign, type Assigned, type Lead } from './use-leads';

const SELLERS = ['sales-rep', 'sales-manager'];

/** To one, or in turn to all sellers of one's own. */
export function AssignDialog({ leads, close, onDone }: { leads: Lead[]; close: () => void; onDone: (said: Assigned) => void }) {
  const { t } = useTranslation('leads');
  const [how, setHow] = useState<'one' | 'turn'>('one');
  const [person, setPerson] = useState<string | null>(null);
  const { data: people = [] } = useQuery(peopleQuery);
  const assign = useAssign((said) => {
    onDone(said);
    close();
  });
  const run = () => assign.run({ poolId: leads[0]!.poolId, leadIds: leads.map(({ leadId }) => leadId), ...(how === 'one' && { people: [person!] }) });
  return (
    <FormDialog title={t('assign', { count: leads.length })} problem={assign.problem} close={close} send={{ text: t('assign', { count: leads.length }), run, isRunning: assign.isRunning, isReady: how === 'turn' || person !== null }}>
      <Radio.Group label={t('assignTo.label')} value={how} onChange={(chosen) => setHow(chosen as typeof how)}>
        <Stack gap={0} mt="xs">
          <Radio value="one" label={t('assignTo.one')} classNames={{ body: classes.answer! }} />
          <Radio value="turn" label={t('assignTo.turn')} classNames={{ body: classes.answer! }} />
        </Stack>
      </Radio.Group>
      {how === 'one' && <PersonPicker label={t('assignTo.whom')} value={person} onChange={setPerson} only={people.filter(({ roles }) => roles.some((role) => SELLERS.includes(role))).map(({ id }) => id)} />}
    </FormDialog>
  );
}
