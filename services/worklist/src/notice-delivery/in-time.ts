/** @throws Error where it takes longer; what it does then goes on, and nobody waits for it */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error('it took too long')), milliseconds)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
