import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A fault in a page is said in words, and the rest goes on. `resetOn`: with another value it is tried anew. */
export class Boundary extends Component<{ children: ReactNode; resetOn?: string }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidUpdate(before: { resetOn?: string }): void {
    if (this.state.failed && before.resetOn !== this.props.resetOn) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <Container size="sm" py="xl">
      <Stack role="alert" align="flex-start">
        <Title order={1} size="h2">
          {t('fault.title')}
        </Title>
        <Text>{t('fault.detail')}</Text>
        <Button onClick={() => location.reload()}>{t('fault.reload')}</Button>
      </Stack>
    </Container>
  );
}
