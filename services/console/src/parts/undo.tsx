import { Button, Paper, Text, VisuallyHidden } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './undo.module.css';

/** Milliseconds in which one may change one's mind. */
const GRACE = 5_000;

interface Waiting {
  text: string;
  act: () => void;
  undone?: () => void;
  about: readonly string[];
  until: number;
}

let waiting: Waiting | undefined;
let unsent: { text: string; again: () => void } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/**
 * Done in five seconds, unless somebody takes it back. Only one thing waits: another one, or who goes away, sends it at once.
 * @param undone what was shown as done is to be shown as it was
 * @param about ids of what it changes, which lists show as waiting
 */
export function actUnlessUndone(text: string, act: () => void, undone?: () => void, about: readonly string[] = []): void {
  actNow();
  waiting = { text, act, about, until: Date.now() + GRACE, ...(undone && { undone }) };
  timer = setTimeout(actNow, GRACE);
  tell();
}

/** Does what waits. */
export function actNow(): void {
  const due = waiting;
  clearTimeout(timer);
  waiting = undefined;
  due?.act();
  tell();
}

/** It is not known what became of it: says so until it is sent again, which does no harm, or until he lets it be. */
export function offerAgain(text: string, again: () => void): void {
  unsent = { text, again };
  tell();
}

function letBe(): void {
  unsent = undefined;
  tell();
}

function undo(): void {
  const taken = waiting;
  clearTimeout(timer);
  waiting = undefined;
  taken?.undone?.();
  tell();
}

addEventListener('pagehide', actNow);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const now = () => waiting;
const notKnown = () => unsent;
const NOTHING: readonly string[] = [];

/** Ids of what waits to be changed, on whatever page that was wanted. */
export const useWaiting = (): readonly string[] => useSyncExternalStore(subscribe, now)?.about ?? NOTHING;

/** What is about to be sent, above the tabs. */
export function UndoBar() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(subscribe, now);
  const open = useSyncExternalStore(subscribe, notKnown);
  useEffect(() => {
    if (!shown) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      undo();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [shown]);
  return (
    <div role="status" className={classes.place}>
      {shown && (
        <Paper shadow="md" withBorder p="xs" className={classes.bar}>
          <Text className={classes.text}>{shown.text}</Text>
          <VisuallyHidden>{t('undo.hint')}</VisuallyHidden>
          <Button onClick={undo} variant="default">
            {t('undo.undo')}
          </Button>
          <span className={classes.left} key={shown.until} aria-hidden />
        </Paper>
      )}
      {!shown && open && (
        <Paper shadow="md" withBorder p="xs" className={classes.bar}>
          <div className={classes.text}>
            <Text fw={700}>{t('undo.unsent')}</Text>
            <Text size="sm">{open.text}</Text>
          </div>
          <div className={classes.choices}>
            <Button
              onClick={() => {
                letBe();
                open.again();
              }}
            >
              {t('undo.again')}
            </Button>
            <Button variant="default" onClick={letBe}>
              {t('undo.letBe')}
            </Button>
          </div>
        </Paper>
      )}
    </div>
  );
}
