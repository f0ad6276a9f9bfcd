/** @file Table keys: moves the current cell with the keyboard, following the ARIA grid pattern. */

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
