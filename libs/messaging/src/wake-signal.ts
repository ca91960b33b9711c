/** Somebody rings, somebody waits; a ring while nobody waits is kept for the next wait. */
export class WakeSignal {
  private rung = false;
  private waiting: (() => void) | undefined;

  ring(): void {
    if (this.waiting) this.waiting();
    else this.rung = true;
  }

  /** Until somebody rings, at most `milliseconds`. */
  async wait(milliseconds: number): Promise<void> {
    if (this.rung) {
      this.rung = false;
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    this.waiting = undefined;
    clearTimeout(timer);
  }
}
