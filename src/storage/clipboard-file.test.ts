/**
 * @file Tests clips as text: they round-trip, and anything else on the clipboard is refused with a specific message.
 */
import { expect, test } from 'vitest'
import type { ClipboardData } from '../graph/clipboard'
import { formatMessage } from '../messages/message'
import { readClip } from './block-and-clip-files'
import { writeClip } from './clipboard-text'

const CLIP: ClipboardData = {
  nodes: [
    { id: 'dense-1', kind: 'dense', label: 'Dense', params: { units: 4 }, position: { x: 0, y: 0 } },
    { id: 'relu-2', kind: 'activation', label: 'ReLU', params: {}, position: { x: 220, y: 0 } },
  ],
  wires: [{ id: 'wire-1', from: 'dense-1', to: 'relu-2', port: 0 }],
}

const changed = (part: object) => JSON.stringify({ ...JSON.parse(writeClip(CLIP)), ...part })

/** A block that contains another block, or itself. */
function holding(id: string, within = id) {
  const node = { id: 'n', kind: 'block', label: 'N', params: { block: within }, position: { x: 0, y: 0 } }
  return { id, name: id.toUpperCase(), params: {}, inside: { nodes: [node], wires: [] } }
}

test('a clip is readable text and round-trips', () => {
  const text = writeClip(CLIP)
  expect(text).toContain('"format": "netloom-clip",\n  "version": 1')
  expect(readClip(text)).toEqual({ ok: true, value: CLIP })
})

test.each([
  ['words', 'see netloom-clip', 'clip-other'],
  ['nothing', '', 'clip-other'],
  ['another program', '{"nodes": []}', 'clip-other'],
  ['an empty clip', changed({ nodes: [], wires: [] }), 'clip-other'],
  ['a truncated clip', writeClip(CLIP).slice(0, 90), 'file-cut-off'],
  ['a newer clip', changed({ version: 2 }), 'clip-newer'],
  ['no list of nodes', changed({ nodes: 3 }), 'file-shape'],
  ['an unknown layer', changed({ nodes: [{ ...CLIP.nodes[0], kind: 'magic' }], wires: [] }), 'file-unknown'],
  ['a wire to nowhere', changed({ nodes: CLIP.nodes.slice(1) }), 'file-dangling'],
  ['a duplicate node', changed({ nodes: [CLIP.nodes[0], CLIP.nodes[0]], wires: [] }), 'file-duplicate'],
  [
    'a node far away',
    changed({ nodes: [{ ...CLIP.nodes[0], position: { x: 1e9, y: 0 } }], wires: [] }),
    'file-position',
  ],
  ['a prototype key', writeClip(CLIP).replace('"units"', '"__proto__"'), 'file-unsafe-key'],
  ['too many nodes', changed({ nodes: Array.from({ length: 2001 }, () => ({})) }), 'clip-too-many'],
  ['a block inside itself', changed({ blocks: { a: holding('a') } }), 'clip-loop'],
  ['a cycle of blocks', changed({ blocks: { a: holding('a', 'b'), b: holding('b', 'a') } }), 'clip-loop'],
  ['too many bytes', `"netloom-clip"${' '.repeat(4_000_001)}`, 'clip-too-large'],
])('%s is refused', (_what, text, code) => {
  const read = readClip(text)
  expect(read.ok ? 'taken' : read.error.code).toBe(code)
  if (!read.ok) expect(formatMessage(read.error)).toMatch(/^\p{Lu}?.*\.$/u)
})

test('a clip may consist of notes only, whose text is never interpreted', () => {
  const clip: ClipboardData = {
    nodes: [],
    wires: [],
    notes: [{ id: 'note-1', text: '<img src=x onerror=alert(1)>\nof two lines', position: { x: 0, y: 0 } }],
  }
  expect(readClip(writeClip(clip))).toEqual({ ok: true, value: clip })
})
