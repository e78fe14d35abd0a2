// How long a ledger of 20,000 lines takes to read, to write and to take back, how much memory the server then uses, and how
// quickly it answers others meanwhile: `node tests/bench/import.ts [lines]`.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from '../../src/dates.ts'
import { writeXlsx } from 'hucre/xlsx'
import { signInClerk } from './accounts.ts'

const lineCount = Number(process.argv[2] ?? 20_000)
const dataDir = mkdtempSync(join(tmpdir(), 'so-doan-bench-'))
const server = spawn(process.execPath, [join(import.meta.dirname, '../../src/server.ts')], {
  // Compiled code is kept as `npm start` keeps it.
  env: {
    ...process.env,
    NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache'),
    DATA_DIR: dataDir,
    PORT: '0',
    SEED: 'published',
    LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const address = await new Promise<string>((resolve) => {
  server.stdout.on('data', (data: Buffer) => {
    const found = /http:\/\/\S+/.exec(data.toString())?.[0]
    if (found) resolve(found)
  })
})
const headers = { Cookie: signInClerk(dataDir), Origin: address }

const bytes = await ledger(lineCount)
console.log(`${lineCount} lines, ${(bytes.length / 1e6).toFixed(1)} MB`)
const base = memory('VmRSS')
let worked = processorSeconds()
let peak = 0
let waits: number[] = []
const measuring = { isOn: true }
const visitor = visitAlways()

const form = new FormData()
form.set('file', new Blob([new Uint8Array(bytes)]), 'so-20000.xlsx')
let started = performance.now()
const posted = await fetch(`${address}/imports`, { method: 'POST', body: form, headers, redirect: 'manual' })
const page = posted.headers.get('location') ?? ''
const read = (await (await fetch(`${address}${page}.json`, { headers })).json()) as {
  items: { verdict: string }[]
}
tell('dry run', started)
const verdicts = Map.groupBy(read.items, ({ verdict }) => verdict)
console.log(Object.fromEntries([...verdicts].map(([verdict, lines]) => [verdict, lines.length])))
started = performance.now()
const written = await fetch(`${address}${page}/commit`, { method: 'POST', headers, redirect: 'manual' })
tell(`commit ${written.status}`, started)
started = performance.now()
const again = await fetch(`${address}/imports`, { method: 'POST', body: form, headers, redirect: 'manual' })
const same = (await (
  await fetch(`${address}${again.headers.get('location')}.json`, { headers })
).json()) as typeof read
tell('the same file again', started)
console.log(
  Object.fromEntries(
    [...Map.groupBy(same.items, ({ verdict }) => verdict)].map(([verdict, lines]) => [verdict, lines.length]),
  ),
)
started = performance.now()
const undone = await fetch(`${address}${page}/undo`, { method: 'POST', headers, redirect: 'manual' })
tell(`undo ${undone.status}`, started)
measuring.isOn = false
await visitor
console.log(`memory: ${base} MB before, ${peak} MB at most`)
server.kill('SIGTERM')
rmSync(dataDir, { recursive: true, force: true })

/**
 * What a line of the table says: how long, the processor's work for it beside that for answering others (in the main
 * thread), its own peak of memory, and how long others waited for a list meanwhile.
 */
function tell(what: string, since: number) {
  const sorted = waits.toSorted((one, other) => one - other)
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0
  const processor = processorSeconds()
  const [all, main] = [processor.all - worked.all, processor.main - worked.main]
  const most = memory('VmHWM')
  console.log(
    `${what}: ${((performance.now() - since) / 1000).toFixed(1)} s, of the processor ${(all - main).toFixed(1)} s ` +
      `and ${main.toFixed(1)} s for answering (load ${loadavg()[0]!.toFixed(1)}); ` +
      `list page p99 ${p99.toFixed(0)} ms, at most ${(sorted.at(-1) ?? 0).toFixed(0)} ms, of ${sorted.length}; ` +
      `${memory('VmRSS')} MB, ${most} MB at most`,
  )
  waits = []
  worked = processor
  peak = Math.max(peak, most)
  // The next line has a peak of its own.
  writeFileSync(`/proc/${server.pid}/clear_refs`, '5')
}

async function visitAlways() {
  while (measuring.isOn) {
    const asked = performance.now()
    await (await fetch(`${address}/delegations`, { headers })).text()
    waits.push(performance.now() - asked)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function memory(line: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
  return Math.round(Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024)
}

/**
 * User and system time of the server and of its main thread alone: on a machine that others use too, it says more than a
 * clock.
 */
function processorSeconds() {
  const secondsIn = (file: string) => {
    const [user, system] = readFileSync(file, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .slice(11, 13)
    return (Number(user) + Number(system)) / 100
  }
  const process = `/proc/${server.pid}`
  return { all: secondsIn(`${process}/stat`), main: secondsIn(`${process}/task/${server.pid}/stat`) }
}

async function ledger(count: number): Promise<Buffer> {
  const partners = [
    'JAK',
    'HNB Lào',
    'UPEC',
    'Hội NB toàn quốc TQ',
    'CTJ',
    'TJA',
    'Hội NB Indonesia',
    'HNB Belarus',
    'CLB các nhà báo CPC',
    'KPF',
    'Báo Granma',
    'APES',
  ]
  const countries = [
    'Hàn Quốc',
    'Lào',
    'Cu-ba',
    'TQ',
    'Thái Lan',
    'Thái lan',
    'In-đô',
    'Bê-la-rút',
    'CPC',
    'HQ',
    'Cuba',
    'Thụy Sỹ',
  ]
  const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi']
  const given = [
    'Minh An',
    'Thu Hà',
    'Quốc Bình',
    'Hải Vân',
    'Đức Long',
    'Thị Mai',
    'Văn Sơn',
    'Ngọc Lan',
    'Xuân Trường',
    'Thanh Tùng',
    'Kim Chi',
    'Hữu Phước',
  ]
  const rows: (string | number | Date | null)[][] = [
    ['SỔ THEO DÕI ĐOÀN RA'],
    [
      'STT',
      'Tên đoàn',
      'Nước',
      'Đối tác',
      'Trưởng đoàn',
      'Chức vụ',
      'Số người',
      'Từ ngày',
      'Đến ngày',
      'Nội dung',
      'Số QĐ',
      'Kinh phí',
      'Ghi chú',
    ],
  ]
  for (let at = 0; at < count; at++) {
    const which = (at * 7) % partners.length
    const starts = addDays('1960-01-03', Math.floor(at * 1.15))
    const [year, month, day] = starts.split('-').map(Number)
    rows.push([
      at + 1,
      `Đoàn công tác số ${at + 1} thăm ${countries[which]}`,
      countries[which]!,
      partners[which]!,
      `${surnames[at % 8]} ${given[(at * 5) % 12]} ${at % 400}`.replace(/ \d+$/, ''),
      at % 3 ? 'PCT TT' : 'UV BTV, TBT',
      at % 4 ? `${(at % 9) + 2} người` : null,
      at % 2 ? new Date(`${starts}T00:00:00Z`) : `${day}/${month}/${year}`,
      at % 5 ? `${day}/${month}/${year}` : null,
      'Trao đổi nghiệp vụ báo chí',
      `${at + 1}-QĐ/HNBVN`,
      null,
      null,
    ])
  }
  return Buffer.from(await writeXlsx({ sheets: [{ name: 'Sổ', rows }] }))
}
