import '../app/all-styles';
import { Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../api/act';
import { answer, api } from '../api/client';
import { Data, Refused } from '../parts/states';
import classes from './sign-in.module.css';

/** Of the tab in which the provider asked, to the one that waits for it. */
export const SIGNED_IN = 'throughline.signed-in';

/** @param beside in another tab, so that this page stays as it is */
export function ByPasswordOrProvider({ onSignedIn, beside = false }: { onSignedIn: () => unknown; beside?: boolean }) {
  const { t } = useTranslation('sign-in');
  const ways = useQuery({ queryKey: ['ways-to-sign-in'], queryFn: () => answer(api.GET('/v1/sign-in')) });
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { run, isRunning, problem } = useAct({
    send: () => api.POST('/v1/session', { body: { email, password } }),
    onDone: () => {
      setPassword('');
      onSignedIn();
    },
  });
  useEffect(() => {
    if (!beside) return;
    const channel = new BroadcastChannel(SIGNED_IN);
    channel.onmessage = () => onSignedIn();
    return () => channel.close();
  }, [beside, onSignedIn]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run({ email, password });
  };
  const toProvider = (path: string) => `/v1/sign-in/oidc?returnTo=${encodeURIComponent(path)}`;
  return (
    <Stack>
      {!beside && (
        <Title order={2} size="h3">
          {t('title')}
        </Title>
      )}
      <Data query={ways}>
        {({ oidc }) =>
          oidc && (
            <>
              {beside ? (
                <Button onClick={() => window.open(toProvider('/signed-in'), '_blank', 'popup,width=520,height=680')}>{oidc.name}</Button>
              ) : (
                <Button component="a" href={toProvider(location.pathname + location.search)}>
                  {oidc.name}
                </Button>
              )}
              <Divider label={t('or')} />
            </>
          )
        }
      </Data>
      <form onSubmit={submit}>
        <Stack>
          <TextInput type="email" name="email" autoComplete="username" required label={t('email')} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
          <PasswordInput rightSectionWidth={46} name="password" autoComplete="current-password" required label={t('password')} value={password} onChange={(event) => setPassword(event.currentTarget.value)} classNames={{ input: classes.secret!, innerInput: classes.typed!, visibilityToggle: classes.eye! }} visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }} />
          {problem && <Refused error={problem} />}
          <Button type="submit" loading={isRunning}>
            {t('submit')}
          </Button>
          {ways.data?.passwordLinks && (
            <Anchor href="/forgot-password" lh="44px" {...(beside && { target: '_blank' })}>
              {t('forgot')}
            </Anchor>
          )}
        </Stack>
      </form>
      <Text c="dimmed" size="sm">
        {t('programs')}
      </Text>
    </Stack>
  );
}
