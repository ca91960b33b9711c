import { useTranslation } from 'react-i18next';

/** `opportunity.won` in words; a fact that has none yet by its name, so that nothing is left out. For pages that load the texts of `facts`. */
export function useFactWords(): (what: string) => string {
  const { t, i18n } = useTranslation('facts');
  return (what) => (i18n.exists(`what.${what}`, { ns: 'facts' }) ? t(`facts:what.${what}`) : what);
}

/** `lead`: what sort of record it is, in words. */
export function useKindWords(): (kind: string) => string {
  const { t, i18n } = useTranslation('facts');
  return (kind) => (i18n.exists(`kind.${kind}`, { ns: 'facts' }) ? t(`facts:kind.${kind}`) : kind);
}
