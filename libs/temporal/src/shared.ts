/** One of a thing for all who need it at the same time: made for the first of them, let go of after the last. */
export class Shared<T> {
  private users = 0;
  private made?: Promise<T>;

  constructor(
    private readonly make: () => Promise<T>,
    private readonly letGo: (thing: T) => Promise<void>,
  ) {}

  /** Each success is to be followed by one `leave`. @throws what making it throws; the next one who asks tries anew */
  async take(): Promise<T> {
    this.users += 1;
    const made = (this.made ??= this.make());
    try {
      return await made;
    } catch (error) {
      this.users -= 1;
      if (this.made === made) this.made = undefined;
      throw error;
    }
  }

  async leave(): Promise<void> {
    this.users -= 1;
    const last = this.made;
    if (this.users > 0 || !last) return;
    this.made = undefined;
    await this.letGo(await last);
  }
}
