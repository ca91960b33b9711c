import type { Somebody } from '../use-people';
import type { GivenRole } from './use-person-acts';

export const DIMENSIONS = ['region', 'businessType', 'product'] as const;
export type Only = NonNullable<GivenRole['only']>;

/** All roles of a person as they are given: first those in his own unit, each with what it is narrowed to. */
export const rolesOf = ({ roles, rolesElsewhere, only }: Somebody): GivenRole[] => [
  ...roles.map((role) => ({ role, unitId: null, only: only?.[role] ?? null })),
  ...rolesElsewhere.map((one) => ({ role: one.role, unitId: one.unitId, only: one.only ?? null })),
];
