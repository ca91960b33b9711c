import { useQuery } from '@tanstack/react-query';
import { headersOf, useAct } from '../../api/act';
import { answer, api, type Schema } from '../../api/client';

export type MadeKey = Schema<'DirectoryMadeApiKeyDto'>;
export type ApiKey = Schema<'DirectoryApiKeysPageDto'>['items'][number];

export const useKeys = (owner: string) => useQuery({ queryKey: ['api-keys', owner], queryFn: () => answer(api.GET('/v1/api-keys', { params: { query: { owner, limit: 100 } } })) });

export const useMakeKey = (onDone: (made: MadeKey) => void) => useAct({ send: (body: Schema<'DirectoryMakeApiKeyDto'>, key) => answer(api.POST('/v1/api-keys', { headers: headersOf(key), body })), changes: [['api-keys']], onDone });

export const useRevokeKey = () => useAct({ send: (id: string, key) => answer(api.DELETE('/v1/api-keys/{id}', { params: { path: { id } }, headers: headersOf(key) })), changes: [['api-keys']] });
