import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../parts/form-dialog';
import { areComplete, firstLine, TermsFields, termsOf, type TypedLine } from './terms-fields';
import { useWin, type Card } from './use-board';

/** A deal is won when the customer has agreed to when he pays. */
export function WinDialog({ card, close, won }: { card: Card; close: () => void; won: (card: Card) => void }) {
  const { t } = useTranslation('pipeline');
  const [lines, setLines] = useState<TypedLine[]>([firstLine]);
  const win = useWin(card, () => {
    won(card);
    close();
  });
  return (
    <FormDialog title={t('winOf', { account: card.accountName })} close={close} problem={win.problem} send={{ text: t('win'), run: () => win.run({ terms: termsOf(lines) }), isRunning: win.isRunning, isReady: areComplete(lines) }}>
      <Text>{t('termsHint')}</Text>
      <TermsFields lines={lines} change={setLines} problem={win.problem} />
    </FormDialog>
  );
}
