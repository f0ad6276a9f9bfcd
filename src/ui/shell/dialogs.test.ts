/** @file Text of the dialogs: dates by the day, models by name and version, keys and file names as people write them. */
import { describe, expect, it } from 'vitest'
import { when } from '../../messages/format'
import type { ModelRow } from '../../storage/records'
import { fileName } from './files'
import { byName, metricWords } from './model-metrics'
import { passesText, shortcutWords } from './shortcut-keys'

describe('dates', () => {
  const now = new Date(2026, 4, 10, 0, 30)
  it('go by the calendar day, not by 24 hours', () => {
    expect(when(new Date(2026, 4, 9, 23, 50).toISOString(), now)).toBe('yesterday at 23:50')
    expect(when(new Date(2026, 4, 10, 0, 5).toISOString(), now)).toBe('today at 00:05')
    expect(when(new Date(2026, 0, 3).toISOString(), now)).toBe('Jan 3')
    expect(when(new Date(2025, 11, 31).toISOString(), now)).toBe('Dec 31, 2025')
  })
  it('of a damaged record are left out', () => {
    expect(when('soon', now)).toBe('')
  })
})

describe('models', () => {
  const row = (name: string, version: number, createdAt: string): ModelRow => ({
    name,
    version,
    createdAt,
    metrics: null,
  })
  it('are grouped by name, newest name first, newest version first', () => {
    const rows = [
      row('a', 1, '2026-01-01'),
      row('b', 1, '2026-01-02'),
      row('a', 2, '2026-01-03'),
      row('a', 10, '2026-01-03'),
    ]
    expect(byName(rows).map(([name, versions]) => [name, versions.map(({ version }) => version)])).toEqual([
      ['a', [10, 2, 1]],
      ['b', [1]],
    ])
  })
  it('say where their numbers come from', () => {
    const head = { kind: 'number', label: 'mpg', loss: 1, mae: 2, rmse: 3.1362, r2: 0.8, pairs: [] } as const
    expect(metricWords({ split: 'test', rows: 1234, loss: 1, heads: [head] })).toBe(
      'RMSE 3.14 on the test set (1,234 examples)',
    )
    expect(metricWords({ split: 'test', rows: 9, loss: 1, heads: [head, { ...head, label: 'hp' }] })).toContain(
      'hp RMSE',
    )
  })
})

describe('keys and files', () => {
  it('are written for the machine at hand', () => {
    expect(shortcutWords('$mod+Shift+z', false)).toBe('Ctrl Shift Z')
    expect(shortcutWords('$mod+Enter', true)).toBe('⌘ Enter')
  })
  it('leave a text field its own undo', () => {
    expect(passesText('$mod+z')).toBe(false)
    expect(passesText('$mod+Shift+z')).toBe(false)
    expect(passesText('/')).toBe(false)
    expect(passesText('$mod+k')).toBe(true)
  })
  it('keep file names free of paths', () => {
    expect(fileName('../Größe: a/b', 'zip')).toMatch(/^[\p{L}\p{N}-]+\.zip$/u)
    expect(fileName('…', 'zip')).toBe('netloom.zip')
  })
})
