import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRights } from '../../../app/rights';
import { Page } from '../../../parts/page';
import { Data, Empty } from '../../../parts/states';
import { Places } from '../places';
import classes from '../units/units.module.css';
import { GroupDialog } from './group-dialog';
import { useGroups } from './use-groups';

/** Circles of people that rules name, across units. */
export default function GroupsPage() {
  const { t } = useTranslation('administration');
  const may = useRights();
  const groups = useGroups();
  const [isMaking, setMaking] = useState(false);
  return (
    <Page title={t('groups.title')} actions={may('group:make') && <Button onClick={() => setMaking(true)}>{t('groups.make')}</Button>}>
      <Places />
      <Text size="sm">{t('groups.about')}</Text>
      <Data query={groups}>
        {({ pages }) => {
          const all = pages.flatMap(({ items }) => items);
          return all.length === 0 ? (
            <Empty text={t('groups.none')} />
          ) : (
            <>
              <ul className={classes.list}>
                {all.map(({ id, name, members }) => (
                  <li key={id} className={classes.row}>
                    <Link to={`/administration/groups/${id}`}>{name}</Link>
                    <Text size="sm" c="dimmed">
                      {t('groups.size', { count: members })}
                    </Text>
                  </li>
                ))}
              </ul>
              {groups.hasNextPage && (
                <Button variant="default" mt="sm" loading={groups.isFetchingNextPage} onClick={() => void groups.fetchNextPage()}>
                  {t('units.more')}
                </Button>
              )}
            </>
          );
        }}
      </Data>
      {isMaking && <GroupDialog close={() => setMaking(false)} />}
    </Page>
  );
}
