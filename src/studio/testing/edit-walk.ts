/**
 * @file editWalk: performs a random sequence of gestures on a board and checks invariants after each gesture: files and
 * clips parse to what was written, cached checks equal fresh ones, and undo and redo reach both ends of the history.
 */
import { isDeepStrictEqual } from 'node:util'
import { expectDefined } from '../../base/assert'
import { rng } from '../../base/rng'
import { checkNetwork, type NetworkReport } from '../../compile/check-network'
import { findTemplate } from '../../gallery'
import { copySelection } from '../../graph/clipboard'
import type { Drawing } from '../../graph/drawing'
import '../../messages/en/commands/more'
import { Refusal } from '../../messages/message'
import { readClip } from '../../storage/block-and-clip-files'
import { writeClip } from '../../storage/clipboard-text'
import { readProject, writeProject } from '../../storage/project-file'
import { runChecked } from '../command'
import { boardCommands } from '../commands/board-commands'
import { schemaOf } from '../data/data-session'
import { initialState, networkSubject } from '../make-studio'
import { shownDrawing, shownReport } from '../network/block-levels'
import { type Board, boardStore } from '../network/canvas-board'
import { changeProject } from '../project/project-document'
import { typedRun } from '../run-command'
import type { AppState } from '../state'
import { type Gesture, gesturesFor } from './gestures'

export interface Walk {
  /** How often each gesture changed the drawing. */
  readonly done: ReadonlyMap<string, number>
  readonly tried: ReadonlySet<string>
  readonly refused: number
  readonly drawings: number
}

/** The templates that the random walks start from. */
const STARTS = ['blank', 'moons-mlp', 'digits-cnn', 'penguins-two-heads', 'auto-mpg-two-inputs'] as const
const COMMANDS = new Map(boardCommands.map((command) => [command.id, command]))

/** Runs `steps` gestures from a seed. Throws on a broken invariant, with everything needed to reproduce it. */
export async function editWalk(seed: number, steps: number): Promise<Walk> {
  const random = rng(seed, { kind: 'generate' })
  const store = boardStore<AppState>(networkSubject, initialState)
  const runById = (id: string, args: object = {}) => runChecked(expectDefined(COMMANDS.get(id), id), board, args)
  const board: Board<AppState> = {
    store,
    ...{ run: typedRun(runById), runById },
    offer: () => undefined,
  }
  const content = findTemplate(STARTS[random.below(STARTS.length)] as string)?.content
  const [network] = content?.networks ?? []
  if (!content || !network) throw new Error('a template without a network')
  changeProject(store, { id: 'walk', drawing: network.drawing, data: content.data, plan: content.plan })

  const clips: string[] = []
  const next = gesturesFor(board, random, clips)
  const trail: Gesture[] = []
  const expectEqual = (what: string, ...pair: readonly [unknown, unknown]) => {
    if (isDeepStrictEqual(...pair)) return
    const from = trail.slice(-6).map(({ id, args }) => `${id} ${JSON.stringify(args)}`)
    const differ = pair.map((one) => JSON.stringify(one)?.slice(0, 3000)).join('\n-- but --\n')
    throw new Error(`seed ${seed}, step ${trail.length}: ${what}\n${from.join('\n')}\n${differ}`)
  }
  const now = () => store.getState()
  /** The JSON of each drawing when it was first seen: drawings must never change in place. */
  const seen = new Map<Drawing, string>()
  const recordDrawing = (drawing: Drawing) => {
    const text = JSON.stringify(drawing)
    expectEqual('a drawing was changed in place', seen.get(drawing) ?? text, text)
    seen.set(drawing, text)
  }
  const done = new Map<string, number>()
  const tried = new Set<string>()
  let refused = 0
  const start = now().project.drawing
  recordDrawing(start)
  // Random gestures rarely enter a block, so start every third walk inside one.
  if (random.below(3) === 0) {
    const block = networkSubject.blocks[random.below(networkSubject.blocks.length)]
    const node = await board.run('block.insert', { block: expectDefined(block, 'a block').id })
    await board.run('block.enter', { node })
  }

  for (let step = 0; step < steps; step++) {
    const gesture = next()
    trail.push(gesture)
    tried.add(gesture.what)
    const before = now()
    try {
      await board.runById(gesture.id, gesture.args)
    } catch (error) {
      if (!(error instanceof Refusal))
        throw new Error(`seed ${seed}, step ${trail.length}: ${describeTrail(trail)}`, { cause: error })
      refused++
      expectEqual('a refusal changed the drawing', now().project.drawing === before.project.drawing, true)
    }
    const { drawing } = now().project
    if (drawing === before.project.drawing) continue
    for (const what of gesture.what.split(' ')) done.set(what, (done.get(what) ?? 0) + 1)
    recordDrawing(drawing)
    sameAsFile(now(), expectEqual)
    const text = sameAsClip(now(), expectEqual)
    if (text !== undefined && random.below(6) === 0) clips.push(text)
    sameAsScratch(now(), expectEqual)
  }

  const end = now().project.drawing
  let back = 0
  while (now().history.past.length > 0) {
    await board.run('graph.undo')
    recordDrawing(now().project.drawing)
    back++
  }
  expectEqual('undo does not lead back to the start', now().project.drawing, start)
  sameAsScratch(now(), expectEqual)
  for (let i = 0; i < back; i++) {
    await board.run('graph.redo')
    recordDrawing(now().project.drawing)
  }
  expectEqual('redo does not lead to the end', now().project.drawing, end)
  sameAsScratch(now(), expectEqual)
  return { done, tried, refused, drawings: seen.size }
}

type ExpectEqual = (what: string, ...pair: readonly [unknown, unknown]) => void

function describeTrail(trail: readonly Gesture[]): string {
  return trail
    .slice(-3)
    .map(({ id, args }) => `${id} ${JSON.stringify(args)}`)
    .join('\n')
}

function sameAsFile({ project }: AppState, expectEqual: ExpectEqual): void {
  const { drawing, data, plan } = project
  const read = readProject(writeProject({ name: 'Walk', networks: [{ name: 'n', drawing }], data, plan }))
  const what = 'a project file does not parse to what was written'
  if (read.ok) expectEqual(what, read.value.networks[0]?.drawing, drawing)
  else expectEqual(what, read.error, drawing)
}

/**
 * Copies all nodes on the current level and checks that the clipboard text parses back to the same clip. Returns the
 * text, or undefined if there is nothing to copy.
 */
function sameAsClip(state: AppState, expectEqual: ExpectEqual): string | undefined {
  const drawing = shownDrawing(state)
  const clip = copySelection(
    drawing,
    drawing.nodes.map(({ id }) => id),
  )
  if (clip.nodes.length === 0) return undefined
  const text = writeClip(clip)
  const read = readClip(text)
  expectEqual('a clip does not parse to what was written', read.ok ? read.value : read.error, clip)
  return text
}

/**
 * The cached report must equal one computed from scratch, so that the caches of nodes, blocks, and reports never affect
 * the result.
 */
function sameAsScratch(state: AppState, expectEqual: ExpectEqual): void {
  const { drawing, plan } = structuredClone(state.project)
  const report = checkNetwork(drawing, schemaOf(state), plan)
  expectEqual('the check differs from one from scratch', plain(state.report), plain(report))
  if (state.inside.length === 0) return
  const scratch = { ...state, project: { ...state.project, drawing }, report }
  expectEqual('the drawing shown differs from one from scratch', shownDrawing(state), shownDrawing(scratch))
  expectEqual('the level shown differs from one from scratch', plain(shownReport(state)), plain(shownReport(scratch)))
}

/** A report as plain data: fixes are evaluated, and functions are left out. */
function plain({ expanded, diagnostics, checked, ...rest }: NetworkReport) {
  return {
    ...rest,
    steps: checked?.steps,
    diagnostics: diagnostics.map((one) => ({
      ...one,
      fixes: one.fixes.map(({ id, title, hint, edits }) => ({ id, title, hint, edits })),
    })),
    opened: expanded.drawing,
    places: expanded.paths,
    troubles: expanded.problems,
  }
}
