import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { type Rng, rng } from '../../base/rng'
import type { DrawnNode, Drawing, Wire } from '../../graph/drawing'
import { layerOrder } from './rebuild'
import { rebuild } from './rebuild'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** A random network with branches, merges, several inputs and outputs, and frozen weights. All tensors have width 3. */
function randomDrawing(random: Rng): Drawing {
  const nodes: DrawnNode[] = []
  const wires: Wire[] = []
  const add = (kind: string, params: DrawnNode['params'], from: readonly string[]) => {
    const id = `n${nodes.length}`
    nodes.push({ id, kind, label: id, params, position: { x: 0, y: 0 } })
    from.forEach((node, port) => {
      wires.push({ id: `w${wires.length}`, from: node, to: id, port })
    })
    return id
  }
  const made = Array.from({ length: 1 + random.below(2) }, () => add('input', {}, []))
  const any = () => made[random.below(made.length)] as string
  const size = 4 + random.below(12)
  for (let i = 0; i < size; i++) {
    const pick = random.below(4)
    if (pick === 0) made.push(add('batchNormalization', {}, [any()]))
    else if (pick === 1) made.push(add('add', {}, [any(), any()]))
    else made.push(add('dense', { units: 3, useBias: pick === 2 }, [any()]))
  }
  const unread = made.filter((id) => !wires.some(({ from }) => from === id))
  for (const id of unread) add('output', {}, [id])
  // Shuffle the nodes, because their order must not affect the order of layers.
  for (let i = nodes.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[nodes[i], nodes[j]] = [nodes[j] as DrawnNode, nodes[i] as DrawnNode]
  }
  return { nodes, wires }
}

test("layers and weights are in tf.js's order, on 150 random networks with branches", async () => {
  const random = rng(5, { kind: 'generate' })
  let branched = 0
  for (let trial = 0; trial < 150; trial++) {
    const drawing = randomDrawing(random)
    const inputs = drawing.nodes
      .filter(({ kind }) => kind === 'input')
      .map(({ label }) => ({ label, kind: 'columns' as const, shape: [3], columns: [] }))
    const content = { networks: [{ name: 'n', drawing }] } as unknown as Parameters<typeof rebuild>[0]
    const built = rebuild(content, { inputs, outputs: [] })
    if (!built.ok) throw new Error(`trial ${trial}: ${JSON.stringify(built.error)}`)
    const model = await tf.models.modelFromJSON(built.value.model as never)
    const names = model.layers.map(({ name }) => name)
    expect(layerOrder(built.value.model)).toEqual(names)
    if (String(names) !== String(built.value.model.config.layers.map(({ name }) => name))) branched++
    expect(built.value.specs).toEqual(
      model.weights.map(({ originalName, shape }) => ({ name: originalName, shape: [...shape] })),
    )
    model.dispose()
  }
  // Without enough branched networks, the test would pass even if layers were in JSON order.
  expect(branched).toBeGreaterThan(20)
})
