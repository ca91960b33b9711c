/**
 * Decimals of the minor unit of a currency (ISO 4217), by name where they are not two.
 * Source: ISO 4217 list one; only what differs from two is listed.
 */
const unusual: Readonly<Record<string, number>> = {
  BHD: 3, BIF: 0, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3, JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3,
  OMR: 3, PYG: 0, RWF: 0, TND: 3, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
};

export const currencyPattern = /^[A-Z]{3}$/;

/** How many decimals the minor unit has: 2 for CNY (fen), 0 for JPY. */
export function minorUnitDecimals(currency: string): number {
  return unusual[currency] ?? 2;
}
