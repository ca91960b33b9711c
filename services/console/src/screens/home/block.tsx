import { Paper, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** One figure of the page, which stands or fails by itself. */
export function Block({ title, hint, children }: { title: string; hint?: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder p="md" aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {title}
      </Title>
      {hint && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {children}
    </Paper>
  );
}
