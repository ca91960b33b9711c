/** Counted in characters as people count them, not in bytes. The least where the password is all that is asked for: NIST SP 800-63B-4, 3.1.1.2. */
export const LEAST = 15;
export const MOST = 128;

/** What is guessed first, whatever stands around it. */
const COMMON = ['password', 'passwort', 'passw0rd', 'qwertyuiop', 'qwerty', 'asdfgh', 'letmein', 'welcome', 'iloveyou', 'changeme', 'administrator', 'admin', 'throughline', 'mima', 'woaini'];
/** As many characters must be left when what is guessed first is taken out. */
const LEFT_AT_LEAST = 8;

export type PasswordFault = 'too_short' | 'too_long' | 'too_simple' | 'about_you';

/** The same characters however they were typed: NIST SP 800-63B asks for it where more than ASCII is taken. */
export const normalised = (password: string): string => password.normalize('NFKC');

/** What speaks against a password; no rules about kinds of characters, which only make people write it down. */
export function passwordFault(password: string, person: { name: string; email: string }): PasswordFault | undefined {
  const text = normalised(password);
  const characters = [...text];
  if (characters.length < LEAST) return 'too_short';
  if (characters.length > MOST) return 'too_long';
  const lower = text.toLowerCase();
  if (new Set(characters).size < 6 || isRepeated(lower) || isSequence(lower) || remaining(lower, COMMON) < LEFT_AT_LEAST) return 'too_simple';
  const own = [...person.email.split(/[@.]/), ...person.name.toLowerCase().split(/\s+/), person.name.toLowerCase().replace(/\s+/g, '')];
  return remaining(lower, [...COMMON, ...own.filter(({ length }) => length >= 3)]) < LEFT_AT_LEAST ? 'about_you' : undefined;
}

/** Made of one piece, again and again. */
function isRepeated(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) < text.length;
}

/** Most characters follow the one before: 1234, abcd, 9876, or are the same. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).filter((character, index) => Math.abs(character.codePointAt(0)! - [...text][index]!.codePointAt(0)!) <= 1);
  return steps.length > text.length * 0.7;
}

function remaining(text: string, words: readonly string[]): number {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, word) => left.replaceAll(word, ''), text).length;
}
