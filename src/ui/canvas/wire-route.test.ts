import { describe, expect, test } from 'vitest'
import { computedMs } from '../../base/cpu-time.test-help'
import { computeLanes, wrapLabel, routeOf } from './wire-route'

describe('wire routes', () => {
  test('within a row a wire is one straight line with its label above the middle', () => {
    const { path, x, y } = routeOf({ sourceX: 164, sourceY: 27, targetX: 220, targetY: 27 })
    expect(path).toBe('M164,27L220,27')
    expect([x, y < 27]).toEqual([192, true])
  })

  test('a wire back to the next row runs between the nodes of both rows', () => {
    const { y } = routeOf({ sourceX: 824, sourceY: 71, targetX: 0, targetY: 251 })
    // An input's drawing pad in the first row ends at y = 150; a Prediction node in the next row begins at 180.
    expect(y).toBeGreaterThan(150)
    expect(y).toBeLessThan(180)
  })

  test('labels break before × if the width is short, and are left out if two lines are not enough', () => {
    expect(wrapLabel('26×26×32', 66)).toEqual(['26×26×32'])
    expect(wrapLabel('112×112×64', 66)).toEqual(['112×112', '×64'])
    expect(wrapLabel('112×112×64', 50)).toEqual([])
    expect(wrapLabel('784', 30)).toEqual(['784'])
    // Zoomed out, the same width holds less text.
    expect(wrapLabel('26×26×32', 66, 1.25)).toEqual(['26×26', '×32'])
    expect(wrapLabel('784', 30, 1.25)).toEqual([])
  })

  test('a short step between two heights has no space for a label, which it would run through', () => {
    const ends = { sourceX: 164, sourceY: 27, targetX: 260 }
    expect(routeOf({ ...ends, targetY: 57 }).labelWidth).toBe(0)
    expect(routeOf({ ...ends, targetY: 127 }).labelWidth).toBeGreaterThan(60)
  })

  const node = (x: number, y = 0) => ({ x, y, width: 164, height: 54 })
  const row = (count: number) => Array.from({ length: count }, (_, i) => node(i * 220))
  const wire = (from: number, to: number, rise = 0) => ({
    id: `${from} ${to}`,
    sourceX: from * 220 + 164,
    sourceY: 27,
    targetX: to * 220,
    targetY: 27 + rise,
  })

  test('a wire that would run behind nodes of its row has a lane above them; a wire to a neighbor has none', () => {
    const lanes = computeLanes(row(4), [wire(0, 1), wire(0, 3), wire(1, 2)])
    expect([...lanes.keys()]).toEqual(['0 3'])
    const lane = lanes.get('0 3') ?? 0
    expect(lane).toBeLessThan(-10)
    const { path, y } = routeOf(wire(0, 3), lane)
    expect(path.startsWith('M164,27L')).toBe(true)
    expect(path.endsWith('L660,27')).toBe(true)
    expect(path).toContain(`,${lane}`)
    expect(y).toBeLessThan(lane)
  })

  test('lanes of a row do not overlap, longer wires above shorter ones; separate wires may share a height', () => {
    const lanes = computeLanes(row(9), [wire(0, 4), wire(1, 3), wire(4, 6), wire(6, 8)])
    expect((lanes.get('1 3') ?? 0) - (lanes.get('0 4') ?? 0)).toBeGreaterThanOrEqual(16)
    expect(lanes.get('4 6')).toBe(lanes.get('6 8'))
  })

  test('a lane avoids nodes above the row, and there is none if the detour is too long', () => {
    const above = [...row(3), node(220, -60)]
    expect(computeLanes(above, [wire(0, 2)]).get('0 2')).toBeLessThan(-60)
    const wall = [...row(3), ...Array.from({ length: 9 }, (_, i) => node(220, -60 * (i + 1)))]
    expect(computeLanes(wall, [wire(0, 2)]).size).toBe(0)
  })

  test('a wire to another height has a lane only if a node is in its way', () => {
    const free = [node(0), node(220, -100), node(440, 110)]
    expect(computeLanes(free, [wire(0, 2, 110)]).size).toBe(0)
    expect(computeLanes([...free, node(220, 0)], [wire(0, 2, 110)]).size).toBe(1)
  })

  test('a wire back to the next row runs above the highest node of that row', () => {
    const ends = { id: 'back', sourceX: 824, sourceY: 71, targetX: 0, targetY: 300 }
    const below = { x: 0, y: 273, width: 164, height: 54 }
    expect(computeLanes([node(660, 44), below], [ends]).size).toBe(0)
    const lane = computeLanes([node(660, 44), below, node(440, 200)], [ends]).get('back') ?? 0
    expect(lane).toBeLessThan(200)
    expect(lane).toBeGreaterThan(98)
    expect(routeOf(ends, lane).y).toBe(lane - 5)
    // The rows leave no space for a lane.
    expect(computeLanes([node(660, 44), below, node(440, 100)], [ends]).size).toBe(0)
  })

  test('the label of a wire back to the next row does not touch the row above, as far as the space allows', () => {
    const laid = (gap: number) => {
      const y = 54 + gap
      const ends = { id: 'back', sourceX: 824, sourceY: 27, targetX: 0, targetY: y + 27 }
      return computeLanes([...row(4), ...[0, 1, 2].map((i) => node(i * 220, y))], [ends]).get('back') ?? 0
    }
    // The label is 12 pixels high and 5 above the wire.
    expect(laid(66) - 5 - 12).toBeGreaterThan(54)
    expect(laid(66)).toBeLessThan(54 + 66 - 8)
    expect(laid(26)).toBeLessThan(54 + 26 - 8)
  })

  test('two wires back to the same row have separate lanes', () => {
    const back = (id: string, source: number, target: number) => ({
      id,
      ...{ sourceX: source * 220 + 164, sourceY: 27, targetX: target * 220, targetY: 300 },
    })
    const lanes = computeLanes([...row(4), node(0, 273), node(220, 273)], [back('skip', 2, 0), back('main', 3, 1)])
    const usual = 300 - 87
    expect(usual - (lanes.get('main') ?? usual)).toBeGreaterThanOrEqual(16)
    expect(lanes.has('skip')).toBe(false)
    // Side by side, they share one height.
    expect(computeLanes([...row(4), node(0, 273)], [back('skip', 0, 0), back('main', 3, 2)]).size).toBe(0)
  })

  test('a wire back within its row has no lane, and 1,000 nodes with as many skips are fast', () => {
    expect(computeLanes(row(3), [wire(2, 0)]).size).toBe(0)
    const many = Array.from({ length: 1000 }, (_, i) => node((i % 40) * 220, Math.floor(i / 40) * 110))
    const skips = Array.from({ length: 998 }, (_, i) => ({
      id: String(i),
      sourceX: (many[i]?.x ?? 0) + 164,
      sourceY: (many[i]?.y ?? 0) + 27,
      targetX: many[i + 2]?.x ?? 0,
      targetY: (many[i + 2]?.y ?? 0) + 27,
    }))
    const before = computedMs()
    computeLanes(many, skips)
    expect(computedMs() - before).toBeLessThan(500)
  })
})
