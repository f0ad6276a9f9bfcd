/**
 * @file QuickAdd: a short list over the canvas. The user types a few characters, or a line of layers with parameters,
 * and presses Enter to add them. If a wire was dropped on the canvas, choices that fit the wire come first.
 */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { listsText } from '../../messages/en/canvas/lists'
import { message } from '../../messages/message'
import { REPEAT } from '../../graph/block'
import { shownDrawing } from '../../studio/network/block-levels'
import { FamilyIcon, Icon } from '../kit/icon'
import { useAddLine } from './use-add-node'
import { canvasUi, type QuickAdd as Request, useCanvasUi } from './canvas-ui-state'
import { type Nouns, useCatalog } from './canvas-catalog'
import { choicesFor } from './quick-add-choices'
import { lineText, itemsOf, usedKinds } from './quick-add-text'
import { parseLine, type LineItem } from './quick-add-line'
import { useBoard, useOffered, useRunCommand } from './board-context'
import styles from './quick-add.module.css'

const text = listsText.quickAdd

/** Size of the list in pixels, used to keep it inside the canvas. */
const WIDTH = 320
const HEIGHT = 296

/** Renders the quick add while it is open. */
export function QuickAdd() {
  const request = useCanvasUi((ui) => ui.quickAdd)
  const offered = useOffered('graph.add')
  return request && offered ? <QuickAddList key={`${request.at.x} ${request.at.y}`} request={request} /> : null
}

function close(): void {
  canvasUi.setState({ quickAdd: null })
}

function QuickAddList({ request }: { readonly request: Request }) {
  const board = useBoard()
  const catalog = useCatalog()
  const { nouns } = catalog
  const noun = nouns.node
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [before] = useState(() => document.activeElement)
  const offered = useMemo(() => choicesFor(catalog, board.store.getState(), request), [board, catalog, request])
  const used = useMemo(() => usedKinds(shownDrawing(board.store.getState())), [board])
  const line = useMemo(() => {
    // A replacement is exactly one node, so treat commas as spaces rather than as separators.
    return parseLine(request.replace === undefined ? typed : typed.replaceAll(',', ' '), offered, used)
  }, [typed, offered, used, request])
  const { matches } = line
  const chosen = matches[Math.min(at, matches.length - 1)]
  const row = itemsOf(line, typed, chosen)
  const statusOf = (items: readonly LineItem[]) => {
    const repeated = request.replace !== undefined && items.find(({ choice, times }) => choice.family && times > 1)
    if (repeated)
      return { tone: 'bad', text: catalog.problemText(message('row-once', { layer: repeated.choice.title })) } as const
    return lineText(catalog, line, items)
  }
  const status = typed === '' ? ({ tone: 'plain', text: text.hint({ noun }) } as const) : statusOf(row)
  const add = useAddItems(request)

  // Return the focus to where the list was opened, so that keyboard users continue there.
  const finish = () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    close()
  }
  const take = (items: readonly LineItem[]) => {
    // If the line has a problem, keep the list open to show it.
    if (items.length === 0 || statusOf(items)?.tone === 'bad') return
    finish()
    add(items)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') finish()
    else if (event.key === 'Enter') take(row)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, matches.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
  }
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    const { kind } = chosen ?? {}
    if (kind !== undefined)
      box.current?.querySelector(`[data-kind="${CSS.escape(kind)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const left = `clamp(8px, ${request.screen.x}px, calc(100% - ${WIDTH + 8}px))`
  const top = `clamp(8px, ${request.screen.y}px, max(8px, calc(100% - ${HEIGHT + 8}px)))`
  return (
    <div
      ref={box}
      className={styles.box}
      style={{ left, top }}
      role="dialog"
      aria-label={listsText.add({ noun })}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <input
        className={styles.field}
        placeholder={placeholder(request, nouns)}
        role="combobox"
        aria-label={listsText.add({ noun })}
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={chosen && `quick-add-${chosen.kind}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div id="quick-add-list" className={styles.list} role="listbox" aria-label={listsText.all[noun]}>
        {matches.map((choice) => (
          <div
            key={choice.kind}
            id={`quick-add-${choice.kind}`}
            data-kind={choice.kind}
            className={styles.item}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(itemsOf(line, typed, choice))}
            onKeyDown={onKeyDown}
          >
            {choice.family ? <FamilyIcon family={choice.family} /> : <Icon name="model" size={12} />}
            <span className={styles.title} translate={choice.family ? undefined : 'no'}>
              {choice.title}
            </span>
            {!choice.family && <span className={styles.sort}>{text.block}</span>}
          </div>
        ))}
        {matches.length === 0 && (
          <p className={styles.none}>
            {listsText.noMatch({ noun, typed: typed.slice(typed.lastIndexOf(',') + 1).trim() })}
          </p>
        )}
      </div>
      {status ? (
        <p className={status.tone === 'bad' ? `${styles.summary} ${styles.bad}` : styles.summary} role="status">
          {status.text}
        </p>
      ) : (
        chosen?.summary && <p className={styles.summary}>{chosen.summary}</p>
      )}
    </div>
  )
}

function placeholder({ replace, from, to, before }: Request, { node: noun }: Nouns): string {
  if (replace !== undefined) return text.replace
  if (from !== undefined) return text.next({ noun })
  return to !== undefined || before !== undefined ? text.previous({ noun }) : listsText.add({ noun })
}

/** The parameters of one node. A block is repeated through its `repeat` parameter. */
function settingsOf({ choice, params, times }: LineItem) {
  return choice.family || times === 1 ? params : { ...params, [REPEAT]: times }
}

/** Returns a function that adds the items of a line at the position where the list was opened. */
function useAddItems({ replace, before, wire, from, out, to, port, at }: Request): (row: readonly LineItem[]) => void {
  const board = useBoard()
  const run = useRunCommand()
  const add = useAddLine()
  return (row) => {
    const [first] = row
    if (replace !== undefined) {
      if (first) run('graph.replace', { node: replace, ...first.choice.addable, params: settingsOf(first) })
    } else if (before !== undefined) {
      const [only, another] = shownDrawing(board.store.getState()).wires.filter((one) => one.to === before)
      const kind =
        row.length === 1 && first?.times === 1 && 'kind' in first.choice.addable ? first.choice.addable : undefined
      if (kind) run('graph.addBefore', { node: before, ...kind, params: first?.params ?? {} })
      else add(row, only && !another ? { wire: only.id } : { to: before })
    } else if (wire !== undefined) add(row, { wire, at })
    else if (from !== undefined) add(row, { from, at, ...(out === undefined ? {} : { out }) })
    else if (to !== undefined) add(row, { to, at, ...(port === undefined ? {} : { port }) })
    else add(row)
  }
}
