import { Table } from '@mantine/core';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Link } from 'react-router';
import classes from './charts.module.css';

export interface Series {
  key: string;
  title: string;
}

export interface ChartRow {
  name: string;
  /** Below its bars, where `name` would be too long. */
  short?: string;
  /** For the length of the bars only. */
  sizes: Record<string, number>;
  /** What is read: exact, as people of the language write it. */
  texts: Record<string, string>;
  /** To what is counted. */
  href?: string;
}

/** Of the theme, in an order that stays apart for who does not see all colours. */
const FILLS = ['var(--mantine-color-sea-6)', 'var(--mantine-color-orange-6)', 'var(--mantine-color-teal-7)', 'var(--mantine-color-grape-6)'];

/** Bars for the eye, and the same as a table for everybody: no figure is only a length. Load it when it is needed: `lazy(() => import('../../parts/charts'))`. */
export default function Bars({ label, first, rows, series, stacked = false }: { label: string; first: string; rows: readonly ChartRow[]; series: readonly Series[]; stacked?: boolean }) {
  const data = rows.map(({ name, short = name, sizes, texts }) => ({ short, texts, ...sizes }));
  return (
    <figure className={classes.figure}>
      <div aria-hidden className={classes.drawing}>
        <ResponsiveContainer width="100%" height={280}>
          <BarChart data={data} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
            <XAxis dataKey="short" tick={{ fill: 'var(--mantine-color-text)' }} interval={0} />
            <YAxis hide />
            <Tooltip
              contentStyle={{ background: 'var(--mantine-color-body)', border: '1px solid var(--mantine-color-default-border)' }}
              formatter={(_value, _name, item) => (item.payload as ChartRow).texts[String(item.dataKey)] ?? ''}
            />
            <Legend itemSorter={null} formatter={(title: string) => <span className={classes.title}>{title}</span>} />
            {series.map(({ key, title }, at) => (
              <Bar key={key} dataKey={key} name={title} fill={FILLS[at % FILLS.length]!} {...(stacked && { stackId: 'all' })} isAnimationActive={false} />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption className={classes.caption}>{label}</figcaption>
      <section tabIndex={0} className={classes.scroll} aria-label={label}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{first}</Table.Th>
              {series.map(({ key, title }) => (
                <Table.Th key={key} scope="col" ta="end" className={classes.cell}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, texts, href }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row" className={classes.cell}>
                  {href ? (
                    <Link to={href} className={classes.link}>
                      {name}
                    </Link>
                  ) : (
                    name
                  )}
                </Table.Th>
                {series.map(({ key }) => (
                  <Table.Td key={key} ta="end" className={classes.cell}>
                    {texts[key] ?? '–'}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </figure>
  );
}
