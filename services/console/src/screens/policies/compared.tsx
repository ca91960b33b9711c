import { SegmentedControl, Stack } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Data, Loading } from '../../parts/states';
import { Changes } from './changes';
import { useDifference, useVersion, type Difference, type Document } from './use-policies';

const TextDifference = lazy(() => import('./text-difference'));
const WAYS = ['rules', 'lines'] as const;

/** A version against what is in force: rule by rule in words, or line by line as experts write it. */
export function Compared({ document }: { document: Document }) {
  const { t } = useTranslation('policies');
  const [way, setWay] = useState<(typeof WAYS)[number]>('rules');
  return (
    <Stack gap={0} align="flex-start" mt="sm">
      <SegmentedControl aria-label={t('compared.as')} value={way} onChange={(next) => setWay(next as typeof way)} data={WAYS.map((value) => ({ value, label: t(`compared.${value}`) }))} />
      <Data query={useDifference(document)}>{(data) => (way === 'rules' ? <Changes difference={data} /> : <Lines difference={data} document={document} />)}</Data>
    </Stack>
  );
}

function Lines({ difference: { kind, id, from }, document }: { difference: Difference; document: Document }) {
  const before = useVersion(kind, id, from ?? undefined);
  const shown = (old: Document) => (
    <Suspense fallback={<Loading />}>
      <TextDifference before={old} after={document} />
    </Suspense>
  );
  return from === null ? shown({}) : <Data query={before}>{(data) => shown(data.document)}</Data>;
}
