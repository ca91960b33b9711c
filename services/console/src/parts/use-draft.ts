import { useState } from 'react';

export const DRAFTS = 'throughline.draft.';

/** What is being written, kept in this tab until it was sent: neither the way back nor a reload loses it. */
export function useDraft(name: string): [string, (text: string) => void, () => void] {
  const key = `${DRAFTS}${name}`;
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? '');
  const set = (next: string) => {
    setText(next);
    sessionStorage.setItem(key, next);
  };
  const forget = () => {
    setText('');
    sessionStorage.removeItem(key);
  };
  return [text, set, forget];
}
