/** @file Tests the text in dialogs: dates, models by name and version, keyboard shortcuts, and file names. */
import { describe, expect, it } from 'vitest'
import { when } from '../../messages/format'
import type { ModelRow } from '../../storage/records'
import { fileName } from './browser-files'
import { groupByName, modelMetricsText } from './model-metrics'
import { shortcutText, worksInTextField } from './shortcut-keys'

describe('dates', () => {
  const now = new Date(2026, 4, 10, 0, 30)
  it('are relative to the calendar day, not to 24 hours', () => {
    expect(when(new Date(2026, 4, 9, 23, 50).toISOString(), now)).toBe('yesterday at 23:50')
    expect(when(new Date(2026, 4, 10, 0, 5).toISOString(), now)).toBe('today at 00:05')
    expect(when(new Date(2026, 0, 3).toISOString(), now)).toBe('Jan 3')
    expect(when(new Date(2025, 11, 31).toISOString(), now)).toBe('Dec 31, 2025')
  })
  it('are empty for a damaged record', () => {
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
    expect(groupByName(rows).map(([name, versions]) => [name, versions.map(({ version }) => version)])).toEqual([
      ['a', [10, 2, 1]],
      ['b', [1]],
    ])
  })
  it('state the set on which their metrics were measured', () => {
    const head = { kind: 'number', label: 'mpg', loss: 1, mae: 2, rmse: 3.1362, r2: 0.8, pairs: [] } as const
    expect(modelMetricsText({ metrics: { split: 'test', rows: 1234, loss: 1, heads: [head] } })).toBe(
      'MAE 2.00 on the test set (1,234 examples)',
    )
    expect(modelMetricsText({ metrics: { split: 'test', rows: 1, loss: 1, heads: [head], isDecided: true } })).toBe(
      'MAE 2.00, decided by its threshold or calibration, on the test set (1 example)',
    )
    expect(
      modelMetricsText({ metrics: { split: 'test', rows: 9, loss: 1, heads: [head, { ...head, label: 'hp' }] } }),
    ).toContain('hp MAE')
  })
})

describe('keys and files', () => {
  it('are written for the operating system', () => {
    expect(shortcutText('$mod+Shift+z', false)).toBe('Ctrl Shift Z')
    expect(shortcutText('$mod+Enter', true)).toBe('⌘ Enter')
  })
  it('do not replace the undo of a text field', () => {
    expect(worksInTextField('$mod+z')).toBe(false)
    expect(worksInTextField('$mod+Shift+z')).toBe(false)
    expect(worksInTextField('/')).toBe(false)
    expect(worksInTextField('$mod+k')).toBe(true)
  })
  it('file names do not contain paths', () => {
    expect(fileName('../Größe: a/b', 'zip')).toMatch(/^[\p{L}\p{N}-]+\.zip$/u)
    expect(fileName('…', 'zip')).toBe('netloom.zip')
  })
})
