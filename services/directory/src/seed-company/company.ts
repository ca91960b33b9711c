import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import type { PublishedCalendar } from '../calendar/published-calendar';
import type { Person, PersonRole } from '../person/person';
import type { Unit, UnitKind } from '../unit/unit';

/** The demo company: a group with three sales regions of two departments each, and a head office. Ids are fixed, so that it is seeded once. */

/** A UUID (version 7 by form) made of a number that never changes. */
const fixedId = (sort: number, no: number): string => `0199d000-0000-7000-800${sort}-${String(no).padStart(12, '0')}`;

const unit = (no: number, name: string, kind: UnitKind, path: string, parent?: Unit): Unit => ({
  id: fixedId(1, no),
  name,
  kind,
  code: null,
  path,
  parentId: parent?.id ?? null,
  headId: null,
  calendarKey: null,
  closed: false,
  version: 1,
});

const group = unit(1, 'Hengyuan Industrial Group', 'group', '1.');
const north = unit(10, 'North', 'region', '1.1.', group);
const east = unit(20, 'East', 'region', '1.2.', group);
const south = unit(30, 'South', 'region', '1.3.', group);
const office = unit(40, 'Head office', 'subsidiary', '1.4.', group);
const northIndustry = unit(11, 'North · Industry', 'department', '1.1.1.', north);
const northPublic = unit(12, 'North · Public sector', 'department', '1.1.2.', north);
const eastIndustry = unit(21, 'East · Industry', 'department', '1.2.1.', east);
const eastTrade = unit(22, 'East · Trade', 'department', '1.2.2.', east);
const southIndustry = unit(31, 'South · Industry', 'department', '1.3.1.', south);
const southTrade = unit(32, 'South · Trade', 'department', '1.3.2.', south);
const finance = unit(41, 'Finance', 'department', '1.4.1.', office);
const legal = unit(42, 'Legal', 'department', '1.4.2.', office);
const commercial = unit(43, 'Commercial', 'department', '1.4.3.', office);
const operations = unit(44, 'Operations', 'department', '1.4.4.', office);

/** Parents before children. */
export const companyUnits: readonly Unit[] = [
  group, north, east, south, office,
  northIndustry, northPublic, eastIndustry, eastTrade, southIndustry, southTrade,
  finance, legal, commercial, operations,
];

const person = (no: number, name: string, position: string, role: PersonRole, at: Unit, manager?: Person): Person => ({
  id: fixedId(2, no),
  externalId: null,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@hengyuan.example`,
  position,
  roles: [role],
  rolesElsewhere: [],
  only: null,
  unitId: at.id,
  unitPath: at.path,
  managerId: manager?.id ?? null,
  zone: 'Asia/Shanghai',
  active: true,
  calendarKey: null,
  version: 1,
});

const headOfSales = person(1, 'Gao Yuan', 'Head of sales', 'sales-head', group);
const regionOf = (no: number, name: string, at: Unit): Person => person(no, name, 'Regional director', 'sales-manager', at, headOfSales);
const northDirector = regionOf(2, 'Zhou Wei', north);
const eastDirector = regionOf(3, 'Shen Lan', east);
const southDirector = regionOf(4, 'Huang Jie', south);

const managerOf = (no: number, name: string, at: Unit, director: Person): Person => person(no, name, 'Sales manager', 'sales-manager', at, director);
const repsOf = (manager: Person, at: Unit, firstNo: number, names: readonly string[]): Person[] =>
  names.map((name, index) => person(firstNo + index, name, 'Sales representative', 'sales-rep', at, manager));

const northIndustryManager = managerOf(11, 'Liu Yang', northIndustry, northDirector);
const northPublicManager = managerOf(12, 'Sun Mei', northPublic, northDirector);
const eastIndustryManager = managerOf(13, 'Xu Peng', eastIndustry, eastDirector);
const eastTradeManager = managerOf(14, 'Qian Hui', eastTrade, eastDirector);
const southIndustryManager = managerOf(15, 'Luo Jun', southIndustry, southDirector);
const southTradeManager = managerOf(16, 'Tang Xin', southTrade, southDirector);

const headOfFinance = person(61, 'Jiang Ning', 'Head of finance', 'finance', finance);
const headOfLegal = person(71, 'Cao Rui', 'Head of legal', 'legal', legal);
const headOfCommercial = person(75, 'Feng Lei', 'Head of commercial', 'commercial', commercial);

/** Managers before their people. */
export const companyPeople: readonly Person[] = [
  headOfSales,
  northDirector, eastDirector, southDirector,
  northIndustryManager, northPublicManager, eastIndustryManager, eastTradeManager, southIndustryManager, southTradeManager,
  ...repsOf(northIndustryManager, northIndustry, 21, ['Wang Hao', 'Li Na', 'Zhao Min', 'Wu Di']),
  ...repsOf(northPublicManager, northPublic, 27, ['Zheng Kai', 'Ma Ling', 'Guo Tao']),
  ...repsOf(eastIndustryManager, eastIndustry, 33, ['Chen Bo', 'Hu Jing', 'Lin Fang']),
  ...repsOf(eastTradeManager, eastTrade, 39, ['He Qiang', 'Yao Yue', 'Song Yi']),
  ...repsOf(southIndustryManager, southIndustry, 45, ['Liang Chao', 'Xie Dan', 'Deng Fei']),
  ...repsOf(southTradeManager, southTrade, 51, ['Pan Shu', 'Ye Qing', 'Su Ming']),
  headOfFinance,
  person(62, 'Fan Bing', 'Controller', 'finance', finance, headOfFinance),
  person(63, 'Dong Li', 'Accountant', 'finance', finance, headOfFinance),
  person(66, 'Wei Gang', 'Collector', 'collector', finance, headOfFinance),
  person(67, 'Lu Xia', 'Collector', 'collector', finance, headOfFinance),
  headOfLegal,
  person(72, 'Yuan Jia', 'Counsel', 'legal', legal, headOfLegal),
  headOfCommercial,
  person(76, 'Peng Zhen', 'Commercial manager', 'commercial', commercial, headOfCommercial),
  person(81, 'Hao Ran', 'Administrator', 'admin', operations),
  person(82, 'Shi Lei', 'Operator', 'operator', operations),
];

/** Holidays from 2024 on, as far as they are announced. */
export function companyCalendar(): PublishedCalendar {
  return { id: fixedId(3, 1), name: 'Mainland China, office hours', shifts: false, calendar: chinaCalendar(2024, 2030), version: 1 };
}
