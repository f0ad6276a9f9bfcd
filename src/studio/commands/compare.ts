/** @file Commands that compare two drawings: showing the changes, listing them, and applying them. */
import { moreCommandsText } from '../../messages/en/commands/more'
import '../../messages/en/runs'
import type { Change } from '../../graph/diff'
import { type Message, message, refuse } from '../../messages/message'
import { findWrongArgument, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { NOW, readSource, SOURCE_ARGS, type Source, type SourceArgs, sourceIn } from '../project/comparison-sources'
import { become, editAll } from '../project/project-document'

const defineCommand = commandsWith(moreCommandsText)

function sourceFrom(args: SourceArgs): Source {
  return sourceIn(args) ?? refuse('no-source', {})
}

const read = (studio: AppContext, source: Source) => readSource(studio.store.getState(), studio.storage, source)

/** The network to compare; a wrong value is refused with the message for its wrong field, if there is one. */
const SOURCE = {
  ...shape(SOURCE_ARGS),
  problem: (source: unknown) => problemOf(source) ?? message('no-source', {}),
}

function problemOf(source: unknown): Message | undefined {
  const wrong = typeof source === 'object' && source !== null ? findWrongArgument(SOURCE_ARGS, source) : undefined
  return wrong && 'problem' in wrong ? wrong.problem : undefined
}

export const viewChanges = defineCommand({
  id: 'view.changes',
  listed: true,
  args: { from: optional(SOURCE), to: optional(SOURCE) },
  run(studio, { from, to }) {
    const { sidePanel, project, compared } = studio.store.getState()
    if (from === undefined && to === undefined && sidePanel === 'changes')
      return studio.store.setState({ sidePanel: null })
    const before = compared?.project === project.id ? compared : undefined
    studio.store.setState({
      sidePanel: 'changes',
      room: 'build',
      compared: {
        project: project.id,
        wide: before?.wide ?? false,
        from: from ? sourceFrom(from) : (before?.from ?? NOW),
        to: to ? sourceFrom(to) : (before?.to ?? null),
      },
    })
  },
})

export const viewSideBySide = defineCommand({
  id: 'view.sideBySide',
  listed: true,
  args: {},
  async run(studio): Promise<void> {
    const { sidePanel, compared } = studio.store.getState()
    const wide = sidePanel === 'changes' && compared?.wide === true
    if (sidePanel !== 'changes') await studio.run('view.changes')
    studio.store.setState((state) => (state.compared ? { compared: { ...state.compared, wide: !wide } } : {}))
  },
})

export const readDrawing = defineCommand({
  id: 'graph.read',
  args: SOURCE_ARGS,
  run: (studio, args) => read(studio, sourceFrom(args)),
})

/** A change as the console returns it, without the edits that apply it. */
type ListedChange = Listed<Change>
type Listed<C> = C extends { readonly within: readonly Change[] }
  ? Omit<C, 'edits' | 'within'> & { readonly within: readonly ListedChange[] }
  : Omit<C, 'edits'>

function withoutEdits({ edits: _, ...change }: Change): ListedChange {
  return change.type === 'block' && change.what === 'changed'
    ? { ...change, within: change.within.map(withoutEdits) }
    : change
}

export const listChanges = defineCommand({
  id: 'graph.diff',
  args: { from: optional(SOURCE), to: SOURCE },
  async run(studio, { from = NOW, to }) {
    const [{ diff }, before, after] = await Promise.all([
      import('../../graph/diff'),
      read(studio, sourceFrom(from)),
      read(studio, sourceFrom(to)),
    ])
    return diff(before.drawing, after.drawing).map(withoutEdits)
  },
})

export const takeOverChange = defineCommand({
  id: 'graph.takeOver',
  args: { ...SOURCE_ARGS, change: optional(text('change id')) },
  async run(studio, { change, ...source }) {
    const [{ diff }, { applyChange: takeOver }, then] = await Promise.all([
      import('../../graph/diff'),
      import('../../graph/apply-change'),
      read(studio, sourceFrom(source)),
    ])
    const { drawing } = studio.store.getState().project
    const changes = diff(drawing, then.drawing)
    const edits = takeOver(drawing, changes, change)
    if (edits.length === 0) return refuse('no-change', {})
    // All changes together must result in exactly the other drawing, including its node order, so use that drawing
    // directly.
    if (change === undefined) become(studio.store, then.drawing, {})
    else editAll(studio.store, edits)
  },
})
