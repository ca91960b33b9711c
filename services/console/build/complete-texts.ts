import type { Plugin } from 'vite';
import { faultsOfTexts } from './texts';

/** The build fails where a text is missing in a language or shown nowhere. */
export function completeTexts(src: string): Plugin {
  return {
    name: 'complete-texts',
    apply: 'build',
    buildStart() {
      const faults = faultsOfTexts(src);
      if (faults.length > 0) this.error(`${faults.length} faults in the texts:\n${faults.join('\n')}`);
    },
  };
}
