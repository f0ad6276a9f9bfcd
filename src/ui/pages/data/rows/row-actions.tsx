/** @file What can be done with rows and columns: the menus of cells and headers, and creating a dataset from rows. */
import { useState } from 'react'
import type { Condition } from '../../../../data/condition'
import { isSortable, type SortBy } from '../../../../data/row-order'
import { datasetTabsText } from '../../../../messages/en/data/overview'
import { rowEditsText as text } from '../../../../messages/en/data/row-edits'
import { rowsText } from '../../../../messages/en/data/rows'
import { errorNotice } from '../../../../studio/notice'
import { usePutOnInput } from '../../../charts/row-prediction'
import { Button } from '../../../kit/button'
import type { MenuItem } from '../../../kit/menu'
import { Popover } from '../../../kit/popover'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useIsHidden } from '../../../shell/unless-hidden'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useShowDataset } from '../user-datasets'
import kit from '../../../kit/kit.module.css'
import styles from './bar.module.css'
import { suchRows } from './cell'
import { isEditable } from './cell-editor'
import type { ShownColumn } from './table-columns'
import type { Edits } from './use-edits'

const { rows: tabText } = datasetTabsText

export interface RowMenu {
  readonly of: ShownColumn | undefined
  readonly row: number
  readonly selected: ReadonlySet<number>
  readonly shown: { readonly count: number; readonly of: number; readonly all: () => Iterable<number> }
  readonly edits: Edits
  /** Whether a row is left out of training. */
  readonly isLeftOut: (row: number) => boolean
  readonly only: (condition: Condition) => void
  readonly open: () => void
  /** Puts the row on the input nodes. */
  readonly put: () => void
  readonly edit: () => void
}

/** The menu for a cell or an image. */
export function rowItems({
  of,
  row,
  selected,
  shown,
  edits,
  isLeftOut,
  only,
  open,
  put,
  edit,
}: RowMenu): readonly MenuItem[] {
  const same = of && suchRows(of, row)
  const many = selected.size > 0 ? selected : new Set([row])
  const areOut = [...many].every(isLeftOut)
  const canEdit = edits.allowed && of !== undefined && isEditable(of)
  const isFiltered = edits.allowed && shown.count > 0 && shown.count < shown.of
  const { count: rows, all } = shown
  return offered([
    { title: text.menu.open, shortcut: text.menu.keys.open, onSelect: open },
    { title: rowsText.putOnInput, onSelect: put },
    same && { title: rowsText.filterBy, separator: true, onSelect: () => only(same) },
    same && { title: rowsText.filterOut, onSelect: () => only({ not: same }) },
    canEdit && { title: text.menu.edit, shortcut: text.menu.keys.edit, separator: true, onSelect: edit },
    edits.allowed && {
      title: many.size === 1 ? text.menu.exclude : text.menu.excludeSelected({ rows: many.size }),
      shortcut: text.menu.keys.exclude,
      separator: !canEdit,
      onSelect: () => edits.exclude(many),
    },
    edits.allowed && {
      title: text.menu[areOut ? 'useAgain' : 'leaveOut']({ rows: many.size }),
      onSelect: () => edits.leaveOut(many, areOut ? 'back' : undefined),
    },
    isFiltered && { title: text.menu.leaveShownOut({ rows }), onSelect: () => edits.leaveOut(all()) },
    isFiltered && { title: text.menu.excludeShown({ rows }), onSelect: () => edits.exclude(all()) },
    isFiltered && { title: text.menu.keepShown({ rows }), onSelect: () => edits.keepAlone(all()) },
  ])
}

/** The items of a menu that apply. */
function offered(items: readonly (MenuItem | false | undefined)[]): readonly MenuItem[] {
  return items.filter((item) => item !== false && item !== undefined)
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
export function headItems({ of, target, sort, edits, onSort, only, hide, change }: HeadMenu): readonly MenuItem[] {
  const { name, type } = of.schema
  const missing: Condition = { column: name, is: 'missing' }
  const others = sort.filter(({ column }) => column !== name)
  const canSort = isSortable(of.schema)
  const canSortMore = canSort && others.length > 0
  const canEdit = edits.allowed && of.at >= 0
  return offered([
    canSort && { title: text.menu.ascending, onSelect: () => onSort([{ column: name }]) },
    canSort && { title: text.menu.descending, onSelect: () => onSort([{ column: name, down: true }]) },
    canSortMore && { title: text.menu.thenAscending, onSelect: () => onSort([...others, { column: name }]) },
    canSortMore && {
      title: text.menu.thenDescending,
      onSelect: () => onSort([...others, { column: name, down: true }]),
    },
    { title: text.menu.onlyMissing, separator: true, onSelect: () => only(missing) },
    { title: text.menu.withoutMissing, onSelect: () => only({ not: missing }) },
    { title: text.menu.hide, separator: true, onSelect: hide },
    canEdit && {
      title: type === 'category' ? text.menu.renameWithClasses : text.menu.rename,
      separator: true,
      onSelect: change,
    },
    canEdit && type !== 'image' && type !== 'array' && { title: text.menu.changeType, onSelect: change },
    canEdit &&
      name !== target && {
        title: text.menu.drop,
        onSelect: () => edits.steps([{ kind: 'drop', columns: [name] }]),
      },
  ])
}

interface RowButtonsProps {
  readonly row: number | undefined
  readonly selected: ReadonlySet<number>
  readonly edits: Edits
  readonly isLeftOut: (row: number) => boolean
  readonly target: ShownColumn | undefined
  /** The suggested name of a dataset that is made from the selected rows. */
  readonly title: string
}

/** What can be done with the selected rows or, if none is selected, with the current row. */
export function RowButtons({ row, selected, edits, isLeftOut, target, title }: RowButtonsProps) {
  const put = usePutOnInput()
  if (selected.size === 0)
    return (
      row !== undefined && (
        <>
          <Button size="small" onClick={() => put(row)}>
            {rowsText.putOnInput}
          </Button>
          {edits.allowed && (
            <Button size="small" onClick={() => edits.exclude([row])}>
              {tabText.exclude}
            </Button>
          )}
          {edits.allowed && <LeaveOutButton {...{ edits, isLeftOut }} rows={[row]} />}
        </>
      )
    )
  const classes = edits.allowed && target?.schema.type === 'category' && target.at >= 0 ? target.schema : undefined
  return (
    <>
      <span className={kit.faintCaption}>{tabText.selected({ rows: selected.size })}</span>
      {classes && (
        <Select
          label={tabText.relabel}
          layout="bare"
          value=""
          options={[{ value: '', title: tabText.relabel }, ...classes.values.map((value) => ({ value, title: value }))]}
          onChange={(value) =>
            edits.set(classes.name, selected, value, tabText.relabeled({ rows: selected.size, label: value }))
          }
        />
      )}
      <CreateDataset key={selected.size} count={selected.size} rows={() => selected} title={title} />
      {edits.allowed && (
        <Button size="small" onClick={() => edits.exclude(selected)}>
          {tabText.excludeSelected}
        </Button>
      )}
      {edits.allowed && <LeaveOutButton {...{ edits, isLeftOut }} rows={[...selected]} />}
    </>
  )
}

function LeaveOutButton({
  rows,
  edits,
  isLeftOut,
}: Pick<RowButtonsProps, 'edits' | 'isLeftOut'> & { readonly rows: readonly number[] }) {
  const areOut = rows.every(isLeftOut)
  return (
    <Button
      size="small"
      title={text.menu.leaveOutAbout}
      onClick={() => edits.leaveOut(rows, areOut ? 'back' : undefined)}
    >
      {text.menu[areOut ? 'useAgain' : 'leaveOut']({ rows: rows.length })}
    </Button>
  )
}

interface CreateDatasetProps {
  readonly count: number
  /** Returns the row numbers at the time the dataset is created. */
  readonly rows: () => Iterable<number>
  /** Suggested name for the new dataset. */
  readonly title: string
}

/** A button that asks for the name; renders nothing if a lesson forbids changes to the data. */
export function CreateDataset(props: CreateDatasetProps) {
  if (useIsHidden('dataset.derive')) return null
  return (
    <Popover label={rowsText.newDataset.label} trigger={<Button size="small">{rowsText.newDataset.button}</Button>}>
      <DatasetNameForm {...props} />
    </Popover>
  )
}

function DatasetNameForm({ count, rows, title }: CreateDatasetProps) {
  const studio = useStudio()
  const run = useRunCommand()
  const show = useShowDataset()
  const [made, setMade] = useState<{ readonly id: string; readonly name: string; readonly count: number }>()
  const [busy, setBusy] = useState(false)
  if (made) {
    return (
      <div className={styles.choices}>
        <p className={`${kit.caption} ${kit.apart}`}>
          {rowsText.newDataset.created({ name: made.name, rows: made.count })}
        </p>
        <Button size="small" onClick={() => show(made.id)}>
          {rowsText.newDataset.show}
        </Button>
        <Button size="small" onClick={() => run('data.use', { dataset: made.id })}>
          {rowsText.newDataset.use}
        </Button>
      </div>
    )
  }
  async function make(name: string) {
    setBusy(true)
    try {
      setMade({ id: await studio.run('dataset.derive', { title: name, rows: [...rows()] }), name, count })
    } catch (error) {
      run('notice.show', errorNotice(error))
    }
    setBusy(false)
  }
  return (
    <NameForm
      label={rowsText.newDataset.name}
      button={rowsText.newDataset.create({ rows: count })}
      initial={title}
      maxLength={120}
      busy={busy}
      onName={(name) => void make(name)}
    />
  )
}

interface NameFormProps {
  readonly label: string
  readonly button: string
  readonly initial?: string
  readonly maxLength: number
  readonly busy?: boolean
  readonly onName: (name: string) => void
}

/** A form that asks for the name of something new. */
export function NameForm({ label, button, initial = '', maxLength, busy = false, onName }: NameFormProps) {
  const [typed, setTyped] = useState(initial.slice(0, maxLength))
  const name = typed.trim()
  return (
    <form
      className={styles.choices}
      onSubmit={(event) => {
        event.preventDefault()
        if (name !== '' && !busy) onName(name)
      }}
    >
      <TextField
        label={label}
        layout="stack"
        reportOn="typing"
        maxLength={maxLength}
        value={typed}
        onChange={setTyped}
      />
      <Button tone="primary" size="small" type="submit" disabled={name === '' || busy}>
        {button}
      </Button>
    </form>
  )
}
