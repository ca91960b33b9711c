import { eventCatalogue } from './catalogue';
import { exampleOf } from './example';

it('every event has an example that keeps to its own schema', () => {
  const wrong = [...eventCatalogue.values()].flatMap((event) => {
    const { error } = event.data.safeParse(exampleOf(event));
    return error ? [`${event.type}: ${error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`] : [];
  });
  expect(wrong).toEqual([]);
});
