/**
 * @file Rows tab: all rows as a table or as images, with search, filter, sorting, editing, and a panel for a single
 * row.
 */
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { Condition } from '../../../data/condition'
import { printCondition } from '../../../data/condition-text'
import { rowNumber, isLeftOut } from '../../../data/dataset'
import {
  modelColumnName,
  type PredictionColumn,
  splitAsColumn,
  type VirtualColumnName,
} from '../../../data/virtual-columns'
import { datasetTabsText } from '../../../messages/en/data/overview'
import { rowsText } from '../../../messages/en/data/rows'
import type { ModelRow } from '../../../storage/records'
import { usePutOnInput } from '../../charts/row-prediction'
import { useHasRun } from '../../charts/use-shown-run'
import { Button } from '../../kit/button'
import { PlacedMenu } from '../../kit/menu'
import { Segmented } from '../../kit/segmented'
import { useOnChange } from '../../kit/use-on-change'
import { useSelect } from '../../studio-context'
import { CellBar } from './rows/cell'
import { CellEditor, isEditable } from './rows/cell-editor'
import { ColumnDialog } from './rows/column-dialog'
import { EditsPanel } from './rows/edits-panel'
import { GraysNote } from '../../charts/pixel-image'
import { PictureGrid } from './rows/image-grid'
import { RecordPanel } from './rows/record-panel'
import { CreateDataset, headItems, RowButtons, rowItems } from './rows/row-actions'
import { allOf, conditionMisfit, searchCondition, usePredictionFilter } from './rows/row-conditions'
import kit from '../../kit/kit.module.css'
import styles from './rows/rows.module.css'
import { ClassFilter, RowsBar } from './rows/rows-bar'
import { type Point, toggleSort, useRowsView, useSelection, useVisibleRows } from './rows/rows-view'
import { Table } from './rows/table'
import { lineHeight, type ShownColumn, shownColumns, useColumns } from './rows/table-columns'
import { AT_NUMBER, type At, classKeysText, classOfKey } from './rows/table-keyboard'
import { useEdits } from './rows/use-edits'
import type { TabProps } from './tab-props'

const text = datasetTabsText.rows

/** What is open over the rows: the menu of a cell or a column header, a cell editor, or the column dialog. */
type Open =
  | { readonly what: 'row' | 'head'; readonly name: string; readonly at: Point; readonly back: HTMLElement }
  | { readonly what: 'cell'; readonly begun: string | undefined; readonly wrong?: string | undefined }
  | { readonly what: 'column'; readonly name: string }
/** Content of the side panel: one row, or the list of edits. */
type SidePanel = { readonly row: number } | 'edits'

/**
 * The columns and virtual columns that a filter can use. Predictions of the current model and of saved models are
 * included only if the target is a category.
 */
function askedAbout(
  all: readonly ShownColumn[],
  target: string,
  evaluated: boolean,
  models: readonly Pick<ModelRow, 'name' | 'version'>[],
): readonly ColumnSchema[] {
  const own = all.map((column) => column.schema)
  const columns = own.some(({ name }) => name === NUMBER.name) ? own : [...own, NUMBER]
  const classes = columns.find(({ name }) => name === target)
  if (classes?.type !== 'category') return columns
  const virtualColumns = (named: (column: PredictionColumn) => string): readonly ColumnSchema[] => [
    { name: named('prediction'), type: 'category', values: classes.values },
    { name: named('mistake'), type: 'category', values: ['yes', 'no'] },
  ]
  const saved = models.slice(0, MAX_MODELS).flatMap(({ name, version }) => {
    const model = `${name} v${version}`
    return virtualColumns((fact) => modelColumnName({ column: fact, model }))
  })
  return [...columns, ...(evaluated ? virtualColumns((fact) => fact) : []), ...saved]
}

const MAX_MODELS = 50
/** The row number, as a column that filters can use. */
const NUMBER: ColumnSchema = { name: 'number', type: 'number', wide: true }

/**
 * The intersection of two lists of rows, in the order of the first list; if one list is undefined, the other list is
 * returned.
 */
function bothOf(rows: readonly number[] | undefined, others: readonly number[] | undefined) {
  if (!rows || !others) return rows ?? others
  const also = new Set(others)
  return rows.filter((row) => also.has(row))
}

const SIDES = { least: 20, most: 160, first: 64 }

export default function RowsTab({ dataset, split }: TabProps) {
  const { schema } = dataset
  const initial = useHasRun()
  const [search, setSearch] = useState('')
  const [at, setAt] = useState<At>({ place: 0, column: 0 })
  const [mode, setMode] = useState<'table' | 'pictures'>(schema.kind === 'images' ? 'pictures' : 'table')
  const [side, setSide] = useState(SIDES.first)
  const [open, setOpen] = useState<Open>()
  const [panel, setPanel] = useState<SidePanel>()

  const fact = useMemo(() => splitAsColumn(split, dataset), [split, dataset])
  const facts = useCallback((name: VirtualColumnName) => (name === 'split' ? fact : undefined), [fact])
  const all = useMemo(() => shownColumns(dataset, fact), [dataset, fact])
  const columns = useColumns(all, schema.id)
  const look = useVisibleRows(schema)
  const answered = usePredictionFilter(look.where, schema)
  // If the condition fails, report it above the unfiltered rows: an empty table would look like a valid result.
  const answers = answered.asks && answered.fault === undefined ? answered.rows : undefined
  const rows = useMemo(() => bothOf(look.rows, answers), [look.rows, answers])
  const plain = answered.asks ? undefined : look.where
  const result = useMemo(() => allOf(plain, searchCondition(search, schema)), [plain, search, schema])
  const view = useRowsView(dataset, facts, { rows, where: result, sort: look.sort })
  const selection = useSelection(view)
  const edits = useEdits()
  const putOnInput = usePutOnInput()
  // Reset the selection when the number of rows changes, because removing rows changes the row numbers.
  const { none } = selection
  // Runs when the number of rows changes.
  useOnChange([schema.rows, none], () => {
    none()
    setPanel((now) => (now === 'edits' ? now : undefined))
  })

  const named = (name: string) => all.find((column) => column.schema.name === name)
  const target = named(schema.target)
  const evaluated = useSelect((state) => state.metrics !== null)
  const models = useSelect((state) => state.models)
  const requested = useMemo(
    () => askedAbout(all, schema.target, evaluated, models),
    [all, schema.target, evaluated, models],
  )
  const image = all.find((column) => column.column.type === 'image')
  const pictures = image?.schema.type === 'image' && image.column.type === 'image' ? image : undefined
  const asPictures = pictures !== undefined && mode === 'pictures'
  const position = Math.min(at.place, view.count - 1)
  const row = position >= 0 ? view.rowAt(position) : undefined
  const cell = asPictures ? target : at.column === AT_NUMBER ? undefined : columns.shown[at.column]
  const editing = open?.what === 'cell' && cell !== undefined && row !== undefined
  const canEdit = edits.allowed && cell !== undefined && isEditable(cell)
  const focusRows = () => document.querySelector<HTMLElement>('[data-part="rows"], [data-part="pictures"]')?.focus()

  function edit(initial?: string): void {
    if (canEdit) setOpen({ what: 'cell', begun: initial })
  }
  function openRow(which: number): void {
    if (which >= 0 && which < view.count) setPanel({ row: view.rowAt(which) })
  }
  function go(to: number): void {
    setAt({ ...at, place: to })
    openRow(to)
  }
  /** Handles keys that the table and the image grid have in common. */
  function onKey(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey
    if (event.altKey) return false
    if (mod && event.key.toLowerCase() === 'a') selection.all()
    else if (mod) return false
    else if (event.key === 'Delete' && edits.allowed && row !== undefined)
      edits.exclude(selection.rows.size > 0 ? selection.rows : [row])
    else if (event.key === 'Escape' && selection.rows.size > 0) selection.none()
    else if (event.key === 'F2') edit()
    else if (event.key === 'Enter' && !asPictures) openRow(position)
    else if (event.key === ' ' && !asPictures) selection.press(position, 'also')
    else if (asPictures) return label(event)
    else if ([...event.key].length === 1 && event.key !== ' ' && canEdit) edit(event.key)
    else return false
    event.preventDefault()
    return true
  }
  /**
   * Handles a key that labels the selected images, or the current image. After a single image, the next one is current,
   * and selected if this one was: what is done next is done to the image that the footer names.
   */
  function label(event: KeyboardEvent): boolean {
    if (!edits.allowed || target?.schema.type !== 'category' || target.at < 0 || row === undefined) return false
    const value = classOfKey(event.key, target.schema.values)
    if (value === undefined) return false
    event.preventDefault()
    edits.set(target.schema.name, selection.rows.size > 0 ? selection.rows : [row], value)
    if (selection.rows.size > 1 || (selection.rows.size === 1 && !selection.has(row))) return true
    const next = Math.min(position + 1, view.count - 1)
    if (selection.has(row)) selection.take([next], 'alone')
    setAt({ ...at, place: next })
    return true
  }

  const shared = {
    ...{ view, selection, onKey },
    onOpen: openRow,
    onMenu: (point: Point, back: HTMLElement) => setOpen({ what: 'row', name: '', at: point, back }),
  }
  const head = open?.what === 'head' || open?.what === 'column' ? named(open.name) : undefined
  const selected = selection.rows.size
  const shown = rowsText.shown({ shown: view.count, all: schema.rows })
  const listed: Condition | undefined = look.rows && {
    ...{ column: NUMBER.name, is: 'in', value: look.rows.map((one) => rowNumber(dataset, one)) },
  }
  const slice = allOf(listed, look.where)
  const made = result ? printCondition(result) : (look.title ?? text.count({ rows: view.count }))
  return (
    <section className={styles.tab} aria-label={text.label}>
      <RowsBar
        search={search}
        onSearch={setSearch}
        asked={requested}
        where={look.where}
        onWhere={look.setWhere}
        misfit={(condition) => conditionMisfit(condition, dataset, { facts, asked: requested, trained: initial })}
        fault={answered.fault ?? view.fault}
        sort={look.sort}
        onSort={look.setSort}
        title={look.title ?? (look.rows ? text.requested : undefined)}
        onAll={look.all}
        slice={slice}
        onSelectAll={selection.all}
        columns={all}
        hidden={columns.hidden}
        onHide={columns.hide}
      >
        {pictures && (
          <Segmented
            label={text.view}
            layout="bare"
            value={mode}
            options={[
              { value: 'pictures', title: text.views.pictures },
              { value: 'table', title: text.views.table },
            ]}
            onChange={setMode}
          />
        )}
        {asPictures && target?.schema.type === 'category' && (
          <ClassFilter of={target.schema} where={look.where} onWhere={look.setWhere} />
        )}
        {asPictures && (
          <label className={`${kit.row} ${kit.caption} ${styles.size}`}>
            {text.size}
            <input
              type="range"
              min={SIDES.least}
              max={SIDES.most}
              value={side}
              onChange={(event) => setSide(Number(event.target.value))}
            />
          </label>
        )}
        {asPictures && <GraysNote dataset={dataset} />}
        <Button aria-pressed={panel === 'edits'} onClick={() => setPanel(panel === 'edits' ? undefined : 'edits')}>
          {text.edits}
        </Button>
        {view.count > 0 && view.count < schema.rows && (
          <CreateDataset
            key={made}
            count={view.count}
            rows={view.all}
            title={text.subset({ dataset: schema.title, rows: made })}
          />
        )}
        <p className={`${kit.soft} ${kit.push}`} role="status">
          {answered.busy ? text.asking({ shown }) : view.busy ? text.sorting({ shown }) : shown}
        </p>
      </RowsBar>
      <div className={styles.main}>
        {asPictures && pictures.schema.type === 'image' && pictures.column.type === 'image' ? (
          <PictureGrid
            {...shared}
            label={text.images({ dataset: schema.title })}
            schema={pictures.schema}
            column={pictures.column}
            named={target?.schema.type === 'category' ? target : undefined}
            side={side}
            at={position}
            onAt={(to) => setAt({ ...at, place: to })}
          />
        ) : (
          <Table
            {...shared}
            label={schema.title}
            columns={columns}
            lineHeight={lineHeight(schema)}
            target={schema.target}
            sort={look.sort}
            onSort={(name, how) => look.setSort(toggleSort(look.sort, name, how))}
            at={at}
            onAt={(to) => {
              setAt(to)
              if (panel !== 'edits' && panel && to.place >= 0) openRow(to.place)
            }}
            onEdit={() => edit()}
            onHeadMenu={(name, point, back) => setOpen({ what: 'head', name, at: point, back })}
            editor={
              editing && (
                <CellEditor
                  of={cell}
                  row={row}
                  begun={open.begun}
                  onDone={(value) => {
                    setOpen(undefined)
                    focusRows()
                    edits.set(cell.schema.name, [row], value)
                  }}
                  onLeave={() => {
                    setOpen(undefined)
                    focusRows()
                  }}
                  onWrong={(wrong) => setOpen({ ...open, wrong })}
                />
              )
            }
          />
        )}
        {view.count === 0 && !answered.busy && <p className={`${kit.soft} ${styles.none}`}>{text.none}</p>}
        {panel === 'edits' && <EditsPanel onClose={() => setPanel(undefined)} />}
        {panel && panel !== 'edits' && panel.row < schema.rows && (
          <RecordPanel
            dataset={dataset}
            columns={all}
            row={panel.row}
            place={row === panel.row ? position : undefined}
            count={view.count}
            onGo={go}
            onRow={(other) => setPanel({ row: other })}
            onOnly={look.only}
            onClose={() => {
              setPanel(undefined)
              focusRows()
            }}
          />
        )}
      </div>
      <CellBar of={cell} row={row} wrong={open?.what === 'cell' ? open.wrong : undefined} onOnly={look.only}>
        {asPictures && target?.schema.type === 'category' && edits.allowed && (
          <span className={kit.faintCaption}>{text.labelKeys({ keys: classKeysText(target.schema.values) })}</span>
        )}
        {canEdit && !asPictures && (
          <Button size="small" onClick={() => edit()}>
            {text.edit}
          </Button>
        )}
        {row !== undefined && (
          <Button size="small" onClick={() => openRow(position)}>
            {text.open}
          </Button>
        )}
        <RowButtons
          {...{ row, edits }}
          isLeftOut={(one) => isLeftOut(dataset, one)}
          selected={selection.rows}
          target={target}
          title={text.subset({ dataset: schema.title, rows: text.count({ rows: selected }) })}
        />
      </CellBar>
      {open?.what === 'row' && row !== undefined && (
        <PlacedMenu
          at={open.at}
          returnFocusTo={open.back}
          onClose={() => setOpen((now) => (now === open ? undefined : now))}
          items={rowItems({
            ...{ of: cell, row, edits, only: look.only },
            isLeftOut: (one) => isLeftOut(dataset, one),
            selected: selection.rows,
            shown: { count: view.count, of: schema.rows, all: view.all },
            open: () => openRow(position),
            put: () => putOnInput(row),
            edit: () => edit(),
          })}
        />
      )}
      {open?.what === 'head' && head && (
        <PlacedMenu
          at={open.at}
          returnFocusTo={open.back}
          onClose={() => setOpen((now) => (now === open ? undefined : now))}
          items={headItems({
            ...{ of: head, target: schema.target, sort: look.sort, edits, onSort: look.setSort, only: look.only },
            hide: () => columns.hide([...columns.hidden, head.schema.name]),
            change: () => setOpen({ what: 'column', name: head.schema.name }),
          })}
        />
      )}
      {open?.what === 'column' && head && (
        <ColumnDialog of={head} onSteps={edits.steps} onClose={() => setOpen(undefined)} />
      )}
    </section>
  )
}
