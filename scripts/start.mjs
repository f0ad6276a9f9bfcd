/** @file `npm start`: installs what is missing, builds, serves the studio and prints its address. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, must, root } from './steps.mjs'

ensureInstalled()
if (isStale()) {
  console.log('Building the studio…')
  must('npm', ['run', '--silent', 'build', '--', '--logLevel', 'warn'])
}

const { preview } = await import('vite')
const host = process.argv.includes('--host')
const server = await preview({
  root,
  logLevel: 'warn',
  preview: { port: Number(process.env.PORT ?? 4173), host: host ? '0.0.0.0' : '127.0.0.1' },
})
const [address] = server.resolvedUrls?.local ?? []
console.log(`\n  Netloom is open at ${address}\n`)
for (const other of server.resolvedUrls?.network ?? []) {
  console.log(
    `  on this network: ${other} (plain http: no WebGPU, no offline use; "This machine" says what is missing)`,
  )
}
console.log('  Press Ctrl C to end it.\n')

/** Whether anything that goes into the build is newer than the build. */
function isStale() {
  const built = join(root, 'dist', 'index.html')
  if (!existsSync(built)) return true
  const since = statSync(built).mtimeMs
  return ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'].some(
    (path) => newest(join(root, path)) > since,
  )
}

function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), 0)
}
