import { Select, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './leads.module.css';
import { CHANNELS, FIELDS, type Channel, type Field } from './mapping';
import { PoolSelect } from './pool-select';
import type { Preview } from './use-imports';

export interface Choices {
  fields: (Field | null)[];
  poolId: string | undefined;
  channel: Channel;
  /** Where the ids come from. */
  system: string;
}

const NOTHING = 'nothing';

/** Which column is what: each with what stands in it. No field is fed by two columns. */
export function ImportMapping({ preview: { header, rows }, value, change }: { preview: Preview; value: Choices; change: (value: Choices) => void }) {
  const { t } = useTranslation('leads');
  const choose = (at: number, field: Field | null) => change({ ...value, fields: value.fields.map((one, place) => (place === at ? field : one === field ? null : one)) });
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('import.columns')}
      </Title>
      <ul className={classes.list}>
        {header.map((name, at) => (
          <li key={at} className={classes.column}>
            <div>
              <Text fw={600} className={classes.text}>
                {name.trim() || t('import.nameless', { at: at + 1 })}
              </Text>
              <Text size="sm" c="dimmed" className={classes.text} lineClamp={2}>
                {rows.map((cells) => cells[at] ?? '').filter(Boolean).slice(0, 3).join(' · ') || t('import.nothingIn')}
              </Text>
            </div>
            <Select aria-label={t('import.is', { column: name })} allowDeselect={false} value={value.fields[at] ?? NOTHING} onChange={(field) => choose(at, FIELDS.find((one) => one === field) ?? null)} data={[{ value: NOTHING, label: t('import.notTaken') }, ...FIELDS.map((field) => ({ value: field, label: t(`column.${field}`) }))]} />
          </li>
        ))}
      </ul>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <PoolSelect value={value.poolId} onChange={(poolId) => change({ ...value, poolId })} />
        <Select label={t('import.channel')} value={value.channel} allowDeselect={false} onChange={(channel) => channel && change({ ...value, channel: channel as Channel })} data={CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) }))} />
        {value.fields.includes('externalId') && <TextInput label={t('import.system')} description={t('import.systemHint')} value={value.system} maxLength={100} required onChange={({ currentTarget }) => change({ ...value, system: currentTarget.value })} />}
      </SimpleGrid>
    </Stack>
  );
}
