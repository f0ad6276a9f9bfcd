/**
 * @file innerBoard: a board for a block that is expanded in place. It has its own level and selection and shares all
 * other state, so views and commands work on it as on any board. The canvas does not move.
 */
import { typedRun } from '../run-command'
import type { Board, BoardState, BoardStore, Within } from './canvas-board'

/** The node that is selected inside an expanded block, if only that block is selected. */
export function selectedWithin({ canvas, selection }: Pick<BoardState, 'canvas' | 'selection'>): string | undefined {
  return canvas.within?.selection === selection ? canvas.within.node : undefined
}

/** The path that identifies a block among the blocks that are expanded in place. */
export function placeOf({ inside }: Pick<BoardState, 'inside'>, node: string): string {
  return [...inside, node].join('/')
}

/** Creates the board for the inside of a block node; `run` runs a command on a board by the command's id. */
export function innerBoard<B extends Board>(
  board: B,
  node: string,
  run: (board: B, id: string, args: object) => Promise<unknown>,
  offer: (board: B, id: string) => ReturnType<Board['offer']>,
): B {
  // Only top-level blocks expand in place, so an inner board has no `within`.
  const { within: _, ...around } = board
  const runById = (id: string, args: object = {}) => run(inner, id, args)
  // The cast is safe because the omitted property is optional.
  const inner = {
    ...around,
    ...{ store: innerStore(board.store, node), runById, run: typedRun(runById) },
    offer: (id: string) => offer(inner, id),
  } as unknown as B
  return inner
}

function innerStore<S extends BoardState>(store: BoardStore<S>, node: string): BoardStore<S> {
  const known = new WeakMap<S, S>()
  /** Returns the same object for the same state, so that views can skip rendering. */
  const at = (state: S): S => {
    const before = known.get(state)
    if (before) return before
    const only = state.selection.length === 1 && state.selection[0] === node
    const selected = only ? selectedWithin(state) : undefined
    const here = {
      ...state,
      inside: [...state.inside, node],
      selection: selected === undefined ? NOTHING : [selected],
      selectedNotes: NOTHING,
    }
    known.set(state, here)
    return here
  }
  const setState: BoardStore<S>['setState'] = (part: S | Partial<S> | ((state: S) => S | Partial<S>)) => {
    const outer = store.getState()
    const state = at(outer)
    const given = typeof part === 'function' ? part(state) : part
    store.setState(outerState(outer, state, { ...state, ...given }, node))
  }
  return {
    subject: store.subject,
    setState,
    getState: () => at(store.getState()),
    getInitialState: () => at(store.getInitialState()),
    subscribe: (listener) => store.subscribe((now, before) => listener(at(now), at(before))),
  }
}

const NOTHING: readonly string[] = []

/** The state of the outer board after a change inside the block. Entering or leaving a level also moves the canvas. */
function outerState<S extends BoardState>(outer: S, before: S, after: S, node: string): Partial<S> {
  const { inside, selection, selectedNotes, canvas, ...rest } = after
  const stepped = inside !== before.inside && inside.join('/') !== before.inside.join('/')
  // The cast is safe because the properties removed from S above are put back here.
  if (stepped) return { ...rest, inside, selection, selectedNotes, canvas } as unknown as Partial<S>
  const [only] = selection
  const alone = outer.selection.length === 1 && outer.selection[0] === node
  const around = only === undefined || alone ? outer.selection : [node]
  const within: Within | null = only === undefined ? null : { selection: around, node: only }
  const same = selection === before.selection
  return {
    ...rest,
    selection: same ? outer.selection : around,
    canvas: same ? canvas : { ...canvas, within },
  } as unknown as Partial<S>
}
