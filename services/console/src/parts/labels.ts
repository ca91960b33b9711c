import { useTranslation } from 'react-i18next';
import { keyOf } from '../i18n/label-key';

/**
 * What the policies that come with the system call stages, milestones, legs and reasons, in the reader's language. What a company has named itself stays as it is
 * written. For pages that load the texts of `rules`.
 */
export function useLabel(): (written: string) => string {
  const { t, i18n } = useTranslation('rules');
  return (written) => (i18n.language === 'zh' && i18n.exists(`rules:label.${keyOf(written)}`) ? t(`rules:label.${keyOf(written)}`) : written);
}

/** An answer with every `label` in it so. */
export function useLabels(): <T>(answer: T) => T {
  const label = useLabel();
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === 'label' && typeof inner === 'string' ? label(inner) : within(inner)]));
  };
  return (answer) => within(answer) as typeof answer;
}

/** A leg of a review by its key, as far as it is one that every installation has. */
export function useLegWords(): (leg: string) => string {
  const { t, i18n } = useTranslation('rules');
  return (leg) => (i18n.exists(`rules:leg.${leg}`) ? t(`rules:leg.${leg}`) : leg);
}
