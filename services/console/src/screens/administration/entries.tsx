import { Button, Group, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { Refused } from '../../parts/states';
import { When } from '../../parts/values';
import classes from './administration.module.css';

export interface Entry {
  id: string;
  title: string;
  from: string;
  to: string;
}

/** What holds for a time; each may be taken back. */
export function Entries({ title, none, items, add, addText, end, endText, isEnding, problem }: { title: string; none: string; items: readonly Entry[]; add: () => void; addText: string; end: (id: string) => void; endText: string; isEnding: boolean; problem: Problem | undefined }) {
  const { t } = useTranslation('administration');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group justify="space-between">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        <Button variant="default" onClick={add}>
          {addText}
        </Button>
      </Group>
      {problem && <Refused error={problem} />}
      {items.length === 0 && <Text size="sm">{none}</Text>}
      <ul className={classes.list}>
        {items.map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <div>
              <Text fw={600}>{entry.title}</Text>
              <Text size="sm">
                <When at={entry.from} /> – <When at={entry.to} />
              </Text>
            </div>
            <Button variant="subtle" loading={isEnding} aria-label={t('endOf', { what: entry.title, end: endText })} onClick={() => end(entry.id)}>
              {endText}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
