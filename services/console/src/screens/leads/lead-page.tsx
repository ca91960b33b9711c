import { ActionIcon, Anchor, Badge, Button, Group, List, Menu, Stack, Text, Title } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../api/who';
import { useRights } from '../../app/rights';
import { useIsPhone } from '../../app/use-is-phone';
import { useBecause } from '../../parts/because';
import { useFormat } from '../../parts/format';
import { useLabel } from '../../parts/labels';
import { notify } from '../../parts/notify';
import { Page } from '../../parts/page';
import { Data } from '../../parts/states';
import { Due, When } from '../../parts/values';
import { ActivityDialog } from './activity-dialog';
import { ConvertDialog } from './convert-dialog';
import { EndDialog, type Ending } from './end-dialog';
import classes from './leads.module.css';
import { useItemWords } from './item-words';
import { useClaim, useLead, type LeadDetail } from './use-leads';

/** One lead: whose it is, until when and because of what, and what its owner can do with it. */
export default function LeadPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation('leads');
  const lead = useLead(id);
  return (
    <Page title={lead.data ? (lead.data.companyName ?? lead.data.displayName) : t('one')} back="/leads" bar={lead.data && <Acts lead={lead.data} />}>
      <Data query={lead}>{(data) => <Facts lead={data} />}</Data>
    </Page>
  );
}

function Facts({ lead }: { lead: LeadDetail }) {
  const { t } = useTranslation('leads');
  const { moment } = useFormat();
  const because = useBecause();
  const label = useLabel();
  const facts: [string, ReactNode][] = [
    [t('fact.contact'), lead.contactName],
    [t('fact.phone'), lead.phone && <Anchor href={`tel:${lead.phone}`}>{lead.phone}</Anchor>],
    [t('fact.email'), lead.email && <Anchor href={`mailto:${lead.email}`} display="inline-flex" mih={44} style={{ alignItems: 'center' }}>{lead.email}</Anchor>],
    [t('fact.place'), [lead.city, lead.region, lead.country].filter(Boolean).join(' · ')],
    [t('fact.product'), lead.product],
    [t('fact.source'), [t(`channel.${lead.channel}`), lead.source, lead.campaign].filter(Boolean).join(' · ')],
    [t('fact.captured'), moment(lead.capturedAt)],
  ];
  return (
    <Stack>
      <div>
        <Group gap="xs">
          <Badge variant="light" color="gray" className={classes.badge}>
            {t(`status.${lead.status}`)}
          </Badge>
          {lead.grade && (
            <Badge variant="light" color="gray" className={classes.badge}>
              {t('grade', { grade: lead.grade, score: lead.score ?? 0 })}
            </Badge>
          )}
          {lead.due?.at && <Due at={lead.due.at} />}
        </Group>
        {lead.due && <Text mt="xs">{because(lead.due.because)}</Text>}
        {lead.next && (
          <Text size="sm">
            {t(`next.${lead.next.kind}`)} <When at={lead.next.at} />
          </Text>
        )}
        {lead.cameBack && <Text size="sm">{t('cameBack', { at: moment(lead.cameBack.at, 'date'), reason: t(`back.${lead.cameBack.reason}`) })}</Text>}
        {lead.dealId && (
          <Anchor component={Link} to={`/deals/${lead.dealId}`}>
            {t('toDeal')}
          </Anchor>
        )}
      </div>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {lead.hidden.length > 0 && <Text size="sm">{t('hidden', { fields: lead.hidden.map((field) => t(`field.${field}`)).join(' · ') })}</Text>}
      {lead.scoring && lead.scoring.reasons.length > 0 && (
        <Section title={t('why', { grade: lead.scoring.grade })}>
          <List>
            {lead.scoring.reasons.map(({ rule, text, points }) => (
              <List.Item key={rule}>{t('reason', { text: label(text), points })}</List.Item>
            ))}
          </List>
        </Section>
      )}
      {lead.activities.length > 0 && (
        <Section title={t('activities')}>
          <ul className={classes.list}>
            {lead.activities.map(({ activityId, kind, note, at, resets }) => (
              <li key={activityId}>
                <Text size="sm">
                  <When at={at} /> · {t(`activity.${kind}`)} · {resets ? t('counts') : t('countsNot')}
                </Text>
                {note && <Text className={classes.text}>{note}</Text>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

const ENDINGS = ['extension', 'release', 'disqualify'] as const satisfies readonly Ending[];

function Acts({ lead }: { lead: LeadDetail }) {
  const { t } = useTranslation('leads');
  const may = useRights();
  const { personId } = useMe();
  const words = useItemWords();
  const isPhone = useIsPhone();
  const [open, setOpen] = useState<'activity' | 'convert' | Ending>();
  /** Both beside one another under a thumb. */
  const inReach = isPhone ? { flex: 1, px: 'xs', fz: 'sm', classNames: { label: classes.twoLines! } } : {};
  const claim = useClaim(({ items }) => {
    const problem = items[0]?.problem;
    if (!problem) return void notify({ message: t('isYours') });
    const { title, detail } = words(problem);
    void notify({ color: 'red', title, message: detail, autoClose: false });
  });
  const close = () => setOpen(undefined);
  if (lead.status === 'available')
    return may('lead:claim') ? (
      <Button flex={isPhone ? 1 : undefined} loading={claim.isRunning} onClick={() => claim.run([lead.leadId])}>
        {t('claimThis')}
      </Button>
    ) : null;
  if (lead.status !== 'owned' || (lead.ownerId !== personId && !may('lead:log-activity', 'unit'))) return null;
  return (
    <>
      <Button {...inReach} onClick={() => setOpen('activity')}>
        {t('do.activity')}
      </Button>
      <Button {...inReach} variant="light" onClick={() => setOpen('convert')}>
        {t('do.convert')}
      </Button>
      {isPhone ? (
        <Menu position="top-end" width={280}>
          <Menu.Target>
            <ActionIcon variant="default" aria-label={t('common:shell.more')}>
              <IconDots aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {ENDINGS.map((one) => (
              <Menu.Item key={one} mih={44} onClick={() => setOpen(one)}>
                {t(`do.${one}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        ENDINGS.map((one) => (
          <Button key={one} variant="default" onClick={() => setOpen(one)}>
            {t(`do.${one}`)}
          </Button>
        ))
      )}
      {open === 'activity' && <ActivityDialog lead={lead} close={close} />}
      {open === 'convert' && <ConvertDialog lead={lead} close={close} />}
      {(open === 'extension' || open === 'release' || open === 'disqualify') && <EndDialog ending={open} lead={lead} close={close} />}
    </>
  );
}
