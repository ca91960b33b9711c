/** Words of company names that say what and in which legal form, but not who. Taken off a name they leave the part that distinguishes it. */

/** What a company does: one concept a line, in the words of both languages. Plurals and usual abbreviations are words too. */
const TRADES: Record<string, string> = {
  tech: '科技 技术 高科 高新技术 technology technologies tech technical technik technologie jishu gaoke gaoxinjishu keji',
  network: '网络 互联网 network networks net wangluo hulianwang',
  information: '信息 资讯 information info xinxi zixun',
  computer: '计算机 电脑 computer computers computing jisuanji diannao',
  software: '软件 software ruanjian',
  system: '系统 system systems xitong',
  electronic: '电子 electronic electronics elektronik dianzi',
  electric: '电气 电器 电力 electric electrical power dianqi dianli',
  communication: '通信 通讯 communication communications telecom tongxin tongxun',
  trade: '贸易 商贸 进出口 国际贸易 trade trading traders import export handel handels maoyi shangmao jinchukou guojimaoyi',
  industry: '实业 工业 产业 industry industries industrial ind industrie shiye gongye chanye',
  machinery: '机械 机电 machinery machine machines maschinen maschinenbau jixie jidian',
  equipment: '设备 装备 器材 equipment equip shebei zhuangbei qicai',
  manufacturing: '制造 manufacturing mfg manufacture manufacturers zhizao',
  engineering: '工程 engineering engrg eng gongcheng',
  build: '建筑 建设 建工 construction constructions building builders bau jianzhu jianshe jiangong',
  material: '材料 新材料 建材 material materials cailiao xincailiao jiancai',
  medicine: '医药 药业 制药 pharma pharmaceutical pharmaceuticals medicine yiyao yaoye zhiyao',
  medical: '医疗 医疗器械 medical yiliao yiliaoqixie',
  biology: '生物 生物科技 biotech bio biological biotechnology shengwu shengwukeji',
  food: '食品 食物 food foods shipin shiwu',
  education: '教育 培训 education training jiaoyu peixun',
  culture: '文化 传媒 文化传媒 media culture wenhua chuanmei wenhuachuanmei',
  advertising: '广告 advertising guanggao',
  consulting: '咨询 顾问 管理咨询 consulting consultants consultancy advisory guwen guanlizixun',
  invest: '投资 资本 invest investment investments capital touzi ziben',
  finance: '金融 finance financial jinrong',
  logistics: '物流 货运 运输 供应链 logistics transport logistik freight wuliu huoyun yunshu gongyinglian',
  auto: '汽车 汽配 汽车配件 auto automotive automobile qiche qipei qichepeijian',
  energy: '能源 新能源 energy nengyuan xinnengyuan',
  environment: '环保 环境 environmental environment huanbao huanjing',
  chemical: '化工 化学 chemical chemicals chemie huagong huaxue',
  textile: '纺织 服饰 服装 textile textiles apparel garment garments fangzhi fushi fuzhuang',
  property: '房地产 地产 置业 物业 property properties real estate realty fangdichan dichan zhiye',
  hotel: '酒店 hotel hotels jiudian',
  service: '服务 service services fuwu',
  solution: '解决方案 solution solutions jiejuefangan',
  intelligent: '智能 intelligent smart zhineng',
  design: '设计 装饰 design designs sheji zhuangshi',
  agriculture: '农业 agriculture agricultural agri nongye',
  steel: '钢铁 钢材 steel stahl gangtie gangcai',
  parts: '配件 零部件 parts components peijian lingbujian',
  packaging: '包装 packaging baozhuang',
  printing: '印刷 printing yinshua',
  optics: '光电 光学 optics optoelectronics optical guangdian guangxue',
  bank: '银行 bank yinhang',
  insurance: '保险 insurance baoxian',
  securities: '证券 securities zhengquan',
  school: '大学 学院 中学 小学 学校 university college school daxue xueyuan zhongxue xiaoxue xuexiao',
  hospital: '医院 hospital clinic yiyuan',
  plastics: '塑料 塑胶 橡塑 plastics plastic polymers suliao sujiao xiangsu',
  rubber: '橡胶 rubber xiangjiao',
  glass: '玻璃 glass',
  ceramics: '陶瓷 ceramics ceramic taoci',
  furniture: '家具 家居 furniture furnishings jiaju',
  lighting: '照明 灯饰 lighting lights zhaoming dengshi',
  mould: '模具 mould moulds mold molds tooling',
  precision: '精密 precision jingmi',
  hardware: '五金 hardware tools wujin',
  instruments: '仪器 仪表 仪器仪表 instruments instrument instrumentation yibiao yiqiyibiao',
  automation: '自动化 机器人 automation robotics zidonghua jiqiren',
  valves: '阀门 泵业 valves pumps famen bengye',
  bearings: '轴承 齿轮 bearings zhoucheng chilun',
  cables: '电缆 电线 线缆 cables cable dianlan dianxian xianlan',
  batteries: '电池 batteries battery dianchi',
  solar: '光伏 太阳能 solar photovoltaic guangfu taiyangneng',
  water: '水务 水处理 water shuiwu shuichuli',
  oil: '石油 石化 燃气 oil gas petroleum petrochemical shiyou shihua ranqi',
  mining: '矿业 煤业 mining kuangye meiye',
  metals: '金属 有色金属 铝业 铜业 metals metal aluminium aluminum jinshu yousejinshu tongye',
  paper: '纸业 纸制品 印务 paper zhizhipin yinwu',
  wood: '木业 石材 wood timber stone shicai',
  landscape: '园林 绿化 园林绿化 landscape landscaping gardens yuanlin lvhua yuanlinlvhua',
  aquatic: '水产 养殖 aquatic fisheries seafood shuichan yangzhi',
  beverages: '饮料 酒业 乳业 beverages dairy brewery breweries wines yinliao jiuye',
  catering: '餐饮 catering restaurants restaurant canyin',
  travel: '旅游 旅行社 travel tourism tours lvyou lvxingshe',
  events: '会展 展览 events exhibitions huizhan zhanlan',
  games: '游戏 动漫 影视 games film films youxi dongman yingshi',
  sports: '体育 sports sport fitness',
  health: '健康 养老 health healthcare wellness jiankang yanglao',
  cosmetics: '化妆品 日化 美容 cosmetics beauty huazhuangpin rihua meirong',
  jewelry: '珠宝 钟表 jewelry jewellery watches zhubao zhongbiao',
  toys: '玩具 文具 toys stationery wanju wenju',
  security: '安防 保安 消防 security safety anfang baoan xiaofang',
  testing: '检测 认证 testing inspection certification jiance renzheng',
  leasing: '租赁 融资租赁 leasing rental zulin rongzizulin',
  staffing: '人力资源 劳务 staffing recruitment personnel renliziyuan laowu',
  aviation: '航空 aviation aerospace airlines hangkong',
  shipping: '航运 船舶 shipping marine hangyun chuanbo',
  rail: '轨道交通 铁路 rail railways guidaojiaotong tielu',
  commerce: '电子商务 电商 ecommerce dianzishangwu dianshang',
  data: '数据 大数据 云计算 data analytics cloud shuju dashuju yunjisuan',
  semiconductor: '半导体 集成电路 芯片 semiconductor semiconductors microelectronics bandaoti jichengdianlu xinpian',
  retail: '超市 百货 retail stores supermarket chaoshi baihuo',
  ventures: '创业投资 ventures partners chuangyetouzi',
  institute: '研究院 研究所 设计院 institute laboratory yanjiuyuan yanjiusuo shejiyuan',
};

/** Say nothing: how large or how related the company is. */
const EMPTY_WORDS = '集团 控股 国际 总部 总公司 group gruppe holding holdings international intl global worldwide the of and und et y e for head office headquarters hq guanli fazhan guoji konggu management 管理 发展 development';

const LEGAL_HAN = ['股份有限责任公司', '集团股份有限公司', '集团有限责任公司', '股份有限公司', '有限责任公司', '集团有限公司', '控股有限公司', '集团公司', '股份公司', '有限公司', '总公司', '公司', '有限合伙', '合伙企业', '企业', '股份', '个体工商户', '加工厂', '厂'];
/** By family: companies of two families are registered in two countries. */
const LEGAL_LATIN: Record<string, string> = {
  en: 'youxian gongsi gufen zeren jituan co company corp corporation inc incorporated llc llp lp ltd limited plc coltd pty bhd sdn pvt',
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
/** In letters, longest first. */
export const latinTrades: readonly string[] = longestFirst([...trades.keys()].filter((word) => !isHan(word) && word.length >= 4));
export const tradeOf = (word: string): string | null | undefined => trades.get(word);

export const legalHan: readonly string[] = longestFirst([...LEGAL_HAN]);
/** Word → family. */
export const legalLatin: ReadonlyMap<string, string> = new Map(Object.entries(LEGAL_LATIN).flatMap(([family, words]) => list(words).map((word) => [word, family] as const)));

/**
 * Words and characters that so many companies are called by that they tell little: of Chinese names the auspicious ones that registers count most often, of
 * Latin ones the colours, stars, directions and virtues.
 */
const COMMON_LATIN = new Set(
  list(
    'alpha advance advanced alliance allied american anchor apex arrow asia associated astra atlantic atlas aurora beacon best blue bridge bright capital central century china city classic ' +
      'compass crown crystal delta diamond digital direct dragon dynamic dynamics eagle east eastern eco elite ember empire euro europe evergreen excel express falcon first forge fortune fusion future ' +
      'galaxy gem general genesis global gold golden grand granite great green harbour harbor heritage horizon icon ideal imperial infinity inter island jade jupiter key keystone king kings lake legend ' +
      'liberty light lion lotus marble master matrix max mega meridian metro modern monarch moon national nature new nexus nimbus noble nordic north northern nova ocean olympic omega one opal optima orient ' +
      'oriental orion pacific panda paradise park peak pearl phoenix pine pioneer planet platinum plus point polar power premier prestige prime prism pro quality quantum quest rainbow red regal ridge river ' +
      'riverside rock rose royal ruby safe sapphire sea select sigma silver sky smart solar solid south southern spark spectrum spring star stellar sterling stone storm summit sun sunrise sunshine super ' +
      'supreme swift synergy tiger titan total tower trident trinity triumph true trust twin ultra union united unity universal universe us valley vanguard vector velvet vertex victory vision vista vital west ' +
      'western white wind wise world yellow zenith zephyr zone',
  ),
);
const COMMON_HAN = new Set('华信恒达鑫盛宏泰瑞丰兴隆天成金海德远东明创新联合诚安康伟博凯美佳通顺龙腾飞中大国际立力源亿万利和众嘉宝祥福永昌');

/** How much it tells that two names share this word, in bits. */
export function tells(word: string): number {
  if (COMMON_LATIN.has(word)) return 3;
  return word.length <= 2 ? 3 : word.length === 3 ? 4 : word.length === 4 ? 5 : word.length === 5 ? 6 : word.length <= 8 ? 7 : 8;
}
export const characterTells = (character: string): number => (COMMON_HAN.has(character) ? 3 : 4);
