import { VisuallyHidden } from '@mantine/core';
import { diffArrays } from 'diff';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './contracts.module.css';

const byWord = new Intl.Segmenter('zh', { granularity: 'word' });
/** With what stands between them: put together again it is the text. */
const wordsOf = (text: string): string[] => [...byWord.segment(text)].map(({ segment }) => segment);

/** What was taken out and what came in, word by word; words of Chinese, too. */
export default function Redline({ before, after }: { before: string; after: string }) {
  const { t } = useTranslation('contracts');
  const parts = useMemo(() => diffArrays(wordsOf(before), wordsOf(after)), [before, after]);
  return (
    <div className={classes.document} translate="no" tabIndex={0} role="region" aria-label={t('redline')}>
      {parts.map(({ added, removed, value }, at) => {
        const text = value.join('');
        if (added)
          return (
            <ins key={at}>
              <VisuallyHidden>{t('added')}</VisuallyHidden>
              {text}
            </ins>
          );
        if (removed)
          return (
            <del key={at}>
              <VisuallyHidden>{t('removed')}</VisuallyHidden>
              {text}
            </del>
          );
        return <span key={at}>{text}</span>;
      })}
    </div>
  );
}
