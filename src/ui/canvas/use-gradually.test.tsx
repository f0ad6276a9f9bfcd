/** @file Tests that a large drawing is mounted in parts, and a small one at once. */
import { expect, test } from 'vitest'
import { render, settle, texts } from '../testing/render.test-help'
import { PARTS_AT_ONCE, useGradually } from './use-gradually'

const seen: (readonly [nodes: number, wires: number, hasAllNodes: boolean])[] = []

function Parts({ nodes, wires }: { readonly nodes: number; readonly wires: number }) {
  const shown = useGradually(new Array<number>(nodes).fill(0), new Array<number>(wires).fill(0))
  seen.push([shown.nodes.length, shown.wires.length, shown.hasAllNodes])
  return <p>{`${shown.nodes.length} and ${shown.wires.length}`}</p>
}

test('a drawing at the limits of a file is mounted in parts, the nodes first', async () => {
  seen.length = 0
  await render(<Parts nodes={2000} wires={10_000} />)
  await expect.poll(() => settle(() => texts('p'))).toEqual(['2000 and 10000'])
  const sums = [0, ...seen.map(([nodes, wires]) => nodes + wires)]
  for (const [i, sum] of sums.entries()) expect(sum - (sums[i - 1] ?? 0)).toBeLessThanOrEqual(PARTS_AT_ONCE)
  for (const [nodes, wires, hasAllNodes] of seen)
    expect([wires > 0 && nodes < 2000, hasAllNodes]).toEqual([false, nodes === 2000])
})

test('a usual drawing is mounted at once', async () => {
  seen.length = 0
  await render(<Parts nodes={60} wires={80} />)
  expect(seen).toEqual([[60, 80, true]])
})
