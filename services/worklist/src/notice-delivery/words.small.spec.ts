import { words as decisionWords } from '../decide-by-link/decision-words';
import { noticeKind } from '../notice-views/notices.dto';
import { messageOf, type Told } from './message';
import { noticeWords } from './notice-words';

/** Every word of a catalogue by its path; what is made of arguments with letters for them. */
function leaves(catalogue: object, path = ''): [path: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] => {
    const at = `${path}/${key}`;
    if (typeof value === 'function') return [[at, String((value as (...args: string[]) => string)('X', 'Y', 'Z'))]];
    return typeof value === 'string' ? [[at, value]] : leaves(value as object, at);
  });
}
const keys = (catalogue: object) => leaves(catalogue).map(([path]) => path).sort();
/** What is taken by place, as a sentence needs it. */
const places = (text: string) => [...text.matchAll(/\{\w+\}|\b[XYZ]\b/g)].map(String).sort();

describe.each([['notices', noticeWords], ['pages of decision links', decisionWords]])('The words of %s', (_name, { en, zh }) => {
  it('are the same in both languages', () => {
    expect(keys(zh)).toEqual(keys(en));
    expect(Object.fromEntries(leaves(zh).map(([path, text]) => [path, places(text)]))).toEqual(Object.fromEntries(leaves(en).map(([path, text]) => [path, places(text)])));
  });

  it('are Chinese in the one and not in the other', () => {
    const han = /\p{Script=Han}/u;
    expect(leaves(zh).filter(([, text]) => !han.test(text))).toEqual([]);
    expect(leaves(en).filter(([, text]) => han.test(text) || text.trim() === '')).toEqual([]);
  });
});

it('there are words for every kind of notice', () => {
  expect(Object.keys(noticeWords.en.kinds).sort()).toEqual([...noticeKind.options].sort());
});

it('a notice says its fact in the language of its reader, and its kind where the fact is not known yet', () => {
  const told = (type: string): Told => ({ id: 'n', kind: 'decided', type, taskId: null, approvalId: 'a', ask: '5 %', said: null, at: '2026-03-02T02:00:00.000Z' });
  const subjects = (['zh', 'en'] as const).flatMap((language) => ['throughline.approval.refused.v1', 'throughline.approval.weighed.v9'].map((type) => messageOf([told(type)], language, 'https://x').subject));
  expect(subjects).toEqual(['您的申请未获批准: 5 %', '您的申请已有结果: 5 %', 'Your request was not granted: 5 %', 'Your request was answered: 5 %']);
});
