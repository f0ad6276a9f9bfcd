/** Clips as text: there and back, and whatever else is on a clipboard refused in a sentence of its own. */
import { expect, test } from 'vitest'
import { say } from '../base/messages/message'
import type { Clip } from '../graph/clip'
import { readClip } from './clip-file'
import { writeClip } from './clip-text'

const CLIP: Clip = {
  nodes: [
    { id: 'dense-1', kind: 'dense', label: 'Dense', params: { units: 4 }, position: { x: 0, y: 0 } },
    { id: 'relu-2', kind: 'activation', label: 'ReLU', params: {}, position: { x: 220, y: 0 } },
  ],
  wires: [{ id: 'wire-1', from: 'dense-1', to: 'relu-2', port: 0 }],
}

const changed = (part: object) => JSON.stringify({ ...JSON.parse(writeClip(CLIP)), ...part })

test('a clip is readable text that comes back as it was', () => {
  const text = writeClip(CLIP)
  expect(text).toContain('"format": "netloom-clip",\n  "version": 1')
  expect(readClip(text)).toEqual({ ok: true, value: CLIP })
})

test.each([
  ['words', 'see netloom-clip', 'clip-other'],
  ['nothing', '', 'clip-other'],
  ['another program', '{"nodes": []}', 'clip-other'],
  ['a clip of nothing', changed({ nodes: [], wires: [] }), 'clip-other'],
  ['a part of a clip', writeClip(CLIP).slice(0, 90), 'file-cut-off'],
  ['a newer clip', changed({ version: 2 }), 'file-newer'],
  ['no list', changed({ nodes: 3 }), 'file-shape'],
  ['a layer that is not known', changed({ nodes: [{ ...CLIP.nodes[0], kind: 'magic' }], wires: [] }), 'file-unknown'],
  ['a wire to nowhere', changed({ nodes: CLIP.nodes.slice(1) }), 'file-dangling'],
  ['a node twice', changed({ nodes: [CLIP.nodes[0], CLIP.nodes[0]], wires: [] }), 'file-duplicate'],
  [
    'a node far away',
    changed({ nodes: [{ ...CLIP.nodes[0], position: { x: 1e9, y: 0 } }], wires: [] }),
    'file-position',
  ],
  ['a key that reaches a prototype', writeClip(CLIP).replace('"units"', '"__proto__"'), 'file-unsafe-key'],
  ['too much', `"netloom-clip"${' '.repeat(2_000_001)}`, 'file-too-large'],
])('%s is refused', (_what, text, code) => {
  const read = readClip(text)
  expect(read.ok ? 'taken' : read.error.code).toBe(code)
  if (!read.ok) expect(say(read.error)).toMatch(/^\p{Lu}?.*\.$/u)
})
