import { describe, expect, test } from 'vitest'
import type { Block } from '../graph/block'
import { readBlock, writeBlock } from './block-and-clip-files'
import { libraryBlock } from './samples.test-help'

const { id, name, block } = libraryBlock('stem', 1)
const using = (own: string, of: string): Block => ({
  ...block,
  id: own,
  inside: {
    nodes: [{ id: 'u', kind: 'block', label: 'Use', params: { block: of }, position: { x: 0, y: 0 } }],
    wires: [],
  },
})
const file = { id, name, block: using('a', 'stem'), within: [block] }
const text = () => new TextDecoder().decode(writeBlock(file))
const read = (words: string) => readBlock(new TextEncoder().encode(words))
const code = (words: string) => {
  const result = read(words)
  return result.ok ? 'read' : result.error.code
}
const changed = (change: object) => JSON.stringify({ ...JSON.parse(text()), ...change })

describe('the block file', () => {
  test('a block round-trips with those inside it; equal blocks give equal files', () => {
    expect(read(text())).toEqual({ ok: true, value: file })
    const { inside, ...rest } = file.block
    expect(writeBlock({ ...file, block: { inside, ...rest } })).toEqual(writeBlock(file))
  })

  test.each([
    ['nothing', '', 'file-cut-off'],
    ['words', 'hello', 'file-not-text'],
    ['a truncated file', text().slice(0, -20), 'file-cut-off'],
    ['a project', '{"format": "netloom-project", "version": 2}', 'file-other-kind'],
    ['a number', '7', 'file-other-kind'],
    ['null', 'null', 'file-other-kind'],
    ['one of a newer Netloom', changed({ version: 9, block: 'of another kind' }), 'file-newer'],
    ['one without a version', changed({ version: undefined }), 'file-shape'],
    ['one without its block', changed({ block: undefined }), 'file-shape'],
    ['an id with a path', changed({ id: '../x' }), 'file-id'],
    ['a prototype key', text().replace('"within"', '"__proto__": {}, "within"'), 'file-unsafe-key'],
    ['one that contains itself', changed({ block: using('a', 'a') }), 'block-in-itself'],
    ['a cycle of two', changed({ block: using('a', 'b'), within: [using('b', 'a')] }), 'block-in-itself'],
    ['one with a missing inner block', changed({ within: [] }), 'block-unknown'],
    ['two with the same id', changed({ within: [block, block] }), 'file-duplicate'],
    ['an unknown layer', text().replace('"block-in"', '"warp"'), 'file-unknown'],
    [
      'a parameter named like a prototype property',
      text().replace('"params": {}', '"params": {"constructor": 1}'),
      'file-shape',
    ],
    ['too deep nesting', `${'['.repeat(60)}"netloom-block"`, 'file-too-deep'],
  ])('%s is refused', (_what, words, expected) => {
    expect(code(words)).toBe(expected)
  })

  test('ten megabytes are refused without reading', () => {
    expect(readBlock(new Uint8Array(10_000_000))).toMatchObject({ error: { code: 'file-too-large' } })
  })
})
