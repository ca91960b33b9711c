import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../parts/values';
import classes from './contracts.module.css';
import { Section } from './section';
import type { Contract } from './use-contracts';

export const SIDES = ['theirs', 'ours'] as const;

/** Who signed for which side, under which version. */
export function Signatures({ contract: { signatures, accountName } }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  return (
    <Section title={t('signatures')}>
      <ul className={classes.list}>
        {SIDES.map((side) => {
          const signature = signatures.find((one) => one.side === side);
          return (
            <li key={side}>
              <Text fw={600} className={classes.name}>
                {side === 'ours' ? t('side.ours') : t('side.theirs', { customer: accountName })}
              </Text>
              {signature ? (
                <Text size="sm">
                  {t('signedBy', { name: signature.signatory, no: signature.versionNo })} · <When at={signature.signedAt} />
                </Text>
              ) : (
                <Text size="sm">{t('notSigned')}</Text>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
