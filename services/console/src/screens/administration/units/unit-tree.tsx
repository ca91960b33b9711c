import { ActionIcon, Badge, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Branch } from './tree';
import classes from './units.module.css';

/** Folds below each unit that has others below it. */
export function UnitTree({ branches, nameOf, depth = 0 }: { branches: readonly Branch[]; nameOf: (personId: string) => string | undefined; depth?: number }) {
  return (
    <ul className={classes.branches} data-depth={Math.min(depth, 6)}>
      {branches.map((branch) => (
        <OneUnit key={branch.unit.id} branch={branch} nameOf={nameOf} depth={depth} />
      ))}
    </ul>
  );
}

function OneUnit({ branch: { unit, below }, nameOf, depth }: { branch: Branch; nameOf: (personId: string) => string | undefined; depth: number }) {
  const { t } = useTranslation('administration');
  const [isOpen, setOpen] = useState(true);
  const head = unit.headId && nameOf(unit.headId);
  return (
    <li>
      <div className={classes.unit}>
        {below.length > 0 ? (
          <ActionIcon color="gray" aria-expanded={isOpen} aria-label={t('units.below', { name: unit.name })} onClick={() => setOpen(!isOpen)}>
            {isOpen ? <IconChevronDown aria-hidden size={20} /> : <IconChevronRight aria-hidden size={20} className={classes.turned} />}
          </ActionIcon>
        ) : (
          <span className={classes.leaf} />
        )}
        <Link to={`/administration/units/${unit.id}`} className={classes.name}>
          {unit.name}
        </Link>
        {unit.closed && (
          <Badge variant="light" color="gray">
            {t('units.closed')}
          </Badge>
        )}
        <Text size="sm" c="dimmed" className={classes.beside}>
          {[t(`units.kind.${unit.kind}`), head].filter(Boolean).join(' · ')}
        </Text>
      </div>
      {isOpen && below.length > 0 && <UnitTree branches={below} nameOf={nameOf} depth={depth + 1} />}
    </li>
  );
}
