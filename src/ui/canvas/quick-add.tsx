/**
 * @file QuickAdd: a short list over the canvas. The user types a few characters, or a line of layers with parameters,
 * and presses Enter to add them. If a wire was dropped on the canvas, choices that fit the wire come first.
 */
import { useMemo, useState } from 'react'
import type { NodeDef } from '../../catalog/node-def'
import { defaultsOf } from '../../catalog/params'
import { BLOCK, type Block, PORT_IN, portsOf, REPEAT } from '../../graph/block'
import { blockFits, hasOutput } from '../../graph/block-accepts-shape'
import { listsText } from '../../messages/en/canvas/lists'
import { message } from '../../messages/message'
import { shapeOut, shownDrawing } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import { NodeGlyph } from '../kit/icon'
import { ListPopup, useSearchList } from '../kit/search-list'
import { useBoard, useOffered, useRunCommand } from './board-context'
import { type CanvasCatalog, type Nouns, useCatalog } from './canvas-catalog'
import { canvasUi, type QuickAdd as Request, useCanvasUi } from './canvas-ui-state'
import kit from '../kit/kit.module.css'
import styles from './quick-add.module.css'
import { availableBlocks, type Choice, choiceOfBlock, choiceOfKind, kindsOf } from './quick-add-choices'
import { itemsOf, type LineItem, lineText, parseLine, usedKinds } from './quick-add-line'
import { useAddLine } from './use-add-node'

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
  const [typed, setTyped] = useState('')
  const [before] = useState(() => document.activeElement)
  const offered = useMemo(() => choicesFor(catalog, board.store.getState(), request), [board, catalog, request])
  const used = useMemo(() => usedKinds(shownDrawing(board.store.getState())), [board])
  const line = useMemo(() => {
    // A replacement is exactly one node, so treat commas as spaces rather than as separators.
    return parseLine(request.replace === undefined ? typed : typed.replaceAll(',', ' '), offered, used)
  }, [typed, offered, used, request])
  const { matches } = line
  const statusOf = (items: readonly LineItem[]) => {
    const repeated = request.replace !== undefined && items.find(({ choice, times }) => choice.family && times > 1)
    if (repeated)
      return { tone: 'bad', text: catalog.problemText(message('row-once', { layer: repeated.choice.title })) } as const
    return lineText(catalog, line, items)
  }
  const add = useAddItems(request)

  // Return the focus to where the list was opened, so that keyboard users continue there.
  const finish = () => {
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    close()
  }
  const onTake = (choice: Choice) => {
    const items = itemsOf(line, typed, choice)
    // If the line has a problem, keep the list open to show it.
    if (items.length === 0 || statusOf(items)?.tone === 'bad') return
    finish()
    add(items)
  }
  const { chosen, field, list, option } = useSearchList({ typed, onType: setTyped, matches, onTake })
  const status =
    typed === '' ? ({ tone: 'plain', text: text.hint({ noun }) } as const) : statusOf(itemsOf(line, typed, chosen))

  const left = `clamp(8px, ${request.screen.x}px, calc(100% - ${WIDTH + 8}px))`
  const top = `clamp(8px, ${request.screen.y}px, max(8px, calc(100% - ${HEIGHT + 8}px)))`
  const label = listsText.add({ noun })
  return (
    <ListPopup className={styles.box} style={{ left, top }} label={label} onEscape={finish} onLeave={close}>
      <input className={styles.field} {...field(label)} placeholder={placeholder(request, nouns)} />
      <div className={styles.list} {...list(listsText.all[noun])}>
        {matches.map((choice, i) => (
          <div key={choice.kind} className={`${kit.row} ${styles.item}`} {...option(i)}>
            <NodeGlyph kind={choice.family ? choice.kind : BLOCK} family={choice.family} />
            <span className={kit.ellipsis} translate={choice.family ? undefined : 'no'}>
              {choice.title}
            </span>
            {!choice.family && <span className={`${kit.caption} ${kit.push} ${styles.sort}`}>{text.block}</span>}
          </div>
        ))}
        {matches.length === 0 && (
          <p className={styles.none}>
            {listsText.noMatch({ noun, typed: typed.slice(typed.lastIndexOf(',') + 1).trim() })}
          </p>
        )}
      </div>
      {status ? (
        <p className={styles.summary} data-tone={status.tone} role="status">
          {status.text}
        </p>
      ) : (
        chosen?.summary && <p className={styles.summary}>{chosen.summary}</p>
      )}
    </ListPopup>
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

/**
 * The choices for a quick add: all of them, or only those possible at the requested position; the best fits come first.
 */
export function choicesFor(
  catalog: Pick<CanvasCatalog, 'nodes' | 'groups' | 'blocks'>,
  state: BoardState,
  request: Request,
): readonly Choice[] {
  const kinds = kindsOf(catalog)
  const blocks = availableBlocks(catalog.blocks, state)
  const { from, out = 0, to, wire: id, before } = request
  const wire = id === undefined ? undefined : shownDrawing(state).wires.find((one) => one.id === id)
  // When connecting backward from an input, offer everything that has an output.
  if (to !== undefined || before !== undefined)
    return [
      ...kinds.filter((def) => def.out).map(choiceOfKind),
      ...blocks.filter((block) => hasOutput(block) && (before === undefined || hasInput(block))).map(choiceOfBlock),
    ]
  if (from === undefined && !wire) return [...kinds.map(choiceOfKind), ...blocks.map(choiceOfBlock)]
  const flow = wire ? shapeOut(state, wire.from, wire.out ?? 0) : shapeOut(state, from ?? '', out)
  const able = kinds.filter((def) => def.inputs !== 'none' && (!wire || def.out))
  const open = blocks.filter((block) => hasInput(block) && (!wire || hasOutput(block)))
  if (flow === undefined) return [...able.map(choiceOfKind), ...open.map(choiceOfBlock)]
  const known = state.project.drawing.blocks
  const all = [...able, ...open]
  const fitting = new Set(
    all.filter((one) => ('kind' in one ? acceptsFlow(one, flow) : blockFits(one, known, catalog.nodes, flow))),
  )
  return [...fitting, ...all.filter((one) => !fitting.has(one))].map((one) =>
    'kind' in one ? choiceOfKind(one) : choiceOfBlock(one),
  )
}

function hasInput({ inside }: Block): boolean {
  return portsOf(inside, PORT_IN).length > 0
}

/** Whether a node of this kind with default parameters accepts this input shape. */
export function acceptsFlow({ inputs, shape, params }: NodeDef<unknown>, flow: unknown): boolean {
  return inputs === 'many' || (inputs !== 'none' && shape([flow], defaultsOf(params)).ok)
}
