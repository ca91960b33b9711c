import { Text, VisuallyHidden } from '@mantine/core';
import { structuredPatch } from 'diff';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { stringify } from 'yaml';
import classes from './policies.module.css';
import { withoutHeader } from './rules';
import type { Document } from './use-policies';

const SIGNS = { '+': 'added', '-': 'removed' } as const;

/** Two versions line by line, as experts write them: what went, what came, and three lines around it. */
export default function TextDifference({ before, after }: { before: Document; after: Document }) {
  const { t } = useTranslation('policies');
  const hunks = useMemo(() => structuredPatch('', '', stringify(withoutHeader(before)), stringify(withoutHeader(after)), undefined, undefined, { context: 3 }).hunks, [before, after]);
  if (hunks.length === 0) return <Text mt="sm">{t('noChange')}</Text>;
  return (
    <section tabIndex={0} className={classes.text} aria-label={t('changes')}>
      {hunks.map(({ newStart, lines }, hunk) => (
        <div key={newStart} className={hunk > 0 ? classes.gap : undefined}>
          {lines.map((line, at) => {
            const sign = line[0] as keyof typeof SIGNS | ' ';
            return (
              <div key={at} className={sign === ' ' ? undefined : classes[SIGNS[sign]]}>
                {sign !== ' ' && <VisuallyHidden>{t(`line.${SIGNS[sign]}`)}</VisuallyHidden>}
                <span aria-hidden>{sign}</span> {line.slice(1)}
              </div>
            );
          })}
        </div>
      ))}
    </section>
  );
}
