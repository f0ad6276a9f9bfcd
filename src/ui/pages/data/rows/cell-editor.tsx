/**
 * @file Cell editor: edits a value in place: a class (by typing its first letters or choosing it from the list), a
 * number, a date, or text; empty text means a missing value.
 */

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { cellText } from '../../../../data/cell-text'
import { rowNumber } from '../../../../data/dataset'
import { rowsText } from '../../../../messages/en/data/rows'
import { readCell } from './parse-cell'
import { useNotation } from './row-conditions'
import styles from './rows.module.css'
import type { ShownColumn } from './table-columns'
import type { CellEdit } from './use-edits'

export interface CellEditorProps {
  readonly of: ShownColumn
  readonly row: number
  /** Text already typed, which replaces the cell's value. */
  readonly begun: string | undefined
  readonly onDone: (value: CellEdit) => void
  readonly onLeave: () => void
  /** Reports why the typed text is invalid; called with undefined once the text changes. */
  readonly onWrong: (why: string | undefined) => void
}

/** Maximum number of classes in the browser's datalist; other classes can be found by typing. */
const MAX_OFFERED = 300

/** Whether the cells of a column can be edited. */
export function isEditable({ at, schema }: ShownColumn): boolean {
  return at >= 0 && schema.type !== 'image' && schema.type !== 'array'
}

/** A text field in place of the cell; Enter saves, Escape cancels. */
export function CellEditor({ of, row, begun: initial, onDone, onLeave, onWrong }: CellEditorProps) {
  const { schema, column } = of
  const before = cellText(schema, column, row) ?? ''
  const [text, setText] = useState(initial ?? before)
  const [wrong, setWrong] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const left = useRef(false)
  const list = useId()
  const written = useNotation()
  useEffect(() => {
    input.current?.focus()
    if (initial === undefined) input.current?.select()
  }, [initial])

  function finish(): void {
    if (left.current) return
    const read = readCell(text, schema, written)
    if ('why' in read) {
      setWrong(read.why)
      onWrong(read.why)
      return
    }
    left.current = true
    if (text === before) onLeave()
    else onDone(read.value)
  }
  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Enter') finish()
    if (event.key !== 'Escape') return
    left.current = true
    onLeave()
  }
  return (
    <>
      <input
        ref={input}
        className={styles.editor}
        aria-label={rowsText.cell.editorOf({ column: schema.name, row: rowNumber(of, row) })}
        aria-invalid={wrong ? true : undefined}
        value={text}
        {...(schema.type === 'category' ? { list } : {})}
        onChange={(event) => {
          setText(event.target.value)
          setWrong(undefined)
          if (wrong) onWrong(undefined)
        }}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onBlur={() => {
          if ('why' in readCell(text, schema, written)) onLeave()
          else finish()
        }}
        autoComplete="off"
        spellCheck={false}
      />
      {wrong && (
        <span className={styles.problem} aria-hidden="true">
          {wrong}
        </span>
      )}
      {schema.type === 'category' && (
        <datalist id={list}>
          {schema.values.slice(0, MAX_OFFERED).map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  )
}
