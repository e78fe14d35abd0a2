// Which language a name is written in, so that a page can say so to those who hear it read aloud.

const scripts: [RegExp, string, Record<string, string>?][] = [
  [/\p{Script=Lao}/u, 'lo'],
  [/\p{Script=Khmer}/u, 'km'],
  [/\p{Script=Thai}/u, 'th'],
  [/\p{Script=Myanmar}/u, 'my'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'ja'],
  [/\p{Script=Han}/u, 'zh', { JP: 'ja' }],
  [
    /\p{Script=Cyrillic}/u,
    'ru',
    { UA: 'uk', BG: 'bg', MN: 'mn', RS: 'sr', MK: 'mk', KZ: 'kk', KG: 'ky', TJ: 'tg' },
  ],
  [/\p{Script=Arabic}/u, 'ar', { IR: 'fa', PK: 'ur', AF: 'fa' }],
  [/\p{Script=Devanagari}/u, 'hi', { NP: 'ne' }],
  [/\p{Script=Bengali}/u, 'bn'],
  [/\p{Script=Sinhala}/u, 'si'],
  [/\p{Script=Hebrew}/u, 'he'],
  [/\p{Script=Greek}/u, 'el'],
  [/\p{Script=Armenian}/u, 'hy'],
  [/\p{Script=Georgian}/u, 'ka'],
]

const latin: Record<string, string> = Object.fromEntries(
  Object.entries({
    es: 'CU ES MX AR CL CO PE VE BO EC UY PY NI SV GT HN CR PA DO',
    pt: 'PT BR AO MZ TL',
    fr: 'FR BE SN CI ML DZ MA TN CD CG',
    de: 'DE AT',
    en: 'GB US AU NZ IE CA SG ZA NG GH KE IN',
    id: 'ID',
    ms: 'MY BN',
    fil: 'PH',
    it: 'IT',
    nl: 'NL',
    sv: 'SE',
    da: 'DK',
    nb: 'NO',
    fi: 'FI',
    pl: 'PL',
    cs: 'CZ',
    sk: 'SK',
    hu: 'HU',
    ro: 'RO MD',
    tr: 'TR',
    uz: 'UZ',
  }).flatMap(([language, codes]) => codes.split(' ').map((iso2) => [iso2, language])),
)

/** The language tag of a name in the script of its country, or null where one cannot tell (Swiss names have four). */
export function languageOfName(name: string, country: string | null): string | null {
  for (const [script, language, inCountry] of scripts) {
    if (script.test(name)) return (country && inCountry?.[country]) || language
  }
  return (country && latin[country]) || null
}
