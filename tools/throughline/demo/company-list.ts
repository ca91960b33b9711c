import { stringify } from 'csv-stringify/sync';
import { randomFrom } from './random';

const heads = ['Hua', 'Xin', 'Tai', 'Jin', 'Bei', 'Nan', 'Dong', 'Qing', 'Rui', 'Yuan', 'Hai', 'Shan', 'Tian', 'Guang', 'Min', 'Long', 'Feng', 'Yong', 'Zhong', 'An'];
const tails = ['sheng', 'da', 'li', 'kang', 'wei', 'tong', 'mei', 'lian', 'chuang', 'run', 'feng', 'he', 'yang', 'cheng', 'bo'];
const trades = ['Precision Tools', 'Medical Devices', 'Logistics', 'New Materials', 'Packaging', 'Food Machinery', 'Textiles', 'Robotics', 'Energy Storage', 'Chemicals', 'Instruments', 'Auto Parts'];
const forms = ['Co., Ltd.', 'Group', 'Technology Co., Ltd.', 'Industries'];
const cities = ['Beijing', 'Tianjin', 'Shenyang', 'Shanghai', 'Hangzhou', 'Suzhou', 'Nanjing', 'Guangzhou', 'Shenzhen', 'Xiamen'];
const sources = ['web form', 'trade fair', 'referral', 'campaign mail', 'telephone', ''];
const campaigns = ['Spring Fair 2026', 'Retrofit 2026', 'Partner Week', ''];
const given = ['Wei', 'Fang', 'Jun', 'Li', 'Na', 'Min', 'Jing', 'Tao', 'Yan', 'Lei', 'Hui', 'Ping'];
const family = ['Wang', 'Li', 'Zhang', 'Liu', 'Chen', 'Yang', 'Zhao', 'Huang', 'Zhou', 'Wu'];

export const companyListColumns = ['No', 'Company', 'City', 'Country', 'Contact', 'E-mail', 'Phone', 'Source', 'Campaign'] as const;

/**
 * A plausible list of companies as a sales team would get it: mostly good rows, some of them twice, a few without what is needed.
 * The same seed gives the same file, byte for byte.
 */
export function companyList(rows = 420, seed = 'throughline'): string {
  const random = randomFrom(seed);
  const used = new Set<string>();
  const records: string[][] = [];
  while (records.length < rows) {
    const number = String(records.length + 1);
    const earlier = records.length > 20 && random.chance(0.05) ? random.pick(records) : undefined;
    if (earlier) {
      // The same company again, written a little differently, as lists from two sources are.
      records.push([number, earlier[1]!.toUpperCase(), ...earlier.slice(2, 4), earlier[4]!, earlier[5]!.toUpperCase(), ...earlier.slice(6)]);
      continue;
    }
    const name = `${random.pick(heads)}${random.pick(tails)} ${random.pick(trades)} ${random.pick(forms)}`;
    if (used.has(name)) continue;
    used.add(name);
    const domain = `${name.split(' ').slice(0, 2).join('-').toLowerCase()}-${records.length}.example`;
    const contact = `${random.pick(given)} ${random.pick(family)}`;
    const broken = random.chance(0.015);
    records.push([
      number,
      broken ? '' : name,
      random.pick(cities),
      'China',
      contact,
      `${contact.toLowerCase().replace(' ', '.')}@${domain}`,
      `+86 1${random.between(30, 89)} ${random.between(1000, 9999)} ${random.between(1000, 9999)}`,
      random.pick(sources),
      random.pick(campaigns),
    ]);
  }
  return stringify([[...companyListColumns], ...records]);
}
