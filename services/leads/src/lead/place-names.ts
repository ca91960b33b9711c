/**
 * Names by which places are recognised, never a list of what is allowed: what is not in here stays as it was typed. Countries are ISO 3166-1; their
 * names in six languages come from the runtime, this file only adds what people write besides.
 */
export const COUNTRY_CODES =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM ' +
  'DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GI GL GM GN GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KY ' +
  'KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PR PS PT PW PY QA ' +
  'RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XK YE ZA ZM ZW';

/** What the country is called here, where the runtime's own English name is long or changes between its versions. */
export const COUNTRY_NAMES: Record<string, string> = {
  BA: 'Bosnia and Herzegovina', CD: 'DR Congo', CG: 'Congo', CI: "Côte d'Ivoire", CZ: 'Czechia', HK: 'Hong Kong', MK: 'North Macedonia', MM: 'Myanmar', MO: 'Macao',
  PS: 'Palestine', SZ: 'Eswatini', TR: 'Turkey', TT: 'Trinidad and Tobago',
};

/** Also written so. */
export const COUNTRY_ALIASES: Record<string, string> = {
  'prc': 'CN', 'p.r. china': 'CN', 'p.r.c.': 'CN', "people's republic of china": 'CN', 'mainland china': 'CN', '中华人民共和国': 'CN', '中國大陸': 'CN', '中国大陆': 'CN',
  'hong kong sar': 'HK', 'hongkong': 'HK', '香港': 'HK', 'macau': 'MO', '澳门': 'MO', '澳門': 'MO', 'taiwan, china': 'TW', '台湾省': 'TW', '臺灣': 'TW',
  'usa': 'US', 'u.s.a.': 'US', 'u.s.': 'US', 'united states of america': 'US', 'america': 'US', '美利坚合众国': 'US',
  'uk': 'GB', 'u.k.': 'GB', 'great britain': 'GB', 'britain': 'GB', 'england': 'GB', 'scotland': 'GB', 'wales': 'GB', 'northern ireland': 'GB',
  'uae': 'AE', 'u.a.e.': 'AE', 'emirates': 'AE', 'ksa': 'SA', 'korea': 'KR', 'republic of korea': 'KR', 'russian federation': 'RU', 'viet nam': 'VN',
  'holland': 'NL', 'the netherlands': 'NL', 'burma': 'MM', 'ivory coast': 'CI', 'cote d’ivoire': 'CI', 'czech republic': 'CZ', 'türkiye': 'TR', 'turkiye': 'TR',
  'swaziland': 'SZ', 'macedonia': 'MK', 'deutschland': 'DE', 'bharat': 'IN', 'brasil': 'BR', 'republic of ireland': 'IE', 'persia': 'IR', 'lao pdr': 'LA',
};

/** What people and drop-down lists say instead of a place. */
export const NO_PLACE = new Set([
  'unknown', 'n/a', 'na', 'none', 'null', 'select', 'please select', 'not given', 'not specified', 'other', 'others', 'other cities', 'other city', 'other metro cities',
  'other countries', 'tier i cities', 'tier ii cities', 'tier iii cities', 'metro cities', 'worldwide', 'international', 'abroad', 'overseas', 'asia', 'europe', 'africa',
  'asia/pacific region', 'asia pacific', 'apac', 'emea', 'european union', 'eu', 'middle east', 'latin america', 'satellite provider', 'anonymous proxy', '-', '--', '?', '.',
  '未知', '其他', '其它', '无', '不详',
]);

/**
 * Regions with their larger cities: `Region|also written so: City|also written so, City`. For countries whose regions we do not tell apart the part before
 * the colon is empty. A city is listed under one country only, the one that is meant when no other is named.
 */
export const REGIONS: Record<string, readonly string[]> = {
  CN: [
    'Beijing|北京|北京市: Beijing|北京|Peking', 'Shanghai|上海|上海市: Shanghai|上海|Pudong|浦东', 'Tianjin|天津|天津市: Tianjin|天津', 'Chongqing|重庆|重庆市: Chongqing|重庆',
    'Guangdong|广东|Canton Province: Guangzhou|广州|Canton, Shenzhen|深圳, Dongguan|东莞, Foshan|佛山, Zhuhai|珠海, Zhongshan|中山, Huizhou|惠州, Shantou|汕头, Jiangmen|江门',
    'Jiangsu|江苏: Nanjing|南京, Suzhou|苏州, Wuxi|无锡, Changzhou|常州, Nantong|南通, Xuzhou|徐州, Yangzhou|扬州, Kunshan|昆山',
    'Zhejiang|浙江: Hangzhou|杭州, Ningbo|宁波, Wenzhou|温州, Jiaxing|嘉兴, Shaoxing|绍兴, Jinhua|金华, Yiwu|义乌, Taizhou|台州',
    'Shandong|山东: Jinan|济南, Qingdao|青岛|Tsingtao, Yantai|烟台, Weifang|潍坊, Zibo|淄博, Weihai|威海, Linyi|临沂',
    'Fujian|福建: Fuzhou|福州, Xiamen|厦门|Amoy, Quanzhou|泉州', 'Hebei|河北: Shijiazhuang|石家庄, Tangshan|唐山, Baoding|保定, Langfang|廊坊',
    'Henan|河南: Zhengzhou|郑州, Luoyang|洛阳', 'Hubei|湖北: Wuhan|武汉, Yichang|宜昌, Xiangyang|襄阳', 'Hunan|湖南: Changsha|长沙, Zhuzhou|株洲',
    'Sichuan|四川: Chengdu|成都, Mianyang|绵阳', 'Shaanxi|陕西: Xi’an|西安|Xian|Xi\'an, Xianyang|咸阳', 'Shanxi|山西: Taiyuan|太原', 'Anhui|安徽: Hefei|合肥, Wuhu|芜湖',
    'Jiangxi|江西: Nanchang|南昌, Ganzhou|赣州', 'Liaoning|辽宁: Shenyang|沈阳, Dalian|大连', 'Jilin|吉林: Changchun|长春', 'Heilongjiang|黑龙江: Harbin|哈尔滨, Daqing|大庆',
    'Yunnan|云南: Kunming|昆明', 'Guizhou|贵州: Guiyang|贵阳', 'Guangxi|广西: Nanning|南宁, Guilin|桂林, Liuzhou|柳州', 'Hainan|海南: Haikou|海口, Sanya|三亚',
    'Gansu|甘肃: Lanzhou|兰州', 'Qinghai|青海: Xining|西宁', 'Ningxia|宁夏: Yinchuan|银川', 'Xinjiang|新疆: Urumqi|乌鲁木齐', 'Tibet|西藏|Xizang: Lhasa|拉萨',
    'Inner Mongolia|内蒙古|Nei Mongol: Hohhot|呼和浩特, Baotou|包头',
  ],
  IN: [
    'Maharashtra: Mumbai|Bombay|Navi Mumbai, Thane, Pune|Poona, Nagpur, Nashik', 'Delhi|NCT of Delhi|Delhi NCR: Delhi|New Delhi', 'Karnataka: Bengaluru|Bangalore, Mysuru|Mysore',
    'Tamil Nadu: Chennai|Madras, Coimbatore', 'Telangana: Hyderabad', 'West Bengal: Kolkata|Calcutta', 'Gujarat: Ahmedabad, Surat, Vadodara', 'Uttar Pradesh: Noida, Lucknow, Kanpur',
    'Haryana: Gurugram|Gurgaon, Faridabad', 'Kerala: Kochi|Cochin, Thiruvananthapuram|Trivandrum', 'Rajasthan: Jaipur', 'Madhya Pradesh: Indore, Bhopal', 'Punjab: Ludhiana, Amritsar',
  ],
  US: [
    'California: San Francisco, Los Angeles, San Diego, San Jose, Sacramento', 'New York: New York|New York City|NYC', 'Texas: Houston, Dallas, Austin, San Antonio', 'Illinois: Chicago',
    'Washington: Seattle', 'Massachusetts: Boston', 'Florida: Miami, Orlando, Tampa', 'Georgia (US): Atlanta', 'Pennsylvania: Philadelphia, Pittsburgh', 'Michigan: Detroit',
    'Colorado: Denver', 'Arizona: Phoenix', 'Minnesota: Minneapolis', 'Oregon: Portland', 'Nevada: Las Vegas', 'Ohio: Cleveland, Columbus',
  ],
  DE: [
    'Bavaria|Bayern: Munich|München|Muenchen, Nuremberg|Nürnberg, Augsburg', 'Berlin: Berlin', 'Hamburg: Hamburg', 'Hesse|Hessen: Frankfurt|Frankfurt am Main', 'Bremen: Bremen',
    'North Rhine-Westphalia|Nordrhein-Westfalen|NRW: Cologne|Köln|Koeln, Düsseldorf|Duesseldorf, Dortmund, Essen, Bonn', 'Baden-Württemberg|Baden-Wuerttemberg: Stuttgart, Mannheim, Karlsruhe, Ulm',
    'Saxony|Sachsen: Leipzig, Dresden', 'Lower Saxony|Niedersachsen: Hanover|Hannover',
  ],
  GB: [': London, Manchester, Liverpool, Leeds, Edinburgh, Glasgow, Bristol'],
  FR: [': Paris, Lyon, Marseille, Toulouse, Lille'],
  IT: [': Rome|Roma, Milan|Milano, Turin|Torino, Naples|Napoli'],
  ES: [': Madrid, Barcelona, Valencia, Seville|Sevilla'],
  NL: [': Amsterdam, Rotterdam, The Hague, Eindhoven, Utrecht'],
  CH: [': Zurich|Zürich, Geneva|Genève, Basel, Bern'],
  AT: [': Vienna|Wien, Graz, Linz'],
  BE: [': Brussels|Bruxelles|Brussel, Antwerp'],
  SE: [': Stockholm, Gothenburg|Göteborg'],
  DK: [': Copenhagen|København'],
  PL: [': Warsaw|Warszawa, Kraków|Krakow'],
  RU: [': Moscow|Москва, Saint Petersburg|St. Petersburg'],
  TR: [': Istanbul, Ankara, Izmir'],
  AE: ['Dubai: Dubai', 'Abu Dhabi: Abu Dhabi', 'Sharjah: Sharjah'],
  SA: [': Riyadh, Jeddah, Dammam'],
  QA: [': Doha'],
  OM: [': Muscat'],
  BH: [': Manama'],
  JP: [': Tokyo|東京|东京, Osaka|大阪, Yokohama|横浜, Nagoya|名古屋, Kyoto|京都'],
  KR: [': Seoul|首尔|서울, Busan|釜山|부산, Incheon'],
  TW: [': Taipei|台北|臺北, Kaohsiung|高雄, Taichung|台中, Hsinchu|新竹'],
  TH: [': Bangkok|曼谷'],
  VN: [': Hanoi|河内, Ho Chi Minh City|Saigon|胡志明市'],
  MY: [': Kuala Lumpur|吉隆坡, Penang'],
  ID: [': Jakarta|雅加达, Surabaya'],
  PH: [': Manila|马尼拉, Cebu'],
  BD: [': Dhaka'],
  LK: [': Colombo'],
  AU: ['New South Wales|NSW: Sydney|悉尼', 'Victoria: Melbourne|墨尔本', 'Queensland: Brisbane', 'Western Australia: Perth', 'South Australia: Adelaide'],
  NZ: [': Auckland, Wellington'],
  CA: ['Ontario: Toronto, Ottawa', 'British Columbia: Vancouver', 'Quebec|Québec: Montreal|Montréal', 'Alberta: Calgary, Edmonton'],
  BR: [': São Paulo|Sao Paulo, Rio de Janeiro'],
  MX: [': Mexico City|Ciudad de México, Monterrey, Guadalajara'],
  ZA: [': Johannesburg, Cape Town, Durban'],
  NG: [': Lagos, Abuja'],
  KE: [': Nairobi'],
  EG: [': Cairo'],
};
