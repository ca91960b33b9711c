import i18next, { type PostProcessorModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { pseudo } from './pseudo';

export type Language = 'en' | 'zh';
const KEPT = 'throughline.language';

/** One file for each language and folder, loaded when its screen is. */
const files = import.meta.glob<{ default: object }>(['./*/*.json', '../sign-in/i18n/*.json', '../screens/*/i18n/*.json']);

function fileOf(language: string, namespace: string) {
  return files[`./${namespace}/${language}.json`] ?? files[namespace === 'sign-in' ? `../sign-in/i18n/${language}.json` : `../screens/${namespace}/i18n/${language}.json`];
}

/** `?lang=pseudo` and `?dir=rtl` show what becomes of the layout when texts are longer or run the other way. */
const wanted = new URLSearchParams(location.search);
const given = wanted.get('lang') ?? sessionStorage.getItem('throughline.test-language');
export const isPseudo = given === 'pseudo';
export const direction: 'ltr' | 'rtl' = (wanted.get('dir') ?? sessionStorage.getItem('throughline.direction')) === 'rtl' ? 'rtl' : 'ltr';

function firstLanguage(): Language {
  if (isPseudo) return 'en';
  const known = [given, localStorage.getItem(KEPT), ...navigator.languages].map((one) => one?.slice(0, 2).toLowerCase());
  return known.find((one): one is Language => one === 'en' || one === 'zh') ?? 'en';
}

const pseudoModule: PostProcessorModule = { type: 'postProcessor', name: 'pseudo', process: (value: string) => pseudo(value) };

/** Ready when the texts of the shell are there. */
export async function startTexts(): Promise<void> {
  if (isPseudo) sessionStorage.setItem('throughline.test-language', 'pseudo');
  if (direction === 'rtl') sessionStorage.setItem('throughline.direction', 'rtl');
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dir = direction;
  });
  await i18next
    .use({
      type: 'backend',
      read: (language: string, namespace: string, callback: ReadCallback) => {
        const load = fileOf(language, namespace);
        if (!load) return callback(new Error(`No texts of ${namespace} in ${language}.`), null);
        load().then(
          ({ default: texts }) => callback(null, texts as never),
          (error: Error) => callback(error, true),
        );
      },
    })
    .use(pseudoModule)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      supportedLngs: ['en', 'zh'],
      fallbackLng: false,
      ns: ['common'],
      defaultNS: 'common',
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
      ...(isPseudo && { postProcess: ['pseudo'] }),
    });
}

export const language = (): Language => (i18next.language === 'zh' ? 'zh' : 'en');

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(KEPT, chosen);
  void i18next.changeLanguage(chosen);
}

/** Beside the code of a screen, so that neither waits for the other. */
export const loadTexts = (namespace: string): Promise<void> => i18next.loadNamespaces(namespace).then(() => undefined);

/** Fetches them before it is their turn. */
export const fetchTexts = (namespace: string): void => void fileOf(i18next.language ?? firstLanguage(), namespace)?.().catch(() => undefined);
