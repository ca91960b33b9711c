/** What sign-in needs to know of this installation. */
export class SignInSettings {
  constructor(
    readonly tenant: string,
    /** Where browsers reach it, without a slash at the end. */
    readonly publicUrl: string,
  ) {}
}
