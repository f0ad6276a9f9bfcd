/** @file Menu items: what can be done at a cell or at the head of a column, as the menus list it. */
import { counted } from '../../../../messages/format'
import type { Condition } from '../../../../data/condition'
import { isSortable, type SortBy } from '../../../../data/row-order'
import type { MenuItem } from '../../../kit/menu'
import { isEditable } from './cell-editor'
import { opposite, suchRows } from './cell-bar'
import type { ShownColumn } from './shown-columns'
import type { Edits } from './use-edits'

export interface RowMenu {
  readonly of: ShownColumn | undefined
  readonly row: number
  readonly selected: ReadonlySet<number>
  readonly shown: { readonly count: number; readonly of: number; readonly all: () => Iterable<number> }
  readonly edits: Edits
  readonly only: (condition: Condition) => void
  readonly open: () => void
  readonly edit: () => void
}

/** At a cell or a picture. */
export function rowItems({ of, row, selected, shown, edits, only, open, edit }: RowMenu): readonly MenuItem[] {
  const such = of && suchRows(of, row)
  const many = selected.size > 0 ? selected : new Set([row])
  const filtered = shown.count > 0 && shown.count < shown.of
  return [
    { title: 'Open the row', shortcut: 'Enter', onSelect: open },
    ...(such
      ? [
          { title: 'Only this', apart: true, onSelect: () => only(such) },
          { title: 'Without this', onSelect: () => only(opposite(such)) },
        ]
      : []),
    ...(edits.allowed
      ? [
          ...(of && isEditable(of) ? [{ title: 'Edit the value', shortcut: 'F2', apart: true, onSelect: edit }] : []),
          {
            title: many.size === 1 ? 'Exclude this row' : `Exclude ${counted(many.size, 'selected row')}`,
            shortcut: 'Del',
            apart: !(of && isEditable(of)),
            onSelect: () => edits.exclude(many),
          },
          ...(filtered
            ? [
                {
                  title: `Exclude the ${counted(shown.count, 'row')} shown`,
                  onSelect: () => edits.exclude(shown.all()),
                },
                {
                  title: `Keep the ${counted(shown.count, 'row')} shown alone`,
                  onSelect: () => edits.keepAlone(shown.all()),
                },
              ]
            : []),
        ]
      : []),
  ]
}

export interface HeadMenu {
  readonly of: ShownColumn
  readonly target: string
  readonly sort: readonly SortBy[]
  readonly edits: Edits
  readonly onSort: (sort: readonly SortBy[]) => void
  readonly only: (condition: Condition) => void
  readonly hide: () => void
  readonly change: () => void
}

/** At the head of a column. */
export function headItems({
  of: { schema, at },
  target,
  sort,
  edits,
  onSort,
  only,
  hide,
  change,
}: HeadMenu): readonly MenuItem[] {
  const { name } = schema
  const missing: Condition = { column: name, is: 'missing' }
  const others = sort.filter(({ column }) => column !== name)
  return [
    ...(isSortable(schema)
      ? [
          { title: 'Least first', onSelect: () => onSort([{ column: name }]) },
          { title: 'Greatest first', onSelect: () => onSort([{ column: name, down: true }]) },
          ...(others.length > 0
            ? [
                { title: 'Then by this, least first', onSelect: () => onSort([...others, { column: name }]) },
                {
                  title: 'Then by this, greatest first',
                  onSelect: () => onSort([...others, { column: name, down: true }]),
                },
              ]
            : []),
        ]
      : []),
    { title: 'Only where it is missing', apart: true, onSelect: () => only(missing) },
    { title: 'Only where it is not missing', onSelect: () => only({ not: missing }) },
    { title: 'Hide the column', apart: true, onSelect: hide },
    ...(edits.allowed && at >= 0
      ? [
          {
            title: schema.type === 'category' ? 'Rename it or its classes…' : 'Rename it…',
            apart: true,
            onSelect: change,
          },
          ...(schema.type === 'image' || schema.type === 'array'
            ? []
            : [{ title: 'Change its type…', onSelect: change }]),
          ...(name === target
            ? []
            : [{ title: 'Drop the column', onSelect: () => edits.steps([{ kind: 'drop', columns: [name] }]) }]),
        ]
      : []),
  ]
}
