import { Container, DirectionProvider, MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/who';
import { direction, loadTexts } from '../i18n/i18n';
import { Loading, Refused } from '../parts/states';
import { Boundary } from './boundary';
import { styleNonce } from './nonce';
import { client } from './queries';
import { Router } from './router';
import { readable, theme } from './theme';

const SignIn = lazy(async () => {
  const [module] = await Promise.all([import('../sign-in/sign-in'), loadTexts('sign-in')]);
  return module;
});

export function App() {
  return (
    <DirectionProvider initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={readable} defaultColorScheme="auto" getStyleNonce={styleNonce}>
        <QueryClientProvider client={client}>
          <Boundary>
            <Suspense fallback={<Loading />}>
              <Gate />
            </Suspense>
          </Boundary>
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** The same address before and after signing in: a link leads to where it points. */
function Gate() {
  const { data: me, error, refetch, isPending } = useQuery(meQuery);
  const { t } = useTranslation();
  // Begun without a connection, it goes on by itself when there is one.
  useEffect(() => {
    if (!error) return;
    const again = () => void refetch();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [error, refetch]);
  if (isPending) return <Loading />;
  if (error)
    return (
      <Container size="sm" py="md">
        <Refused error={error} title={t('state.notStarted')} again={() => void refetch()} />
      </Container>
    );
  return me ? <Router /> : <SignIn />;
}
