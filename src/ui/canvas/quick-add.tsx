/** @file QuickAdd: a short list over the canvas: type a few letters, or a line of layers with their settings; Enter adds. After a wire was let go it lists what fits first. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { message } from '../../messages/message'
import { REPEAT } from '../../graph/block'
import { shownDrawing } from '../../studio/levels'
import { FamilyIcon } from '../kit/family-icon'
import { Icon } from '../kit/icon'
import { useAddRow } from './use-add'
import { canvasUi, type QuickAdd as Request, useCanvasUi } from './canvas-ui'
import { capital, type Nouns, useCatalog } from './catalog'
import { choicesFor } from './choices'
import { lineWords, rowOf, usedIn } from './line-words'
import { readLine, type Wish } from './line'
import { useBoard, useOffered, useRun } from './on-board'
import styles from './quick-add.module.css'

/** Of the list, in pixels; it stays inside the canvas. */
const WIDTH = 320
const HEIGHT = 296

/** Until something is typed. */
const HINT = {
  tone: 'plain',
  words: 'Numbers behind a name set it, x3 makes three, a comma goes on to the next.',
} as const

/** The quick add, while it is open. */
export function QuickAdd() {
  const request = useCanvasUi((ui) => ui.quickAdd)
  const offered = useOffered('graph.add')
  return request && offered ? <OpenList key={`${request.at.x} ${request.at.y}`} request={request} /> : null
}

function close(): void {
  canvasUi.setState({ quickAdd: null })
}

function OpenList({ request }: { readonly request: Request }) {
  const board = useBoard()
  const catalog = useCatalog()
  const { nouns } = catalog
  const box = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [before] = useState(() => document.activeElement)
  const offered = useMemo(() => choicesFor(catalog, board.store.getState(), request), [board, catalog, request])
  const used = useMemo(() => usedIn(shownDrawing(board.store.getState())), [board])
  const line = useMemo(() => {
    // One takes the place of one: a comma goes on to no other.
    const text = request.replace === undefined ? typed : typed.replaceAll(',', ' ')
    return readLine(text, offered, used)
  }, [typed, offered, used, request])
  const { found } = line
  const chosen = found[Math.min(at, found.length - 1)]
  const row = rowOf(line, typed, chosen)
  const wordsOf = (wishes: readonly Wish[]) => {
    const often = request.replace !== undefined && wishes.find(({ choice, times }) => choice.family && times > 1)
    if (often) return { tone: 'bad', words: catalog.say(message('row-once', { layer: often.choice.title })) } as const
    return lineWords(catalog, line, wishes)
  }
  const said = typed === '' ? HINT : wordsOf(row)
  const use = useTaking(request)

  // A keyboard user goes on from where the list was opened.
  const finish = () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    close()
  }
  const take = (wishes: readonly Wish[]) => {
    // A line with a word that nothing takes stays, with its sentence.
    if (wishes.length === 0 || wordsOf(wishes)?.tone === 'bad') return
    finish()
    use(wishes)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') finish()
    else if (event.key === 'Enter') take(row)
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
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
      aria-label={`Add a ${nouns.node}`}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <input
        className={styles.field}
        placeholder={invitation(request, nouns)}
        role="combobox"
        aria-label={`Add a ${nouns.node}`}
        aria-expanded="true"
        aria-controls="quick-add-list"
        aria-activedescendant={chosen && `quick-add-${chosen.kind}`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
      />
      <div id="quick-add-list" className={styles.list} role="listbox" aria-label={capital(nouns.nodes)}>
        {found.map((choice) => (
          <div
            key={choice.kind}
            id={`quick-add-${choice.kind}`}
            data-kind={choice.kind}
            className={styles.item}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(rowOf(line, typed, choice))}
            onKeyDown={onKeyDown}
          >
            {choice.family ? <FamilyIcon family={choice.family} /> : <Icon name="model" size={12} />}
            <span className={styles.title}>{choice.title}</span>
            {!choice.family && <span className={styles.sort}>block</span>}
          </div>
        ))}
        {found.length === 0 && (
          <p
            className={styles.none}
          >{`No ${nouns.node} is called "${typed.slice(typed.lastIndexOf(',') + 1).trim()}".`}</p>
        )}
      </div>
      {said ? (
        <p className={said.tone === 'bad' ? `${styles.summary} ${styles.bad}` : styles.summary} role="status">
          {said.words}
        </p>
      ) : (
        chosen?.summary && <p className={styles.summary}>{chosen.summary}</p>
      )}
    </div>
  )
}

function invitation({ replace, from, to, before }: Request, { node }: Nouns): string {
  if (replace !== undefined) return 'Replace by'
  if (from !== undefined) return 'Add what comes next'
  return to !== undefined || before !== undefined ? 'Add what comes before' : `Add a ${node}`
}

/** What is set of one; a block repeats by itself. */
function settingsOf({ choice, params, times }: Wish) {
  return choice.family || times === 1 ? params : { ...params, [REPEAT]: times }
}

/** What becomes of a line, by what the list was opened for. */
function useTaking({ replace, before, wire, from, out, to, port, at }: Request): (row: readonly Wish[]) => void {
  const board = useBoard()
  const run = useRun()
  const add = useAddRow()
  return (row) => {
    const [first] = row
    if (replace !== undefined) {
      if (first) run('graph.replace', { node: replace, ...first.choice.what, params: settingsOf(first) })
    } else if (before !== undefined) {
      const [only, another] = shownDrawing(board.store.getState()).wires.filter((one) => one.to === before)
      const kind = row.length === 1 && first?.times === 1 && 'kind' in first.choice.what ? first.choice.what : undefined
      if (kind) run('graph.addBefore', { node: before, ...kind, params: first?.params ?? {} })
      else add(row, only && !another ? { wire: only.id } : { to: before })
    } else if (wire !== undefined) add(row, { wire, at })
    else if (from !== undefined) add(row, { from, at, ...(out === undefined ? {} : { out }) })
    else if (to !== undefined) add(row, { to, at, ...(port === undefined ? {} : { port }) })
    else add(row)
  }
}
