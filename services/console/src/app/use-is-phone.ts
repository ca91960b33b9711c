import { useMediaQuery } from '@mantine/hooks';

/** Mantine's `sm`, known at once: nothing jumps. */
export const useIsPhone = (): boolean => useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false;
