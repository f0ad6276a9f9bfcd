/** @file start: serve.mjs: reads the model beside it, listens, and says where. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHttp } from '../http/open-http'
import { serveAlone } from '../http/serve-alone'
import { type OpenModel, openModel } from '../model'
import { serverOf } from './listen'
import { readFolder } from './read-folder'

const USAGE = `node serve.mjs [--port 8080] [--host 127.0.0.1]

Serves the model whose files lie beside it: Open Inference Protocol v2 and Prometheus' metrics.
--port 0 takes any that is free; --host 0.0.0.0 answers other machines.`

/** Reads what was written behind `node serve.mjs`. Throws with the usage where it is something else. */
export function readOptions(args: readonly string[]): { readonly port: number; readonly host: string } | 'help' {
  let [port, host] = [8080, '127.0.0.1']
  for (let i = 0; i < args.length; i += 2) {
    const [option, value] = [args[i], args[i + 1]]
    if (option === '--help' || option === '-h') return 'help'
    if (option === '--port' && value !== undefined && /^\d{1,5}$/.test(value) && Number(value) < 65_536) {
      port = Number(value)
    } else if (option === '--host' && value !== undefined) host = value
    else throw new Error(`${option} ${value ?? ''} is not known.\n\n${USAGE}`)
  }
  return { port, host }
}

/** Starts the server over the files of a folder. Rejects with a sentence where it cannot. */
export async function start(folder: string, args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options === 'help') {
    console.log(USAGE)
    return
  }
  const { name, version, model, pipeline, weights } = readFolder((file) => {
    try {
      return readFileSync(join(folder, file))
    } catch {
      return undefined
    }
  })
  let opened: OpenModel | undefined
  const trace = () => randomBytes(16).toString('hex')
  const now = () => performance.now()
  const served = serveAlone({ name, version, pipeline, model: () => opened, trace, now })
  const server = serverOf(openHttp(served, now))
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  // It listens while it warms up: whoever asks then is told 503.
  opened = await openModel({ ref: { model: name, version }, model, weights })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  console.log(`${name}, version ${version}: http://${options.host}:${port}/v2/models/${encodeURIComponent(name)}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)))
}
