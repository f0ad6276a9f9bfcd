/**
 * @file start: the entry point of serve.mjs. Reads the model from the same folder, starts listening, and prints the
 * server's address.
 */
import { modelServerText as text } from '../../messages/en/model-server'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openHttp } from '../http/open-http'
import { modelBackend } from '../http/model-backend'
import { type OpenModel, openModel } from '../open-model'
import { serverOf } from './http-server'
import { readFolder } from './read-folder'

/**
 * Parses the options that follow `node serve.mjs`. If an option is unknown, throws an error that explains the usage.
 */
export function readOptions(args: readonly string[]): { readonly port: number; readonly host: string } | 'help' {
  let [port, host] = [8080, '127.0.0.1']
  for (let i = 0; i < args.length; i += 2) {
    const [option, value] = [args[i], args[i + 1]]
    if (option === '--help' || option === '-h') return 'help'
    if (option === '--port' && value !== undefined && /^\d{1,5}$/.test(value) && Number(value) < 65_536) {
      port = Number(value)
    } else if (option === '--host' && value !== undefined) host = value
    else throw new Error(text.unknownOption({ option: String(option), value: value ?? '', usage: text.usage }))
  }
  return { port, host }
}

/** Starts the server for the files in a folder. Rejects with a readable message if it cannot start. */
export async function start(folder: string, args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options === 'help') {
    console.log(text.usage)
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
  const served = modelBackend({ name, version, pipeline, model: () => opened, trace, now })
  const server = serverOf(openHttp(served, now))
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  // The server listens while the model warms up, and returns status 503 until the model is ready.
  opened = await openModel({ ref: { model: name, version }, model, weights })
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : options.port
  const url = `http://${options.host}:${port}/v2/models/${encodeURIComponent(name)}`
  console.log(text.address({ name, version, url }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)))
}
