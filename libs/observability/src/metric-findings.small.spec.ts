import { comparisonFindings, metricValues, noticeFindings } from './metric-findings';

const metrics = `# HELP throughline_notices_dead x
# TYPE throughline_notices_dead gauge
throughline_notices_dead{channel="mail"} 2
throughline_notices_dead{channel="webhook"} 0
throughline_reconciler_differences{kind="overdueDeadlines"} 3
throughline_reconciler_differences{kind="unsentOutbox"} 0
throughline_reconciler_unanswered 0
throughline_reconciler_compared_at_seconds 1772416800.5
`;

describe('what metrics tell', () => {
  it('is read by name, with its labels', () => {
    expect(metricValues(metrics, 'throughline_notices_dead')).toEqual([{ labels: { channel: 'mail' }, value: 2 }, { labels: { channel: 'webhook' }, value: 0 }]);
    expect(metricValues(metrics, 'throughline_notices')).toEqual([]);
  });

  it('of notices that could not be delivered', () => {
    expect(noticeFindings(metrics).map(({ about, ok, count }) => [about, ok, count])).toEqual([['mail', false, 2], ['webhook', true, 0]]);
    expect(() => noticeFindings('')).toThrow('do not count');
    expect(() => noticeFindings('throughline_notices_dead{channel="mail"} Nan')).toThrow('do not count');
  });

  it('of the last comparison: how old it is, and what it found', () => {
    const at = 1_772_416_800_500;
    expect(comparisonFindings(metrics, at + 240_000)).toMatchObject([
      { check: 'comparison', ok: true, count: 4 },
      { check: 'differences', about: 'overdueDeadlines', ok: false, count: 3 },
      { check: 'differences', about: 'unsentOutbox', ok: true, count: 0 },
    ]);
    expect(comparisonFindings(metrics, at + 1_200_000)[0]).toMatchObject({ ok: false, count: 20 });
    expect(comparisonFindings(metrics.replace('unanswered 0', 'unanswered 2'), at)[0]).toMatchObject({ ok: false, detail: '2 services did not answer it' });
    const fresh = 'throughline_reconciler_compared_at_seconds 0\nprocess_start_time_seconds 1772416800\n';
    expect([comparisonFindings(fresh, at)[0]!.ok, comparisonFindings(fresh, at + 1_000_000)[0]!.ok]).toEqual([true, false]);
    expect(comparisonFindings('', at)).toEqual([{ check: 'comparison', about: null, ok: false, count: null, detail: null }]);
  });
});
