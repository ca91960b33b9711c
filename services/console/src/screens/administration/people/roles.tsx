import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../../app/rights';
import classes from '../administration.module.css';
import { useTree } from '../units/use-units';
import type { Somebody } from '../use-people';
import { RolesDialog } from './roles-dialog';
import { rolesOf } from './roles-of';
import { useNarrowed } from './use-narrowed';

/** What somebody may do: where, and narrowed to what. */
export function Roles({ person }: { person: Somebody }) {
  const { t } = useTranslation('administration');
  const may = useRights();
  const units = useTree().data ?? [];
  const narrowed = useNarrowed();
  const [isOpen, setOpen] = useState(false);
  const roles = rolesOf(person);
  return (
    <section aria-labelledby="roles">
      <Group justify="space-between">
        <Title order={2} size="h4" id="roles">
          {t('people.roles')}
        </Title>
        {may('person:set-roles') && person.active && (
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('people.do.roles')}
          </Button>
        )}
      </Group>
      {roles.length === 0 && <Text size="sm">{t('people.noRoles')}</Text>}
      <ul className={classes.list}>
        {roles.map(({ role, unitId, only }) => (
          <li key={`${role} ${unitId}`} className={classes.entry}>
            <div>
              <Text fw={600}>{t(`role.${role}`)}</Text>
              <Text size="sm">{t('people.roleIn', { unit: unitId ? (units.find(({ id }) => id === unitId)?.name ?? '–') : person.unitName })}</Text>
              {only && <Text size="sm">{narrowed(only)}</Text>}
            </div>
          </li>
        ))}
      </ul>
      {isOpen && <RolesDialog person={person} units={units} close={() => setOpen(false)} />}
    </section>
  );
}
