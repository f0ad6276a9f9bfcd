/** @file The block library: saving versions, inserting into any project, updating, and refusals that change nothing. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Drawing } from '../../graph/drawing'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { openStorage } from '../../storage/open-storage'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0

beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp', openStorage({ name: `library-${++databases}` }))
})
afterEach(() => netloom.close())

/** The drawing as the project file stores it, including blocks. */
async function drawing(): Promise<Drawing> {
  const bytes = await netloom.run<Uint8Array>('project.export')
  return JSON.parse(new TextDecoder().decode(bytes)).networks[0].drawing
}
const denses = async () => (await drawing()).nodes.filter(({ kind }) => kind === 'dense').map(({ id }) => id)

/** Folds the first hidden layer into a block and exposes its units. */
async function folded(name = 'Hidden'): Promise<{ node: string; block: string }> {
  const [first] = await denses()
  const node = await netloom.run<string>('block.fold', { nodes: [first], name })
  await netloom.run('block.enter', { node })
  await netloom.run('block.expose', { node: first, param: 'units' })
  await netloom.run('block.leave')
  const block = String((await drawing()).nodes.find(({ id }) => id === node)?.params.block)
  return { node, block }
}

test('a block is saved, inserted into another project, changed, and updated where it is used', async () => {
  const { node, block } = await folded()
  expect(await netloom.run('library.save', { block })).toEqual({ id: 'hidden', version: 1 })
  expect((await drawing()).blocks?.[block]?.library).toEqual({ id: 'hidden', version: 1 })
  expect(await netloom.refused('library.save', { block })).toBe('library-same')
  const first = netloom.state().project.id

  await netloom.run('project.new', { template: 'moons-mlp' })
  const [dense] = await denses()
  const put = await netloom.run<string>('library.insert', { id: 'hidden', after: dense })
  const again = await netloom.run<string>('library.insert', { id: 'hidden' })
  const there = await drawing()
  expect(Object.keys(there.blocks ?? {})).toEqual(['hidden'])
  expect(there.nodes.filter(({ params }) => params.block === 'hidden').map(({ id }) => id)).toEqual([put, again])
  expect(there.wires.some(({ from, to }) => from === dense && to === put)).toBe(true)
  await netloom.run('graph.remove', { nodes: [again] })
  await netloom.run('graph.set', { node: put, params: { units: 9 } })

  // In this project, the block gets a second layer and loses its parameter.
  await netloom.run('block.enter', { node: put })
  const inner = (await drawing()).blocks?.hidden?.inside.nodes.find(({ kind }) => kind === 'dense')
  await netloom.run('graph.addAfter', { kind: 'dropout', node: inner?.id })
  await netloom.run('block.leave')
  expect(await netloom.run('library.save', { block: 'hidden' })).toEqual({ id: 'hidden', version: 2 })
  await netloom.run('block.unexpose', { block: 'hidden', param: 'units' })
  expect((await drawing()).blocks?.hidden?.inside.nodes.find(({ id }) => id === inner?.id)?.params.units).toBe(9)
  expect(await netloom.run('library.save', { block: 'hidden' })).toEqual({ id: 'hidden', version: 3 })

  await netloom.run('project.open', { id: first })
  await netloom.run('graph.set', { node, params: { units: 5 } })
  const before = await drawing()
  const update = await netloom.run<{ changes: string[] }>('library.update', { block, version: 2 })
  expect(update).toEqual({ from: 1, to: 2, changes: ['1 layer added'] })
  expect((await drawing()).nodes.find(({ id }) => id === node)?.params.units).toBe(5)
  expect(netloom.notices().join()).toContain('"Hidden" was updated from version 1 to 2: 1 layer added.')
  await netloom.run('library.update', { block })
  const after = await drawing()
  expect(after.nodes.find(({ id }) => id === node)?.params).toEqual({ block })
  expect(after.blocks?.[block]?.library?.version).toBe(3)
  expect(netloom.notices().join()).toContain('Units removed from the parameters (previously set in 1 place)')
  expect(await netloom.refused('library.update', { block })).toBe('library-same')
  await netloom.run('graph.undo')
  await netloom.run('graph.undo')
  expect(await drawing()).toEqual(before)
})

test('nested blocks are saved and inserted with it', async () => {
  const { node } = await folded('Inner')
  const outer = await netloom.run<string>('block.fold', { nodes: [node], name: 'Outer' })
  await netloom.run('select.set', { nodes: [outer] })
  expect(await netloom.run('library.save')).toEqual({ id: 'outer', version: 1 })
  await netloom.run('project.new', { template: 'moons-mlp' })
  // A block with that name already exists, so the inserted block gets a number.
  await netloom.run('graph.set', { node: (await folded('Inner')).node, params: { repeat: 2 } })
  await netloom.run('block.param', { block: 'inner', param: 'units', default: 3 })
  await netloom.run('library.insert', { id: 'outer' })
  const { blocks = {} } = await drawing()
  expect(Object.values(blocks).map(({ id, name }) => `${id}: ${name}`)).toEqual([
    'inner: Inner',
    'inner-2: Inner 2',
    'outer: Outer',
  ])
  expect(blocks.outer?.inside.nodes.find(({ kind }) => kind === 'block')?.params.block).toBe('inner-2')
})

test('names are unique, and renaming applies to all versions', async () => {
  const { block } = await folded()
  await netloom.run('library.save', { block })
  const [second] = await denses()
  const other = await netloom.run<string>('block.fold', { nodes: [second], name: 'Hidden' })
  const { nodes, blocks } = await drawing()
  const id = String(nodes.find((one) => one.id === other)?.params.block)
  // If a block with that name exists, the new block gets a number.
  expect(blocks?.[id]?.name).toBe('Hidden 2')
  await netloom.run('library.rename', { id: 'hidden', name: 'Hidden 2' })
  expect(await netloom.refused('library.save', { block: id })).toBe('library-name-taken')
  expect(await netloom.run('library.save', { block: id, id: 'hidden' })).toEqual({ id: 'hidden', version: 2 })
  await netloom.run('block.rename', { block: id, name: 'Third' })
  await netloom.run('block.enter', { node: other })
  await netloom.run('block.port', { side: 'out' })
  await netloom.run('block.leave')
  expect(await netloom.run('library.save', { block: id })).toEqual({ id: 'hidden', version: 3 })
  expect(await netloom.refused('library.rename', { id: 'hidden', name: '  ' })).toBe('name-empty')
  const rows = await netloom.run<{ name: string }[]>('library.list')
  expect(rows.map(({ name }) => name)).toEqual(['Hidden 2', 'Hidden 2', 'Hidden 2'])
})

test('an imported block file is the same block, a new version, or a new block on a name conflict', async () => {
  const { block } = await folded()
  await netloom.run('library.save', { block })
  const bytes = await netloom.run<Uint8Array>('library.export', { id: 'hidden' })
  expect(await netloom.run('library.import', { bytes })).toEqual({ id: 'hidden', version: 1, name: 'Hidden' })
  const changed = JSON.parse(new TextDecoder().decode(bytes))
  changed.block.summary = 'Another.'
  const write = (file: object) => new TextEncoder().encode(JSON.stringify(file))
  expect(await netloom.run('library.import', { bytes: write(changed) })).toMatchObject({ id: 'hidden', version: 2 })
  expect(await netloom.run('library.import', { bytes: write({ ...changed, id: 'else' }) })).toEqual({
    id: 'else',
    version: 1,
    name: 'Hidden 2',
  })
  expect(await netloom.run('library.import', { bytes: write({ ...changed, name: 'New' }) })).toEqual({
    id: 'new',
    version: 1,
    name: 'New',
  })
  await netloom.run('library.remove', { id: 'hidden', version: 2 })
  await netloom.run('library.remove', { id: 'else' })
  const rows = await netloom.run<{ id: string; version: number }[]>('library.list')
  expect(rows.map(({ id, version }) => `${id} ${version}`)).toEqual(['hidden 1', 'new 1'])
})

const REFUSED = [
  ['library.insert', { id: 'nobody' }, 'no-library-block'],
  ['library.insert', { id: 'hidden', version: 7 }, 'no-library-block'],
  ['library.save', { block: 'nobody' }, 'no-block'],
  ['library.save', { block: 'hidden', id: 'nobody' }, 'no-library-block'],
  ['library.update', { block: 'other' }, 'not-from-library'],
  ['library.export', { id: 'nobody' }, 'no-library-block'],
  ['library.remove', { id: 'hidden', version: 7 }, 'no-library-block'],
  ['library.import', { bytes: new TextEncoder().encode('{"format": "netloom-block", "version": 2}') }, 'file-newer'],
  ['library.import', { bytes: new TextEncoder().encode('hello') }, 'file-not-text'],
  ['block.remove', { block: 'hidden' }, 'block-used'],
  ['block.unexpose', { block: 'hidden', param: 'width' }, 'no-block-param'],
  ['block.param', { block: 'hidden', param: 'units', default: 0.5 }, 'param-type'],
  ['block.param', { block: 'hidden', param: 'units', name: 'i' }, 'block-param-name'],
  ['block.param', { block: 'hidden', param: 'units', name: 'constructor' }, 'block-param-name'],
] as const

test('invalid requests are refused with a code and change nothing', async () => {
  const { block } = await folded()
  await netloom.run('library.save', { block })
  const [second] = await denses()
  await netloom.run('block.fold', { nodes: [second], name: 'Other' })
  const before = [await drawing(), await netloom.run('library.list')]
  for (const [id, args, code] of REFUSED) expect([id, args, await netloom.refused(id, args)]).toEqual([id, args, code])
  expect([await drawing(), await netloom.run('library.list')]).toEqual(before)
})

test('no edit can make a block contain itself', async () => {
  const { node, block } = await folded()
  const outer = await netloom.run<string>('block.fold', { nodes: [node], name: 'Outer' })
  await netloom.run('library.save', { block: 'outer' })
  await netloom.run('block.enter', { node: outer })
  await netloom.run('block.enter', { node })
  const before = await drawing()
  for (const [id, args] of [
    ['block.insert', { block: 'outer' }],
    ['library.insert', { id: 'outer' }],
    [
      'graph.edit',
      { edits: [{ type: 'add', node: { ...before.nodes[0], id: 'x', kind: 'block', params: { block } } }] },
    ],
  ] as const)
    expect(await netloom.refused(id, args)).toBe('block-in-itself')
  expect(await drawing()).toEqual(before)
})

test('a parameter can be renamed; an unused block can be inserted again or removed', async () => {
  const { node, block } = await folded()
  await netloom.run('graph.set', { node, params: { units: 7 } })
  await netloom.run('block.param', { block, param: 'units', name: 'howMany', default: 4 })
  const { nodes, blocks } = await drawing()
  expect(nodes.find(({ id }) => id === node)?.params).toEqual({ block, howMany: 7 })
  expect(blocks?.[block]?.params.howMany).toMatchObject({ label: 'How many', default: 4 })
  expect(blocks?.[block]?.inside.nodes.find(({ kind }) => kind === 'dense')?.params.units).toBe('=howMany')
  await netloom.run('graph.remove', { nodes: [node] })
  expect(Object.keys((await drawing()).blocks ?? {})).toEqual([block])
  const again = await netloom.run<string>('block.insert', { block })
  await netloom.run('graph.remove', { nodes: [again] })
  await netloom.run('block.remove', { block })
  expect((await drawing()).blocks).toBeUndefined()
  await netloom.run('graph.undo')
  expect(Object.keys((await drawing()).blocks ?? {})).toEqual([block])
})
