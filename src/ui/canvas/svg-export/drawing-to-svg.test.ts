import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { expectDefined } from '../../../base/assert'
import { templates } from '../../../gallery'
import { shippedBlocks } from '../../../gallery/blocks'
import { BLOCK, BLOCK_OF } from '../../../graph/block'
import type { Drawing } from '../../../graph/drawing'
import { initialState, networkSubject } from '../../../studio/make-studio'
import type { AppState } from '../../../studio/state'
import { networkSvg } from '../../network/network-image'
import { escapeXml, scaleFor, textWidth, themeColors, truncateText, wrapText } from './svg'

const hasPython = spawnSync('python3', ['--version']).status === 0

/**
 * Parses each file with an XML parser and returns its text, its size, its attributes, and the number of elements per
 * element name.
 */
const READER = `
import json, sys, xml.etree.ElementTree as tree
out = []
for source in json.load(sys.stdin):
    root = tree.fromstring(source.encode())
    every = list(root.iter())
    count = {}
    for one in every: count[one.tag.split("}")[1]] = count.get(one.tag.split("}")[1], 0) + 1
    out.append({"words": [one.text for one in every if one.text], "count": count, "box": root.get("viewBox"),
                "attributes": sorted({key for one in every for key in one.keys()})})
print(json.dumps(out))
`
interface Read {
  readonly words: readonly string[]
  readonly count: Readonly<Record<string, number>>
  readonly box: string
  readonly attributes: readonly string[]
}

function read(sources: readonly string[]): readonly Read[] {
  const { stdout, stderr, status } = spawnSync('python3', ['-c', READER], { input: JSON.stringify(sources) })
  expect(status, String(stderr)).toBe(0)
  return JSON.parse(String(stdout)) as Read[]
}

function stateOf(drawing: Drawing, name = 'A network', content = templates[0]?.content): AppState {
  const { data, plan } = expectDefined(content, 'a template')
  const blank = initialState()
  const state = { ...blank, project: { ...blank.project, name, drawing, data, plan } }
  return { ...state, report: networkSubject.check(state) }
}

test.skipIf(!hasPython)('every gallery project is valid XML for any parser, with all of its names and wires', () => {
  const states = templates.map(({ title, content }) =>
    stateOf(expectDefined(content.networks[0], 'a network').drawing, title, content),
  )
  read(states.map((state) => networkSvg(state, 'light'))).forEach(({ words, count, box }, i) => {
    const { drawing, name } = expectDefined(states[i], 'a state').project
    expect(words).toContain(name)
    for (const { label } of drawing.nodes) {
      const shown = words.filter((one) => label.startsWith(one.replace(/…$/, '')))
      expect(Math.max(0, ...shown.map(({ length }) => length)), label).toBeGreaterThan(Math.min(label.length, 9) - 1)
    }
    // The path elements are the wires and the icons of merge and regularization layers.
    expect(count.path ?? 0).toBeGreaterThanOrEqual(drawing.wires.length)
    expect(count.rect).toBeGreaterThanOrEqual(drawing.nodes.length + 1)
    const [left = 0, top = 0, width = 0, height = 0] = box.split(' ').map(Number)
    for (const { position } of drawing.nodes) {
      expect(position.x).toBeGreaterThan(left)
      expect(position.y).toBeGreaterThan(top)
      expect(position.x + 164).toBeLessThan(left + width)
      expect(position.y + 54).toBeLessThan(top + height)
    }
  })
})

test.skipIf(!hasPython)('text of the user is never markup, and nothing is loaded from elsewhere', () => {
  const evil = '</text><script>alert(1)</script><image href="http://x"/>&"\u0000\ud800'
  const drawing: Drawing = {
    nodes: [{ id: 'a', kind: 'dense', label: evil, params: {}, position: { x: 0, y: 0 } }],
    wires: [],
    notes: [{ id: 'n', text: `${evil}\n${evil}`, position: { x: 300, y: 0 } }],
  }
  const [found] = read([networkSvg(stateOf(drawing, evil), 'light')])
  expect(Object.keys(expectDefined(found, 'a picture').count).sort()).toEqual([
    'circle',
    'g',
    'path',
    'rect',
    'svg',
    'text',
    'title',
  ])
  expect(found?.attributes.filter((name) => /href|^on|style|class/.test(name))).toEqual([])
  expect(escapeXml('a\u0007b\ud83d\ude00<')).toBe('a\ufffdb\ud83d\ude00&lt;')
})

test('contains blocks, problems and notes; the theme changes the background', () => {
  const block = expectDefined(
    shippedBlocks.find(({ id }) => id === 'unet-down'),
    'a block',
  )
  const drawing: Drawing = {
    nodes: [
      { id: 'in', kind: 'input', label: 'Digits', params: {}, position: { x: 0, y: 0 } },
      { id: 'down', kind: BLOCK, label: 'Down', params: { [BLOCK_OF]: block.id }, position: { x: 220, y: 0 } },
      { id: 'd', kind: 'dense', label: 'Dense', params: { units: 3 }, position: { x: 440, y: 0 } },
      { id: 'out', kind: 'output', label: 'Digit', params: {}, position: { x: 660, y: 0 } },
    ],
    wires: [
      { id: '1', from: 'in', to: 'down', port: 0 },
      { id: '2', from: 'down', to: 'd', port: 0 },
      { id: '3', from: 'd', to: 'out', port: 0 },
    ],
    notes: [{ id: 'n', text: 'Halves the picture', node: 'down', position: { x: 0, y: -60 } }],
    blocks: { [block.id]: block },
  }
  const light = networkSvg(stateOf(drawing), 'light')
  expect(light).toContain('Halves the picture')
  expect(light).toContain('28×28×1')
  // The network lacks a Flatten layer and has the wrong number of units, so invalid wires and nodes are red.
  expect(light).toContain(themeColors('light')('bad'))
  expect(light).toContain('fill="#fff"')
  const dark = networkSvg(stateOf(drawing), 'dark')
  expect(dark).toContain(`fill="${themeColors('dark')('sheet')}"`)
  expect(dark).not.toContain(themeColors('light')('ink'))
})

test('exports the inside of a block while it is open', () => {
  const resnet = expectDefined(
    templates.find(({ id }) => id === 'digits-resnet8'),
    'a template',
  )
  const outside = stateOf(expectDefined(resnet.content.networks[0], 'a network').drawing, 'Eight', resnet.content)
  const svg = networkSvg({ ...outside, inside: ['same'] }, 'light')
  expect(svg).toContain('<title>Residual, in Eight</title>')
  // Parameter count: 3·3·8·8 for each of two convolutions, and 4·8 for each normalization. Block ports do not count as
  // layers.
  expect(svg).toContain('7 layers · 1,216 parameters<')
})

test('text fits the available width', () => {
  expect(truncateText('Conv 2D', 13, 126)).toBe('Conv 2D')
  const long = truncateText('W'.repeat(80), 13, 126)
  expect(long.endsWith('…')).toBe(true)
  expect(textWidth(long, 13)).toBeLessThanOrEqual(126)
  expect(wrapText('one two three four five six seven eight nine', 12, 60, 3)).toHaveLength(3)
  expect(wrapText('one two three four five six seven eight nine', 12, 60, 3).at(-1)).toMatch(/…$/)
  for (const line of wrapText('unbreakable'.repeat(9), 12, 60, 3)) expect(textWidth(line, 12)).toBeLessThanOrEqual(60)
})

test('a PNG is as sharp as the limits of browsers allow', () => {
  expect(scaleFor(1000, 600)).toBe(3)
  for (const [width, height] of [
    [40_000, 300],
    [9000, 9000],
  ] as const) {
    const scale = scaleFor(width, height)
    expect(Math.max(width, height) * scale).toBeLessThanOrEqual(16_000)
    expect(width * height * scale * scale).toBeLessThanOrEqual(64_000_001)
  }
})
