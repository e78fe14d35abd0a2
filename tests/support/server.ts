import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** The program as a process of its own over a data folder, to be killed. */
export async function startServer(dataDir: string, port = '0') {
  const server = spawn(process.execPath, [join(import.meta.dirname, '../../src/server.ts')], {
    env: { ...process.env, PORT: port, DATA_DIR: dataDir, SEED: 'none', HOST: '', LOG_LEVEL: 'silent' },
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const kill = () => {
    server.kill('SIGKILL')
    return ended
  }
  onTestFinished(kill)
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (data: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec((said += String(data)))
      if (found) resolve(found[0])
    })
    server.stderr.on('data', (data: Buffer) => reject(new Error(String(data))))
    void ended.then(() => reject(new Error('it ended')))
  })
  return { address, port: new URL(address).port, kill }
}
