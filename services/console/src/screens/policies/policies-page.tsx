import { Badge, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../parts/format';
import { Page } from '../../parts/page';
import { Data, Empty } from '../../parts/states';
import { useSubjectWords } from './approval/use-approval-words';
import { useApprovalPolicies } from './approval/use-approvals';
import classes from './policies.module.css';
import { usePolicies, type Kind } from './use-policies';

const KINDS: readonly Kind[] = ['lead', 'assignment', 'classification', 'scoring', 'account'];

/** The rules of the company, by what they are about. */
export default function PoliciesPage() {
  const { t } = useTranslation('policies');
  const { day } = useFormat();
  const policies = usePolicies();
  return (
    <Page title={t('title')}>
      <Data query={policies} isEmpty={({ items }) => items.length === 0} empty={<Empty text={t('empty')} />}>
        {({ items }) => (
          <Stack gap="lg">
            {KINDS.filter((kind) => items.some((one) => one.kind === kind)).map((kind) => (
              <section key={kind} aria-labelledby={kind}>
                <Title order={2} size="h4" id={kind}>
                  {t(`kind.${kind}`)}
                </Title>
                <Text size="sm" c="dimmed">
                  {t(`about.${kind}`)}
                </Text>
                <ul className={classes.list}>
                  {items
                    .filter((one) => one.kind === kind)
                    .map(({ id, active, latest }) => (
                      <li key={id}>
                        <Link to={`/policies/${kind}/${encodeURIComponent(id)}`} className={classes.row}>
                          <span className={classes.rowText}>
                            <Text span fw={600}>
                              {id}
                            </Text>
                            <Text span size="sm">
                              {active ? t('inForceSince', { version: active.version, day: day(active.effectiveFrom), author: active.author }) : t('onlyDrafts')}
                            </Text>
                            {active && (
                              <Text span size="sm" c="dimmed">
                                {active.reason}
                              </Text>
                            )}
                          </span>
                          {latest > (active?.version ?? 0) && (
                            <Badge variant="light" color="gray">
                              {t('draftNo', { version: latest })}
                            </Badge>
                          )}
                        </Link>
                      </li>
                    ))}
                </ul>
              </section>
            ))}
            <Approvals />
          </Stack>
        )}
      </Data>
    </Page>
  );
}

/** Who must agree, by what is asked for. */
function Approvals() {
  const { t } = useTranslation('policies');
  const subject = useSubjectWords();
  const policies = useApprovalPolicies();
  return (
    <section aria-labelledby="approval">
      <Title order={2} size="h4" id="approval">
        {t('approval.title')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('approval.about')}
      </Text>
      <Data query={policies}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map(({ id, subject: kind, inForce, latest, request }) => (
              <li key={id}>
                <Link to={`/policies/approval/${encodeURIComponent(id)}`} className={classes.row}>
                  <span className={classes.rowText}>
                    <Text span fw={600}>
                      {subject(kind, request?.label)}
                    </Text>
                    <Text span size="sm">
                      {inForce === null ? t('approval.none') : t('approval.inForce', { version: inForce })}
                    </Text>
                  </span>
                  {latest > (inForce ?? 0) && (
                    <Badge variant="light" color="gray">
                      {t('approval.waits', { version: latest })}
                    </Badge>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Data>
    </section>
  );
}
