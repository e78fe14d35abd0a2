import { expect, test } from 'vitest'
import {
  allCountries,
  countryName,
  countryNamed,
  everyNameOf,
  namesOfCountry,
  severalNamed,
} from '../src/countries/names.ts'
import { severalCountries } from '../src/countries/spellings.ts'
import { startApp } from './support/app.ts'
import { folded } from '../src/vietnamese.ts'

test('every country is understood by each of its names as written, in NFC and NFD, and by its code', () => {
  for (const { iso2 } of allCountries) {
    expect(countryNamed(iso2)).toBe(iso2)
    for (const name of namesOfCountry(iso2).filter((name) => name !== iso2)) {
      expect(countryNamed(name), name).toBe(iso2)
      expect(countryNamed(name.normalize('NFD')), name).toBe(iso2)
      expect([iso2, undefined], name).toContain(countryNamed(folded(name)))
    }
    expect(countryNamed(countryName(iso2, 'en'))).toBe(iso2)
  }
})

test('tones tell Mỹ from Malaysia’s code and Bỉ from Burundi’s', () => {
  expect(['Mỹ', 'mỹ', 'MY', 'Bỉ', 'bi', 'Áo', 'ao', 'lao', 'thuy si', 'cu ba'].map(countryNamed)).toEqual([
    'US',
    'US',
    'MY',
    'BE',
    'BE',
    'AT',
    'AT',
    'LA',
    'CH',
    'CU',
  ])
})

// As they stand in newspapers and in the ledgers of offices.
const written: Record<string, string> = {
  'Ý, Italia, I-ta-li-a, Nước Ý, Cộng hòa Ý, Ý Đại Lợi': 'IT',
  'Áo, Cộng hoà Áo': 'AT',
  'Bỉ, Vương quốc Bỉ': 'BE',
  'Hà Lan, Hòa Lan, Holland, Vương quốc Hà Lan': 'NL',
  'Tây Ban Nha': 'ES',
  'Bồ Đào Nha': 'PT',
  'Thuỵ Điển, thuy dien': 'SE',
  'Ba Lan, Cộng hòa Ba Lan': 'PL',
  'Hung-ga-ri, Hungari, Hungary, Hung Gia Lợi': 'HU',
  'Bun-ga-ri, Bungari': 'BG',
  'Ru-ma-ni, Rumani': 'RO',
  'Séc, CH Séc, Cộng hòa Séc, Czech, Czechia': 'CZ',
  'Xlô-va-ki-a, Slovakia': 'SK',
  'Ai Cập, Cộng hòa Ả Rập Ai Cập': 'EG',
  'Úc, Ốt-xtrây-li-a, Ôx-trây-li-a, Ôxtrâylia, Australia': 'AU',
  'Niu Di-lân, Niu Dilân, New Zealand': 'NZ',
  'Mỹ, Mĩ, Hoa Kỳ, Hợp chủng quốc Hoa Kỳ, USA, U.S.A.': 'US',
  'Anh, Vương quốc Anh, Liên hiệp Anh, UK, England': 'GB',
  'Mông Cổ': 'MN',
  'Hồng Kông, Hồng Công, Hương Cảng, Hong Kong': 'HK',
  'Ma Cao, Macau, Áo Môn': 'MO',
  'Xin-ga-po, Xinh-ga-po, Singapo, Cộng hòa Singapore, Tân Gia Ba': 'SG',
  'Ma-lai-xi-a, Malaixia, Mã Lai, Liên bang Malaysia': 'MY',
  'Mi-an-ma, Mianma, Miến Điện, Liên bang Myanmar': 'MM',
  'Bru-nây, Brunei Darussalam': 'BN',
  'Đông Ti-mo, Đông Timor, CHDC Timor-Leste': 'TL',
  'In đô nê xi a, Inđônêxia, Indonexia': 'ID',
  'Phi-lip-pin, Phi líp pin, Phillipines, Phi Luật Tân': 'PH',
  'Thái Lan, Vương quốc Thái Lan, thai lan': 'TH',
  'CHDCND Lào, Cộng hòa Dân chủ Nhân dân Lào, Lao PDR': 'LA',
  'Cam-pu-chia, Vương quốc Campuchia, Căm-pu-chia': 'KH',
  'CHND Trung Hoa, Cộng hòa nhân dân Trung Hoa, Trung Hoa': 'CN',
  'Nhựt Bổn, Nhật, Nhật Bản': 'JP',
  'Đại Hàn Dân Quốc, Cộng hòa Hàn Quốc, Republic of Korea': 'KR',
  'Bắc Triều Tiên, CHDCND Triều Tiên, Democratic People’s Republic of Korea': 'KP',
  'I-ran, Cộng hòa Hồi giáo Iran': 'IR',
  'I-rắc': 'IQ',
  'Cô-oét, Cô oét': 'KW',
  'Ả Rập Xê Út, A-rập Xê-út': 'SA',
  'UAE, Các tiểu vương quốc A-rập thống nhất': 'AE',
  'Ca-ta': 'QA',
  'Y-ê-men': 'YE',
  'Xi-ri': 'SY',
  'Li-băng': 'LB',
  'Palestine, Pa-le-xtin, Nhà nước Palestine': 'PS',
  'I-xra-en, Ixraen': 'IL',
  'Ca-dắc-xtan, Kazakhstan': 'KZ',
  'U-dơ-bê-ki-xtan': 'UZ',
  'Pa-ki-xtan': 'PK',
  'Áp-ga-ni-xtan': 'AF',
  'Băng-la-đét, Bănglađét': 'BD',
  'Xri Lan-ca, Srilanka': 'LK',
  'Nê-pan': 'NP',
  'U-crai-na, Ucraina, Ukraine': 'UA',
  'Bê-la-rút, Belarus': 'BY',
  'Lít-va': 'LT',
  'Nga, LB Nga, Liên bang Nga, Russian Federation': 'RU',
  'LB Đức, CHLB Đức, Cộng hoà Liên bang Đức': 'DE',
  'Cộng hoà Pháp, Cộng hòa Pháp, Pháp quốc': 'FR',
  'Thụy Sỹ, Liên bang Thụy Sĩ': 'CH',
  'Vê-nê-xu-ê-la': 'VE',
  'Ác-hen-ti-na, Áchentina': 'AR',
  'Chi-lê': 'CL',
  'Mê-hi-cô, Mêhicô': 'MX',
  'Bra-xin, Braxin': 'BR',
  'Pê-ru': 'PE',
  'Ni-ca-ra-goa': 'NI',
  'Cu Ba, Cu-ba, Cộng hòa Cuba': 'CU',
  'Ca-na-đa': 'CA',
  'Ăng-gô-la': 'AO',
  'Mô-dăm-bích': 'MZ',
  'An-giê-ri, Angiêri': 'DZ',
  'Ma-rốc, Vương quốc Maroc': 'MA',
  'Phi-gi': 'FJ',
  'CHDC Congo, Cộng hòa Dân chủ Công-gô': 'CD',
  'Cộng hòa Congo, Republic of the Congo': 'CG',
  'Cộng hòa Dominica': 'DO',
  'Đô-mi-ni-ca': 'DM',
}

test('a country is understood in every spelling that offices write', () => {
  const misread = Object.entries(written).flatMap(([names, iso2]) =>
    names
      .split(', ')
      .flatMap((name) => [name, name.normalize('NFD'), name.toUpperCase()])
      .filter((name) => countryNamed(name) !== iso2)
      .map((name) => `${name}: ${countryNamed(name)}, not ${iso2}`),
  )
  expect(misread).toEqual([])
})

test('no name is that of two countries, and every listed one means its own', () => {
  const owners = new Map<string, Set<string>>()
  for (const { iso2 } of allCountries)
    for (const name of everyNameOf(iso2)) {
      const key = folded(name)
      owners.set(key, (owners.get(key) ?? new Set()).add(iso2))
      expect(countryNamed(name), name).toBe(iso2)
    }
  const shared = [...owners].filter(([, codes]) => codes.size > 1).map(([name]) => name)
  expect(shared).toEqual([])
})

test('a name of several countries of today means none, and the form says which they are', async () => {
  for (const name of Object.keys(severalCountries)) expect(countryNamed(name), name).toBeUndefined()
  expect(severalNamed('Liên bang Xô viết')).toContain('RU')
  const { submit, typed } = startApp()
  expect((await submit('/delegations', typed({ countries: 'Liên Xô' }))).error('countries')).toContain(
    '“Liên Xô” nay là nhiều nước: Nga, Ukraina',
  )
})

test('the picker and the search find a country by names that no record holds', async () => {
  const { visit, submit, typed, make } = startApp()
  make.partner({ name: 'FNSI', country: 'IT' })
  for (const name of ['Ý', 'Italia', 'I-ta-li-a']) {
    const options = await visit(`/countries/options?q=${encodeURIComponent(name)}`)
    expect(options.texts('[role="option"]')[0], name).toContain('Italy')
    expect((await visit(`/search?q=${encodeURIComponent(name)}`)).texts('a'), name).toContain('FNSI')
  }
  const kept = await submit('/delegations', typed({ countries: 'Ý' }))
  expect((await visit(`${kept.location}`)).text('.facts--row')).toContain('Italy')
})
