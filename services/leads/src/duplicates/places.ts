/**
 * Place names that stand in company names. Of China the provinces, the municipalities and the cities of the prefecture level (Ministry of Civil Affairs,
 * 2024) and some large ones below it, without 省 and 市, each with its pinyin.
 */
const CHINESE =
  '中国zhongguo 北京beijing 天津tianjin 上海shanghai 重庆chongqing 河北hebei 山西shanxi 辽宁liaoning 吉林jilin 黑龙江heilongjiang 江苏jiangsu ' +
  '浙江zhejiang 安徽anhui 福建fujian 江西jiangxi 山东shandong 河南henan 湖北hubei 湖南hunan 广东guangdong 海南hainan 四川sichuan 贵州guizhou 云南yunnan ' +
  '陕西shaanxi 甘肃gansu 青海qinghai 台湾taiwan 内蒙古neimenggu 广西guangxi 西藏xizang 宁夏ningxia 新疆xinjiang 香港xianggang 澳门aomen 石家庄shijiazhuang ' +
  '唐山tangshan 秦皇岛qinhuangdao 邯郸handan 邢台xingtai 保定baoding 张家口zhangjiakou 承德chengde 沧州cangzhou 廊坊langfang 衡水hengshui 太原taiyuan ' +
  '大同datong 阳泉yangquan 长治changzhi 晋城jincheng 朔州shuozhou 晋中jinzhong 运城yuncheng 忻州xinzhou 临汾linfen 吕梁lvliang 呼和浩特huhehaote ' +
  '包头baotou 乌海wuhai 赤峰chifeng 通辽tongliao 鄂尔多斯eerduosi 呼伦贝尔hulunbeier 巴彦淖尔bayannaoer 乌兰察布wulanchabu 沈阳shenyang 大连dalian 鞍山anshan ' +
  '抚顺fushun 本溪benxi 丹东dandong 锦州jinzhou 营口yingkou 阜新fuxin 辽阳liaoyang 盘锦panjin 铁岭tieling 朝阳chaoyang 葫芦岛huludao 长春changchun ' +
  '四平siping 辽源liaoyuan 通化tonghua 白山baishan 松原songyuan 白城baicheng 延边yanbian 哈尔滨haerbin 齐齐哈尔qiqihaer 鸡西jixi 鹤岗hegang ' +
  '双鸭山shuangyashan 大庆daqing 伊春yichun 佳木斯jiamusi 七台河qitaihe 牡丹江mudanjiang 黑河heihe 绥化suihua 南京nanjing 无锡wuxi 徐州xuzhou 常州changzhou ' +
  '苏州suzhou 南通nantong 连云港lianyungang 淮安huaian 盐城yancheng 扬州yangzhou 镇江zhenjiang 泰州taizhou 宿迁suqian 杭州hangzhou 宁波ningbo 温州wenzhou ' +
  '嘉兴jiaxing 湖州huzhou 绍兴shaoxing 金华jinhua 衢州quzhou 舟山zhoushan 台州taizhou 丽水lishui 合肥hefei 芜湖wuhu 蚌埠bengbu 淮南huainan 马鞍山maanshan ' +
  '淮北huaibei 铜陵tongling 安庆anqing 黄山huangshan 滁州chuzhou 阜阳fuyang 宿州suzhou 六安luan 亳州bozhou 池州chizhou 宣城xuancheng 福州fuzhou 厦门xiamen ' +
  '莆田putian 三明sanming 泉州quanzhou 漳州zhangzhou 南平nanping 龙岩longyan 宁德ningde 南昌nanchang 景德镇jingdezhen 萍乡pingxiang 九江jiujiang ' +
  '新余xinyu 鹰潭yingtan 赣州ganzhou 吉安jian 宜春yichun 抚州fuzhou 上饶shangrao 济南jinan 青岛qingdao 淄博zibo 枣庄zaozhuang 东营dongying 烟台yantai ' +
  '潍坊weifang 济宁jining 泰安taian 威海weihai 日照rizhao 临沂linyi 德州dezhou 聊城liaocheng 滨州binzhou 菏泽heze 郑州zhengzhou 开封kaifeng 洛阳luoyang ' +
  '平顶山pingdingshan 安阳anyang 鹤壁hebi 新乡xinxiang 焦作jiaozuo 濮阳puyang 许昌xuchang 漯河luohe 三门峡sanmenxia 南阳nanyang 商丘shangqiu 信阳xinyang ' +
  '周口zhoukou 驻马店zhumadian 武汉wuhan 黄石huangshi 十堰shiyan 宜昌yichang 襄阳xiangyang 鄂州ezhou 荆门jingmen 孝感xiaogan 荆州jingzhou 黄冈huanggang ' +
  '咸宁xianning 随州suizhou 恩施enshi 长沙changsha 株洲zhuzhou 湘潭xiangtan 衡阳hengyang 邵阳shaoyang 岳阳yueyang 常德changde 张家界zhangjiajie ' +
  '益阳yiyang 郴州chenzhou 永州yongzhou 怀化huaihua 娄底loudi 广州guangzhou 韶关shaoguan 深圳shenzhen 珠海zhuhai 汕头shantou 佛山foshan 江门jiangmen ' +
  '湛江zhanjiang 茂名maoming 肇庆zhaoqing 惠州huizhou 梅州meizhou 汕尾shanwei 河源heyuan 阳江yangjiang 清远qingyuan 东莞dongguan 中山zhongshan ' +
  '潮州chaozhou 揭阳jieyang 云浮yunfu 南宁nanning 柳州liuzhou 桂林guilin 梧州wuzhou 北海beihai 防城港fangchenggang 钦州qinzhou 贵港guigang 玉林yulin ' +
  '百色baise 贺州hezhou 河池hechi 来宾laibin 崇左chongzuo 海口haikou 三亚sanya 三沙sansha 儋州danzhou 成都chengdu 自贡zigong 攀枝花panzhihua 泸州luzhou ' +
  '德阳deyang 绵阳mianyang 广元guangyuan 遂宁suining 内江neijiang 乐山leshan 南充nanchong 眉山meishan 宜宾yibin 广安guangan 达州dazhou 雅安yaan ' +
  '巴中bazhong 资阳ziyang 贵阳guiyang 六盘水liupanshui 遵义zunyi 安顺anshun 毕节bijie 铜仁tongren 昆明kunming 曲靖qujing 玉溪yuxi 保山baoshan 昭通zhaotong ' +
  '丽江lijiang 普洱puer 临沧lincang 大理dali 拉萨lasa 日喀则rikaze 昌都changdou 林芝linzhi 山南shannan 那曲naqu 西安xian 铜川tongchuan 宝鸡baoji 咸阳xianyang ' +
  '渭南weinan 延安yanan 汉中hanzhong 榆林yulin 安康ankang 商洛shangluo 兰州lanzhou 嘉峪关jiayuguan 金昌jinchang 白银baiyin 天水tianshui 武威wuwei ' +
  '张掖zhangye 平凉pingliang 酒泉jiuquan 庆阳qingyang 定西dingxi 陇南longnan 西宁xining 海东haidong 银川yinchuan 石嘴山shizuishan 吴忠wuzhong 固原guyuan ' +
  '中卫zhongwei 乌鲁木齐wulumuqi 克拉玛依kelamayi 吐鲁番tulufan 哈密hami 昆山kunshan 义乌yiwu 江阴jiangyin 张家港zhangjiagang 常熟changshu';

/** Places whose names are written otherwise than in pinyin, and some of the rest of the world: spelling → one name. */
const ELSEWHERE: Record<string, string> = {
  china: 'zhongguo', prc: 'zhongguo', 'hong kong': 'xianggang', hongkong: 'xianggang', hk: 'xianggang', macau: 'aomen', macao: 'aomen', taiwan: 'taiwan', taipei: 'taiwan',
  peking: 'beijing', canton: 'guangzhou', asia: 'asia', apac: 'asia', 'asia pacific': 'asia', europe: 'europe', emea: 'europe', germany: 'germany', deutschland: 'germany',
  france: 'france', italy: 'italy', italia: 'italy', spain: 'spain', espana: 'spain', uk: 'uk', 'united kingdom': 'uk', usa: 'usa', us: 'usa', america: 'usa', japan: 'japan',
  korea: 'korea', singapore: 'singapore', india: 'india', australia: 'australia', canada: 'canada', berlin: 'berlin', hamburg: 'hamburg', munich: 'munich', munchen: 'munich',
  frankfurt: 'frankfurt', london: 'london', paris: 'paris', milan: 'milan', milano: 'milan', madrid: 'madrid', vienna: 'vienna', wien: 'vienna', zurich: 'zurich', geneva: 'geneva', geneve: 'geneva', manchester: 'manchester', birmingham: 'birmingham', leeds: 'leeds', bristol: 'bristol',
  glasgow: 'glasgow', edinburgh: 'edinburgh', dublin: 'dublin', lyon: 'lyon', marseille: 'marseille', barcelona: 'barcelona', lisbon: 'lisbon', lisboa: 'lisbon', porto: 'porto', rome: 'rome', roma: 'rome',
  turin: 'turin', torino: 'turin', stuttgart: 'stuttgart', cologne: 'cologne', koln: 'cologne', koeln: 'cologne', dusseldorf: 'dusseldorf', amsterdam: 'amsterdam', rotterdam: 'rotterdam',
  brussels: 'brussels', antwerp: 'antwerp', stockholm: 'stockholm', oslo: 'oslo', copenhagen: 'copenhagen', helsinki: 'helsinki', warsaw: 'warsaw', prague: 'prague', budapest: 'budapest',
  moscow: 'moscow', istanbul: 'istanbul', dubai: 'dubai', mumbai: 'mumbai', delhi: 'delhi', bangalore: 'bangalore', tokyo: 'tokyo', osaka: 'osaka', seoul: 'seoul', bangkok: 'bangkok',
  jakarta: 'jakarta', manila: 'manila', sydney: 'sydney', melbourne: 'melbourne', toronto: 'toronto', vancouver: 'vancouver', 'new york': 'newyork', chicago: 'chicago', boston: 'boston',
  houston: 'houston', 'los angeles': 'losangeles', 'san francisco': 'sanfrancisco', seattle: 'seattle', 'sao paulo': 'saopaulo', mexico: 'mexico', brazil: 'brazil', poland: 'poland',
};

/** Characters → pinyin. */
export const chinesePlaces: ReadonlyMap<string, string> = new Map(
  CHINESE.split(' ').map((place) => [place.replace(/[a-z]+/, ''), place.replace(/[^a-z]+/, '')] as const),
);
export const longestPlace = Math.max(...[...chinesePlaces.keys()].map(({ length }) => length));

/** Of the first level: says little beside a city. */
export const provinces: ReadonlySet<string> = new Set([...chinesePlaces.values()].slice(1, 35).filter((place) => !['beijing', 'tianjin', 'shanghai', 'chongqing', 'xianggang', 'aomen', 'taiwan'].includes(place)));

/** Spelling in Latin letters → one name. */
export const latinPlaces: ReadonlyMap<string, string> = new Map([
  ...[...chinesePlaces.values()].map((pinyin) => [pinyin, pinyin] as const),
  ...Object.entries(ELSEWHERE),
]);
/** Of China, in letters, longest first. */
export const pinyinPlaces: readonly string[] = [...new Set(chinesePlaces.values())].sort((a, b) => b.length - a.length);
/** Of no help in telling two companies apart. */
export const WHOLE_COUNTRY = 'zhongguo';
