import type { Act } from './acts.fixture';
import type { Place, RulesFor, Stage } from './stage.fixture';
import { openStages } from './stage.fixture';

/** One line of the catalogue: a rule, what people do on which days, and everything that must then be told, in order. Local times. */
export interface CalendarRule {
  rule: string;
  policy: RulesFor;
  story: readonly (readonly [when: string, act: Act])[];
  /** Until when the clock goes on after the last act; that of the last act where absent. */
  until?: string;
  expected: readonly string[];
}

/** Plays each rule through the real commands and the real clock, and prints the catalogue: rule, people, dates, expected, seen. */
export function catalogue(title: string, place: Place, rules: readonly CalendarRule[]): void {
  describe(`${title} (${place})`, () => {
    const lines: string[] = [];
    let stages: { stage: (rules: RulesFor) => Promise<Stage>; stop: () => Promise<void> };
    beforeAll(async () => void (stages = await openStages(place)), 60_000);
    afterAll(async () => {
      await stages.stop();
      process.stdout.write(`\n## ${title} (${place})\n\n| rule | people and dates | expected | seen |\n|---|---|---|---|\n${lines.join('\n')}\n\n`);
    });

    it.each(rules.map((one) => [one.rule, one] as const))('%s', async (_, { rule, policy, story, until, expected }) => {
      const stage = await stages.stage(policy);
      for (const [when, { work }] of story) {
        const at = stage.instant(when);
        await stage.passTo(at);
        await stage.act(at, work);
      }
      if (until !== undefined) await stage.passTo(stage.instant(until));
      const dates = story.map(([when, { text }]) => `${when} ${text}`).join('; ');
      const same = JSON.stringify(stage.seen) === JSON.stringify(expected);
      lines.push(`| ${rule} | ${dates} | ${expected.join('; ')} | ${same ? 'the same' : stage.seen.join('; ')} |`);
      expect(stage.seen).toEqual(expected);
    });
  });
}
