/** @file IndexedDB in Node for the tests of one file; the other files of the process keep having none. */

import * as fake from 'fake-indexeddb'
import { afterAll, beforeAll, vi } from 'vitest'

const classes = Object.entries(fake).filter(([name]) => name.startsWith('IDB'))

/** Provides an empty IndexedDB in memory during the tests of the calling file. */
export function provideIndexedDB(): void {
  beforeAll(() => {
    for (const [name, value] of [...classes, ['indexedDB', new fake.IDBFactory()] as const]) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
    }
  })
  afterAll(() => {
    vi.unstubAllGlobals()
    for (const [name] of [...classes, ['indexedDB'] as const]) Reflect.deleteProperty(globalThis, name)
  })
}
