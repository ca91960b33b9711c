import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, api } from '../../api/client';

const PERSON = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Who an id stands for; the system's own hand is called so. */
export function usePersonName(id: string): string {
  const { t } = useTranslation('contracts');
  const isPerson = PERSON.test(id);
  const { data } = useQuery({ queryKey: ['people', id], enabled: isPerson, staleTime: 300_000, queryFn: () => answer(api.GET('/v1/people/{id}', { params: { path: { id } } })) });
  return isPerson ? (data?.name ?? '…') : t('automatic');
}

export const PersonName = ({ id }: { id: string }) => usePersonName(id);
