import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../parts/notify';
import { Refused } from '../../parts/states';
import classes from './notices.module.css';
import { useSetChoices, type Choices, type Mode } from './use-notices';

const KINDS = ['waiting', 'reminder', 'escalated', 'question', 'answer', 'decided', 'copied'] as const;
const MODES: readonly Mode[] = ['at-once', 'hourly', 'daily', 'off'];
const SHAPES = ['generic', 'wecom', 'dingtalk', 'feishu'] as const;
type Channel = 'mail' | 'push' | 'webhook';

/** By kind and way: at once, gathered, or not at all. Saved when one says so. */
export function ChoicesForm({ choices }: { choices: Choices }) {
  const { t } = useTranslation('notices');
  const { hasSecret, ...told } = choices;
  const [form, setForm] = useState(told);
  const [secret, setSecret] = useState('');
  const [isQuiet, setQuiet] = useState(told.quietHours !== null);
  const { run, isRunning, problem } = useSetChoices(() => {
    setSecret('');
    void notify({ message: t('saved') });
  });
  const change = (next: Partial<typeof form>) => setForm({ ...form, ...next });
  const quiet = form.quietHours ?? { from: '22:00', to: '08:00' };
  const url = form.target?.url.trim() ?? '';
  const channels: Channel[] = url ? ['mail', 'push', 'webhook'] : ['mail', 'push'];
  const send = (event: FormEvent) => {
    event.preventDefault();
    run({ ...form, quietHours: isQuiet ? quiet : null, target: url ? { url, shape: form.target!.shape, ...(secret && { secret }) } : null });
  };
  return (
    <form onSubmit={send} aria-label={t('choices')}>
      <Stack>
        <Title order={2} size="h4">
          {t('choices')}
        </Title>
        <div className={classes.kinds} role="group" aria-label={t('choices')}>
          {KINDS.map((kind) => (
            <div key={kind} className={classes.kind}>
              <Text fw={600} className={classes.what!}>
                {t(`kind.${kind}`)}
              </Text>
              {channels.map((channel) => (
                <NativeSelect
                  key={channel}
                  label={t(`channel.${channel}`)}
                  aria-label={t('how', { kind: t(`kind.${kind}`), channel: t(`channel.${channel}`) })}
                  value={form[channel][kind] ?? 'at-once'}
                  onChange={({ currentTarget }) => change({ [channel]: { ...form[channel], [kind]: currentTarget.value as Mode } })}
                  data={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
                />
              ))}
            </div>
          ))}
        </div>
        <Group align="flex-end">
          <TextInput type="time" label={t('dailyAt')} required value={form.dailyAt} onChange={({ currentTarget }) => change({ dailyAt: currentTarget.value })} />
          <NativeSelect label={t('language')} value={form.language} onChange={({ currentTarget }) => change({ language: currentTarget.value as Choices['language'] })} data={[{ value: 'zh', label: '中文' }, { value: 'en', label: 'English' }]} />
        </Group>
        <div>
          <Checkbox classNames={{ body: classes.tick! }} label={t('quiet')} checked={isQuiet} onChange={({ currentTarget }) => setQuiet(currentTarget.checked)} />
          {isQuiet && (
            <>
              <Group align="flex-end">
                <TextInput type="time" label={t('quietFrom')} required value={quiet.from} onChange={({ currentTarget }) => change({ quietHours: { ...quiet, from: currentTarget.value } })} />
                <TextInput type="time" label={t('quietTo')} required value={quiet.to} onChange={({ currentTarget }) => change({ quietHours: { ...quiet, to: currentTarget.value } })} error={quiet.from === quiet.to ? t('quietFault') : undefined} />
              </Group>
              <Checkbox classNames={{ body: classes.tick! }} label={t('quietEscalated')} checked={!form.quietEscalated} onChange={({ currentTarget }) => change({ quietEscalated: !currentTarget.checked })} />
            </>
          )}
        </div>
        <TextInput type="url" label={t('webhook')} description={t('webhookHint')} maxLength={2_000} value={form.target?.url ?? ''} onChange={({ currentTarget }) => change({ target: { shape: form.target?.shape ?? 'wecom', url: currentTarget.value } })} error={problem?.of('target.url') ?? problem?.of('target')} />
        {url && (
          <Group align="flex-end">
            <NativeSelect label={t('shape')} value={form.target!.shape} onChange={({ currentTarget }) => change({ target: { url, shape: currentTarget.value as (typeof SHAPES)[number] } })} data={SHAPES.map((value) => ({ value, label: t(`shapeOf.${value}`) }))} />
            <TextInput type="password" label={t('secret')} description={hasSecret ? t('secretKept') : undefined} autoComplete="off" value={secret} onChange={({ currentTarget }) => setSecret(currentTarget.value)} />
          </Group>
        )}
        {problem && <Refused error={problem} />}
        <Group>
          <Button type="submit" loading={isRunning} disabled={isQuiet && quiet.from === quiet.to}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
