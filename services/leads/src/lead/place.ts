import { cleanText } from './normalise';
import { COUNTRY_ALIASES, COUNTRY_CODES, COUNTRY_NAMES, NO_PLACE, REGIONS } from './place-names';

/** Where somebody says that a lead is. */
export interface TypedPlace {
  country?: string | undefined;
  region?: string | undefined;
  city?: string | undefined;
}
export interface Place {
  /** In English where it is recognised, else as typed. */
  country: string | null;
  /** ISO 3166-1 alpha-2; null where the country is not recognised. */
  countryCode: string | null;
  /** Province, state or the like: in English where it is recognised, else as typed. */
  region: string | null;
  /** As typed. */
  city: string | null;
  /** What was typed in a field and is no longer in it: a city among the countries, `Other cities`. */
  typed: { typedCountry?: string; typedRegion?: string; typedCity?: string };
}

interface KnownPlace {
  code: string;
  region: string | null;
}

/**
 * Puts what was typed where it belongs: a city or province among the countries moves, a country among the cities too, and what names no place at all counts
 * as not given. A country that is not named is taken from a large city or a province; one that is named is never overruled.
 */
export function normalisePlace({ country, region, city }: TypedPlace): Place {
  // The same few places come again and again, and finding one costs as much as all other fields of a lead.
  const key = `${country ?? ''}\u0000${region ?? ''}\u0000${city ?? ''}`;
  let place = found.get(key);
  if (!place) {
    place = Object.freeze(looked({ country, region, city }));
    if (found.size >= MOST_FOUND) found.clear();
    if (key.length <= 200) found.set(key, place);
  }
  return place;
}

const found = new Map<string, Place>();
const MOST_FOUND = 5_000;

function looked(given: TypedPlace): Place {
  const names = known();
  const typed: Place['typed'] = {};
  let country = placeOf(given.country, (text) => (typed.typedCountry = text));
  let region = placeOf(given.region, (text) => (typed.typedRegion = text));
  let city = placeOf(given.city, (text) => (typed.typedCity = text));

  let code = country && names.countries.get(folded(country));
  if (country && !code) {
    const asCity = names.cities.get(folded(country));
    const asRegion = names.regions.get(folded(country));
    if (asCity ?? asRegion) {
      typed.typedCountry = country;
      if (asCity) city ??= country;
      else region ??= asRegion!.region;
      code = (asCity ?? asRegion)!.code;
      country = null;
    }
  }
  const cityKey = city && folded(city);
  if (city && cityKey && !names.cities.has(cityKey)) {
    const asCountry = names.countries.get(cityKey);
    const rest = /^other cities of (.+)$/.exec(cityKey)?.[1];
    const asRegion = names.regions.get(rest ?? cityKey);
    // Singapore, Monaco and the like are cities as well.
    const cityState = asCountry !== undefined && CITY_STATES.has(asCountry);
    if (asCountry && (!country || asCountry === code)) code = asCountry;
    if (!cityState && (asCountry || rest !== undefined || asRegion)) {
      typed.typedCity = city;
      city = null;
      if (asRegion && agrees(asRegion, code)) {
        region ??= asRegion.region;
        code ??= country ? null : asRegion.code;
      }
    }
  }
  const place = (city && names.cities.get(folded(city))) || undefined;
  const named = region ? names.regions.get(folded(region)) : undefined;
  if (named && agrees(named, code)) region = named.region;
  // A country that is typed but not recognised is not overruled by what a city of that name suggests.
  if (!country) code ??= (named ?? place)?.code ?? null;
  if (place && place.code === code) region ??= place.region;
  return { country: code ? names.english.get(code)! : country, countryCode: code ?? null, region, city, typed };
}

const CITY_STATES = new Set(['SG', 'HK', 'MO', 'MC', 'SM', 'VA', 'LU', 'KW', 'DJ', 'PA', 'GT', 'GI', 'MX']);
const agrees = (place: KnownPlace, code: string | null | undefined): boolean => !code || place.code === code;

function placeOf(text: string | undefined, drop: (text: string) => void): string | null {
  const clean = cleanText(text);
  if (clean === null) return null;
  if (!NO_PLACE.has(clean.toLowerCase())) return clean;
  drop(clean);
  return null;
}

/** `Thane & Outskirts`, `深圳市`, `Guangdong Province` by their names. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/^(the )?(city|state|province) of /, '')
    .replace(/\s*(&|and) (outskirts|suburbs|surroundings)$/, '')
    .replace(/,? (city|province|state|municipality|region|emirate)$/, '')
    .replace(/(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)$/, '')
    .trim();
}

interface Names {
  countries: Map<string, string>;
  english: Map<string, string>;
  regions: Map<string, KnownPlace>;
  cities: Map<string, KnownPlace>;
}
let names: Names | undefined;

/** Made at first use: some two thousand names. */
function known(): Names {
  names ??= { ...countries(), ...places() };
  return names;
}

function countries(): Pick<Names, 'countries' | 'english'> {
  const codes = COUNTRY_CODES.split(' ');
  const tongues = ['en', 'zh', 'zh-Hant', 'de', 'fr', 'es'].map((tongue) => new Intl.DisplayNames([tongue], { type: 'region' }));
  const byName = new Map<string, string>();
  const english = new Map<string, string>();
  for (const code of codes) {
    english.set(code, COUNTRY_NAMES[code] ?? tongues[0]!.of(code) ?? code);
    for (const name of [code, english.get(code)!, ...tongues.map((tongue) => tongue.of(code) ?? code)]) {
      byName.set(folded(name), code);
      byName.set(folded(name.replace(' & ', ' and ')), code);
    }
  }
  for (const [name, code] of Object.entries(COUNTRY_ALIASES)) byName.set(folded(name), code);
  return { countries: byName, english };
}

function places(): Pick<Names, 'regions' | 'cities'> {
  const regions = new Map<string, KnownPlace>();
  const cities = new Map<string, KnownPlace>();
  for (const [code, lines] of Object.entries(REGIONS)) {
    for (const line of lines) {
      const [head, tail] = line.split(':') as [string, string];
      const regionNames = head.split('|').filter(Boolean);
      const place: KnownPlace = { code, region: regionNames[0] ?? null };
      for (const name of regionNames) regions.set(folded(name), place);
      for (const city of tail.split(',')) for (const name of city.split('|')) cities.set(folded(name), place);
    }
  }
  return { regions, cities };
}
