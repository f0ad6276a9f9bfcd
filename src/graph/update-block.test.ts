import { describe, expect, test } from 'vitest'
import type { ParamSpecs } from '../catalog/params'
import { applyAll } from './apply-edit'
import type { Block } from './block'
import { changeParam, removeParam } from './block-params'
import { importBlocks } from './clipboard'
import type { DrawnNode, Drawing, Wire } from './drawing'
import { updateBlock } from './update-block'

const node = (id: string, kind: string, params: DrawnNode['params'] = {}): DrawnNode => ({
  id,
  kind,
  label: id,
  params,
  position: { x: 0, y: 0 },
})
const wire = (from: string, to: string, port = 0, out = 0): Wire => ({
  id: `${from}${out}${to}${port}`,
  from,
  to,
  port,
  ...(out > 0 ? { out } : {}),
})
const n: ParamSpecs = { n: { type: 'int', label: 'N', default: 1, min: 0, max: 9 } }

function block(id: string, nodes: readonly DrawnNode[], params: ParamSpecs = n, wires: readonly Wire[] = []): Block {
  return { id, name: id.toUpperCase(), params, inside: { nodes, wires } }
}

const ports = [node('in', 'block-in'), node('out', 'block-out'), node('skip', 'block-out')]
const wires = [wire('in', 'p'), wire('p', 'out'), wire('in', 'skip')]
const first = block('a', [...ports, node('p', 'pass', { by: '=n*2' })], n, wires)

/** Uses `a` twice at the outermost level and once inside `b`. */
function drawing(
  one: DrawnNode['params'] = {},
  two: DrawnNode['params'] = {},
  inner: DrawnNode['params'] = {},
): Drawing {
  return {
    nodes: [
      node('s', 'source'),
      node('u', 'block', { block: 'a', ...one }),
      node('v', 'block', { block: 'a', ...two }),
      node('e', 'end'),
      node('w', 'block', { block: 'b' }),
    ],
    wires: [wire('s', 'u'), wire('u', 'v', 0, 1), wire('v', 'e')],
    blocks: { a: first, b: block('b', [node('x', 'block', { block: 'a', ...inner })]) },
  }
}
const paramsOf = ({ nodes, blocks }: Drawing) =>
  [...nodes, ...(blocks?.b?.inside.nodes ?? [])]
    .filter(({ params }) => params.block === 'a')
    .map(({ params }) => ({ ...params }))
const codes = (messages: readonly { readonly code: string }[]) => messages.map(({ code }) => code)

describe('updateBlock', () => {
  test('keeps what is still valid and reports the rest: parameters, ports, layers', () => {
    const params: ParamSpecs = {
      n: { type: 'int', label: 'N', default: 2, min: 0, max: 5 },
      m: { type: 'int', label: 'M', default: 0, min: 0, max: 5 },
    }
    const inside = [
      node('skip', 'block-out'),
      node('in', 'block-in'),
      node('p', 'pass', { by: '=n*3' }),
      node('q', 'pass'),
    ]
    const before = drawing({ n: 4, repeat: 1 }, { n: 9 }, { n: '=n' })
    const { edits, changes } = updateBlock(before, first, block('a', inside, params), [])
    const after = applyAll(before, edits)
    expect(paramsOf(after)).toEqual([{ block: 'a', n: 4, repeat: 1 }, { block: 'a' }, { block: 'a', n: '=n' }])
    // The second output is now the first; the first and its wire were removed.
    expect(after.wires).toEqual([wire('s', 'u'), { id: 'u1v0', from: 'u', to: 'v', port: 0 }])
    expect(after.blocks?.a?.name).toBe('A')
    expect(codes(changes)).toEqual([
      'update-layers',
      'update-layers',
      'update-param-new',
      'update-param-reset',
      'update-default',
      'update-ports',
      'update-cut',
    ])
  })

  test('updating to the same block changes nothing', () => {
    const { edits, changes } = updateBlock(drawing(), first, first, [])
    expect(changes).toEqual([])
    const before = drawing()
    expect(applyAll(before, edits)).toBe(before)
  })

  test('imports inner blocks under unused names and removes blocks that nothing uses', () => {
    const old = block('deep', [node('p', 'pass')])
    const using = block('a', [...ports, node('d', 'block', { block: 'deep' })])
    const before: Drawing = { ...drawing(), blocks: { a: using, deep: old } }
    const fresh = block('deep', [node('p', 'pass'), node('q', 'pass')])
    const { edits } = updateBlock(before, using, using, [fresh])
    const after = applyAll(before, edits)
    expect(Object.keys(after.blocks ?? {}).sort()).toEqual(['a', 'deep-2'])
    expect(after.blocks?.a?.inside.nodes.at(-1)?.params.block).toBe('deep-2')
  })

  test('reports a change of wiring alone', () => {
    const { changes } = updateBlock(drawing(), first, { ...first, inside: { ...first.inside, wires: [] } }, [])
    expect(codes(changes)).toEqual(['update-wires'])
  })
})

test('an equal block gets a new id if a block inside it differs', () => {
  const outer = block('outer', [node('d', 'block', { block: 'deep' })])
  const there: Drawing = { nodes: [], wires: [], blocks: { outer, deep: block('deep', []) } }
  const { edits, names } = importBlocks(there, { outer, deep: block('deep', [node('q', 'pass')]) })
  expect([...names]).toEqual([
    ['deep', 'deep-2'],
    ['outer', 'outer-2'],
  ])
  const after = applyAll(there, edits)
  expect(after.blocks?.['outer-2']?.inside.nodes[0]?.params.block).toBe('deep-2')
  expect(after.blocks?.outer).toBe(outer)
})

describe('block parameters', () => {
  const spec = { type: 'int', label: 'N', default: 1, min: 0, max: 9 } as const

  test('renaming also changes expressions and uses', () => {
    const before = drawing({ n: 4 }, {}, { n: '=n' })
    const after = applyAll(before, changeParam(before, first, 'n', 'width', spec))
    expect(after.blocks?.a?.inside.nodes.find(({ id }) => id === 'p')?.params.by).toBe('=width*2')
    expect(Object.keys(after.blocks?.a?.params ?? {})).toEqual(['width'])
    // Expressions inside b refer to b's own parameter n, which keeps its name.
    expect(paramsOf(after)).toEqual([{ block: 'a', width: 4 }, { block: 'a' }, { block: 'a', width: '=n' }])
  })

  test('removing one keeps the value that all uses have', () => {
    const before = drawing({ n: 4 }, { n: 4 }, { n: 4 })
    const gone = removeParam(before, first, 'n')
    const after = gone.ok ? applyAll(before, gone.value) : before
    expect(after.blocks?.a?.inside.nodes.find(({ id }) => id === 'p')?.params.by).toBe(8)
    expect(after.blocks?.a?.params).toEqual({})
    expect(paramsOf(after)).toEqual([{ block: 'a' }, { block: 'a' }, { block: 'a' }])
  })

  test('removal is refused if the uses differ or compute the value', () => {
    expect(removeParam(drawing({ n: 4 }), first, 'n')).toMatchObject({ error: { code: 'param-uses-differ' } })
    expect(removeParam(drawing({}, {}, { n: '=n' }), first, 'n')).toMatchObject({
      error: { code: 'param-worked-out' },
    })
    expect(removeParam(drawing(), first, 'constructor')).toMatchObject({ error: { code: 'no-block-param' } })
  })
})
