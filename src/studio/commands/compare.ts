/** @file Commands that hold two drawings against each other: shown beside the canvas or side by side, told as a list, taken over. */
import { moreCommandsText } from '../../messages/en/commands/more'
import '../../messages/en/versions'
import { refuse } from '../../messages/message'
import type { Change } from '../../graph/diff'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import { become, editAll } from '../document'
import { NOW, readSource, SOURCE_ARGS, type Source, sourceIn } from '../sources'

interface Between {
  readonly from?: object
  readonly to?: object
}

function given(source: object): Source {
  return sourceIn(source) ?? refuse('no-source', {})
}

const read = (studio: AppContext, source: Source) => readSource(studio.store.getState(), studio.storage, source)
const SOURCE = `{${Object.keys(SOURCE_ARGS).join(' | ')}}`

export const viewChanges = defineCommand({
  id: 'view.changes',
  title: moreCommandsText['view.changes'],
  listed: true,
  args: { from: `${SOURCE}?, absent: the drawing now`, to: `${SOURCE}?, absent: the step before` },
  run(studio, { from, to }: Between) {
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
        from: from ? given(from) : (before?.from ?? NOW),
        to: to ? given(to) : (before?.to ?? null),
      },
    })
  },
})

export const viewSideBySide = defineCommand({
  id: 'view.sideBySide',
  title: moreCommandsText['view.sideBySide'],
  listed: true,
  args: {},
  async run(studio) {
    const { sidePanel, compared } = studio.store.getState()
    const wide = sidePanel === 'changes' && compared?.wide === true
    if (sidePanel !== 'changes') await studio.run('view.changes')
    studio.store.setState((state) => (state.compared ? { compared: { ...state.compared, wide: !wide } } : {}))
  },
})

export const readDrawing = defineCommand({
  id: 'graph.read',
  title: moreCommandsText['graph.read'],
  args: SOURCE_ARGS,
  run: (studio, args: object) => read(studio, given(args)),
})

/** A change as it is told: what it is, without what takes it over. */
function told({ edits: _, ...change }: Change): object {
  return change.type === 'block' && change.what === 'changed' ? { ...change, within: change.within.map(told) } : change
}

export const listChanges = defineCommand({
  id: 'graph.diff',
  title: moreCommandsText['graph.diff'],
  args: { from: `${SOURCE}?, absent: the drawing now`, to: SOURCE },
  async run(studio, { from = NOW, to = {} }: Between) {
    const [{ diff }, before, after] = await Promise.all([
      import('../../graph/diff'),
      read(studio, given(from)),
      read(studio, given(to)),
    ])
    return diff(before.drawing, after.drawing).map(told)
  },
})

export const takeOverChange = defineCommand({
  id: 'graph.takeOver',
  title: moreCommandsText['graph.takeOver'],
  args: { ...SOURCE_ARGS, change: 'id of one change; absent: all' },
  async run(studio, { change, ...source }: { change?: string }) {
    const [{ diff }, { applyChange: takeOver }, then] = await Promise.all([
      import('../../graph/diff'),
      import('../../graph/apply-change'),
      read(studio, given(source)),
    ])
    const { drawing } = studio.store.getState().project
    const changes = diff(drawing, then.drawing)
    const edits = takeOver(drawing, changes, change)
    if (edits.length === 0) return refuse('no-change', {})
    // All of them are the other drawing itself, its order too.
    if (change === undefined) become(studio.store, then.drawing, {})
    else editAll(studio.store, edits)
  },
})
