import { useTranslation } from 'react-i18next';
import { DIMENSIONS, type Only } from './roles-of';

/** What a role is narrowed to, in words. */
export function useNarrowed(): (only: Only) => string {
  const { t } = useTranslation('administration');
  return (only) =>
    DIMENSIONS.flatMap((one) => {
      const values = only[one];
      return values && values.length > 0 ? [t('people.narrowedTo', { what: t(`people.dimension.${one}`), values: values.join(', ') })] : [];
    }).join(' · ');
}
