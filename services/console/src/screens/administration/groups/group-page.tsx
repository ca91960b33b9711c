import { Button, Group as Row, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRights } from '../../../app/rights';
import { Page } from '../../../parts/page';
import { PersonPicker } from '../../../parts/person-picker';
import { Data, Loading, Refused } from '../../../parts/states';
import { ActsMenu } from '../acts-menu';
import classes from '../units/units.module.css';
import { GroupDialog, RemoveGroup } from './group-dialog';
import { useChangeMembers, useGroup, useMembers, type Group } from './use-groups';

/** Who belongs to a group. */
export default function GroupPage() {
  const { id } = useParams() as { id: string };
  const group = useGroup(id);
  return (
    <Data query={group} loading={<Loading />}>
      {(data) => <OneGroup key={id} group={data} />}
    </Data>
  );
}

function OneGroup({ group }: { group: Group }) {
  const { t } = useTranslation('administration');
  const may = useRights();
  const members = useMembers(group.id);
  const all = members.data?.pages.flatMap(({ items }) => items) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const [act, setAct] = useState<'rename' | 'remove'>();
  const change = useChangeMembers(group.id, () => setChosen(null));
  const mayChange = may('group:change');
  const acts = [...(mayChange ? (['rename'] as const) : []), ...(may('group:remove') ? (['remove'] as const) : [])];
  return (
    <Page title={group.name} back="/administration/groups" actions={<ActsMenu acts={acts.map((key) => ({ key, text: t(`groups.${key}`), run: () => setAct(key) }))} />}>
      <Stack>
        {mayChange && (
          <Row align="flex-end">
            <PersonPicker label={t('groups.add')} value={chosen} onChange={setChosen} without={all.map(({ personId }) => personId)} />
            <Button disabled={chosen === null} loading={change.isRunning} onClick={() => change.run({ add: [chosen!], remove: [] })}>
              {t('groups.addIt')}
            </Button>
          </Row>
        )}
        {change.problem && <Refused error={change.problem} />}
        <Data query={members}>
          {() =>
            all.length === 0 ? (
              <Text size="sm">{t('groups.nobody')}</Text>
            ) : (
              <ul className={classes.list} aria-label={t('groups.members')}>
                {all.map(({ personId, name, active }) => (
                  <li key={personId} className={classes.row}>
                    <Link to={`/administration/people/${personId}`}>{active ? name : t('gone', { name })}</Link>
                    {mayChange && (
                      <Button variant="subtle" ms="auto" loading={change.isRunning} aria-label={t('endOf', { what: name, end: t('groups.takeOut') })} onClick={() => change.run({ add: [], remove: [personId] })}>
                        {t('groups.takeOut')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Data>
        {members.hasNextPage && (
          <Row>
            <Button variant="default" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
              {t('units.more')}
            </Button>
          </Row>
        )}
      </Stack>
      {act === 'rename' && <GroupDialog group={group} close={() => setAct(undefined)} />}
      {act === 'remove' && <RemoveGroup group={group} close={() => setAct(undefined)} />}
    </Page>
  );
}
