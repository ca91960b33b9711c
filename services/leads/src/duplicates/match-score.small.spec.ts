import { blocksOf } from './blocks';
import type { MatchRecord } from './match-score';
import { judge, matchFacts, matchScore, POSSIBLE, siteOf } from './match-score';

const record = (companyName: string | null, more: Partial<MatchRecord> = {}) =>
  matchFacts({ companyName, contactName: null, email: null, phone: null, creditCode: null, domain: null, city: null, ...more });
const score = (a: string, b: string, x: Partial<MatchRecord> = {}, y: Partial<MatchRecord> = {}): number => matchScore(record(a, x), record(b, y)).score;

describe('how likely two records are one company', () => {
  it.each([
    ['深圳市騰訊計算機系統有限公司', 'Shenzhen Tengxun Computer System Co., Ltd.'],
    ['上海华信科技有限公司', '上海市華信科技股份有限公司'],
    ['Harbour Cranes Ltd', 'HARBOR CRANES LIMITED'],
    ['Kessler & Brandt Machinery GmbH', 'Brandt and Kessler Maschinenbau'],
    ['上海华信科技有限公司', 'Shanghai Hua Xin Ke Ji You Xian Gong Si'],
    ['上海华信科技有限公司', 'ShanghaiHuaxinKejiYouxianGongsi'],
    ['上海华信科技有限公司', 'Huaxin Technology Co., Ltd（上海总部）'],
    ['上海华信科技有限公司', '北京办事处 上海华信科技'],
    ['Marden Kessler Trading Ltd', 'Mardn Kesler Trading Ltd'],
    ['恒达鑫科技', '达恒鑫科技'],
  ])('%s is %s', (a, b) => {
    expect(score(a, b)).toBeGreaterThanOrEqual(POSSIBLE);
    expect(score(b, a)).toBe(score(a, b));
    const kept = new Set(blocksOf(record(a)).kept);
    expect(blocksOf(record(b)).asked.some((block) => kept.has(block))).toBe(true);
  });

  it.each([
    ['上海华信科技有限公司', '北京华信科技有限公司'],
    ['上海华信科技有限公司', '上海华信物流有限公司'],
    ['上海华信科技有限公司', '上海华信科技有限公司北京分公司'],
    ['Harbour Cranes No 17 Ltd', 'Harbour Cranes No 18 Ltd'],
    ['Rossi Machinery S.p.A.', 'Rossi Machinery GmbH'],
    ['北京市第一中学', '北京市第二中学'],
    ['如意酒店（南京路店）', '如意酒店（人民广场店）'],
    ['如意酒店', '如意酒店（人民广场店）'],
    ['Marden Kessler Ltd', 'Marden Brandt Ltd'],
  ])('%s is not %s', (a, b) => expect(score(a, b)).toBeLessThan(POSSIBLE));

  it('weighs what else is known', () => {
    expect(score('Delta Ltd', 'Delta Systems', { domain: 'delta.com' }, { domain: 'delta.com' })).toBeGreaterThan(score('Delta Ltd', 'Delta Systems'));
    expect(score('华信', '华信', { creditCode: '91440300708461136T' }, { creditCode: '91440300708461136X' })).toBeLessThan(0.1);
    expect(matchScore(record('Delta', { phone: '+8613800138000' }), record('Delta', { phone: '+8613800138000' })).because.map(({ fact }) => fact)).toContain('same telephone');
  });

  it('doubts a name that many have', () => {
    const others = ['Mardenau Foods', 'Mardenau Energy', 'Mardenau Logistics', 'Mardenau'].map((name) => ({ facts: record(name) }));
    const [few] = judge(record('Mardenau Software'), others.slice(3));
    expect(few!.candidate).toBe(others[3]);
    expect(judge(record('Mardenau Software'), others)).toEqual([]);
  });

  it('hears little in a word that many are called by, unless nothing else differs', () => {
    expect(score('Meridian Software', 'Meridian')).toBeLessThan(POSSIBLE);
    expect(score('Meridian Software', 'Meridian', { domain: 'meridian.com' }, { domain: 'meridian.com' })).toBeGreaterThanOrEqual(POSSIBLE);
    expect(score('Meridian Ltd', 'MERIDIAN LIMITED')).toBeGreaterThanOrEqual(POSSIBLE);
  });
});

it('the numbers of a name are part of its blocks, and a person has none', () => {
  const one = new Set(blocksOf(record('Harbour Cranes No 17')).asked);
  expect(blocksOf(record('Harbour Cranes No 18')).kept.filter((block) => one.has(block))).toEqual([]);
  expect(blocksOf(record(null, { contactName: 'Anna', domain: 'cranes.example' }))).toEqual({ kept: [], asked: [] });
});

it.each([['cranes.com.cn', 'cranes'], ['mail.cranes.co.uk', 'cranes'], ['cranes.de', 'cranes'], [null, null]])('site of %j is %j', (domain, site) => expect(siteOf(domain)).toBe(site));
