/** The hands: what the canvas does with what is selected, by command, each one undo step. */
import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStorage } from '../storage/open'
import { openScene, type Scene } from './testing/scene'

let scene: Scene
let databases = 0
const drawn = () => {
  const [network] = scene.state().project.networks
  if (!network) throw new Error('no network')
  return network
}
const of = (kind: string) => drawn().nodes.filter((node) => node.kind === kind)

beforeEach(async () => {
  scene = await openScene('moons-mlp', openStorage({ name: `hands-${++databases}` }))
})
afterEach(() => scene.close())

test('what is copied is pasted with its wires, selected, and taken back in one step', async () => {
  const before = drawn()
  const chosen = of('dense').map(({ id }) => id)
  const inner = before.wires.filter(({ from, to }) => chosen.includes(from) && chosen.includes(to)).length
  await scene.run('select.set', { nodes: chosen })
  const text = await scene.run<string>('clip.copy')
  const pasted = await scene.run<string[]>('clip.paste', { text, at: { x: 0, y: 900 } })
  expect(pasted).toHaveLength(chosen.length)
  expect(drawn().nodes).toHaveLength(before.nodes.length + chosen.length)
  expect(drawn().wires).toHaveLength(before.wires.length + inner)
  await scene.run('graph.undo')
  expect(drawn()).toEqual(before)
  // Without a system clipboard, what was copied here is at hand.
  await scene.run('clip.paste')
  expect(drawn().nodes).toHaveLength(before.nodes.length + chosen.length)
})

test('cut takes away what it gives, and another project takes it', async () => {
  const chosen = of('dense').map(({ id }) => id)
  const text = await scene.run<string>('clip.cut', { nodes: chosen })
  expect(of('dense')).toHaveLength(0)
  await scene.run('project.new', { template: 'blank' })
  await scene.run('clip.paste', { text })
  expect(of('dense')).toHaveLength(chosen.length)
})

test('ends that are pasted get labels of their own', async () => {
  const [input] = of('input')
  await scene.run('graph.duplicate', { nodes: [input?.id] })
  await scene.run('graph.duplicate', { nodes: [input?.id] })
  expect(new Set(of('input').map(({ label }) => label)).size).toBe(3)
  expect(new Set(of('input').map(({ position }) => `${position.x} ${position.y}`)).size).toBe(3)
})

test('text that is not ours changes nothing', async () => {
  const before = scene.state()
  expect(await scene.refused('clip.paste', { text: 'hello' })).toBe('clip-other')
  expect(await scene.refused('clip.paste', { text: '{"format":"netloom-clip","version":1}' })).toBe('file-shape')
  expect(await scene.refused('clip.copy', { nodes: ['nobody'] })).toBe('no-node')
  expect(scene.state()).toEqual(before)
})

test('a selection is aligned, spread and snapped', async () => {
  const all = drawn().nodes.map(({ id }) => id)
  await scene.run('select.all')
  await scene.run('graph.align.top')
  expect(new Set(drawn().nodes.map(({ position }) => position.y)).size).toBe(1)
  await scene.run('graph.move', { node: all[1], position: { x: 33, y: 47 } })
  await scene.run('graph.snap', { nodes: [all[1]] })
  expect(drawn().nodes[1]?.position).toEqual({ x: 40, y: 40 })
  await scene.run('select.set', { nodes: [all[0]] })
  expect(await scene.refused('graph.align.left')).toBe('command-off')
  expect(await scene.refused('graph.distribute.across')).toBe('command-off')
})

test('a layer is removed with its wires joined, replaced, dropped into a wire, and a wire moved', async () => {
  const [first] = of('dense')
  const before = drawn()
  await scene.run('graph.heal', { nodes: [first?.id] })
  expect(drawn().nodes).toHaveLength(before.nodes.length - 1)
  expect(drawn().wires).toHaveLength(before.wires.length - 1)
  await scene.run('graph.undo')
  await scene.run('graph.replace', { node: first?.id, kind: 'dropout' })
  expect(drawn().nodes.find(({ id }) => id === first?.id)).toMatchObject({ kind: 'dropout', label: 'Dropout' })
  expect(drawn().wires).toEqual(before.wires)
  await scene.run('graph.undo')
  const loose = await scene.run<string>('graph.add', { kind: 'dropout' })
  const [wire] = drawn().wires
  await scene.run('graph.dropOnto', { node: loose, wire: wire?.id, position: { x: 5, y: 6 } })
  expect(drawn().wires.filter(({ from, to }) => from === loose || to === loose)).toHaveLength(2)
  expect(drawn().nodes.find(({ id }) => id === loose)?.position).toEqual({ x: 5, y: 6 })
  expect(await scene.refused('graph.dropOnto', { node: loose, wire: drawn().wires[0]?.id })).toBe('no-drop')
  await scene.run('graph.undo')
  const [output] = of('output')
  await scene.run('graph.reconnect', { wire: wire?.id, to: loose })
  expect(drawn().wires.find(({ id }) => id === wire?.id)).toMatchObject({ to: loose, from: wire?.from })
  expect(await scene.refused('graph.reconnect', { wire: wire?.id, from: output?.id })).toBe('no-way-out')
})
