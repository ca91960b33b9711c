import { Alert, Button, Group, Switch, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/who';
import { isThisDevice, pushState, remove, switchOff, switchOn, type Devices, type PushRefusal } from '../../parts/push';
import { Data, LoadingRows, Refused } from '../../parts/states';
import { When } from '../../parts/values';
import classes from './notices.module.css';
import { useDevices } from './use-notices';

/** Browsers that show notices also when the console is not open: this one, and the others that one has. */
export function OwnDevices() {
  const { t } = useTranslation('notices');
  const devices = useDevices();
  return (
    <section aria-labelledby="devices">
      <Title order={2} size="h4" id="devices">
        {t('devices')}
      </Title>
      <Data query={devices} loading={<LoadingRows count={1} />}>
        {(data) => (data.publicKey === null ? <Text size="sm">{t('notHere')}</Text> : <Known data={data} publicKey={data.publicKey} />)}
      </Data>
    </section>
  );
}

function Known({ data, publicKey }: { data: Devices; publicKey: string }) {
  const { t } = useTranslation('notices');
  const { personId } = useMe();
  const client = useQueryClient();
  const state = useQuery({ queryKey: ['device-state', data], queryFn: () => pushState(data) }).data;
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<PushRefusal>();
  const [error, setError] = useState<unknown>();
  const act = async (work: () => Promise<PushRefusal | undefined | void>) => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    try {
      setRefusal((await work()) ?? undefined);
    } catch (failed) {
      setError(failed);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: ['devices'] });
    await client.invalidateQueries({ queryKey: ['device-state'] });
  };
  return (
    <>
      {state === 'unsupported' || state === 'denied' ? (
        <Text size="sm">{t(`state.${state}`)}</Text>
      ) : (
        <Switch
          size="md"
          classNames={{ body: classes.tick! }}
          label={t('onThisDevice')}
          checked={state === 'on'}
          disabled={isBusy || state === undefined}
          onChange={({ currentTarget }) => void act(currentTarget.checked ? () => switchOn(publicKey, personId) : switchOff)}
        />
      )}
      {state === 'expired' && <Text size="sm">{t('state.expired')}</Text>}
      {refusal && refusal !== state && (
        <Alert role="alert" color="yellow">
          {t(`refusal.${refusal}`)}
        </Alert>
      )}
      {error !== undefined && <Refused error={error} />}
      {data.devices.length > 0 && (
        <ul className={classes.list} aria-label={t('devices')}>
          {data.devices.map(({ id, name, addedAt, sentAt }) => (
            <li key={id} className={classes.device}>
              <div>
                <Group gap="xs">
                  <Text fw={600}>{isThisDevice(id) ? t('thisOne', { name }) : name}</Text>
                </Group>
                <Text size="sm" c="dimmed">
                  {t('since')} <When at={addedAt} style="date" /> · {sentAt ? t('told') : t('neverTold')} {sentAt && <When at={sentAt} />}
                </Text>
              </div>
              <Button variant="subtle" loading={isBusy} aria-label={t('removeOf', { name })} onClick={() => void act(async () => void (await (isThisDevice(id) ? switchOff() : remove(id))))}>
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
