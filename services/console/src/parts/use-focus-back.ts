import { useEffect, useState } from 'react';

/** In what stands over the page for a while: when it goes, the keyboard is where it was before, or at the page's beginning where that has gone, too. */
export function useFocusBack(): void {
  const [before] = useState(focused);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body) (before?.isConnected ? before : document.getElementById('main'))?.focus({ preventScroll: true });
      });
    },
    [before],
  );
}

/** Of an entry of a menu its button, which stays. */
function focused(): HTMLElement | null {
  const menu = document.activeElement?.closest('[role=menu]');
  return menu ? document.querySelector(`[aria-controls="${menu.id}"]`) : (document.activeElement as HTMLElement | null);
}
