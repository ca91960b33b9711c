import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useIsPhone } from '../app/use-is-phone';
import classes from './rows-table.module.css';

export interface Column<Row> {
  key: string;
  title: string;
  cell: (row: Row) => ReactNode;
  /** CSS grid track; default `minmax(0, 1fr)`. */
  width?: string;
  /** Figures stand at the end of their column. */
  figures?: boolean;
}

export interface RowsTableProps<Row> {
  /** What the rows are, for who listens. */
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The first one names the row; on a phone the others stand below it. */
  columns: readonly Column<Row>[];
  /** Address of a row's own page. */
  href?: (row: Row) => string;
  selection?: { chosen: ReadonlySet<string>; toggle: (key: string) => void; nameOf: (row: Row) => string };
  /** All that there are, if known; else as many as are loaded. */
  count?: number;
  /** Called near the end of what is loaded. */
  more?: (() => void) | undefined;
}

/** Rows by the ten thousand: only what is near the window is in the page. A table on a desk, cards on a phone. */
export function RowsTable<Row>({ label, rows, rowKey, columns, href, selection, count, more }: RowsTableProps<Row>) {
  const isPhone = useIsPhone();
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  /** Where the rows begin in the page. */
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(box.current?.offsetTop ?? 0), []);
  const list = useWindowVirtualizer({ count: rows.length, estimateSize: () => (isPhone ? 104 : 52), overscan: 12, scrollMargin: top, getItemKey: (at) => rowKey(rows[at]!) });
  const shown = list.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) more();
  }, [last, rows.length, more]);
  const tracks = [...(selection ? ['44px'] : []), ...columns.map(({ width }) => width ?? 'minmax(0, 1fr)')].join(' ');
  return (
    <div role="table" aria-label={label} aria-rowcount={(count ?? rows.length) + 1} className={classes.table}>
      <div role="rowgroup" className={isPhone ? classes.hiddenHead : undefined}>
        <div role="row" aria-rowindex={1} className={classes.head} style={{ gridTemplateColumns: tracks }}>
          {selection && (
            <span role="columnheader">
              <VisuallyHidden>{t('table.choose')}</VisuallyHidden>
            </span>
          )}
          {columns.map(({ key, title, figures }) => (
            <span key={key} role="columnheader" className={figures ? classes.figures : undefined}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={box} className={classes.body} style={{ height: list.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const row = rows[index]!;
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              data-row={rowKey(row)}
              ref={list.measureElement}
              className={isPhone ? classes.card : classes.row}
              style={{ transform: `translateY(${start - top}px)`, ...(isPhone ? {} : { gridTemplateColumns: tracks }) }}
            >
              {selection && (
                <span role="cell" className={classes.choice}>
                  <label className={classes.choose}>
                    <Checkbox aria-label={selection.nameOf(row)} checked={selection.chosen.has(rowKey(row))} onChange={() => selection.toggle(rowKey(row))} />
                  </label>
                </span>
              )}
              {columns.map(({ key: column, title, cell, figures }, at) => (
                <span key={column} role={at === 0 ? 'rowheader' : 'cell'} className={figures && !isPhone ? classes.figures : undefined}>
                  {isPhone && at > 0 && (
                    <span className={classes.name} aria-hidden>
                      {title}
                    </span>
                  )}
                  {at === 0 && href ? (
                    <Link to={href(row)} className={classes.link}>
                      {cell(row)}
                    </Link>
                  ) : (
                    <span className={classes.value}>{cell(row)}</span>
                  )}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
