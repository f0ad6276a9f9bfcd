/**
 * @file Tests every parser with a thousand damaged files generated from stored seeds: each file must quickly be read or
 * rejected with a message.
 */
import { expect, test } from 'vitest'
import { fuzz, PARSERS, SLOWEST_MS } from './fixtures/fuzzed'
import { formats } from './formats/index'

const INPUTS = 1000

test.each(PARSERS.map((parser) => [parser.name, parser] as const))('%s', async (_name, parser) => {
  const ends = { read: 0, refused: 0 }
  for (let input = 0; input < INPUTS; input++) {
    const { read, ms } = await fuzz(parser, input, () => performance.now())
    // Reading the CPU time takes as long as reading a small file, so it is measured only if the elapsed time is long.
    if (ms >= SLOWEST_MS) expect((await fuzz(parser, input)).ms, `input ${input}`).toBeLessThan(SLOWEST_MS)
    ends[read ? 'read' : 'refused']++
  }
  expect(Object.keys(Object.prototype)).toEqual([])
  // The test is meaningful only if damage is detected in some of the files but not in all of them.
  if (parser.othersGoOn) expect(ends.refused).toBe(0)
  else expect(Math.min(ends.read, ends.refused), JSON.stringify(ends)).toBeGreaterThan(INPUTS / 100)
})

test('every format is damaged', () => {
  // The folder format only combines files of other formats, so it has no parser of its own.
  expect(PARSERS).toHaveLength(formats.filter(({ id }) => id !== 'folder').length)
})
