import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../api/who';
import { useRights } from '../../app/rights';
import { Page } from '../../parts/page';
import { peopleQuery } from '../../parts/person-picker';
import { Data, Loading } from '../../parts/states';
import { Absences } from './absences';
import { ActsMenu } from './acts-menu';
import { ChooseCalendar } from './calendars/choose-calendar';
import { useCalendars } from './calendars/use-calendars';
import { ChangePerson } from './people/change-dialog';
import { Keys } from './people/keys';
import { LeaveDialog, ReturnDialog } from './people/leave-dialog';
import { Positions } from './people/positions';
import { Roles } from './people/roles';
import { EndSessions, GiveLink } from './people/sign-in-dialogs';
import { useSetPersonCalendar } from './people/use-person-acts';
import { StandIns } from './stand-ins';
import classes from './units/units.module.css';
import { usePerson, type Somebody } from './use-people';

/** Somebody: what he is and may do, whom he works for, when he is away, and who stands in for him. */
export default function PersonPage() {
  const { id } = useParams() as { id: string };
  const person = usePerson(id);
  return (
    <Data query={person} loading={<Loading />}>
      {(data) => <Person key={id} person={data} />}
    </Data>
  );
}

type PersonAct = 'change' | 'calendar' | 'link' | 'sessions' | 'leave' | 'return';

function Person({ person }: { person: Somebody }) {
  const { t } = useTranslation('administration');
  const { id, name, position, unitId, unitName, email, managerId, zone, active, calendarKey, externalId } = person;
  const { personId } = useMe();
  const may = useRights();
  const people = useQuery(peopleQuery).data ?? [];
  const calendar = (useCalendars().data ?? []).find(({ key }) => key === calendarKey);
  const manager = people.find((one) => one.id === managerId);
  const [act, setAct] = useState<PersonAct>();
  const close = () => setAct(undefined);
  const mayAct: [PersonAct, boolean][] = [
    ['change', may('person:change')],
    ['calendar', active && may('person:set-shifts')],
    ['link', active && may('sign-in:give-link')],
    ['sessions', active && may('sign-in:end-sessions', 'all')],
    // Nobody locks himself out.
    ['leave', active && id !== personId && may('person:set-active')],
    ['return', !active && may('person:set-active')],
  ];
  const acts = mayAct.filter(([, allowed]) => allowed).map(([key]) => ({ key, text: t(`people.do.${key}`), run: () => setAct(key) }));
  return (
    <Page title={active ? name : t('gone', { name })} back="/administration" actions={<ActsMenu acts={acts} />}>
      <Stack gap="lg">
        <div className={classes.facts}>
          <Text span>{position}</Text>
          <Link to={`/administration/units/${unitId}`}>{unitName}</Link>
        </div>
        <div>
          {manager && <Text size="sm">{t('worksFor', { name: manager.name })}</Text>}
          <Text size="sm">{calendar ? t('people.ownCalendar', { name: calendar.name }) : t('people.calendarOfUnit')}</Text>
          <Text size="sm" c="dimmed">
            {[email, zone, externalId].filter(Boolean).join(' · ')}
          </Text>
        </div>
        <Positions person={person} />
        <Roles person={person} />
        <Absences id={id} />
        <StandIns id={id} />
        {may('api-key:read', 'all') && <Keys personId={id} />}
      </Stack>
      {act === 'change' && <ChangePerson person={person} close={close} />}
      {act === 'calendar' && <OwnCalendar person={person} close={close} />}
      {act === 'link' && <GiveLink person={person} close={close} />}
      {act === 'sessions' && <EndSessions person={person} close={close} />}
      {act === 'leave' && <LeaveDialog person={person} close={close} />}
      {act === 'return' && <ReturnDialog person={person} close={close} />}
    </Page>
  );
}

function OwnCalendar({ person: { id, calendarKey, unitName }, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const act = useSetPersonCalendar(id, close);
  return <ChooseCalendar present={calendarKey} inherited={t('calendars.asUnit', { name: unitName })} about={t('calendars.aboutPerson')} act={act} close={close} />;
}
