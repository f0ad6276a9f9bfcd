import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findTemplate } from '../../gallery'
import { findCommand } from '../../studio/commands'
import type { AppContext } from '../../studio/context'
import { initialState, networkSubject } from '../../studio/make-studio'
import { boardStore } from '../../studio/network/canvas-board'
import { changeProject } from '../../studio/project/project-document'
import type { AppState } from '../../studio/state'
import { describeChange } from './announcements'

/** Opens a studio with only a network; the returned function runs a command and returns its announcement. */
function openTemplate(template = 'digits-cnn') {
  const store = boardStore(networkSubject, initialState)
  const { content } = expectDefined(findTemplate(template), template)
  changeProject(store, {
    drawing: expectDefined(content.networks[0], 'its network').drawing,
    data: content.data,
    plan: content.plan,
  })
  // The cast is safe, because drawing commands use only the store.
  const studio = { store } as unknown as AppContext
  return async (id: string, args: object | ((state: ReturnType<typeof store.getState>) => object) = {}) => {
    const before = store.getState()
    await expectDefined(findCommand(id), id).run(studio, typeof args === 'function' ? args(before) : args)
    return describeChange(before, store.getState())
  }
}

function firstFix({ report }: AppState) {
  const problem = expectDefined(
    report.diagnostics.find(({ fixes }) => fixes.some(({ id }) => id === 'insert-flatten')),
    'it',
  )
  return { code: problem.problem.code, node: problem.node, fix: 'insert-flatten' }
}

describe('announcements', () => {
  test('an added layer, with the layer before it and the resulting shape', async () => {
    const run = openTemplate()
    expect(await run('graph.addAfter', { kind: 'conv2d', node: 'digits', params: { filters: 8 } })).toBe(
      'Conv 2D 2 added after Digits. Output shape: 26 × 26 × 8.',
    )
    expect(await run('graph.undo')).toBe('Undone: Add Conv 2D 2.')
    expect(await run('graph.redo')).toBe('Redone: Add Conv 2D 2.')
    expect(await run('graph.add', { kind: 'dropout' })).toMatch(/^Dropout 2 added, not connected\./)
  })

  test('changed parameters, names and kinds, and removed layers', async () => {
    const run = openTemplate()
    expect(await run('graph.set', { node: 'conv1', params: { filters: 12 } })).toBe(
      'Filters of Conv 2D set to 12. Output shape: 26 × 26 × 12.',
    )
    expect(await run('graph.rename', { node: 'conv1', label: 'Edges' })).toMatch(/^Conv 2D renamed to Edges\./)
    expect(await run('graph.replace', { node: 'dropout', kind: 'batchNormalization' })).toMatch(
      /^Dropout replaced by Batch norm/i,
    )
    expect(await run('graph.heal', { nodes: ['pool1'] })).toMatch(/^Max pool 2D deleted, Edges connected to Conv 2D\./)
    expect(await run('graph.move', { node: 'conv1', position: { x: 5, y: 5 } })).toBe('Edges moved.')
  })

  test('wires, a problem that a wire causes, and the last resolved problem', async () => {
    const run = openTemplate()
    const cut = await run('graph.heal', { nodes: ['flatten'] })
    expect(cut).toMatch(/^Flatten deleted, Dropout connected to Dense\. Problem: .*5×5×32|^Flatten deleted/)
    expect(cut).toContain('Problem: ')
    expect(await run('graph.undo')).toBe('Undone: Delete Flatten. No problems left.')
    expect(await run('graph.connect', { from: 'digits', to: 'conv2' })).toMatch(
      /^Digits connected to Conv 2D\. Output shape: 26 × 26 × 32\./,
    )
  })

  test('a fix, and the number of remaining problems', async () => {
    const run = openTemplate()
    await run('graph.heal', { nodes: ['flatten'] })
    expect(await run('graph.fix', firstFix)).toBe('Flatten added after Dropout. Output shape: 800. No problems left.')
  })

  test('folding and unfolding a block, entering and leaving it', async () => {
    const run = openTemplate()
    expect(await run('block.fold', { nodes: ['conv2', 'pool2'], name: 'Look' })).toBe(
      '2 layers grouped into Look. Output shape: 5 × 5 × 32.',
    )
    expect(await run('block.enter')).toBe('Inside Look: 2 layers.')
    expect(await run('graph.set', { node: 'conv2', params: { filters: 8 } })).toBe(
      'Filters of Conv 2D set to 8. Output shape: 11 × 11 × 8.',
    )
    expect(await run('block.leave')).toBe('Back in the network.')
    expect(await run('block.unfold')).toMatch(/^Look ungrouped into /)
  })

  test('layers that were added with a wire between them are not announced as unwired', async () => {
    const run = openTemplate()
    expect(await run('graph.duplicate', { nodes: ['conv2', 'pool2'] })).toMatch(
      /^Conv 2D and Max pool 2D added, not connected to the other layers\./,
    )
    expect(await run('graph.duplicate', { nodes: ['conv1', 'pool2'] })).toMatch(
      /^Conv 2D and Max pool 2D added, not connected\./,
    )
  })

  test('a change that was changed back is not announced', async () => {
    const store = boardStore(networkSubject, initialState)
    const studio = { store } as unknown as AppContext
    const { content } = expectDefined(findTemplate('digits-cnn'), 'it')
    changeProject(store, {
      drawing: expectDefined(content.networks[0], 'its network').drawing,
      data: content.data,
      plan: content.plan,
    })
    const before = store.getState()
    const set = expectDefined(findCommand('graph.set'), 'it')
    for (const filters of [9, 10, 16]) await set.run(studio, { node: 'conv1', params: { filters } })
    expect(describeChange(before, store.getState())).toBe('')
    await set.run(studio, { node: 'conv1', params: { filters: 9 } })
    expect(describeChange(before, store.getState())).toBe('Filters of Conv 2D set to 9. Output shape: 26 × 26 × 9.')
  })

  test('another project, or an unchanged one, is not announced', async () => {
    const store = boardStore(networkSubject, initialState)
    const before = store.getState()
    expect(describeChange(before, before)).toBe('')
    expect(describeChange(before, { ...before, project: { ...before.project, id: 'other' } })).toBe('')
  })
})
