import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Data, LoadingRows, Refused } from '../../../parts/states';
import { When } from '../../../parts/values';
import { useKeys, useRevokeKey, type ApiKey } from '../../developers/use-keys';
import classes from '../administration.module.css';

const SOON = 14 * 86_400_000;

/** Keys of programs that act for somebody: for who may see those of others. */
export function Keys({ personId }: { personId: string }) {
  const { t } = useTranslation('administration');
  const keys = useKeys(personId);
  const revoke = useRevokeKey();
  return (
    <section aria-labelledby="keys">
      <Title order={2} size="h4" id="keys">
        {t('keys.title')}
      </Title>
      {revoke.problem && <Refused error={revoke.problem} />}
      <Data query={keys} loading={<LoadingRows count={1} />} isEmpty={({ items }) => items.length === 0} empty={<Text size="sm">{t('keys.none')}</Text>}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((key) => (
              <Key key={key.id} of={key} end={() => revoke.run(key.id)} isRunning={revoke.isRunning} />
            ))}
          </ul>
        )}
      </Data>
    </section>
  );
}

function Key({ of: { name, may, expiresAt, lastUsedAt, revokedAt }, end, isRunning }: { of: ApiKey; end: () => void; isRunning: boolean }) {
  const { t } = useTranslation('administration');
  // Keys end by the wall clock, whatever time it is in a sandbox.
  const [now] = useState(() => Date.now());
  const left = new Date(expiresAt).getTime() - now;
  const isOver = revokedAt !== null || left <= 0;
  return (
    <li className={classes.entry}>
      <div>
        <Group gap="xs">
          <Text fw={600}>{name}</Text>
          {(isOver || left < SOON) && (
            <Badge variant="light" color={isOver ? 'gray' : 'yellow'}>
              {isOver ? t('keys.over') : t('keys.soon')}
            </Badge>
          )}
        </Group>
        <Text size="sm">{t('keys.may', { count: may.length, rights: may.slice(0, 6).join(', ') })}</Text>
        <Text size="sm" c="dimmed">
          {t('keys.until')} <When at={revokedAt ?? expiresAt} style="date" /> · {lastUsedAt ? t('keys.used') : t('keys.unused')} {lastUsedAt && <When at={lastUsedAt} />}
        </Text>
      </div>
      {!isOver && (
        <Button variant="subtle" loading={isRunning} aria-label={t('endOf', { what: name, end: t('keys.end') })} onClick={end}>
          {t('keys.end')}
        </Button>
      )}
    </li>
  );
}
