import { randomFrom } from './random';
import type { Person } from './cast';
import type { Stage } from './stage';
import { unlessRefused } from './stage';

interface TaskCard {
  id: string;
  kind: 'approval' | 'review' | 'collection';
  leg: string;
  subjectId: string;
  ask: string;
  openedAt: string;
}

/** Somebody who has tasks waiting: some decide at once, some let them lie until they are reminded. */
export class Desk {
  constructor(
    readonly person: Person,
    private readonly stage: Stage,
  ) {}

  /** Looks at the list only when a notice has said that there is something on it. */
  async clears(): Promise<void> {
    if (!this.stage.happenings.waitsForSomebody(this.person.id)) return;
    const api = this.stage.cast.as(this.person);
    for (const task of await api.all<TaskCard>('/v1/tasks?view=mine')) {
      const random = randomFrom(`${this.stage.seed}/${this.person.name}/${task.ask}`);
      const waits = random.chance(0.25) ? random.between(2, 4) : 0;
      if (this.stage.days.day - this.stage.days.dayOf(task.openedAt) < waits) continue;
      const outcome = this.answer(task, random.next());
      const decided = await unlessRefused(['task.already_decided', 'task.not_yours', 'task.not_found', 'task.already_claimed', 'task.closed'], () =>
        api.post(`/v1/tasks/${task.id}/${task.kind === 'collection' ? 'complete' : 'decide'}`, {
          ...(task.kind !== 'collection' && { outcome }),
          ...(outcome !== 'approved' && { comment: task.kind === 'collection' ? 'Called: they will pay.' : 'Not like this.' }),
        }),
      );
      if (decided !== undefined) this.stage.happenings.expect('task.decided', task.id);
    }
  }

  private answer(task: TaskCard, roll: number): 'approved' | 'rejected' | 'returned' | 'done' {
    if (task.kind === 'collection') return 'done';
    if (task.kind === 'review') return roll < 0.12 ? 'returned' : 'approved';
    return roll < 0.2 ? 'rejected' : 'approved';
  }
}
