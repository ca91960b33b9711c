/** By which the page's policy knows our styles. Of the element, since browsers hide the attribute. */
export const styleNonce = (): string => document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
