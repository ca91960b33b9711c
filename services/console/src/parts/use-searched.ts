import { useDebouncedValue } from '@mantine/hooks';
import { useState, type ChangeEvent } from 'react';

/** As many characters as the API looks for. */
const MOST = 100;

/** What is looked for in a list, `wanted` when one has stopped typing. `field`: of the text field, which tells it at each letter, for the address. */
export function useSearched(first: string | null) {
  const [text, setText] = useState(first ?? '');
  const [wanted] = useDebouncedValue(text.trim(), 300);
  const field = (tell: (text: string) => void) => ({
    value: text,
    maxLength: MOST,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
      setText(currentTarget.value);
      tell(currentTarget.value.trim());
    },
  });
  return { wanted, field };
}
