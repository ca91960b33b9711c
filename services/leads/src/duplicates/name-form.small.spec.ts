import { nameForms, soundOf } from './name-form';

const cores = (name: string): string[] => nameForms(name).map(({ core }) => core);

describe('the distinguishing part of a name', () => {
  it.each([
    [['深圳市騰訊計算機系統有限公司', '腾讯计算机系统(深圳)有限公司', 'Shenzhen Tengxun Computer System Co., Ltd.', '广东省深圳市南山区腾讯计算机系统', 'Ｔｅｎｇｘｕｎ'], 'tengxun'],
    [['Müller Maschinenbau GmbH', 'MÜLLER MASCHINENBAU G.M.B.H. & Co. KG', 'Muller Maschinen', 'Müller (old)'], 'muller'],
    [['The Harbour Cranes Co Ltd', 'HARBOUR-CRANES LIMITED', 'Harbour Cranes (Shanghai) Inc.'], 'harbourcranes'],
  ])('%j → %s', (names, core) => {
    for (const name of names) expect(cores(name)).toEqual([core]);
  });

  it('is sounded out: umlauts, doubled letters, retroflex and nasal do not count', () => {
    expect(soundOf('mueller')).toBe(soundOf('muler'));
    expect(soundOf('zhangsheng')).toBe(soundOf('zansen'));
  });

  it('keeps the place where nothing else would be left', () => {
    expect(cores('上海银行')).not.toEqual(cores('北京银行'));
    expect(cores('Shanghai Trading Company')).toEqual(['shanghai']);
  });

  it('tells plants, schools and branches apart', () => {
    expect(nameForms('北京市第一中学')[0]!.numbers).not.toBe(nameForms('北京市第二中学')[0]!.numbers);
    expect(nameForms('Harbour Cranes No 017')[0]!.numbers).toBe('17');
    expect(nameForms('上海华信科技有限公司北京分公司')[0]).toMatchObject({ core: 'huaxin', branch: true, places: ['beijing', 'shanghai'] });
  });

  it('tells the shops of a chain apart, but no hotel from itself', () => {
    expect(nameForms('如意酒店（南京路店）')[0]!.numbers).toBe('@南京路');
    expect(nameForms('北京如意大酒店')[0]!.numbers).toBe('');
  });

  it('reads both scripts of one name', () => {
    expect(cores('腾讯科技 Tencent')).toEqual(['tengxun', 'tencent']);
    expect(cores('TCL科技集团股份有限公司')).toEqual(['tcl']);
  });

  it.each(['', '   ', '!?', null, undefined])('is nothing for %j', (name) => expect(nameForms(name)).toEqual([]));
});
