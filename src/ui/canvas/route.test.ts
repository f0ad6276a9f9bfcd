import { describe, expect, test } from 'vitest'
import { linesOf, routeOf } from './route'

describe('routes', () => {
  test('along a row a wire is one straight line, its label above the middle', () => {
    const { path, x, y } = routeOf({ sourceX: 164, sourceY: 27, targetX: 220, targetY: 27 })
    expect(path).toBe('M164,27L220,27')
    expect([x, y < 27]).toEqual([192, true])
  })

  test('back to the next row it runs below what stands in the first and above what stands in the next', () => {
    const { y } = routeOf({ sourceX: 824, sourceY: 71, targetX: 0, targetY: 251 })
    // A pad in the first row ends at 150; an answer in the next row begins at 180.
    expect(y).toBeGreaterThan(150)
    expect(y).toBeLessThan(180)
  })

  test('labels break after a × where the room is short, and lose nothing', () => {
    expect(linesOf('26×26×32', 56)).toEqual(['26×26×32'])
    expect(linesOf('112×112×64', 56)).toEqual(['112×112×', '64'])
    for (const room of [1, 30, 50, 300]) expect(linesOf('112×112×64', room).join('')).toBe('112×112×64')
  })
})
