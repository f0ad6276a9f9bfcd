/** @file Tests that no stage of the Live diagram covers another one, or is cut, for many services and sizes of the page. */
import { expect, test } from 'vitest'
import { exampleService, routerService, shadowService } from '../../../../gallery/services'
import { draw } from '../../../../gallery/template'
import type { Drawing } from '../../../../graph/drawing'
import { serviceSubject } from '../../../../studio/operate/service-board'
import { arrangeStages } from './arrange-stages'

const subject = serviceSubject(() => undefined)
/** The diagram at 1440 × 900, at 1366 × 633, and at 1024 × 768, each in the least height and filling the page. */
const VIEWS = [1116, 1042, 1000].flatMap((width) => [1, 335].map((height) => ({ width, height })))
const TEMPLATES = {
  canary: exampleService('a model with a long name').drawing,
  router: routerService('small', 'large').drawing,
  shadow: shadowService('digits').drawing,
}
const model = (label: string): Parameters<typeof draw>[0][string] => [0, 0, 'model', label, { model: 'digits' }]
const OWN = {
  ensemble: draw(
    {
      ...{ source: [0, 0, 'source', 'Source'], limit: [0, 0, 'rateLimit', 'Rate limit'] },
      ...{ validate: [0, 0, 'validate', 'Validate'], features: [0, 0, 'features', 'Features'] },
      ...{ cache: [0, 0, 'cache', 'Cache'], a: model('First model'), b: model('Second model'), c: model('Third') },
      ...{ ensemble: [0, 0, 'ensemble', 'Ensemble'], guard: [0, 0, 'guard', 'Input guard'] },
      ...{ fallback: [0, 0, 'fallback', 'Fallback'], log: [0, 0, 'log', 'Log'] },
    },
    [
      'source > limit > validate > features > cache > a > ensemble',
      ...['cache > b > ensemble', 'cache > c > ensemble', 'ensemble > guard > fallback > log'],
    ],
  ),
  small: draw({ source: [0, 0, 'source', 'Source'], model: model('Model'), log: [0, 0, 'log', 'Log'] }, [
    'source > model > log',
  ]),
}

/** The drawing with an input guard in one of its wires. */
function guarded(drawing: Drawing, at: number): Drawing {
  const wire = drawing.wires[at]
  if (!wire) throw new Error('no such wire')
  const guard = { id: 'guard', kind: 'guard', label: 'Input guard', params: {}, position: { x: 0, y: 0 } }
  return {
    nodes: [...drawing.nodes, guard],
    wires: [
      ...drawing.wires.filter((one) => one !== wire),
      { ...wire, to: 'guard', port: 0 },
      { ...wire, id: 'guarded', from: 'guard' },
    ],
  }
}

const DRAWINGS = [
  ...Object.entries({ ...TEMPLATES, ...OWN }),
  ...Object.entries(TEMPLATES).flatMap(([name, drawing]) =>
    drawing.wires.map(({ from, to }, i) => [`${name}, guard from ${from} to ${to}`, guarded(drawing, i)] as const),
  ),
] as const

test.each(DRAWINGS)('%s: no two boxes overlap, and all are in view', async (_, drawing) => {
  for (const view of VIEWS) {
    const found = await arrangeStages(drawing, subject, view)
    if (!found) throw new Error('not arranged')
    const { places, boxes, zoom, leastHeight } = found
    const all = drawing.nodes.map(({ id }) => {
      const [{ x, y } = { x: 0, y: 0 }, { width, height } = { width: 0, height: 0 }] = [places[id], boxes[id]]
      return { id, left: x, top: y, right: x + width, bottom: y + height }
    })
    const overlaps = all.flatMap((a, i) =>
      all
        .slice(i + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((b) => `${a.id} ${b.id}`),
    )
    expect(overlaps).toEqual([])
    const height = Math.max(view.height, leastHeight)
    const span = (low: (box: (typeof all)[number]) => number, high: (box: (typeof all)[number]) => number) =>
      zoom * (Math.max(...all.map(high)) - Math.min(...all.map(low)))
    expect(
      span(
        (box) => box.left,
        (box) => box.right,
      ),
    ).toBeLessThanOrEqual(view.width)
    expect(
      span(
        (box) => box.top,
        (box) => box.bottom,
      ),
    ).toBeLessThanOrEqual(height)
  }
})

test('more height shows the stages larger, with their settings', async () => {
  const zoom = async (height: number) =>
    (await arrangeStages(TEMPLATES.canary, subject, { width: 1116, height }))?.zoom ?? 0
  expect(await zoom(1)).toBeLessThan(0.5)
  expect(await zoom(600)).toBeGreaterThanOrEqual(0.8)
})

test('eleven columns fit in one row next to the incidents of a low page', async () => {
  const drawing = guarded(exampleService('digits').drawing, 6)
  const { places = {}, leastHeight } = (await arrangeStages(drawing, subject, { width: 1042, height: 1 })) ?? {}
  expect(new Set(Object.values(places).map(({ x }) => x)).size).toBe(11)
  expect(leastHeight).toBeLessThan(300)
})

test('a page on which names cannot be read in one row has several rows', async () => {
  const { bounds, zoom = 0 } = (await arrangeStages(TEMPLATES.canary, subject, { width: 600, height: 1 })) ?? {}
  expect(zoom).toBeGreaterThanOrEqual(0.4)
  expect(zoom * (bounds?.width ?? 0)).toBeLessThanOrEqual(600)
})
