import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../../parts/values';
import classes from '../policies.module.css';
import { useApprovalWords } from './use-approval-words';
import type { RoutePreview } from './use-approvals';

/** The way a request would take. */
export function RouteAhead({ preview: { legs, answeredBy, copies } }: { preview: RoutePreview }) {
  const { t, i18n } = useTranslation('policies');
  const words = useApprovalWords(undefined);
  return (
    <div role="status">
      <Text fw={600}>
        {legs.length === 0 ? t('approval.nobody') : answeredBy ? t('approval.answeredBy') : t('approval.atOnce')} {legs.length > 0 && answeredBy && <When at={answeredBy} />}
      </Text>
      <ol className={classes.list}>
        {legs.map(({ key, label, people, skipped, askedAt, dueAt, onSilence }) => (
          <li key={key} className={classes.row}>
            <span className={classes.rowText}>
              <Text span fw={600}>
                {words.label(label)}
              </Text>
              {skipped === null ? (
                <Text span>{people.map(({ name, standsInFor }) => (standsInFor ? t('approval.standsIn', { name, other: standsInFor.name }) : name)).join(', ')}</Text>
              ) : (
                <Text span c="dimmed">
                  {i18n.language === 'en' ? t('approval.skipped', { why: skipped }) : t('approval.skippedByRule')}
                </Text>
              )}
              {skipped === null && askedAt && dueAt && (
                <Text span size="sm">
                  {t('approval.askedAt')} <When at={askedAt} />, {t('approval.dueAt')} <When at={dueAt} />
                </Text>
              )}
              {skipped === null &&
                onSilence.map(({ do: what, at }) => (
                  <Text key={at + what} span size="sm" c="dimmed">
                    <When at={at} />: {words.value(what, 'do')}
                  </Text>
                ))}
            </span>
          </li>
        ))}
      </ol>
      {(['requested', 'concluded'] as const).map((on) =>
        copies[on].length === 0 ? null : (
          <Text key={on} size="sm">
            {t(`approval.told.${on}`)}: {copies[on].map(({ name }) => name).join(', ')}
          </Text>
        ),
      )}
    </div>
  );
}
