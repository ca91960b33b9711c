/** Fields of a lead that a column may feed, in the order in which they are offered. */
export const FIELDS = [
  'companyName', 'contactName', 'displayName', 'phone', 'email', 'city', 'region', 'country', 'website', 'creditCode', 'product', 'source', 'campaign', 'referrer',
  'owner', 'tags', 'businessType', 'expectedCloseOn', 'likelihood', 'externalId',
] as const;
export type Field = (typeof FIELDS)[number];
/** One of them names the lead. */
export const NAMES: readonly Field[] = ['companyName', 'contactName', 'displayName'];
export const CHANNELS = ['import', 'event', 'partner', 'email', 'telephone'] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Mapping {
  name: string;
  system: string;
  channel: Channel;
  columns: Partial<Record<Field, string>>;
}

/** How such columns are called, in the languages of the console. */
const CALLED: Record<Field, RegExp> = {
  companyName: /^(company|company ?name|account|organi[sz]ation|firm|customer|公司|公司名称|企业名称|企业|单位|单位名称|客户|客户名称)$/i,
  contactName: /^(contact|contact ?(name|person)|person|full ?name|联系人|联系人姓名|姓名)$/i,
  displayName: /^(lead|lead ?name|title|名称|线索|线索名称|标题)$/i,
  phone: /^(phone|phone ?number|tel|telephone|mobile|cell|电话|手机|手机号|手机号码|联系电话)$/i,
  email: /^(e-?mail|e-?mail ?address|mail|邮箱|电子邮箱|邮件|电子邮件)$/i,
  city: /^(city|town|城市|市)$/i,
  region: /^(region|state|province|省|省份|地区)$/i,
  country: /^(country|国家)$/i,
  website: /^(web ?site|url|homepage|domain|网站|网址|官网)$/i,
  creditCode: /^(credit ?code|统一社会信用代码|信用代码)$/i,
  product: /^(product|interest|产品|意向产品)$/i,
  source: /^(source|lead ?source|来源|线索来源)$/i,
  campaign: /^(campaign|市场活动|活动)$/i,
  referrer: /^(referrer|partner|介绍人|推荐人|伙伴)$/i,
  owner: /^(owner|sales ?rep|负责人|销售|所有人)$/i,
  tags: /^(tags?|labels?|标签)$/i,
  businessType: /^(business ?type|业务类型)$/i,
  expectedCloseOn: /^(expected ?close|close ?date|预计成交日期|预计成交)$/i,
  likelihood: /^(likelihood|probability|可能性|概率)$/i,
  externalId: /^(id|external ?id|编号|外部编号)$/i,
};

/** What each column probably is, by its name; no field twice. */
export function guessed(header: readonly string[]): (Field | null)[] {
  const taken = new Set<Field>();
  return header.map((name) => {
    const field = FIELDS.find((one) => !taken.has(one) && CALLED[one].test(name.trim().replaceAll('_', ' '))) ?? null;
    if (field) taken.add(field);
    return field;
  });
}

/** The columns as the import wants them: field → name of its column. */
export const columnsOf = (header: readonly string[], fields: readonly (Field | null)[]): Partial<Record<Field, string>> =>
  Object.fromEntries(header.flatMap((name, at) => (fields[at] ? [[fields[at], name]] : [])));
