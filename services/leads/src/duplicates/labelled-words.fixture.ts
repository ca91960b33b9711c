import { pinyin } from 'pinyin-pro';

/** Characters of company names, the most loved first. */
export const HAN_NAMES = [
  ...'华信恒达鑫盛宏泰瑞丰兴隆天成金海德远东明创新联合诚安康伟博凯迪美佳科力通顺龙腾飞翔跃进捷锐思维智慧云启航正阳光辉映山峰林源泉江河湖润泽沃野绿洲原禾田谷朗逸雅洁净莱茵尚品优特卓越冠军领先麦克斯奥诺亚贝尔伦敦基石柏木松竹梅兰菊荷',
];
/** Full, short, English. Some are on no list of usual words. */
export const HAN_TRADES: readonly [string, string, string][] = [
  ['科技', '科技', 'Technology'], ['信息技术', '信息', 'Information Technology'], ['网络科技', '网络', 'Network Technology'], ['计算机系统', '计算机', 'Computer System'], ['软件', '软件', 'Software'],
  ['电子', '电子', 'Electronics'], ['电子科技', '电子', 'Electronic Technology'], ['贸易', '贸易', 'Trading'], ['进出口贸易', '贸易', 'Import & Export Trading'], ['实业', '实业', 'Industrial'],
  ['机械设备', '机械', 'Machinery Equipment'], ['机械制造', '机械', 'Machinery Manufacturing'], ['建筑工程', '建筑', 'Construction Engineering'], ['建材', '建材', 'Materials'], ['医药', '医药', 'Pharmaceutical'],
  ['医疗器械', '医疗', 'Medical'], ['生物科技', '生物', 'Biotech'], ['食品', '食品', 'Food'], ['教育咨询', '教育', 'Education Consulting'], ['文化传媒', '传媒', 'Media'], ['物流', '物流', 'Logistics'],
  ['汽车配件', '汽配', 'Auto Parts'], ['新能源', '能源', 'Energy'], ['环保设备', '环保', 'Environmental Equipment'], ['化工', '化工', 'Chemical'], ['服饰', '服饰', 'Garment'], ['酒店管理', '酒店', 'Hotel'],
  ['光电', '光电', 'Optoelectronics'], ['包装印刷', '包装', 'Packaging'], ['精密模具', '模具', 'Mould'], ['园林绿化', '园林', 'Landscape'], ['水产', '水产', 'Aquatic'],
];
export const HAN_CITIES = ['北京', '上海', '广州', '深圳', '杭州', '苏州', '宁波', '南京', '武汉', '成都', '重庆', '西安', '天津', '青岛', '济南', '郑州', '长沙', '合肥', '福州', '厦门', '东莞', '佛山', '无锡', '常州', '温州', '大连', '沈阳', '昆明'];
const LOVED = (
  'harbour northern silver marden kessler brandt müller weber söhne rossi bianchi ferrari oakwood riverside granite summit pioneer meridian vertex apex nordic baltic cascade crestview ' +
  'falcon griffin heritage ironbridge jupiter kingsley lakeland monarch northgate orion pacific quantum redwood stellar titan union vanguard westfield yorkton zenith ashford bramley calder dunmore ' +
  'elmwood fairfax glenview hartwell ingram jarvis kendal lindgren mortimer newell osborne pembroke quincy radcliffe stanton thornbury upton vance whitby schäfer krüger hoffmann lehmann richter ' +
  'gonzález martín lefèvre dubois moreau fontaine girard lindström bergström johansson nielsen andersen olsen tanaka suzuki watanabe cranes gears valves turbine anchor beacon compass delta ember ' +
  'forge gable hollow island juniper keystone lantern marble nimbus opal prism quarry ridge saddle timber umber velvet willow xenon yarrow zephyr'
).split(' ');
const BEGINNINGS = 'bar bel ber bram bran brook cal car cas chel clar col cor dal dan den dor dur el em fal far fen fin gal gar gil glen gran hal ham har hel hol hor ing jar kel ken kil lan lar len lin lor mal mar mel mil mor nel nor ol or pel per pol ran rav red ros sal san sel sil sol stan tal tar thorn tol tor van vel ver wal war wel wil win wol'.split(' ');
const ENDINGS = 'berg bury by croft dale den don eau elli er feld ford gate ham hart hoff holm ick ier ingen ini jian kamp kov lage land ler ley lin ling low man mann mer mond more ner ney nick nov oni ov quist rath ric rick ron sen shaw sky son stad stein stett stone stow strand ström tal ter thal ton tier vik ville wald ward wart well wick win wood worth yard'.split(' ');
/** Every fifth is a word that many companies are called by, the others are surnames and coined words. */
export const LATIN_NAMES: readonly string[] = BEGINNINGS.flatMap((begin) => ENDINGS.map((end) => begin + end));
export const latinName = (dice: Dice): string => dice.of(dice.in(0.2) ? LOVED : LATIN_NAMES);
/** Full and short. Some are on no list of usual words. */
export const LATIN_TRADES: readonly [string, string][] = [
  ['Technologies', 'Tech'], ['Technology', 'Tech'], ['Trading', 'Trading'], ['Industries', 'Ind.'], ['Engineering', 'Eng.'], ['Manufacturing', 'Mfg'], ['Systems', 'Systems'], ['Solutions', 'Solutions'],
  ['Logistics', 'Logistics'], ['Pharmaceuticals', 'Pharma'], ['Consulting', 'Consulting'], ['Machinery', 'Machinery'], ['Electronics', 'Electronics'], ['Software', 'Software'], ['Construction', 'Construction'],
  ['Packaging', 'Packaging'], ['Plastics', 'Plastics'], ['Ventures', 'Ventures'], ['Instruments', 'Instr.'], ['Foods', 'Food'], ['Medical', 'Medical'], ['Energy', 'Energy'],
];
export const LATIN_PLACES = ['Shanghai', 'China', 'Germany', 'Singapore', 'UK', 'Hong Kong', 'Hamburg', 'Milano', 'Asia', 'Texas', 'Leeds'];

/** Of chains. */
export const STREETS = ['南京路', '人民广场', '中山路', '火车站', '万达', '解放路', '大学城', '机场'];
export const STREETS_LATIN = ['Station Road', 'High Street', 'Kings Cross', 'Airport', 'Market Square', 'Riverside Park', 'North Gate'];
export const PROVINCES = ['江苏', '浙江', '广东', '四川', '湖北', '山东', '河南', '福建'];

const sounds = new Map(HAN_NAMES.map((character) => [character, pinyin(character, { toneType: 'none' })]));
/** Characters that an input method offers for the same letters. */
const SAME_SOUND: Record<string, string> = {
  hua: '花画', xin: '心馨欣', heng: '衡横', da: '大', sheng: '胜圣', hong: '鸿红', tai: '太', rui: '锐睿', feng: '峰风', xing: '星', long: '龙', tian: '添', cheng: '城程', jin: '锦晋', de: '得', yuan: '元圆', ming: '名铭',
  chuang: '窗', lian: '连', he: '和', an: '桉', kang: '抗', bo: '波', kai: '开', mei: '梅', jia: '嘉', li: '利立', tong: '同', teng: '藤', fei: '菲', wei: '威', zhi: '志', yun: '允', qi: '奇', yang: '洋', guang: '广', hui: '惠', shan: '珊', run: '闰',
};

/** Chance that can be repeated (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  in(chance: number): boolean {
    return this.next() < chance;
  }
  /** 0 … size − 1 */
  below(size: number): number {
    return Math.floor(this.next() * size);
  }
  upTo(most: number): number {
    return 1 + this.below(most);
  }
  number(most: number): string {
    return String(2 + this.below(most - 1));
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => String(this.below(10))).join('');
  }
  /** An index, by its weight. */
  weighted(weights: readonly number[]): number {
    let rest = this.below(weights.reduce((sum, one) => sum + one, 0));
    return weights.findIndex((one) => (rest -= one) < 0);
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const all = [...list];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [all[at], all[other]] = [all[other]!, all[at]!];
    }
    return all;
  }

  swapCharacter(name: string, from: readonly string[]): string {
    const characters = [...name];
    const at = this.below(characters.length);
    const others = from.filter((one) => one !== characters[at]);
    characters[at] = this.of(others);
    return characters.join('');
  }

  without(name: string): string {
    const at = this.below(name.length);
    return name.slice(0, at) + name.slice(at + 1);
  }

  swapWord(name: string, from: readonly string[]): string {
    const words = name.split(' ');
    const other = this.of(from);
    words[words.length - 1] = other.slice(0, 1).toUpperCase() + other.slice(1);
    return words.join(' ');
  }

  soundalike(name: string): string {
    const characters = [...name];
    const able = characters.map((one, at) => ({ at, same: SAME_SOUND[sounds.get(one) ?? ''] })).filter(({ same }) => same !== undefined);
    if (able.length === 0) return name;
    const { at, same } = this.of(able);
    characters[at] = this.of([...same!].filter((one) => one !== characters[at])) ?? characters[at]!;
    return characters.join('');
  }

  misspelt(name: string, how: 'wrong' | 'missing' | 'double' | 'swapped'): string {
    const at = 1 + this.below(Math.max(1, name.length - 2));
    const [before, letter, after] = [name.slice(0, at), name[at]!, name.slice(at + 1)];
    switch (how) {
      case 'wrong':
        return before + this.of([...'abcdefghiklmnoprstuvw'].filter((one) => one !== letter)) + after;
      case 'missing':
        return before + after;
      case 'double':
        return before + letter + (this.in(0.6) ? letter : this.of([...'aeiorstn'])) + after;
      case 'swapped':
        return after === '' ? name : before + after[0]! + letter + after.slice(1);
    }
  }
}
