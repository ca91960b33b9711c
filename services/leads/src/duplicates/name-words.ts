/** Words of company names that say what and in which legal form, but not who. Taken off a name they leave the part that distinguishes it. */

/** What a company does: one concept a line, in the words of both languages. Plurals and usual abbreviations are words too. */
const TRADES: Record<string, string> = {
  tech: '科技 技术 高科 高新技术 technology technologies tech technical technik technologie',
  network: '网络 互联网 network networks net',
  information: '信息 资讯 information info',
  computer: '计算机 电脑 computer computers computing',
  software: '软件 software',
  system: '系统 system systems',
  electronic: '电子 electronic electronics elektronik',
  electric: '电气 电器 电力 electric electrical power',
  communication: '通信 通讯 communication communications telecom',
  trade: '贸易 商贸 进出口 国际贸易 trade trading traders import export handel handels',
  industry: '实业 工业 产业 industry industries industrial ind industrie',
  machinery: '机械 机电 machinery machine machines maschinen maschinenbau',
  equipment: '设备 装备 器材 equipment equip',
  manufacturing: '制造 manufacturing mfg manufacture manufacturers',
  engineering: '工程 engineering engrg eng',
  build: '建筑 建设 建工 construction constructions building builders bau',
  material: '材料 新材料 建材 material materials',
  medicine: '医药 药业 制药 pharma pharmaceutical pharmaceuticals medicine',
  medical: '医疗 医疗器械 medical',
  biology: '生物 生物科技 biotech bio biological biotechnology',
  food: '食品 food foods',
  education: '教育 培训 education training',
  culture: '文化 传媒 文化传媒 media culture',
  advertising: '广告 advertising',
  consulting: '咨询 顾问 管理咨询 consulting consultants consultancy advisory',
  invest: '投资 资本 invest investment investments capital',
  finance: '金融 finance financial',
  logistics: '物流 货运 运输 供应链 logistics transport logistik freight',
  auto: '汽车 汽配 汽车配件 auto automotive automobile',
  energy: '能源 新能源 energy',
  environment: '环保 环境 environmental environment',
  chemical: '化工 化学 chemical chemicals chemie',
  textile: '纺织 服饰 服装 textile textiles apparel garment garments',
  property: '房地产 地产 置业 物业 property properties real estate realty',
  hotel: '酒店 hotel hotels',
  service: '服务 service services',
  solution: '解决方案 solution solutions',
  intelligent: '智能 intelligent smart',
  design: '设计 装饰 design designs',
  agriculture: '农业 agriculture agricultural agri',
  steel: '钢铁 钢材 steel stahl',
  parts: '配件 零部件 parts components',
  packaging: '包装 packaging',
  printing: '印刷 printing',
  optics: '光电 光学 optics optoelectronics optical',
  bank: '银行 bank',
  insurance: '保险 insurance',
  securities: '证券 securities',
  school: '大学 学院 中学 小学 学校 university college school',
  hospital: '医院 hospital clinic',
  institute: '研究院 研究所 设计院 institute laboratory',
};

/** Say nothing: how large or how related the company is. */
const EMPTY_WORDS = '集团 控股 国际 总部 总公司 group gruppe holding holdings international intl global worldwide the of and und et y e for management 管理 发展 development';

const LEGAL_HAN = ['股份有限责任公司', '集团股份有限公司', '集团有限责任公司', '股份有限公司', '有限责任公司', '集团有限公司', '控股有限公司', '集团公司', '股份公司', '有限公司', '总公司', '公司', '有限合伙', '合伙企业', '企业', '股份', '个体工商户'];
/** By family: companies of two families are registered in two countries. */
const LEGAL_LATIN: Record<string, string> = {
  en: 'co company corp corporation inc incorporated llc llp lp ltd limited plc coltd pty bhd sdn pvt',
  de: 'gmbh mbh ag kg kgaa ohg ug ev cokg',
  fr: 'sa sas sarl sl ltda',
  it: 'spa srl',
  nl: 'bv nv',
  nordic: 'ab as oy aps',
  sg: 'pte',
  jp: 'kk',
  eu: 'se',
};

const list = (words: string): string[] => words.split(' ').filter(Boolean);
const isHan = (word: string): boolean => word > '\u2e7f';
const longestFirst = (words: string[]): string[] => words.sort((a, b) => b.length - a.length);


/** Word → concept; null for a word that says nothing. */
const trades = new Map<string, string | null>([
  ...list(EMPTY_WORDS).map((word) => [word, null] as const),
  ...Object.entries(TRADES).flatMap(([concept, words]) => list(words).map((word) => [word, concept] as const)),
]);
/** Longest first, for taking off the end of a name. */
export const hanTrades: readonly string[] = longestFirst([...trades.keys()].filter(isHan));
export const tradeOf = (word: string): string | null | undefined => trades.get(word);

export const legalHan: readonly string[] = longestFirst([...LEGAL_HAN]);
/** Word → family. */
export const legalLatin: ReadonlyMap<string, string> = new Map(Object.entries(LEGAL_LATIN).flatMap(([family, words]) => list(words).map((word) => [word, family] as const)));
