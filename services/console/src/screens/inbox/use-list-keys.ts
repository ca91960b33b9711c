import { useEffect, useRef, type RefObject } from 'react';

export interface ListKeys {
  open: (id: string) => void;
  approve: (id: string) => void;
  reject: (id: string) => void;
  choose: (id: string) => void;
}

/** j and k go down and up the rows, Enter opens, a and r answer, x chooses. Not while somebody types, and not with a modifier. */
export function useListKeys(box: RefObject<HTMLElement | null>, keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]')) return;
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-task]') ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const id = rows[at]?.dataset.task;
      const go = (to: number) => {
        rows[Math.max(0, Math.min(rows.length - 1, to))]?.querySelector('a')?.focus();
        event.preventDefault();
      };
      if (event.key === 'j') go(at + 1);
      else if (event.key === 'k') go(at < 0 ? 0 : at - 1);
      else if (id === undefined) return;
      else if (event.key === 'a') latest.current.approve(id);
      else if (event.key === 'r') latest.current.reject(id);
      else if (event.key === 'x') latest.current.choose(id);
      else if (event.key === 'o') latest.current.open(id);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [box]);
}
