import { expect, test } from 'vitest'
import { allCountries, countryName, countryNamed, namesOfCountry } from '../src/countries/names.ts'
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
    undefined,
  ])
})
