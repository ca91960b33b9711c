import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type Choices = Schema<'WorklistNoticeChoicesAnswerDto'>;
export type Mode = Choices['mail'][string];

export const useChoices = () => useQuery({ queryKey: ['notice-choices'], queryFn: () => answer(api.GET('/v1/notices/choices')) });
export const useDevices = () => useQuery({ queryKey: ['devices'], queryFn: () => answer(api.GET('/v1/notices/devices')) });

export const useSetChoices = (onDone: () => void) =>
  useAct({ send: (body: Schema<'WorklistSetNoticeChoicesDto'>, key) => answer(api.PUT('/v1/notices/choices', { headers: headersOf(key), body })), changes: [['notice-choices']], onDone });
