/** @file readCell: what a text that was typed into a cell means in its column, or why it means nothing there. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { timeWords } from '../../../../data/cell-words'
import { momentOf } from '../../../../data/condition-time'
import { toTime } from '../../../../data/written-times'
import type { CellEdit } from './use-edits'

export type CellRead = { readonly value: CellEdit } | { readonly why: string }

const POINT_LAST = /^[+-]?\d{1,3}(,\d{3})*\.\d+$/
const COMMA_LAST = /^[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+$/
/** 1,234 is one thousand to one and a little more than one to another. */
const EITHER = /^[+-]?[1-9]\d{0,2},\d{3}$/
const POINTS = /^\d{1,2}\.\d{1,2}\.\d{4}/

/** Null where it is empty; a class is found by its only beginning. */
export function readCell(text: string, schema: ColumnSchema): CellRead {
  const typed = text.trim()
  if (typed === '') return { value: null }
  switch (schema.type) {
    case 'number':
      return readNumber(typed, schema.name)
    case 'time': {
      if (momentOf(typed)) return { value: typed }
      // With points the day comes first in every country; with slashes it does not.
      const dotted = POINTS.test(typed) ? toTime(typed, 'dmy') : undefined
      if (dotted !== undefined) return { value: timeWords(dotted) }
      return {
        why: `${schema.name} takes a date such as 2024-03-01, 2024-03-01 14:30 or 01.03.2024; ${typed} is none.`,
      }
    }
    case 'category': {
      if (schema.values.includes(typed)) return { value: typed }
      const small = typed.toLowerCase()
      const begin = schema.values.filter((value) => value.toLowerCase().startsWith(small))
      return { value: begin.length === 1 ? (begin[0] ?? typed) : typed }
    }
    case 'text':
      return { value: text }
    case 'image':
    case 'array':
      return {
        why: `The ${schema.type === 'image' ? 'pictures' : 'numbers'} of ${schema.name} cannot be written here.`,
      }
    default:
      return schema satisfies never
  }
}

/** A decimal comma is as good as a point, but where the comma may also part thousands. */
function readNumber(typed: string, name: string): CellRead {
  const plain = typed.replace('−', '-').replace(/[\s'’]/g, '')
  if (EITHER.test(plain)) {
    const [point, none] = [plain.replace(',', '.'), plain.replace(',', '')]
    return { why: `${typed} may be ${point} or ${none}: write one of them.` }
  }
  const number = Number(
    COMMA_LAST.test(plain)
      ? plain.replaceAll('.', '').replace(',', '.')
      : POINT_LAST.test(plain)
        ? plain.replaceAll(',', '')
        : plain,
  )
  if (Number.isFinite(number)) return { value: number }
  return { why: `${name} takes a number such as 43.7 or 43,7; ${typed} is none.` }
}
