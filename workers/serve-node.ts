/** @file serve.mjs: a single-file Node server that is included in the zip of an exported model. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { start } from '../src/serving/node-server/start'

start(dirname(fileURLToPath(import.meta.url)), process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
