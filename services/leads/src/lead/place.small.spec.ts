import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CsvReader } from '@throughline/http/csv-reader';
import type { Place, TypedPlace } from './place';
import { normalisePlace } from './place';

const REAL = process.env.BENCH_LEADS ?? join(__dirname, '../../../../../shared/data/leads.csv');
const nowhere: Place = { country: null, countryCode: null, region: null, city: null, typed: {} };

describe('a place', () => {
  it.each<[TypedPlace, Partial<Place>]>([
    [{ country: 'china', city: 'Shanghai' }, { country: 'China', countryCode: 'CN', region: 'Shanghai', city: 'Shanghai' }],
    [{ country: '中国', city: '深圳市' }, { country: 'China', countryCode: 'CN', region: 'Guangdong', city: '深圳市' }],
    [{ country: 'P.R. China', region: '广东省', city: 'Somewhere' }, { country: 'China', countryCode: 'CN', region: 'Guangdong', city: 'Somewhere' }],
    [{ country: 'USA' }, { country: 'United States', countryCode: 'US' }],
    [{ country: 'Deutschland', city: 'München' }, { country: 'Germany', countryCode: 'DE', region: 'Bavaria', city: 'München' }],
    [{ country: 'de' }, { country: 'Germany', countryCode: 'DE' }],
    [{ country: 'Vereinigte Arabische Emirate', city: 'Dubai' }, { country: 'United Arab Emirates', countryCode: 'AE', region: 'Dubai' }],
    // A country by a large city or a province alone.
    [{ city: '上海' }, { country: 'China', countryCode: 'CN', region: 'Shanghai', city: '上海' }],
    [{ region: 'Bayern' }, { country: 'Germany', countryCode: 'DE', region: 'Bavaria' }],
    [{ city: 'Thane & Outskirts' }, { country: 'India', region: 'Maharashtra', city: 'Thane & Outskirts' }],
    // A named country is never overruled.
    [{ country: 'Canada', city: 'Paris' }, { country: 'Canada', countryCode: 'CA', region: null, city: 'Paris' }],
    [{ country: 'Atlantis', city: 'Paris' }, { country: 'Atlantis', countryCode: null, region: null, city: 'Paris' }],
    [{ country: 'United States', region: 'Georgia' }, { countryCode: 'US', region: 'Georgia' }],
    // Cities typed as countries, and the other way round.
    [{ country: 'Mumbai' }, { country: 'India', countryCode: 'IN', region: 'Maharashtra', city: 'Mumbai', typed: { typedCountry: 'Mumbai' } }],
    [{ country: 'Dubai', city: 'Marina' }, { country: 'United Arab Emirates', countryCode: 'AE', city: 'Marina', typed: { typedCountry: 'Dubai' } }],
    [{ country: 'Guangdong' }, { country: 'China', region: 'Guangdong', city: null, typed: { typedCountry: 'Guangdong' } }],
    [{ city: 'India' }, { country: 'India', countryCode: 'IN', city: null, typed: { typedCity: 'India' } }],
    [{ country: 'Germany', city: 'France' }, { country: 'Germany', countryCode: 'DE', city: null, typed: { typedCity: 'France' } }],
    [{ city: 'Singapore' }, { country: 'Singapore', countryCode: 'SG', city: 'Singapore', typed: {} }],
    [{ country: 'Hong Kong' }, { country: 'Hong Kong', countryCode: 'HK', city: null, typed: {} }],
    [{ city: 'Other Cities of Maharashtra' }, { country: 'India', region: 'Maharashtra', city: null, typed: { typedCity: 'Other Cities of Maharashtra' } }],
    // No place at all: kept aside, never lost.
    [{ country: 'unknown', city: 'Tier II Cities' }, { country: null, city: null, typed: { typedCountry: 'unknown', typedCity: 'Tier II Cities' } }],
    [{ country: 'Asia/Pacific Region' }, { country: null, countryCode: null, typed: { typedCountry: 'Asia/Pacific Region' } }],
    [{}, nowhere],
    [{ country: '  ', city: 'Ulmtal' }, { ...nowhere, city: 'Ulmtal' }],
  ])('%j → %j', (typed, place) => expect(normalisePlace(typed)).toMatchObject(place));

  it('normalised again is itself', () => {
    const words = fc.constantFrom('China', 'Mumbai', 'India', '上海', 'Paris', 'Guangdong', 'Dubai', 'Singapore', 'unknown', 'Nowhere', 'Georgia', 'Bayern', '', 'Other Cities', 'Mexico City');
    fc.assert(
      fc.property(words, words, words, (country, region, city) => {
        const { typed: _once, ...place } = normalisePlace({ country, region, city });
        const given = { country: place.country ?? undefined, region: place.region ?? undefined, city: place.city ?? undefined };
        expect(normalisePlace(given)).toEqual({ ...place, typed: {} });
      }),
    );
  });

  it('loses nothing: what is not in a field is kept as it was typed', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('India', 'Mumbai', 'unknown', 'Germany', 'Berlin'));
    fc.assert(
      fc.property(text, text, (country, city) => {
        const { country: named, city: place, countryCode, typed } = normalisePlace({ country, city });
        if (country.trim() && !named) expect(typed.typedCountry).toBeDefined();
        if (city.trim() && !place) expect(typed.typedCity).toBeDefined();
        expect(countryCode === null || /^[A-Z]{2}$/.test(countryCode)).toBe(true);
      }),
    );
  });

  (existsSync(REAL) ? it : it.skip)(`recognises every country of the real leads (skipped where ${REAL} is absent)`, () => {
    const reader = new CsvReader(',', 1_000_000);
    const [header, ...rows] = [...reader.push(readFileSync(REAL, 'utf8')), ...reader.end()];
    const [country, city] = [header!.indexOf('Country'), header!.indexOf('City')];
    const places = rows.map((row) => normalisePlace({ country: row[country], city: row[city] }));
    expect(places).toHaveLength(9_240);
    expect(places.filter((place) => place.country !== null && place.countryCode === null)).toEqual([]);
    expect(places.filter((place) => place.city !== null && /^(other|tier|select)/i.test(place.city))).toEqual([]);
    const known = places.filter((place) => place.countryCode !== null).length;
    console.info(`real leads with a country: ${rows.filter((row) => row[country]!.trim() !== '').length} as typed, ${known} recognised`);
    expect(known).toBeGreaterThan(6_770);
  });
});
