/**
 * @file Child process that feeds damaged files to a parser: `node fuzz-child.mjs <parser> <first> <end>`. It records
 * the number of each input before parsing it, so that the parent knows which input hung, and prints the results at the
 * end.
 */
import { fstatSync, writeSync } from 'node:fs'
import { withModules } from './modules.mjs'

const [name, first, end] = process.argv.slice(2)
/**
 * File descriptor of the file with the current input number. The parent reads that file, because a hung process cannot
 * send messages.
 */
const AT = 3
fstatSync(AT)

await withModules(async (load) => {
  const { fuzz, PARSERS } = await load('/src/ingest/fixtures/fuzzed.ts')
  const parser = PARSERS.find((one) => one.name === name)
  if (!parser) throw new Error(`no parser ${name}`)
  const ends = { read: 0, refused: 0, slowest: 0, slowestInput: 0, broken: [] }
  for (let input = Number(first); input < Number(end); input++) {
    writeSync(AT, String(input).padEnd(12), 0)
    try {
      const { read, ms } = await fuzz(parser, input)
      ends[read ? 'read' : 'refused']++
      if (ms > ends.slowest) Object.assign(ends, { slowest: ms, slowestInput: input })
    } catch (error) {
      ends.broken.push(error.message.slice(0, 500))
    }
  }
  if (Object.keys(Object.prototype).length > 0) ends.broken.push('Object.prototype was changed')
  process.stdout.write(JSON.stringify(ends))
})
