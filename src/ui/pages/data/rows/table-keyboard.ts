/** @file Keys in the rows table: moving the active cell, and the shortcuts that assign classes. */
import { rowsText } from '../../../../messages/en/data/rows'

/** The column index that stands for the row number. */
export const AT_NUMBER = -2

/**
 * A cell in the current view. `place` is its row, or -1 for the header; `column` is its column, or `AT_NUMBER` for the
 * row-number column.
 */
export interface At {
  readonly place: number
  readonly column: number
}

export interface Extent {
  readonly rows: number
  readonly columns: number
  /** Number of rows per page. */
  readonly page: number
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/**
 * The cell to which a key moves; undefined for other keys. The row number counts as the column before the first, and
 * the header as the row above the first.
 */
export function moved(
  { key, ctrlKey, metaKey }: Key,
  { place: position, column }: At,
  { rows, columns, page }: Extent,
): At | undefined {
  const mod = ctrlKey || metaKey
  // 0-based column index that includes the row number column.
  const across = column === AT_NUMBER ? 0 : column + 1
  const at = (down: number, along: number): At => {
    const min = along > 0 ? -1 : 0
    const to = Math.max(0, Math.min(along, columns))
    return { place: Math.max(min, Math.min(down, rows - 1)), column: to === 0 ? AT_NUMBER : to - 1 }
  }
  switch (key) {
    case 'ArrowUp':
      return at(mod ? 0 : position - 1, across)
    case 'ArrowDown':
      return at(mod ? rows - 1 : position + 1, across)
    case 'ArrowLeft':
      return at(position, mod ? 0 : across - 1)
    case 'ArrowRight':
      return at(position, mod ? columns : across + 1)
    case 'PageUp':
      return at(Math.max(0, position - page), across)
    case 'PageDown':
      return at(position + page, across)
    case 'Home':
      return mod ? at(0, 0) : at(position, 0)
    case 'End':
      return mod ? at(rows - 1, columns) : at(position, columns)
    default:
      return undefined
  }
}

/**
 * The class for a key: the class with that name, or else the only class that starts with that key, or else the class
 * with that 1-based number.
 */
export function classOfKey(key: string, values: readonly string[]): string | undefined {
  if ([...key].length !== 1 || key === ' ') return undefined
  const small = key.toLowerCase()
  const same = values.find((value) => value.toLowerCase() === small)
  if (same !== undefined) return same
  const begins = values.filter((value) => value.toLowerCase().startsWith(small))
  if (begins.length === 1) return begins[0]
  return begins.length === 0 && /^[1-9]$/.test(key) ? values[Number(key) - 1] : undefined
}

/**
 * Help text for the keys; uses only letters or only numbers where possible, for example "0 to 9" or "a Adelie, c
 * Chinstrap".
 */
export function classKeysText(values: readonly string[]): string {
  if (values.every((value) => /^\d$/.test(value)))
    return rowsText.classKeys.digits({ first: values[0] ?? '', last: values.at(-1) ?? '' })
  const keys = values.slice(0, 12).map((value, i) => {
    const [letter, number] = [value.slice(0, 1).toLowerCase(), String(i + 1)]
    return { value, works: [letter, number].map((key) => (classOfKey(key, values) === value ? key : undefined)) }
  })
  const kind = [0, 1].find((one) => keys.every(({ works }) => works[one] !== undefined))
  const named = keys.flatMap(({ value, works: [letter, number] }) => {
    const key = kind === 1 ? number : (letter ?? number)
    return key === undefined ? [] : [{ key, value }]
  })
  return rowsText.classKeys.keys({ keys: named, hasMore: values.length > 12 })
}
