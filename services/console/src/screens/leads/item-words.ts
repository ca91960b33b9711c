import { useTranslation } from 'react-i18next';
import { useKnownZone } from '../../api/who';
import { refusalWords, type RefusalWords } from '../../i18n/refusals';

/** Of several leads that were asked for at once: why this one was refused. For pages that load the texts of `refusals`. */
export function useItemWords(): (problem: { code: string; data?: unknown }) => RefusalWords {
  const { t } = useTranslation('leads');
  const zone = useKnownZone();
  return ({ code, data }) => refusalWords(code, (data ?? {}) as Record<string, unknown>, zone) ?? { title: t('refusedFor', { code }), detail: '' };
}
