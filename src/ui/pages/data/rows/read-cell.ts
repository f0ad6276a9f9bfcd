/** @file readCell: what a text that was typed into a cell means in its column, or why it means nothing there. */
import type { ColumnSchema } from '../../../../catalog/dataset-schema'
import { type Written, writtenNumber, writtenTime } from '../../../../data/as-written'
import type { CellEdit } from './use-edits'

export type CellRead = { readonly value: CellEdit } | { readonly why: string }

/** Null where it is empty; a class is found by its only beginning. `written` says how the files of the set write numbers and dates. */
export function readCell(text: string, schema: ColumnSchema, written: Written = {}): CellRead {
  const typed = text.trim()
  if (typed === '') return { value: null }
  switch (schema.type) {
    case 'number':
      return readNumber(typed, schema.name, written)
    case 'time': {
      const value = writtenTime(typed, written)
      if (value !== undefined) return { value }
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

/** A decimal comma is as good as a point, but where the comma may also part thousands and no file tells. */
function readNumber(typed: string, name: string, written: Written): CellRead {
  const value = writtenNumber(typed, written)
  if (value === undefined) return { why: `${name} takes a number such as 43.7 or 43,7; ${typed} is none.` }
  if (value !== 'either') return { value }
  const [point, none] = [typed.replace(',', '.'), typed.replace(',', '')]
  return { why: `${typed} may be ${point} or ${none}: write one of them.` }
}
