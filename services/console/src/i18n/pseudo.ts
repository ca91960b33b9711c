const ACCENTS: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Á', E: 'É', I: 'Í', O: 'Ó', U: 'Ú', c: 'ç', n: 'ñ', s: 'š', y: 'ý' };

/** Longer by a third, as German is, and seen at once where a text does not come from the files: `[Ápprövé ~~]`. */
export function pseudo(text: string): string {
  const accented = text.replace(/[a-zA-Z]/g, (letter) => ACCENTS[letter] ?? letter);
  return `[${accented}${'~'.repeat(Math.ceil(text.length / 3))}]`;
}
