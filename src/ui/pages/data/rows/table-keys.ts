/** @file Keys of a table: where a key leads from a cell, as in any grid (ARIA practices). */

/** The place of a row's number among the columns. */
export const AT_NUMBER = -2

/** A cell by its place in what is shown; the column is `AT_NUMBER` at the number of the row, the place -1 at the heads. */
export interface At {
  readonly place: number
  readonly column: number
}

export interface Extent {
  readonly rows: number
  readonly columns: number
  /** Rows a page is. */
  readonly page: number
}

interface Key {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** The cell a key leads to, or undefined for a key that leads nowhere. The number of a row stands before its first column, the heads above the first row. */
export function moved(
  { key, ctrlKey, metaKey }: Key,
  { place, column }: At,
  { rows, columns, page }: Extent,
): At | undefined {
  const mod = ctrlKey || metaKey
  // Counted from 0, the number of the row with them.
  const across = column === AT_NUMBER ? 0 : column + 1
  const at = (down: number, along: number): At => {
    const least = along > 0 ? -1 : 0
    const to = Math.max(0, Math.min(along, columns))
    return { place: Math.max(least, Math.min(down, rows - 1)), column: to === 0 ? AT_NUMBER : to - 1 }
  }
  switch (key) {
    case 'ArrowUp':
      return at(mod ? 0 : place - 1, across)
    case 'ArrowDown':
      return at(mod ? rows - 1 : place + 1, across)
    case 'ArrowLeft':
      return at(place, mod ? 0 : across - 1)
    case 'ArrowRight':
      return at(place, mod ? columns : across + 1)
    case 'PageUp':
      return at(Math.max(0, place - page), across)
    case 'PageDown':
      return at(place + page, across)
    case 'Home':
      return mod ? at(0, 0) : at(place, 0)
    case 'End':
      return mod ? at(rows - 1, columns) : at(place, columns)
    default:
      return undefined
  }
}
