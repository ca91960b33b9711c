import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRights } from '../../../app/rights';
import { useFormat } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { Data, Empty } from '../../../parts/states';
import { Places } from '../places';
import { useTree } from '../units/use-units';
import classes from './calendars.module.css';
import { companyCalendar } from './company-calendar';
import { PublishDialog } from './publish-dialog';
import { useCalendars } from './use-calendars';

/** By which hours and holidays people work, and which of them deadlines count by. */
export default function CalendarsPage() {
  const { t } = useTranslation('administration');
  const { day } = useFormat();
  const may = useRights();
  const calendars = useCalendars();
  const units = useTree().data ?? [];
  const [isOpening, setOpening] = useState(false);
  return (
    <Page title={t('calendars.title')} actions={may('calendar:publish') && <Button onClick={() => setOpening(true)}>{t('calendars.open')}</Button>}>
      <Places />
      <Text size="sm" mb="sm">
        {t('calendars.about')}
      </Text>
      <Data query={calendars} isEmpty={(all) => all.length === 0} empty={<Empty text={t('calendars.none')} />}>
        {(all) => {
          const company = companyCalendar(all, units);
          return (
            <ul className={classes.list}>
              {all.map(({ key, name, shifts, zone, publishedUntil }) => (
                <li key={key} className={classes.row}>
                  <Group gap="xs">
                    <Link to={`/administration/calendars/${key}`} className={classes.name}>
                      {name}
                    </Link>
                    {key === company?.key && <Badge variant="light">{t('calendars.ofCompany')}</Badge>}
                    {shifts && (
                      <Badge variant="light" color="gray">
                        {t('calendars.shift')}
                      </Badge>
                    )}
                  </Group>
                  <Text size="sm" c="dimmed">
                    {t('calendars.known', { zone, day: day(publishedUntil) })}
                  </Text>
                </li>
              ))}
            </ul>
          );
        }}
      </Data>
      {isOpening && calendars.data && <PublishDialog calendars={calendars.data} units={units} close={() => setOpening(false)} />}
    </Page>
  );
}
