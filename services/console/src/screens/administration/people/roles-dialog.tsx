import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { UnitSelect } from '../units/unit-select';
import type { Unit } from '../units/use-units';
import type { Somebody } from '../use-people';
import { DIMENSIONS, rolesOf, type Only } from './roles-of';
import { useSetRoles, type GivenRole, type Role } from './use-person-acts';

const ROLES: readonly Role[] = ['sales-rep', 'sales-manager', 'sales-head', 'finance', 'legal', 'commercial', 'collector', 'admin', 'operator'];

/** All roles from now on: where each of them reaches, and what it is narrowed to. */
export function RolesDialog({ person, units, close }: { person: Somebody; units: readonly Unit[]; close: () => void }) {
  const { t } = useTranslation('administration');
  const [roles, setRoles] = useState<(GivenRole & { no: number })[]>(() => rolesOf(person).map((one, no) => ({ ...one, no })));
  const { run, isRunning, problem } = useSetRoles(person.id, close);
  const change = (at: number, next: Partial<GivenRole>) => setRoles(roles.map((one, no) => (no === at ? { ...one, ...next } : one)));
  const isTwice = new Set(roles.map(({ role, unitId }) => `${role} ${unitId}`)).size < roles.length;
  return (
    <FormDialog title={t('people.do.roles')} close={close} problem={problem} send={{ text: t('units.save'), run: () => run(roles.map(({ no: _no, ...one }) => one)), isRunning, isReady: !isTwice }} size="lg">
      {roles.map((one, at) => (
        <OneRole key={one.no} given={one} person={person} units={units} change={(next) => change(at, next)} remove={() => setRoles(roles.filter((_, no) => no !== at))} />
      ))}
      {isTwice && (
        <Text role="alert" c="red">
          {t('people.roleTwice')}
        </Text>
      )}
      <Group>
        <Button variant="default" onClick={() => setRoles([...roles, { role: 'sales-rep', unitId: null, only: null, no: Math.max(-1, ...roles.map(({ no }) => no)) + 1 }])}>
          {t('people.addRole')}
        </Button>
      </Group>
      <Text size="sm">{t('people.aboutOnly')}</Text>
    </FormDialog>
  );
}

function OneRole({ given: { role, unitId, only }, person, units, change, remove }: { given: GivenRole; person: Somebody; units: readonly Unit[]; change: (next: Partial<GivenRole>) => void; remove: () => void }) {
  const { t } = useTranslation('administration');
  const narrow = (dimension: keyof Only, values: string[]) => {
    const next = Object.fromEntries(Object.entries({ ...only, [dimension]: values }).filter(([, all]) => all.length > 0)) as Only;
    change({ only: Object.keys(next).length > 0 ? next : null });
  };
  return (
    <Fieldset legend={t(`role.${role}`)}>
      <Stack gap="sm">
        <Group align="flex-end" wrap="nowrap">
          <NativeSelect label={t('people.role')} value={role} flex={1} onChange={({ currentTarget }) => change({ role: currentTarget.value as Role })} data={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))} />
          <ActionIcon color="red" aria-label={t('people.removeRole', { role: t(`role.${role}`) })} onClick={remove}>
            <IconTrash aria-hidden size={20} />
          </ActionIcon>
        </Group>
        <UnitSelect label={t('people.where')} value={unitId} onChange={(id) => change({ unitId: id })} units={units.filter(({ id }) => id !== person.unitId)} none={t('people.ownUnit', { name: person.unitName })} />
        {DIMENSIONS.map((dimension) => (
          <TextInput key={dimension} label={t('people.onlyOf', { what: t(`people.dimension.${dimension}`) })} placeholder={t('people.all')} defaultValue={only?.[dimension]?.join(', ') ?? ''} onChange={({ currentTarget }) => narrow(dimension, valuesOf(currentTarget.value))} />
        ))}
      </Stack>
    </Fieldset>
  );
}

const valuesOf = (text: string): string[] => [...new Set(text.split(/[,，;；、]/).map((one) => one.trim()).filter(Boolean))];
