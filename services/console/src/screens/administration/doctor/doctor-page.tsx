import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../api/problem';
import { useFormat } from '../../../parts/format';
import { Page } from '../../../parts/page';
import { LoadingRows, Refused } from '../../../parts/states';
import { Places } from '../places';
import classes from './doctor.module.css';
import { useDoctor, type Finding, type Part } from './use-doctor';

/** What is well in the installation and what is not, and what to do about it. */
export default function DoctorPage() {
  const { t } = useTranslation('administration');
  const { moment } = useFormat();
  const { parts, ill, isPending, isLooking, at, again } = useDoctor();
  // Whoever may not look hears that once.
  const refusal = parts.find(({ error }) => error instanceof Problem && error.status === 403)?.error;
  return (
    <Page
      title={t('doctor.title')}
      actions={
        <Button variant="default" loading={isLooking} onClick={again}>
          {t('doctor.again')}
        </Button>
      }
    >
      <Places />
      {refusal && <Refused error={refusal} />}
      {!refusal && isPending && <LoadingRows />}
      {!refusal && !isPending && (
        <Stack gap="lg">
          <Alert role="status" color={ill === 0 ? 'green' : 'red'} icon={ill === 0 ? <IconCheck aria-hidden /> : <IconAlertTriangle aria-hidden />} title={ill === 0 ? t('doctor.well') : t('doctor.ill', { count: ill })}>
            {ill === 0 ? t('doctor.wellAbout') : t('doctor.illAbout')} {at && t('doctor.about', { at: moment(at) })}
          </Alert>
          {parts.map(({ part, findings }) => (
            <PartOfIt key={part} part={part} findings={findings} />
          ))}
        </Stack>
      )}
    </Page>
  );
}

function PartOfIt({ part, findings }: { part: Part; findings: readonly Finding[] | undefined }) {
  const { t } = useTranslation('administration');
  const words = useFindingWords();
  // What needs somebody first.
  const sorted = [...(findings ?? [])].sort((a, b) => Number(a.ok) - Number(b.ok));
  return (
    <section aria-labelledby={part}>
      <Title order={2} size="h4" id={part}>
        {t(`doctor.of.${part}`)}
      </Title>
      <ul className={classes.list}>
        {!findings && <Line ok={false} words={t('doctor.away')} todo={t('doctor.awayDo')} />}
        {sorted.map((finding) => (
          <Line key={`${finding.check} ${finding.about}`} ok={finding.ok} words={words(finding)} {...(!finding.ok && { todo: t(`doctor.do.${finding.check}`), detail: finding.detail })} />
        ))}
      </ul>
    </section>
  );
}

function Line({ ok, words, todo, detail }: { ok: boolean; words: string; todo?: string; detail?: string | null }) {
  return (
    <li className={classes.line} data-ok={ok}>
      {ok ? <IconCheck aria-hidden size={18} /> : <IconAlertTriangle aria-hidden size={18} />}
      <div className={classes.words}>
        <Text span {...(!ok && { fw: 600 })}>
          {words}
        </Text>
        {todo && <Text size="sm">{todo}</Text>}
        {detail && (
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        )}
      </div>
    </li>
  );
}

function useFindingWords(): (finding: Finding) => string {
  const { t, i18n } = useTranslation('administration');
  const has = (key: string) => i18n.exists(key, { ns: 'administration' });
  /** In words where there are any, else by its name. */
  const called = (check: string, about: string): string => {
    if (check === 'service' && has(`doctor.of.${about}`)) return t(`doctor.of.${about}`);
    return check === 'differences' && has(`doctor.difference.${about}`) ? t(`doctor.difference.${about}`) : about;
  };
  return ({ check, about, ok, count }) => {
    const values = { about: called(check, about ?? ''), count: count ?? 0 };
    if (count === null && (check === 'comparison' || check === 'notices')) return ok ? t('doctor.soon') : t(`doctor.unknown.${check}`);
    return ok ? t(`doctor.ok.${check}`, values) : t(`doctor.bad.${check}`, values);
  };
}
