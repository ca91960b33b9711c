import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRights } from '../../app/rights';
import { useFormat } from '../../parts/format';
import { useLabel } from '../../parts/labels';
import { Data } from '../../parts/states';
import { Money } from '../../parts/values';
import classes from './contracts.module.css';
import { Section } from './section';
import { usePlan, type Contract } from './use-contracts';

const COLORS = { open: 'gray', 'part-paid': 'blue', paid: 'teal', overdue: 'red', cancelled: 'gray' } as const;

/** What is to be paid when, what has come in and what is open; before the contract is in force, what was agreed. */
export function PaymentPlan({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const may = useRights();
  const mayRead = may('plan:read');
  const hasPlan = mayRead && contract.activatedAt !== null;
  const plan = usePlan(contract.id, hasPlan);
  return (
    <Section title={t('plan')}>
      {hasPlan ? (
        <Data query={plan} isEmpty={(found) => found === null} empty={<Agreed contract={contract} />}>
          {(found) => <Planned plan={found!} />}
        </Data>
      ) : (
        <Agreed contract={contract} />
      )}
    </Section>
  );
}

type Plan = NonNullable<ReturnType<typeof usePlan>['data']>;

function Planned({ plan: { amount, received, outstanding, lines } }: { plan: Plan }) {
  const { t } = useTranslation('contracts');
  const { day } = useFormat();
  const named = useLabel();
  const figures = (planned: typeof amount, paid: typeof amount, open: typeof amount) => (
    <dl className={classes.figures}>
      {([['planned', planned], ['paid', paid], ['outstanding', open]] as const).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`money.${name}`)}</dt>
          <dd>
            <Money value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <ul className={classes.list}>
      {lines.map(({ id, no, label, dueOn, amount: planned, allocated, outstanding: open, status, daysOverdue }) => (
        <li key={id}>
          <Group gap="xs">
            <Text fw={600} className={classes.name}>
              {t('planLine', { no, label: named(label) })}
            </Text>
            <Badge variant="light" color={COLORS[status]} className={classes.badge}>
              {status === 'overdue' ? t('overdueBy', { count: daysOverdue }) : t(`paying.${status}`)}
            </Badge>
          </Group>
          <Text size="sm">{t('dueOn', { day: day(dueOn) })}</Text>
          {figures(planned, allocated, open)}
        </li>
      ))}
      {lines.length > 1 && (
        <li>
          <Text fw={600}>{t('inAll')}</Text>
          {figures(amount, received, outstanding)}
        </li>
      )}
    </ul>
  );
}

function Agreed({ contract: { terms } }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const { percent } = useFormat();
  const named = useLabel();
  return (
    <>
      <Text size="sm" mb="xs">
        {t('agreed')}
      </Text>
      <ul className={classes.list}>
        {terms.lines.map(({ label, portion, days, endOfMonth, daysAfter }, at) => (
          <li key={at}>
            <Text fw={600} className={classes.name}>
              {t('planLine', { no: at + 1, label: named(label) })}
            </Text>
            <Text size="sm">
              {t('portionAfter', { portion: percent(portion), count: days })}
              {endOfMonth && ` · ${t('toMonthEnd')}`}
              {endOfMonth && daysAfter ? ` · ${t('andDays', { count: daysAfter })}` : ''}
            </Text>
          </li>
        ))}
      </ul>
    </>
  );
}
