import { describe, expect, test } from 'vitest'
import { expectDefined } from '../../base/assert'
import { findDataset } from '../../catalog/datasets/all'
import { layers } from '../../catalog/layers'
import { draw } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import { REPEAT } from '../../graph/block'
import type { Drawing } from '../../graph/drawing'
import { fold } from '../../graph/fold-into-block'
import { formatMessage } from '../../messages/message'
import type { Problem } from '../../messages/problem'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'
import { type Broken, conv, overlaps, reportOf, softmax, table } from './broken-networks.test-help'

describe('fixes', () => {
  test.each(table)('$title', (broken) => {
    const before = reportOf(broken, broken.drawing)
    const problem = before.diagnostics.map((one) => formatMessage(one.problem))
    expect(problem).toEqual([broken.says])
    expect(before.checked === undefined).toBe(before.diagnostics[0]?.severity === 'error')

    const offered = before.diagnostics[0]?.fixes.find(({ id }) => id === broken.fix)
    expect(before.diagnostics[0]?.fixes.map(({ id }) => id)).toEqual([broken.fix])
    if (broken.does !== undefined) expect(offered?.title).toBe(broken.does)
    const kept = structuredClone(broken.drawing)
    const fixed = applyAll(broken.drawing, offered?.edits ?? [])
    expect(broken.drawing).toEqual(kept)

    const after = reportOf(broken, fixed)
    // A network that can be trained may still get advice.
    const left = after.diagnostics.filter(({ problem: { code } }) => !code.startsWith('advice-'))
    expect(left.map((one) => formatMessage(one.problem))).toEqual([])
    expect(after.checked).toBeDefined()
    expect(overlaps(fixed)).toEqual([])
  })

  test('ambiguous unconnected nodes get no suggested wire; a unique match at the end of the row above does', () => {
    const offered = (nodes: Parameters<typeof draw>[0], wires: string[]) => {
      const ends = { f: [3, 0, 'conv2d', 'Wanting', conv], g: [4, 0, 'flatten', 'Flatten'] } as const
      const end = { d: [5, 0, 'dense', 'Dense', softmax], out: [6, 0, 'output', 'Digit'] } as const
      const drawing = draw({ in: [0, 0, 'input', 'In'], ...nodes, ...ends, ...end }, [
        ...wires,
        'f > g',
        'g > d',
        'd > out',
      ])
      const report = checkNetwork(
        drawing,
        findDataset('mnist-starter')?.schema,
        defaultPlan(expectDefined(findDataset('mnist-starter'), 'set')),
      )
      const found = report.diagnostics.find(({ node, problem }) => node === 'f' && problem.code === 'missing-input')
      expect(found).toBeDefined()
      return found?.fixes.map(({ title }) => title)
    }
    const one = { a: [1, 0, 'conv2d', 'A', conv] } as const
    expect(offered(one, ['in > a'])).toEqual(['Connect A to it'])
    expect(offered({ ...one, b: [1, 1, 'conv2d', 'B', conv] }, ['in > a', 'in > b'])).toEqual([])
    expect(offered({ a: [9, 0, 'conv2d', 'A', conv] }, ['in > a'])).toEqual([])
    expect(offered({ a: [9, -1, 'conv2d', 'A', conv] }, ['in > a'])).toEqual(['Connect A to it'])
    expect(offered({ a: [1, 0, 'flatten', 'A'] }, ['in > a'])).toEqual([])
  })

  test('linear activation is not offered when the activation is shared, because it would not help', () => {
    const drawing = draw(
      {
        in: [0, 0, 'input', 'In'],
        d: [1, 0, 'dense', 'Dense', { units: 1, activation: 'relu' }],
        a: [2, 0, 'output', 'A'],
        b: [2, 1, 'output', 'B'],
      },
      ['in > d', 'd > a', 'd > b'],
    )
    const set = expectDefined(findDataset('auto-mpg'), 'set')
    const loss = { A: { kind: 'meanSquaredError' }, B: { kind: 'meanSquaredError' } }
    const { diagnostics } = checkNetwork(drawing, set.schema, { ...defaultPlan(set), loss })
    const found = diagnostics.filter(({ problem }) => problem.code === 'activation-misfit')
    expect(found).toHaveLength(2)
    expect(found.flatMap(({ fixes }) => fixes)).toEqual([])
  })

  test('a branch to be projected is named', () => {
    const broken = table.find(({ title }) => title === 'branches of different widths') as Broken
    const [fix] = reportOf(broken, broken.drawing).diagnostics[0]?.fixes ?? []
    expect(fix?.title).toBe('Match the shape of Left')
  })

  test('a large image is averaged before it is added to a vector: its fix is a small layer', () => {
    const drawing = draw(
      {
        in: [0, 0, 'input', 'In'],
        c: [1, 0, 'conv2d', 'Conv', { ...conv, filters: 16 }],
        f: [2, 0, 'flatten', 'Flatten'],
        v: [3, 0, 'dense', 'Vector', { units: 800 }],
        plus: [4, 0, 'add', 'Add'],
        d: [5, 0, 'dense', 'Dense', softmax],
        out: [6, 0, 'output', 'Digit'],
      },
      ['in > c', 'c > f', 'f > v', 'v > plus', 'c > plus', 'plus > d', 'd > out'],
    )
    const set = expectDefined(findDataset('mnist-starter'), 'set')
    const found = checkNetwork(drawing, set.schema, defaultPlan(set)).diagnostics.find(({ node }) => node === 'plus')
    const fix = expectDefined(
      found?.fixes.find(({ id }) => id === 'project'),
      'fix',
    )
    const fixed = applyAll(drawing, fix.edits)
    const added = fixed.nodes.filter(({ id }) => !drawing.nodes.some((node) => node.id === id))
    expect(added.map(({ kind }) => kind)).toEqual(['globalAveragePooling2d', 'dense'])
    expect(checkNetwork(fixed, set.schema, defaultPlan(set)).checked).toBeDefined()
  })

  test('no two rows of the table have the same message', () => {
    expect(new Set(table.map(({ says }) => says)).size).toBe(table.length)
  })

  test.each([1, 2])('fixes resolve their problem at any level of blocks that are repeated %i times', (repeat) => {
    let folded = 0
    for (const broken of table) {
      for (const selection of selectionsOf(broken.drawing)) {
        const gesture = fold(broken.drawing, layers, selection, 'Block')
        if (!gesture.ok) continue
        const set = { type: 'set', node: gesture.value.nodes[0] as string, params: { [REPEAT]: repeat } } as const
        const drawing = applyAll(broken.drawing, [...gesture.value.edits, ...(repeat > 1 ? [set] : [])])
        const before = reportOf(broken, drawing).diagnostics
        const [first] = before
        const fix = first?.fixes.find(({ id }) => id === broken.fix)
        // A block of a layer without an input has no port to connect.
        if (!fix && broken.fix === 'wire-nearest') continue
        // Repetitions may have other problems, before or after the fix.
        if (repeat > 1 && (before.length !== 1 || !fix)) continue
        const fixed = applyAll(drawing, expectDefined(fix, `${broken.title}, block of ${selection}`).edits)
        folded++
        const errors = reportOf(broken, fixed).diagnostics.filter(({ severity }) => severity === 'error')
        const left = errors.map(({ problem }) => formatMessage(problem))
        const levels = [fixed, ...Object.values(fixed.blocks ?? {}).map(({ inside }) => inside)]
        expect({
          ...{ title: broken.title, selection },
          left: repeat > 1 ? left.filter((one) => one === formatMessage(first?.problem as Problem)) : left,
          overlaps: levels.flatMap(overlaps),
        }).toEqual({ title: broken.title, selection, left: [], overlaps: [] })
      }
    }
    expect(folded).toBeGreaterThan(repeat > 1 ? 10 : 100)
  })
})

/** Each pair of neighbors, each layer alone, and all layers. */
function selectionsOf({ nodes, wires }: Drawing): readonly (readonly string[])[] {
  const inner = nodes.filter(({ kind }) => kind !== 'input' && kind !== 'output').map(({ id }) => id)
  const pairs = wires.map(({ from, to }) => [from, to]).filter((pair) => pair.every((id) => inner.includes(id)))
  return [...inner.map((id) => [id]), ...pairs, ...(inner.length > 2 ? [inner] : [])]
}
