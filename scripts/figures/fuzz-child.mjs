/**
 * @file A process that gives a parser damaged files: `node fuzz-child.mjs <parser> <first> <end>`. It tells each input before it begins
 * with it, so that whoever ends it knows which one hung, and at last how they ended.
 */
import { fstatSync, writeSync } from 'node:fs'
import { withModules } from './modules.mjs'

const [name, first, end] = process.argv.slice(2)
/** Where the number of the input at hand is written: a file that the parent reads, since a process that hangs sends nothing. */
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
  if (Object.keys(Object.prototype).length > 0) ends.broken.push('the prototype of all objects was changed')
  process.stdout.write(JSON.stringify(ends))
})
