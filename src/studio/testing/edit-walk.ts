/**
 * @file editWalk: one random sequence of gestures on a board that is checked at each step: files and clips parse to what was
 * written, the check of a long-lived drawing equals that of a copy without any memory, and undo and redo go the whole way.
 */
import { isDeepStrictEqual } from 'node:util'
import { expectDefined } from '../../base/assert'
import { Refusal } from '../../messages/message'
import { rng } from '../../base/rng'
import { checkNetwork, type NetworkReport } from '../../compile/check-network'
import { findTemplate } from '../../gallery'
import { copySelection } from '../../graph/clipboard'
import type { Drawing } from '../../graph/drawing'
import { readClip } from '../../storage/clip-file'
import { writeClip } from '../../storage/clip-text'
import { readProject, writeProject } from '../../storage/project-file'
import { type Board, boardStore } from '../board'
import { boardCommands } from '../commands/on-board'
import { changeProject } from '../document'
import { initialState } from '../initial-state'
import { shownDrawing, shownReport } from '../levels'
import { networkSubject, schemaOf } from '../network-subject'
import type { AppState } from '../state'
import { type Gesture, gesturesFor } from './gestures'

export interface Walk {
  /** How often each gesture changed the drawing. */
  readonly done: ReadonlyMap<string, number>
  readonly tried: ReadonlySet<string>
  readonly refused: number
  readonly drawings: number
}

/** Where a walk begins. */
const STARTS = ['blank', 'moons-mlp', 'digits-cnn', 'penguins-two-heads', 'auto-mpg-two-inputs'] as const
const COMMANDS = new Map(boardCommands.map((command) => [command.id, command]))

/** Walks so many steps from a seed; throws what does not hold, with all that it takes to see it again. */
export async function editWalk(seed: number, steps: number): Promise<Walk> {
  const random = rng(seed, { kind: 'generate' })
  const store = boardStore<AppState>(networkSubject, initialState)
  const board: Board<AppState> = {
    store,
    run: async (id, args = {}) => expectDefined(COMMANDS.get(id), id).run(board, args),
    offer: () => undefined,
  }
  const content = findTemplate(STARTS[random.below(STARTS.length)] as string)?.content
  const [network] = content?.networks ?? []
  if (!content || !network) throw new Error('a template without a network')
  changeProject(store, { id: 'walk', drawing: network.drawing, data: content.data, plan: content.plan })

  const clips: string[] = []
  const next = gesturesFor(board, random, clips)
  const trail: Gesture[] = []
  const hold = (what: string, ...pair: readonly [unknown, unknown]) => {
    if (isDeepStrictEqual(...pair)) return
    const from = trail.slice(-6).map(({ id, args }) => `${id} ${JSON.stringify(args)}`)
    const differ = pair.map((one) => JSON.stringify(one)?.slice(0, 3000)).join('\n-- but --\n')
    throw new Error(`seed ${seed}, step ${trail.length}: ${what}\n${from.join('\n')}\n${differ}`)
  }
  const now = () => store.getState()
  /** Each drawing as it was when it was first seen: none of them may change afterwards. */
  const seen = new Map<Drawing, string>()
  const see = (drawing: Drawing) => {
    const text = JSON.stringify(drawing)
    hold('a drawing was changed in place', seen.get(drawing) ?? text, text)
    seen.set(drawing, text)
  }
  const done = new Map<string, number>()
  const tried = new Set<string>()
  let refused = 0
  const start = now().project.drawing
  see(start)
  // Few gestures step inside by chance: every third walk begins there.
  if (random.below(3) === 0) {
    const block = networkSubject.blocks[random.below(networkSubject.blocks.length)]
    const node = await board.run('block.insert', { block: block?.id })
    await board.run('block.enter', { node })
  }

  for (let step = 0; step < steps; step++) {
    const gesture = next()
    trail.push(gesture)
    tried.add(gesture.what)
    const before = now()
    try {
      await board.run(gesture.id, gesture.args)
    } catch (error) {
      if (!(error instanceof Refusal))
        throw new Error(`seed ${seed}, step ${trail.length}: ${say(trail)}`, { cause: error })
      refused++
      hold('a refusal changed the drawing', now().project.drawing === before.project.drawing, true)
    }
    const { drawing } = now().project
    if (drawing === before.project.drawing) continue
    for (const what of gesture.what.split(' ')) done.set(what, (done.get(what) ?? 0) + 1)
    see(drawing)
    sameAsFile(now(), hold)
    const text = sameAsClip(now(), hold)
    if (text !== undefined && random.below(6) === 0) clips.push(text)
    sameAsScratch(now(), hold)
  }

  const end = now().project.drawing
  let back = 0
  while (now().history.past.length > 0) {
    await board.run('graph.undo')
    see(now().project.drawing)
    back++
  }
  hold('undo does not lead back to the start', now().project.drawing, start)
  sameAsScratch(now(), hold)
  for (let i = 0; i < back; i++) {
    await board.run('graph.redo')
    see(now().project.drawing)
  }
  hold('redo does not lead to the end', now().project.drawing, end)
  sameAsScratch(now(), hold)
  return { done, tried, refused, drawings: seen.size }
}

type Hold = (what: string, ...pair: readonly [unknown, unknown]) => void

function say(trail: readonly Gesture[]): string {
  return trail
    .slice(-3)
    .map(({ id, args }) => `${id} ${JSON.stringify(args)}`)
    .join('\n')
}

function sameAsFile({ project }: AppState, hold: Hold): void {
  const { drawing, data, plan } = project
  const read = readProject(writeProject({ name: 'Walk', networks: [{ name: 'n', drawing }], data, plan }))
  hold(
    'a project file does not parse to what was written',
    read.ok ? read.value.networks[0]?.drawing : read.error,
    drawing,
  )
}

/** The text, where there is anything to copy. */
function sameAsClip(state: AppState, hold: Hold): string | undefined {
  const drawing = shownDrawing(state)
  const clip = copySelection(
    drawing,
    drawing.nodes.map(({ id }) => id),
  )
  if (clip.nodes.length === 0) return undefined
  const text = writeClip(clip)
  const read = readClip(text)
  hold('a clip does not parse to what was written', read.ok ? read.value : read.error, clip)
  return text
}

/** Nothing that is remembered of nodes, blocks or reports may tell in what is said of them. */
function sameAsScratch(state: AppState, hold: Hold): void {
  const { drawing, plan } = structuredClone(state.project)
  const report = checkNetwork(drawing, schemaOf(state), plan)
  hold('the check differs from one from scratch', plain(state.report), plain(report))
  if (state.inside.length === 0) return
  const scratch = { ...state, project: { ...state.project, drawing }, report }
  hold('the drawing shown differs from one from scratch', shownDrawing(state), shownDrawing(scratch))
  hold('the level shown differs from one from scratch', plain(shownReport(state)), plain(shownReport(scratch)))
}

/** A report as data: fixes worked out, functions left out. */
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
