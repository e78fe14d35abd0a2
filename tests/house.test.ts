import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

// The house's one-way imports and its few bans, as regular expressions over the source.

const root = join(import.meta.dirname, '..')
const files = globSync('src/**/*.ts', { cwd: root })
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')
const source = new Map(files.map((file) => [file, textOf(file)]))
const code = new Map(files.map((file) => [file, withoutComments(source.get(file)!)]))

const imports = files.flatMap((file) =>
  [...code.get(file)!.matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm)].map((found) => {
    const from = found[1] ?? found[2] ?? found[3]!
    const isOurs = from.startsWith('.')
    return { file, isOurs, from: isOurs ? normalize(join(dirname(file), from)) : from }
  }),
)
const folderOf = (file: string) => dirname(file).replace(/^src\/?/, '')
const isIn = (folder: string, file: string) => file.startsWith(`src/${folder}/`)
const isOfFeature = (file: string) => !['', 'web', 'db'].includes(folderOf(file))
/** What holds a table: a noun. */
const nouns = files.filter((file) => code.get(file)!.includes('snakeCase.table('))

test('web and db know no feature', () => {
  const wrong = imports.filter(
    ({ file, isOurs, from }) => /^src\/(web|db)\//.test(file) && isOurs && isOfFeature(from),
  )
  // schema.ts is drizzle-kit's list of every table; the program itself never reads it.
  expect(pairs(wrong.filter(({ file }) => file !== 'src/db/schema.ts'))).toEqual([])
  expect(pairs(imports.filter(({ from }) => from === 'src/db/schema.ts'))).toEqual([])
})

test('db knows nothing of the web', () => {
  const wrong = imports.filter(
    ({ file, from }) => isIn('db', file) && (isIn('web', from) || from === 'express'),
  )
  expect(pairs(wrong)).toEqual([])
})

test('dates and vietnamese import nothing of ours', () => {
  const wrong = imports.filter(
    ({ file, isOurs }) => ['src/dates.ts', 'src/vietnamese.ts'].includes(file) && isOurs,
  )
  expect(pairs(wrong)).toEqual([])
})

test('only routes speak HTTP: queries, nouns and forms never import express or the page', () => {
  const speakHttp =
    /routes\.ts$|^src\/(web\/|app\.ts|rooms\.ts|preferences\.ts|health\.ts|accounts\/identify\.ts|history\/edit-form\.ts)/
  const wrong = imports.filter(
    ({ file, from }) => !speakHttp.test(file) && (from === 'express' || from === 'src/web/page.ts'),
  )
  expect(pairs(wrong)).toEqual([])
})

test('only app.ts and its list of rooms mount routes; a room may split its own', () => {
  const wrong = imports.filter(
    ({ file, from }) =>
      from.endsWith('routes.ts') &&
      !['src/app.ts', 'src/rooms.ts'].includes(file) &&
      !(file.endsWith('routes.ts') && folderOf(file) === folderOf(from)),
  )
  expect(pairs(wrong)).toEqual([])
})

test('a feature never uses the form of another', () => {
  const wrong = imports.filter(
    ({ file, from }) => isOfFeature(from) && from.endsWith('/form.ts') && folderOf(file) !== folderOf(from),
  )
  expect(pairs(wrong)).toEqual([])
})

test('a noun knows only other nouns and the database', () => {
  const wrong = imports.filter(
    ({ file, isOurs, from }) => nouns.includes(file) && isOurs && !nouns.includes(from) && !isIn('db', from),
  )
  expect(nouns.length).toBeGreaterThan(8)
  expect(pairs(wrong)).toEqual([])
})

test('nothing but write.ts and its record of an act inserts, updates or removes', () => {
  const writes =
    /\b(db|tx|database)\s*\.(insert|update|delete)\(|\b(insert (or \w+ )?into|delete from|update [\w"]+ set)\b/gi
  const found = files.flatMap((file) =>
    [...code.get(file)!.matchAll(writes)].map(([words]) => `${file}: ${words.replace(/\s+/g, ' ')}`),
  )
  const allowed = [
    /^src\/db\/(write|inserting|recording)\.ts: /,
    // The runtime's names of countries are no record of the office: they are brought up to date at start, without history.
    /^src\/countries\/catalogue\.ts: insert into$/,
    // Entries of what was removed go together, since the index of words follows each statement.
    /^src\/search\/indexing\.ts: delete from$/,
    // Temporary tables of a connection that reads only: the register as it stood.
    /^src\/db\/(winding|kept-then)\.ts: /,
    // People of a month, which triggers empty where a write touches them: filled again as the last thing of it.
    /^src\/db\/counted\.ts: update people_cells set$/,
    // What triggers keep of each row (counts, the index of words), kept of thousands at once.
    /^src\/delegations\/(adding-many|counting-together)\.ts: (insert (or ignore )?into|update delegations set)$/,
  ]
  expect(found.filter((one) => !allowed.some((known) => known.test(one)))).toEqual([])
})

test('the environment is read only where a program starts', () => {
  const readers = files.filter((file) => /process\.env/.test(code.get(file)!))
  expect(readers.toSorted()).toEqual([
    'src/accounts/command.ts',
    'src/counting/check.ts',
    'src/history/check.ts',
    'src/seed.ts',
    'src/server.ts',
  ])
})

test('no any, no default export, nothing left to do, no path of one machine', () => {
  const found = files.flatMap((file) => [
    ...lines(file, bare(file), /[:<|&,(]\s*any\b|\bas any\b|\bany\[\]/),
    ...lines(file, bare(file), /\bexport default\b/),
    ...lines(file, source.get(file)!, /\b(TODO|FIXME|XXX)\b/),
  ])
  const everywhere = globSync(['src/**/*.ts', 'views/**/*.{eta,js,css}', 'migrations/**/*.sql'], {
    cwd: root,
  })
  const paths = everywhere.flatMap((file) =>
    lines(file, textOf(file), /(^|['"`\s(=])\/(home|root|Users|tmp|var|opt|mnt|work)\/|\b[A-Z]:\\/),
  )
  expect([...found, ...paths]).toEqual([])
})

const pairs = (wrong: { file: string; from: string }[]) =>
  wrong.map(({ file, from }) => `${file} imports ${from}`)

/** Code without its strings, in which "any" is a word. */
const bare = (file: string) => code.get(file)!.replace(/'(?:\\.|[^'\\\n])*'/g, "''")

function lines(file: string, text: string, pattern: RegExp): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []))
}

// Line ends stay, so that line numbers hold; strings stay, because imports and SQL are in them.
function withoutComments(text: string): string {
  return text.replace(
    /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (all, string: string | undefined) => string ?? all.replace(/[^\n]/g, ''),
  )
}

test('the stylesheet closes what it opens, so that no rule stands within another by mistake', () => {
  const styles = readFileSync(join(root, 'views/assets/app.css'), 'utf8').replace(/\/\*.*?\*\//gs, '')
  const layers: [string, number][] = []
  let depth = 0
  for (const line of styles.split('\n')) {
    if (/^@layer \w+ \{/.test(line)) layers.push([line, depth])
    depth += line.split('{').length - line.split('}').length
  }
  expect(layers.filter(([, deep]) => deep !== 0)).toEqual([])
  expect(layers.length).toBeGreaterThan(3)
  expect(depth).toBe(0)
})
