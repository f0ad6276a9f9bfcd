/** @file `npm start`: installs dependencies and builds if needed, serves the studio, and prints its address. */
import { ensureBuilt, ensureInstalled, root } from './steps.mjs'

ensureInstalled()
ensureBuilt()

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
    `  on this network: ${other} (plain http: no WebGPU, no offline use; "This machine" lists what is missing)`,
  )
}
console.log('  Press Ctrl+C to stop.\n')
