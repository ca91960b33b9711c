/** Waits until `check` answers something truthy; the last error or answer is in the message when it never does. */
export async function eventually<T>(check: () => T | Promise<T>, milliseconds = 20_000): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + milliseconds;
  for (let last: unknown; ; ) {
    try {
      const answer = await check();
      if (answer) return answer as Exclude<T, false | null | undefined>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`It did not come true within ${milliseconds} ms: ${String(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
