import { afterEach, expect, test, vi } from 'vitest'
import { clampHeight, DOCK_HEIGHT, readDock, writeDock } from './dock-layout'

afterEach(() => vi.unstubAllGlobals())

function browser(kept: string | null) {
  const store = new Map(kept === null ? [] : [['netloom.dock', kept]])
  vi.stubGlobal('innerHeight', 900)
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  })
}

test('the height is at least that of a chart and at most half of the page', () => {
  expect([clampHeight(10, 900), clampHeight(300, 900), clampHeight(800, 900)]).toEqual([150, 300, 450])
})

test('a stored layout is read back; a damaged one is ignored', () => {
  browser(null)
  writeDock({ height: 300, folded: true })
  expect(readDock()).toEqual({ height: 300, folded: true })
  for (const bad of ['{', '{"height":"tall"}', '[]']) {
    browser(bad)
    expect(readDock()).toEqual({ height: DOCK_HEIGHT, folded: false })
  }
})
