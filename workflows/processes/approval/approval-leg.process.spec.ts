import { decideUpdate } from '@throughline/process-contracts/decision';
import { FakeWorklist } from '../testing/fake-worklist';
import { theWorld } from '../testing/process-world';

const world = theWorld();

describe('one leg of an approval', () => {
  it('reminds on silence, takes the answer and comes home', async () => {
    const worklist = new FakeWorklist([{ leg: 'head', owners: ['boss'], step: 1 }]);
    await world.branch('approval-leg/answered', { worklist }, async (stage) => {
      // Beside it finance is asked, who takes longer.
      const legal = { leg: 'legal', owners: ['wang'], step: 1, ladder: [{ at: await stage.inHours(4), do: 'remind' }] };
      Object.assign(worklist, { legs: [legal, { leg: 'finance', owners: ['lin'], step: 1 }] });
      const story = await stage.start('approvalLeg', 'approval-leg:test:req-1:legal', 'worklist', { requestId: 'req-1', leg: 'legal', schema: 1 });
      await stage.pass(5);
      await stage.until(() => worklist.log.includes('remind task-legal'));
      await story.executeUpdate(decideUpdate, { updateId: 'd', args: [{ taskId: 'task-legal', by: 'wang', outcome: 'approved', key: 'k' }] });
      await story.result();
      expect(worklist.log).toEqual(['nextStep of legal', 'remind task-legal', 'decision task-legal approved by wang', 'nextStep of legal']);
    });
  });
});
