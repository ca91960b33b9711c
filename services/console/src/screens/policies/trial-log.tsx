import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../parts/values';
import { LeadLines } from './lead-lines';
import { useTrialLines, type Head } from './use-policies';

/** What a draft on trial would have done otherwise than the rules in force, lead by lead; looked at once a day. */
export function TrialLog({ head }: { head: Head }) {
  const { t } = useTranslation('policies');
  const lines = useTrialLines(head);
  const rows = lines.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm">
        {t('trial.about')} {head.trialLookedAt ? t('trial.lookedAt') : t('trial.notYet')} {head.trialLookedAt && <When at={head.trialLookedAt} />}
      </Text>
      {head.trialLookedAt && (
        <LeadLines
          query={lines}
          label={t('trial.lines')}
          rows={rows.map(({ change, inFact, underDraft, ...row }) => ({
            ...row,
            said: t(`trial.${change}`),
            ends: [
              { by: t('trial.inFact'), end: inFact },
              { by: t('trial.underDraft'), end: underDraft },
            ],
          }))}
        />
      )}
    </Stack>
  );
}
