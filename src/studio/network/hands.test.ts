/** @file Canvas editing commands: each is one undo step. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
const drawn = () => {
  const [network] = netloom.state().project.networks
  if (!network) throw new Error('no network')
  return network
}
const of = (kind: string) => drawn().nodes.filter((node) => node.kind === kind)

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `hands-${++databases}` }))
})
afterEach(() => netloom.close())

test('copied nodes are pasted with their wires, selected, and undone in one step', async () => {
  const before = drawn()
  const chosen = of('dense').map(({ id }) => id)
  const inner = before.wires.filter(({ from, to }) => chosen.includes(from) && chosen.includes(to)).length
  await netloom.run('select.set', { nodes: chosen })
  const text = await netloom.run<string>('clip.copy')
  const pasted = await netloom.run<string[]>('clip.paste', { text, at: { x: 0, y: 900 } })
  expect(pasted).toHaveLength(chosen.length)
  expect(drawn().nodes).toHaveLength(before.nodes.length + chosen.length)
  expect(drawn().wires).toHaveLength(before.wires.length + inner)
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(before)
  // If there is no system clipboard, paste uses the last copy.
  await netloom.run('clip.paste')
  expect(drawn().nodes).toHaveLength(before.nodes.length + chosen.length)
})

test('cut removes nodes and another project can paste them', async () => {
  const chosen = of('dense').map(({ id }) => id)
  const text = await netloom.run<string>('clip.cut', { nodes: chosen })
  expect(of('dense')).toHaveLength(0)
  await netloom.run('project.new', { template: 'blank' })
  await netloom.run('clip.paste', { text })
  expect(of('dense')).toHaveLength(chosen.length)
})

test('pasted inputs get unique labels', async () => {
  const [input] = of('input')
  await netloom.run('graph.duplicate', { nodes: [input?.id] })
  await netloom.run('graph.duplicate', { nodes: [input?.id] })
  expect(new Set(of('input').map(({ label }) => label)).size).toBe(3)
  expect(new Set(of('input').map(({ position }) => `${position.x} ${position.y}`)).size).toBe(3)
})

test('unrelated clipboard text changes nothing', async () => {
  const before = netloom.state()
  expect(await netloom.refused('clip.paste', { text: 'hello' })).toBe('clip-other')
  expect(await netloom.refused('clip.paste', { text: '{"format":"netloom-clip","version":1}' })).toBe('file-shape')
  expect(await netloom.refused('clip.copy', { nodes: ['nobody'] })).toBe('no-node')
  expect(netloom.state()).toEqual(before)
})

test('a selection is aligned and snapped; align and distribute need several nodes', async () => {
  const all = drawn().nodes.map(({ id }) => id)
  await netloom.run('select.all')
  await netloom.run('graph.align.top')
  expect(new Set(drawn().nodes.map(({ position }) => position.y)).size).toBe(1)
  await netloom.run('graph.move', { node: all[1], position: { x: 33, y: 47 } })
  await netloom.run('graph.snap', { nodes: [all[1]] })
  expect(drawn().nodes[1]?.position).toEqual({ x: 40, y: 40 })
  await netloom.run('select.set', { nodes: [all[0]] })
  expect(await netloom.refused('graph.align.left')).toBe('command-off')
  expect(await netloom.refused('graph.distribute.across')).toBe('command-off')
})

test('removing joins wires; layers are replaced and dropped into wires; wires are moved', async () => {
  const [first] = of('dense')
  const before = drawn()
  await netloom.run('graph.heal', { nodes: [first?.id] })
  expect(drawn().nodes).toHaveLength(before.nodes.length - 1)
  expect(drawn().wires).toHaveLength(before.wires.length - 1)
  await netloom.run('graph.undo')
  await netloom.run('graph.replace', { node: first?.id, kind: 'dropout' })
  expect(drawn().nodes.find(({ id }) => id === first?.id)).toMatchObject({ kind: 'dropout', label: 'Dropout' })
  expect(drawn().wires).toEqual(before.wires)
  await netloom.run('graph.undo')
  const loose = await netloom.run<string>('graph.add', { kind: 'dropout' })
  const [wire] = drawn().wires
  await netloom.run('graph.dropOnto', { node: loose, wire: wire?.id, position: { x: 5, y: 906 } })
  expect(drawn().wires.filter(({ from, to }) => from === loose || to === loose)).toHaveLength(2)
  expect(drawn().nodes.find(({ id }) => id === loose)?.position).toEqual({ x: 5, y: 906 })
  await netloom.run('graph.undo')
  // If the pasted node would cover another node, that node moves aside in the same step.
  const covered = drawn().nodes.find(({ id }) => id === wire?.to)?.position
  await netloom.run('graph.dropOnto', { node: loose, wire: wire?.id, position: covered })
  expect(drawn().nodes.find(({ id }) => id === loose)?.position).toEqual(covered)
  expect(drawn().nodes.find(({ id }) => id === wire?.to)?.position.x).toBe((covered?.x ?? 0) + 228)
  expect(await netloom.refused('graph.dropOnto', { node: loose, wire: drawn().wires[0]?.id })).toBe('no-drop')
  await netloom.run('graph.undo')
  const [output] = of('output')
  await netloom.run('graph.reconnect', { wire: wire?.id, to: loose })
  expect(drawn().wires.find(({ id }) => id === wire?.id)).toMatchObject({ to: loose, from: wire?.from })
  expect(await netloom.refused('graph.reconnect', { wire: wire?.id, from: output?.id })).toBe('no-way-out')
})

test('a parameter is set on several layers in one step, or on none if one lacks it', async () => {
  const chosen = of('dense').map(({ id }) => id)
  expect(chosen.length).toBeGreaterThan(1)
  const before = drawn()
  await netloom.run('graph.setMany', { nodes: chosen, params: { units: 24 } })
  expect(of('dense').map(({ params }) => params.units)).toEqual(chosen.map(() => 24))
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(before)
  const [input] = of('input')
  expect(await netloom.refused('graph.setMany', { nodes: [...chosen, input?.id], params: { units: 24 } })).toBe(
    'param-unknown',
  )
  expect(await netloom.refused('graph.setMany', { nodes: chosen, params: { units: 'many' } })).toBe('param-type')
  expect(await netloom.refused('graph.setMany', { params: { units: 3 } })).toBe('no-selection')
  expect(drawn()).toEqual(before)
})

test('a burst of nudges is one step, and any other edit ends it', async () => {
  const [first] = of('dense')
  const before = drawn()
  const place = () => of('dense')[0]?.position
  await netloom.run('select.set', { nodes: [first?.id] })
  for (let i = 0; i < 3; i++) await netloom.run('graph.nudge', { by: { x: 5, y: 0 } })
  expect(place()).toEqual({ x: (first?.position.x ?? 0) + 15, y: first?.position.y })
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(before)
  await netloom.run('graph.nudge', { by: { x: 0, y: 5 } })
  await netloom.run('graph.rename', { node: first?.id, label: 'Between' })
  await netloom.run('graph.nudge', { by: { x: 0, y: 5 } })
  await netloom.run('graph.undo')
  expect(of('dense')[0]).toMatchObject({ label: 'Between', position: { y: (first?.position.y ?? 0) + 5 } })
  expect(await netloom.refused('graph.nudge', { by: { x: Number.NaN, y: 0 } })).toBe('no-position')
})

test('notes are written, moved, unpinned, copied, and removed, one step each', async () => {
  const notes = () => drawn().notes
  const [first] = of('dense')
  const free = await netloom.run<string>('note.add', { text: 'Why two?\n<b>Because</b>', position: { x: 10, y: 20 } })
  const onNode = await netloom.run<string>('note.add', { text: 'Here', node: first?.id })
  expect(notes()).toEqual([
    { id: free, text: 'Why two?\n<b>Because</b>', position: { x: 10, y: 20 } },
    { id: onNode, text: 'Here', position: { x: 0, y: -64 }, node: first?.id },
  ])
  await netloom.run('note.set', { note: free, text: 'Because  ' })
  await netloom.run('note.move', { note: free, position: { x: 1, y: 2 } })
  expect(notes()[0]).toEqual({ id: free, text: 'Because', position: { x: 1, y: 2 } })
  await netloom.run('note.pin', { note: onNode })
  expect(notes()[1]).toEqual({
    id: onNode,
    text: 'Here',
    position: { x: first?.position.x, y: (first?.position.y ?? 0) - 64 },
  })
  await netloom.run('graph.undo')
  await netloom.run('graph.duplicate', { nodes: [first?.id], notes: [free] })
  expect(notes()).toHaveLength(4)
  expect(
    notes()
      .filter(({ text }) => text === 'Here')
      .map(({ node }) => node),
  ).toContain(of('dense').at(-1)?.id)
  await netloom.run('graph.undo')
  await netloom.run('select.set', { nodes: [], notes: [free] })
  await netloom.run('graph.nudge', { by: { x: 5, y: 5 } })
  expect(notes()[0]?.position).toEqual({ x: 6, y: 7 })
  const text = await netloom.run<string>('clip.cut')
  expect(notes().map(({ id }) => id)).toEqual([onNode])
  await netloom.run('clip.paste', { text, at: { x: 0, y: 0 } })
  expect(notes().map((note) => note.text)).toEqual(['Here', 'Because'])
  await netloom.run('note.remove', { notes: notes().map(({ id }) => id) })
  expect(notes()).toEqual([])
  const before = netloom.state()
  expect(await netloom.refused('note.add', { text: ' \n' })).toBe('note-empty')
  expect(await netloom.refused('note.add', { text: 'x'.repeat(5001) })).toBe('note-long')
  expect(await netloom.refused('note.add', { text: 'x', node: 'nobody' })).toBe('no-node')
  expect(await netloom.refused('note.set', { note: 'nobody', text: 'x' })).toBe('no-note')
  expect(netloom.state()).toEqual(before)
})

test('a note written inside a block belongs to the block', async () => {
  const block = await netloom.run<string>('block.fold', { nodes: [of('dense')[0]?.id] })
  await netloom.run('block.enter', { node: block })
  await netloom.run('note.add', { text: 'within', position: { x: 0, y: 0 } })
  expect(drawn().notes).toEqual([])
  const bytes = await netloom.run<Uint8Array>('project.export')
  const file = JSON.parse(new TextDecoder().decode(bytes)) as {
    networks: { drawing: { blocks: Record<string, { inside: { notes?: { text: string }[] } }> } }[]
  }
  const kept = Object.values(file.networks[0]?.drawing.blocks ?? {})
  expect(kept.flatMap(({ inside }) => inside.notes ?? []).map(({ text }) => text)).toEqual(['within'])
})

test('layers and blocks are inserted at a target, in one step, and replace each other', async () => {
  const before = drawn()
  const [wire] = before.wires
  const inWire = await netloom.run<string>('graph.put', { block: 'squeeze-excitation', wire: wire?.id })
  expect(drawn().nodes.find(({ id }) => id === inWire)).toMatchObject({ kind: 'block' })
  expect(drawn().wires.filter(({ from, to }) => from === inWire || to === inWire)).toHaveLength(2)
  await netloom.run('graph.undo')
  expect(drawn()).toEqual(before)
  const [first] = of('dense')
  await netloom.run('graph.replace', { node: first?.id, block: 'squeeze-excitation' })
  expect(drawn().nodes.find(({ id }) => id === first?.id)).toMatchObject({ kind: 'block' })
  expect(drawn().wires).toEqual(before.wires)
  await netloom.run('graph.undo')
  const [output] = of('output')
  const fed = await netloom.run<string>('graph.put', {
    kind: 'dropout',
    to: output?.id,
    port: 0,
    position: { x: 0, y: 0 },
  })
  expect(drawn().wires.filter(({ to }) => to === output?.id)).toMatchObject([{ from: fed }])
  await netloom.run('graph.undo')
  expect(await netloom.refused('graph.put', { kind: 'magic' })).toBe('unknown-kind')
  expect(await netloom.refused('graph.put', { block: 'magic' })).toBe('no-block')
  expect(await netloom.refused('graph.put', { kind: 'dense', wire: 'nowhere' })).toBe('no-wire')
  expect(await netloom.refused('graph.put', { kind: 'dense', from: 'nobody' })).toBe('no-node')
  expect(drawn()).toEqual(before)
})

test('invalid clips are refused with a code, and nothing changes', async () => {
  const clip = (part: object) => JSON.stringify({ format: 'netloom-clip', version: 1, nodes: [], wires: [], ...part })
  const layer = (more: object) => ({
    id: 'a',
    kind: 'dense',
    label: 'A',
    params: {},
    position: { x: 0, y: 0 },
    ...more,
  })
  const use = layer({ kind: 'block', params: { block: 'a' } })
  const block = { id: 'a', name: 'Round', params: {}, inside: { nodes: [use], wires: [] } }
  const many = Array.from({ length: 2000 }, (_, i) => layer({ id: `n${i}` }))
  const before = netloom.state()
  for (const [text, code] of [
    ['a shopping list', 'clip-other'],
    [clip({ version: 7 }), 'clip-newer'],
    [clip({ nodes: [use], blocks: { a: block } }), 'clip-loop'],
    [clip({ nodes: [...many, ...many] }), 'clip-too-many'],
    // These nodes are within the limit on their own, but exceed it together with the existing nodes.
    [clip({ nodes: many }), 'clip-too-many'],
    [clip({ nodes: [layer({ kind: 'input', params: { columns: ['bill', 'x1'] } })] }), 'clip-columns'],
    [clip({ nodes: [layer({ kind: 'output', params: { target: 'species' } })] }), 'clip-columns'],
    [clip({ nodes: [layer({ kind: 'magic' })] }), 'file-unknown'],
  ] as const)
    expect(await netloom.refused('clip.paste', { text }), code).toBe(code)
  expect(netloom.state()).toEqual(before)
  // Markup is treated as plain text.
  const label = '<img src=x onerror=alert(1)>'
  await netloom.run('clip.paste', { text: clip({ nodes: [layer({ label })] }) })
  expect(drawn().nodes.at(-1)?.label).toBe(label)
})
