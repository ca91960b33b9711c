import '../app/all-styles';
import { Anchor, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isSandbox } from '../api/session';
import { meQuery } from '../api/who';
import { Sign } from '../app/sign';
import { chooseLanguage, language } from '../i18n/i18n';
import { AsAnybody } from './as-anybody';
import { ByPasswordOrProvider } from './by-password-or-provider';

/** In the place of the page that was asked for, which is there once somebody has signed in. */
export default function SignIn() {
  const { t } = useTranslation('sign-in');
  const client = useQueryClient();
  const other = language() === 'zh' ? 'en' : 'zh';
  useEffect(() => {
    document.title = `${t('title')} · Throughline`;
  }, [t]);
  const onSignedIn = () => client.invalidateQueries({ queryKey: meQuery.queryKey });
  return (
    <Container size={isSandbox ? 'lg' : 'xs'} py="lg" component="main">
      <Stack gap="lg">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Group gap="xs">
              <Sign size={32} />
              <Title order={1} size="h2">
                Throughline
              </Title>
            </Group>
            <Text>{t('claim')}</Text>
          </div>
          <Button variant="default" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => chooseLanguage(other)}>
            {other === 'zh' ? '中文' : 'English'}
          </Button>
        </Group>
        {isSandbox ? <AsAnybody onSignedIn={onSignedIn} /> : <ByPasswordOrProvider onSignedIn={onSignedIn} />}
        <Group component="footer" gap="md">
          <Anchor href="/docs" lh="44px" miw={44}>
            {t('api')}
          </Anchor>
          <Anchor href="/openapi.json" lh="44px" miw={44}>
            OpenAPI
          </Anchor>
          <Anchor href="/health/ready" lh="44px" miw={44}>
            {t('health')}
          </Anchor>
        </Group>
      </Stack>
    </Container>
  );
}
