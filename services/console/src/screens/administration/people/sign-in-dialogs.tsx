import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../parts/form-dialog';
import { When } from '../../../parts/values';
import classes from '../administration.module.css';
import type { Somebody } from '../use-people';
import { useEndSessions, useGiveLink } from './use-person-acts';

/** A link with which somebody sets his password: shown this once. */
export function GiveLink({ person, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const { run, isRunning, problem, result } = useGiveLink(person.id);
  return (
    <FormDialog title={t('people.do.link')} close={close} problem={problem} send={{ text: t('people.makeLink'), run: () => run(null), isRunning, isReady: !result?.link }}>
      <Text>{t('people.aboutLink', { name: person.name })}</Text>
      {/* The answer that had it was lost: it is told to nobody twice. */}
      {result?.link === null && <Text role="status">{t('people.linkLost')}</Text>}
      {result?.link && (
        <Alert role="status" color="blue" title={t('people.linkOnce')}>
          <Stack align="flex-start" gap="xs">
            <Code block className={classes.code!}>
              {result.link}
            </Code>
            <Group>
              <CopyButton value={result.link}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? t('people.copied') : t('people.copy')}
                  </Button>
                )}
              </CopyButton>
            </Group>
            <Text size="sm">
              {t('people.linkUntil')} <When at={result.expiresAt} />
            </Text>
          </Stack>
        </Alert>
      )}
    </FormDialog>
  );
}

/** Whoever has signed in as this person is signed out, on every device. */
export function EndSessions({ person, close }: { person: Somebody; close: () => void }) {
  const { t } = useTranslation('administration');
  const { run, isRunning, problem, result } = useEndSessions(person.id);
  return (
    <FormDialog title={t('people.do.sessions')} close={close} problem={problem} send={{ text: t('people.endSessions'), run: () => run(null), isRunning, isReady: result === undefined }}>
      <Text>{t('people.aboutSessions', { name: person.name })}</Text>
      {result && <Text role="status">{t('people.sessionsEnded', { count: result.ended })}</Text>}
    </FormDialog>
  );
}
