import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const table = readFileSync(join(import.meta.dirname, 'asvs.md'), 'utf8')

// Of ASVS 5.0 level 2, what applies to a register kept by one server without connections of its own.
const testable = `1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.9 1.3.2 1.3.3 1.3.7 1.4.2 1.5.1 1.5.2
  2.1.1 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.4.1 3.2.1 3.2.2 3.3.1 3.3.2 3.3.3 3.3.4
  3.4.1 3.4.2 3.4.3 3.4.4 3.4.5 3.4.6 3.5.1 3.5.3 3.7.2 4.1.1 4.1.3 4.2.1 5.1.1 5.2.1 5.2.2 5.2.3
  5.3.1 5.3.2 5.4.1 5.4.2 6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.2.9 6.2.10 6.2.11 6.2.12
  6.3.1 6.3.2 6.3.3 6.3.4 6.4.1 6.4.3 6.5.1 6.5.3 6.5.5 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2
  7.4.1 7.4.2 7.4.3 7.4.5 7.5.1 7.5.2 8.1.1 8.1.2 8.2.1 8.2.2 8.2.3 8.3.1 11.4.2 11.5.1
  13.4.1 13.4.2 13.4.3 13.4.4 13.4.5 14.2.1 14.3.1 14.3.2 14.3.3 15.2.2 15.3.1 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7
  16.3.1 16.3.2 16.4.1 16.5.1 16.5.2 16.5.3`.split(/\s+/)
const others =
  `1.3.1 1.3.10 2.1.2 2.1.3 3.7.1 6.1.2 6.1.3 6.4.2 6.4.4 7.1.1 7.1.2 7.4.4 11.1.1 11.1.2 11.2.1 11.2.2
  11.2.3 11.3.1 11.3.2 11.3.3 11.4.1 11.4.3 11.4.4 12.1.1 12.1.2 12.2.1 12.2.2 12.3.1 13.1.1 13.2.2 13.2.3 13.2.4
  13.3.1 13.3.2 14.1.1 14.1.2 14.2.2 14.2.3 14.2.4 15.1.1 15.1.2 15.1.3 15.2.1 15.2.3 16.1.1 16.2.1 16.2.2 16.2.3
  16.2.4 16.2.5 16.3.3 16.3.4 16.4.2 16.4.3`.split(/\s+/)

const sections = table.split('\n## ').slice(1)
const rowsOf = (section: string) =>
  section
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    )
const requirementsOf = (section: string) => rowsOf(section).flatMap(([first]) => first!.split(' '))

test('every requirement that applies has its line, once', () => {
  expect(requirementsOf(sections[0]!)).toEqual(expect.arrayContaining(testable))
  expect(requirementsOf(sections[1]!)).toEqual(expect.arrayContaining(others))
  const all = [...requirementsOf(sections[0]!), ...requirementsOf(sections[1]!)]
  expect(all.toSorted()).toEqual([...testable, ...others].toSorted())
  expect(rowsOf(sections[2]!).map(([figure]) => Number(figure))).toEqual(
    Array.from({ length: 16 }, (_, at) => 20 + at),
  )
})

test('every line names a test or a dated reason, and says how far it is met', () => {
  for (const [requirement, , , shown, state] of [...rowsOf(sections[0]!), ...rowsOf(sections[1]!)]) {
    expect([requirement, shown]).toEqual([requirement, expect.stringMatching(/“.+”|2026-\d\d-\d\d: \S/)])
    expect([requirement, state]).toEqual([
      requirement,
      expect.stringMatching(/^(met|in part|by deployment|not yet)$/),
    ])
    // What is not met whole says what is missing, or who sees to it.
    if (state !== 'met')
      expect([requirement, shown]).toEqual([requirement, expect.stringMatching(/2026-\d\d-\d\d: \S/)])
  }
})

test('every test that the table names is there', () => {
  const files = globSync('**/*.test.ts', { cwd: import.meta.dirname })
  const source = new Map(
    files.map((file) => [basename(file, '.test.ts'), readFileSync(join(import.meta.dirname, file), 'utf8')]),
  )
  const named = [...table.matchAll(/([\w-]+) “([^”]+)”/g)].filter(([, file]) => source.has(file!))
  const isThere = (file: string, name: string) =>
    ["'", '"', '`'].some((quote) => source.get(file)!.includes(`test(${quote}${name}${quote}`))
  expect(named.filter(([, file, name]) => !isThere(file!, name!)).map(([whole]) => whole)).toEqual([])
  expect(named.length).toBeGreaterThan(100)
  // Whatever else stands before a name in quotes: a test file that was renamed would show up here.
  const words = [...table.matchAll(/([\w-]+) “/g)]
    .map(([, word]) => word!)
    .filter((word) => !source.has(word))
  expect([...new Set(words)].toSorted()).toEqual(['and', 'rows', 'setting'])
})
