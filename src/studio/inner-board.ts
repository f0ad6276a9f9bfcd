/**
 * @file innerBoard: a board as it is inside a block that is open in place: its own state but for where it stands and what is
 * selected there. Views and commands of a level work on it as they do on any; the canvas stays where it is.
 */
import type { Board, BoardState, BoardStore, Within } from './board'

/** The node selected inside a block that is open in place, where that block alone is selected. */
export function selectedWithin({ canvas, selection }: Pick<BoardState, 'canvas' | 'selection'>): string | undefined {
  return canvas.within?.selection === selection ? canvas.within.node : undefined
}

/** How a block of the level shown is told among those open in place. */
export function placeOf({ inside }: Pick<BoardState, 'inside'>, node: string): string {
  return [...inside, node].join('/')
}

/** The board inside the block that a node stands for; `run` runs a command of this id on a board. */
export function innerBoard<B extends Board>(
  board: B,
  node: string,
  run: (board: B, id: string, args: object) => Promise<unknown>,
  offer: (board: B, id: string) => ReturnType<Board['offer']>,
): B {
  // Frames stand on the canvas alone: within one, a block is stepped into.
  const { within: _, ...around } = board
  // Cast: what is left out is optional.
  const inner = {
    ...around,
    store: innerStore(board.store, node),
    run: (id: string, args: object = {}) => run(inner, id, args),
    offer: (id: string) => offer(inner, id),
  } as unknown as B
  return inner
}

function innerStore<S extends BoardState>(store: BoardStore<S>, node: string): BoardStore<S> {
  const known = new WeakMap<S, S>()
  /** The same object for the same state, so that views know that nothing changed. */
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
    store.setState(outward(outer, state, { ...state, ...given }, node))
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

/** The state around, after a change inside: who steps further in or out takes the canvas along. */
function outward<S extends BoardState>(outer: S, before: S, after: S, node: string): Partial<S> {
  const { inside, selection, selectedNotes, canvas, ...rest } = after
  const stepped = inside !== before.inside && inside.join('/') !== before.inside.join('/')
  // Cast: what was taken out of S is put back in below.
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
