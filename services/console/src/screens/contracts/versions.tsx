import { Group, Select, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Data, Loading } from '../../parts/states';
import { Money, When } from '../../parts/values';
import classes from './contracts.module.css';
import { PersonName } from './person-name';
import { Section } from './section';
import { useText, type Contract } from './use-contracts';

// What compares texts is loaded when two are compared.
const Redline = lazy(() => import('./redline'));
const NOTHING = '0';

/** All versions with what each changed; the text of one, or what changed by the word between any two. */
export function Versions({ contract: { id, versions, currentVersion } }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const [picked, setShown] = useState<number>();
  const [against, setAgainst] = useState<number>();
  const shown = picked ?? currentVersion;
  const compared = against ?? (shown > 1 ? shown - 1 : 0);
  const one = (no: number) => ({ value: String(no), label: t('versionNo', { no }) });
  return (
    <Section title={t('versions')}>
      <Stack gap="md">
        <ul className={classes.list}>
          {[...versions].reverse().map(({ no, amount, changed, createdBy, createdAt }) => (
            <li key={no}>
              <Text fw={600}>
                {no === currentVersion ? t('versionNow', { no }) : t('versionNo', { no })} · <Money value={amount} />
              </Text>
              <Text size="sm">
                <When at={createdAt} /> · <PersonName id={createdBy} />
              </Text>
              {no > 1 && changed.length > 0 && <Text size="sm">{t('changedParts', { parts: changed.map((part) => t(`part.${part}`)).join(' · ') })}</Text>}
            </li>
          ))}
        </ul>
        <Group align="flex-end">
          <Select
            label={t('read')}
            value={String(shown)}
            allowDeselect={false}
            onChange={(no) => {
              setShown(Number(no));
              setAgainst(undefined);
            }}
            data={versions.map(({ no }) => one(no))}
          />
          {versions.length > 1 && (
            <Select
              label={t('comparedWith')}
              value={String(compared)}
              allowDeselect={false}
              onChange={(no) => setAgainst(Number(no))}
              data={[{ value: NOTHING, label: t('nothing') }, ...versions.filter(({ no }) => no !== shown).map(({ no }) => one(no))]}
            />
          )}
        </Group>
        {compared === 0 ? <OneText id={id} no={shown} /> : <TwoTexts id={id} before={Math.min(shown, compared)} after={Math.max(shown, compared)} />}
      </Stack>
    </Section>
  );
}

function OneText({ id, no }: { id: string; no: number }) {
  const { t } = useTranslation('contracts');
  const text = useText(id, no);
  return (
    <Data query={text} loading={<Loading />}>
      {({ document, documentHash }) => (
        <div>
          <div className={classes.document} translate="no" tabIndex={0} role="region" aria-label={t('textOf', { no })}>
            {document}
          </div>
          <Text className={classes.hash} mt={4}>
            {t('hash', { hash: documentHash })}
          </Text>
        </div>
      )}
    </Data>
  );
}

/** From the older to the newer one, whichever was chosen first. */
function TwoTexts({ id, before, after }: { id: string; before: number; after: number }) {
  const { t } = useTranslation('contracts');
  const old = useText(id, before);
  const now = useText(id, after);
  return (
    <Data query={old} loading={<Loading />}>
      {(from) => (
        <Data query={now} loading={<Loading />}>
          {(to) => (
            <div>
              <Text size="sm" mb={4}>
                {t('fromTo', { before, after })}
              </Text>
              <Suspense fallback={<Loading />}>
                <Redline before={from.document} after={to.document} />
              </Suspense>
            </div>
          )}
        </Data>
      )}
    </Data>
  );
}
