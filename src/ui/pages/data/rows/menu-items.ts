/** @file Menu items for cells and column headers. */
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import { rowsText } from '../../../../messages/en/data/rows'
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

/** The menu for a cell or an image. */
export function rowItems({ of, row, selected, shown, edits, only, open, edit }: RowMenu): readonly MenuItem[] {
  const same = of && suchRows(of, row)
  const many = selected.size > 0 ? selected : new Set([row])
  const filtered = shown.count > 0 && shown.count < shown.of
  return [
    { title: text.menu.open, shortcut: text.menu.keys.open, onSelect: open },
    ...(same
      ? [
          { title: rowsText.filterBy, separator: true, onSelect: () => only(same) },
          { title: rowsText.filterOut, onSelect: () => only(opposite(same)) },
        ]
      : []),
    ...(edits.allowed
      ? [
          ...(of && isEditable(of)
            ? [{ title: text.menu.edit, shortcut: text.menu.keys.edit, separator: true, onSelect: edit }]
            : []),
          {
            title: many.size === 1 ? text.menu.exclude : text.menu.excludeSelected({ rows: many.size }),
            shortcut: text.menu.keys.exclude,
            separator: !(of && isEditable(of)),
            onSelect: () => edits.exclude(many),
          },
          ...(filtered
            ? [
                {
                  title: text.menu.excludeShown({ rows: shown.count }),
                  onSelect: () => edits.exclude(shown.all()),
                },
                {
                  title: text.menu.keepShown({ rows: shown.count }),
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

/** The menu for a column header. */
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
          { title: text.menu.ascending, onSelect: () => onSort([{ column: name }]) },
          { title: text.menu.descending, onSelect: () => onSort([{ column: name, down: true }]) },
          ...(others.length > 0
            ? [
                { title: text.menu.thenAscending, onSelect: () => onSort([...others, { column: name }]) },
                {
                  title: text.menu.thenDescending,
                  onSelect: () => onSort([...others, { column: name, down: true }]),
                },
              ]
            : []),
        ]
      : []),
    { title: text.menu.onlyMissing, separator: true, onSelect: () => only(missing) },
    { title: text.menu.withoutMissing, onSelect: () => only({ not: missing }) },
    { title: text.menu.hide, separator: true, onSelect: hide },
    ...(edits.allowed && at >= 0
      ? [
          {
            title: schema.type === 'category' ? text.menu.renameWithClasses : text.menu.rename,
            separator: true,
            onSelect: change,
          },
          ...(schema.type === 'image' || schema.type === 'array'
            ? []
            : [{ title: text.menu.changeType, onSelect: change }]),
          ...(name === target
            ? []
            : [{ title: text.menu.drop, onSelect: () => edits.steps([{ kind: 'drop', columns: [name] }]) }]),
        ]
      : []),
  ]
}
